"""Finds formal defects of written systems: no date, no sign-off, marks of a draft or of a withdrawn version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from evidence_check.findings.placeholders import is_annexed
from evidence_check.findings.rules import Inspection, Line, Rule, Span, rules
from evidence_check.model import Bilingual, Document, Finding
from evidence_check.reasons import listing
from evidence_check.records.dates import find as find_dates
from evidence_check.text import normal, sentences

_PEOPLE = {
    "prepared_by": Bilingual("编制", "prepared by"),
    "reviewed_by": Bilingual("审核", "reviewed by"),
    "approved_by": Bilingual("批准", "approved by"),
}
_SHORT = 50  # characters of a line that carries a mark (草稿) and no sentence about drafts
_FRONT = 12
_SIGNED_LINE = 120  # characters of a line with places for signatures
_SIGNED_AFTER = 16
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_WORD = 2  # hanzi of a label so short that it may be the end of another word
_COLON = re.compile(r"\s*(?:[:/_]|$)")
_BLANK = re.compile(r"\s*:[\s_/]*")
_DATE_LABEL = re.compile(r"(?:日期|时间|date)[:\s_]")
_SIGNING = 2  # names of signatories in a row that make it the head of a sign-off table
_SHEETS = ("xlsx", "xls", "xlsb", "ods", "csv", "et")
_PAGES = ("html", "md", "txt")  # pages of a wiki or system, which nobody signs
_CHANGES = ("insertions", "deletions")


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield the formal defects of one file."""
    if inspection.role == "superseded" or (inspection.role == "written_system" and _is_withdrawn(inspection)):
        yield _marked(inspection, rules()["superseded-mark"])
    if inspection.role in ("written_system", "decoy"):
        yield from _draft(inspection)
    if inspection.role == "written_system" and inspection.document.format not in _SHEETS:
        yield from _undated(inspection)
        yield from _unsigned(inspection)
    if inspection.role in ("record", "contract") and inspection.document.format not in _SHEETS:
        yield from _nobody_signed(inspection)
    if inspection.role == "written_system":
        yield from _version(inspection)


def _is_withdrawn(inspection: Inspection) -> bool:
    """Whether a line at the front or in the margins, or the folder that it lies in, says that it is out of use."""
    rule = rules()["superseded-mark"]
    folders = [normal(part) for part in PurePosixPath(inspection.document.path).parts[:-1]]
    own = (line for line in _mark_lines(inspection) if line.text in rule.words("itself"))
    return any(folder in rule.words("folders") for folder in folders) or next(own, None) is not None


# --- marks ---------------------------------------------------------------------------------------------------------


def _marked(inspection: Inspection, rule: Rule) -> Finding:
    """Return the remark on a mark: at the title, header or front line that bears it, else at the title."""
    spots = ((line, spot) for line in _mark_lines(inspection) for spot in rule.spots(line.text))
    line, spot = next(spots, (inspection.heading, None))
    return inspection.remark(rule, line, spot)


def _mark_lines(inspection: Inspection) -> list[Line]:
    """Return the lines that say what state a document is in: margins, and short lines at the front, tables left out."""
    front = [line for line in inspection.body[:_FRONT] if len(line.text) <= _SHORT and line.passage.kind != "row"]
    return [line for line in inspection.margins if len(line.text) <= 3 * _SHORT] + front


def _marked_texts(inspection: Inspection) -> list[str]:
    """Return where a paper says what state it is in: the lines at its front, its title and its file's name."""
    names = [inspection.title, normal(PurePosixPath(inspection.document.path).stem)]
    return [line.text for line in _mark_lines(inspection)] + names


def _draft(inspection: Inspection) -> Iterator[Finding]:
    rule = rules()["draft-mark"]
    control = inspection.document.control.fields.get("version", ("", 0))
    by_index = {line.passage.index: line for line in inspection.lines}
    stated = by_index.get(control[1]) if any(rule.spots(normal(control[0]))) else None
    if inspection.role == "written_system" and stated:
        yield inspection.remark(rule, stated)
    elif any(any(rule.spots(text)) for text in _marked_texts(inspection)):
        yield _marked(inspection, rule)
    changes = sum(inspection.document.marks.get(name, 0) for name in _CHANGES)
    remarks = [p for p in inspection.document.passages if p.kind == "comment"]
    if inspection.role == "written_system" and (changes or remarks) and inspection.document.format not in _SHEETS:
        count = changes + max(len(remarks), inspection.document.marks.get("comments", 0))
        line = Line(remarks[0], normal(remarks[0].text)) if remarks else inspection.heading
        yield inspection.remark(rules()["draft-changes"], line, count=str(count))


def _version(inspection: Inspection) -> Iterator[Finding]:
    """Yield the place of the version as a candidate: only the dossier knows whether a newer one exists."""
    if inspection.heading:
        yield inspection.remark(rules()["superseded-older"], inspection.heading, newer="")


# --- dates -----------------------------------------------------------------------------------------------------------


def _undated(inspection: Inspection) -> Iterator[Finding]:
    rule = rules()["undated"]
    if not inspection.in_force or len(inspection.body) < rule.params["lines"] or _is_dated(inspection, rule):
        return
    blank = [index for name, (_, index) in inspection.document.control.fields.items() if name.endswith("_date")]
    line = next((line for line in inspection.lines if line.passage.index in blank), inspection.heading)
    yield inspection.remark(rule, line)


def _is_dated(inspection: Inspection, rule: Rule) -> bool:
    fields = inspection.document.control.fields
    names = [fields[name][0] for name in ("effective_date", "issued_date") if name in fields]
    names += [inspection.document.title or "", PurePosixPath(inspection.document.path).stem]
    if any(len(dated.iso) > 4 for name in names for dated in find_dates(name)):
        return True
    ends = [*inspection.body[: rule.params["front"]], *inspection.body[-rule.params["back"] :]]
    tables = [line for line in inspection.body if line.passage.kind == "row"]
    return any(_dates_itself(line.text, rule) for line in (*inspection.margins, *ends, *tables))


def _dates_itself(text: str, rule: Rule) -> bool:
    """Whether a text holds a date that is not the date of a law it cites."""
    for start, end in sentences(text):
        sentence = text[start:end]
        if any(len(dated.iso) > 4 for dated in find_dates(sentence)) and sentence not in rule.words("citing"):
            return True
    return False


# --- sign-off -----------------------------------------------------------------------------------------------------


def _unsigned(inspection: Inspection) -> Iterator[Finding]:
    """Yield a blank sign-off, or candidates where nothing of one is there (see ``stands_out``)."""
    if not inspection.in_force or inspection.document.marks.get("pictures"):  # a signature may be a picture
        return
    fields = inspection.document.control.fields
    forms = {line.passage.index for line in inspection.lines if is_annexed(line, inspection.title)}
    blank = [name for name in _PEOPLE if name in fields and fields[name][0] == "" and fields[name][1] not in forms]
    if blank:
        line = next((line for line in inspection.lines if line.passage.index == fields[blank[-1]][1]), None)
        span = _label(line, blank[-1]) if line else None
        who = listing([_PEOPLE[name] for name in blank])
        yield inspection.remark(rules()["unsigned-blank"], line, span, who=who)
    elif table := _unfilled_table(inspection):
        yield inspection.remark(
            rules()["unsigned-blank"], table, _label(table, "approved_by"), who=_PEOPLE["approved_by"]
        )
    elif "approved_by" not in fields and "reviewed_by" not in fields:
        rule = rules()["unsigned-absent"]
        wiki = inspection.document.format in _PAGES or inspection.title in rule.words("excerpt")
        wiki = wiki or any(line.text in rule.words("wiki") for line in inspection.body[:_FRONT])
        wiki = wiki or ".zip/" in inspection.document.path.lower() or inspection.title in rule.words("handbook")
        if not wiki and not any(line.text in rule.words("trace") for line in inspection.lines):
            yield inspection.remark(rule, inspection.heading)


def _nobody_signed(inspection: Inspection) -> Iterator[Finding]:
    """Yield the first place for a signature that is blank in a record that was filled in: one that bears a day."""
    rule = rules()["unsigned-record"]
    if inspection.judged.marks & {"template", "plan", "copy"} or inspection.document.marks.get("pictures"):
        return
    if ".zip/" in inspection.document.path.lower():  # what was packed away was typed off; its paper bears the names
        return
    if not any(len(dated.iso) == 10 for line in inspection.lines for dated in find_dates(line.text)):
        return
    for line in inspection.body:
        spots = [span for span in _blank_places(line, rule) if not is_annexed(line, inspection.title)]
        if spots:
            start, end = spots[0]
            label = line.text[start:end].strip(" :_/")
            yield inspection.remark(rule, line, spots[0], who=label)
            return


def _blank_places(line: Line, rule: Rule) -> Iterator[Span]:
    """Yield the labels for a signature in a line after which nothing stands but a rule, another label or its end."""
    if line.passage.header_row or len(line.text) > _SIGNED_LINE:
        return
    for start, end in rule.words("label").spots(line.text):
        rest = line.text[end:]
        opened = _BLANK.match(rest)
        if start and end - start <= _WORD and _HANZI.match(line.text[start - 1]) and _HANZI.match(line.text[start]):
            continue  # the end of another word: 移交人 is no 交人
        after = rest[opened.end() :] if opened else "-"
        labelled = any(a == 0 and _COLON.match(after[b:]) for a, b in rule.words("label").spots(after))
        blank = not after or bool(_DATE_LABEL.match(after)) or labelled
        told = rest[:1] in (":", "：") and rule.words("unsigned").spots(rest[:_SIGNED_AFTER])
        if blank or told:
            yield start, end


def _unfilled_table(inspection: Inspection) -> Line | None:
    """Return the row of names 编制 | 审核 | 批准 under whose last name nobody signed."""
    rule = rules()["unsigned-blank"]
    if inspection.document.control.fields.get("approved_by", ("", 0))[0]:
        return None
    for line in inspection.body:
        cells = line.passage.cells
        if not line.passage.header_row or is_annexed(line, inspection.title):
            continue
        approving = [cell.text for cell in cells if rule.labels("approving", cell.text)]
        people = sum(rule.labels("people", cell.text) for cell in cells)
        rows = [row for row in inspection.body if row.passage.table == line.passage.table and row is not line]
        filled = any(cell.column in approving and cell.text for row in rows for cell in row.passage.cells)
        if approving and people >= _SIGNING and people >= len(cells) - 1 and not filled:
            return line
    return None


def _label(line: Line, name: str) -> Span | None:
    at = line.text.find(_PEOPLE[name].zh or "")
    return (at, at + 2) if at >= 0 else None


def stands_out(document: Document, signed: int, systems: int) -> bool:
    """Return whether a policy that nobody approved is an exception in its house, or at least names who wrote it.

    ``signed`` of ``systems`` written systems of the enterprise name who approved them.
    """
    rule = rules()["unsigned-absent"]
    if document.control.fields.get("prepared_by", ("", 0))[0]:
        return True
    return bool(systems >= rule.params["files"] and signed >= rule.params["practice"] * systems)
