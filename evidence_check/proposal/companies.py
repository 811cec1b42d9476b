"""Finds companies in their parts: the enterprise's English, former and short names, its parent, its partners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from evidence_check.proposal.knowledge import HAN, as_label, knowledge
from evidence_check.proposal.model import Seen
from evidence_check.proposal.paper import Line, Paper, fold, is_han

_EDGE = 30  # lines at either end of a contract in which its parties stand
_PARTY_REACH = 40  # characters between a party's label and its name
_NAME_LABELS = ("companies.name_labels", "companies.english_labels")
_BETWEEN = re.compile(r"^[\s()（）/|，,:：·—-]*$")  # what may stand between a name and its other language


def observe_companies(paper: Paper) -> Iterator[Seen]:
    """Yield what a paper says of companies: names of the enterprise's own, and partners."""
    for line in paper.lines:
        if paper.kind != "partner":
            yield from _registered(paper, line)
            yield from _told(paper, line)
        yield from _listed(paper, line)
    yield from _pairs(paper)
    if paper.kind == "contract":
        yield from _parties(paper)


def _registered(paper: Paper, line: Line) -> Iterator[Seen]:
    """Yield the values of name labels: the name on a licence, the English name, former names, brands."""
    known = knowledge()
    official = known.any_of(known.at("companies.registrations")).search(paper.title) is not None
    labels = {
        "name.registered": known.labels("companies.name_labels") if official else frozenset(),
        "name.en": known.labels("companies.english_labels"),
        "former": known.labels("companies.former_labels"),
        "brand": known.labels("companies.brand_labels"),
    }
    for label, value, start in (*line.fields, *_inline(line)):
        for key, words in labels.items():
            if label in words and (name := _value(key, value, line, start)):
                yield Seen(key, name, paper.quote(line, start, start + len(name)), near=_other(line, name))


def _inline(line: Line) -> Iterator[tuple[str, str, int]]:
    """Yield (label, value, offset) of "label: value" in a line without cells."""
    if line.passage.cells:
        return
    for match in re.finditer(
        r"(?:^|[\n\t;；，,。]|[ \u3000]{2})\s*([^:：\n\t，,。;；]{2,20})\s*[:：]\s*([^\n\t;；。]{2,120})", line.text
    ):
        yield as_label(match[1]), match[2].strip(), match.start(2)


def _value(key: str, value: str, line: Line, start: int) -> str | None:
    """Return the literal name that a label's value holds, None where it holds none."""
    named = [name for name, a, b in line.companies if start - 2 <= a <= start + len(value)]
    if key in ("name.registered", "former"):
        return named[0] if named else None
    if key == "name.en":
        latin = [name for name in named if not is_han(name[0])]
        plain = re.sub(r"\s+", " ", value).strip(" .，,;；()（）")
        fits = re.fullmatch(r"[A-Z][A-Za-z0-9&.,'’() -]{4,90}", plain) is not None
        return latin[0] if latin else (plain if fits else None)
    short = re.split(r"[，,、;；。\s(（]", value.strip("“”\"'「」《》"))[0]
    return short if 2 <= len(short) <= 16 and short.lower() not in knowledge().at("companies.not_short") else None


def _other(line: Line, name: str) -> str | None:
    """Return the company whose name or former name stands in the same line or block."""
    others = [one for one, _, _ in line.companies if one != name]
    return others[0] if others else line.owner if line.owner != name else None


def _told(paper: Paper, line: Line) -> Iterator[Seen]:
    """Yield what sentences say: renamed, called for short, a subsidiary of."""
    known = knowledge()
    if len(line.companies) == 0 or len(line.text) > 2_000:
        return
    masked, names = _masked(line)
    for pattern in known.at("companies.renamed"):
        for match in re.finditer(pattern.replace("@", r"\ue000.\ue001"), masked, re.IGNORECASE):
            old, new = names[match["a"]], names[match["b"]]
            if old != new:
                yield Seen("renamed", old, paper.quote(line, *_span(line, old)), near=new)
    for pattern in known.at("companies.short"):
        for match in re.finditer(pattern.replace("@", r"\ue000.\ue001"), masked, re.IGNORECASE):
            if match["short"].strip().lower() not in known.at("companies.not_short"):
                owner = names[match["b"]]
                yield Seen("brand", match["short"].strip(), paper.quote(line, *_span(line, owner)), near=owner)
    for pattern in known.at("companies.parents"):
        for match in re.finditer(pattern.replace("@", r"\ue000.\ue001"), masked, re.IGNORECASE):
            parent = names[match["a"]]
            yield Seen("parent", parent, paper.quote(line, *_span(line, parent)), sure=False)


def _masked(line: Line) -> tuple[str, dict[str, str]]:
    """Return a line with each company's name as one sign, so that patterns can say where a name stands."""
    text, names, at = "", {}, 0
    for number, (name, start, end) in enumerate(line.companies):
        if start < at:
            continue
        sign = f"\ue000{chr(0xE100 + number)}\ue001"
        names[sign] = name
        text += line.text[at:start] + sign
        at = end
    return text + line.text[at:], names


def _span(line: Line, name: str) -> tuple[int, int]:
    return next((start, end) for one, start, end in line.companies if one == name)


# --- one name in two languages ---------------------------------------------------------------------------------------


def _pairs(paper: Paper) -> Iterator[Seen]:
    """Yield English names that stand directly beside a Chinese one, in one line or in the line below."""
    lines = [line for line in paper.lines if line.companies]
    for line in lines:
        for (one, _, end), (other, start, after) in zip(line.companies, line.companies[1:], strict=False):
            if is_han(one[0]) != is_han(other[0]) and _BETWEEN.match(line.text[end:start]):
                english, chinese = (other, one) if is_han(one[0]) else (one, other)
                yield Seen("name.en", english, paper.quote(line, start, after), near=chinese)
    for above, below in pairwise(lines):
        adjacent = below.passage.index - above.passage.index == 1
        if adjacent and _is_name(above) and _is_name(below) and above.passage.kind == below.passage.kind:
            one, other = above.companies[0][0], below.companies[0][0]
            if is_han(one[0]) != is_han(other[0]):
                english, chinese = (other, one) if is_han(one[0]) else (one, other)
                line = below if english == other else above
                yield Seen("name.en", english, paper.quote(line, 0, len(line.text)), near=chinese)


def _is_name(line: Line) -> bool:
    """Whether a line is one company's name, perhaps in brackets or after its label, and nothing else."""
    if len(line.companies) != 1:
        return False
    _, start, end = line.companies[0]
    label = as_label(line.text[:start].strip("()（） "))
    return not line.text[end:].strip("()（）。. ") and (not label or label in knowledge().labels(*_NAME_LABELS))


# --- partners --------------------------------------------------------------------------------------------------------


def _listed(paper: Paper, line: Line) -> Iterator[Seen]:
    """Yield the companies in the name column of a list of partners."""
    known = knowledge()
    if line.passage.kind != "row" or line.passage.header_row or not line.companies:
        return
    above = (paper.title, *line.passage.heading_path, line.passage.locator.sheet or "")
    if not known.any_of(known.at("companies.partner_titles")).search(fold(" ".join(above))):
        return
    columns = known.labels("companies.partner_columns")
    for cell in line.passage.cells:
        if as_label(fold(cell.column)) in columns:
            for name, start, end in line.companies:
                if name in cell.text:
                    yield Seen("partner", name, paper.quote(line, start, end))


def _parties(paper: Paper) -> Iterator[Seen]:
    """Yield the parties of a contract, the enterprise itself among them."""
    known = knowledge()
    union = "|".join(re.escape(word) for word in sorted(known.at("companies.parties"), key=len, reverse=True))
    label = re.compile(rf"(?<![{HAN}A-Za-z])(?:{union})(?![A-Za-z])", re.IGNORECASE)
    ends = [*paper.lines[:_EDGE], *paper.lines[-_EDGE:]]
    for line in ends:
        for name, start, end in line.companies:
            before = line.text[max(0, start - _PARTY_REACH) : start]
            if label.search(before) or line.owner == name:
                yield Seen("partner", name, paper.quote(line, start, end))
