"""Finds who holds the four posts that the standards name: in labels, forms, rosters, and in appointments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from evidence_check.proposal.knowledge import HAN, as_label, knowledge, spaced
from evidence_check.proposal.model import Seen
from evidence_check.proposal.paper import Line, Paper, fold
from evidence_check.proposal.persons import persons

_SEGMENT = re.compile(r"[。；;！？!?\n\t]|(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)\.(?=\s+[A-Z]|\s*$)")
_REACH = 40  # characters of a title before a name, or of a post after it
_DUTY = 60  # characters of the duties that follow
_LONGEST = 400  # characters of a sentence that appoints anybody
_BEING = ("为", "任", "担任", "兼任", "出任", "是", "系", "作为")  # after these stands a post, after the others a duty
_TOPIC_FIRST = re.compile(r"(?P<topic>[^，,、:：由]{2,24})由[^，,由]{0,20}$")  # 贸易安全由副总经理孙悦分管


@dataclass(frozen=True)
class _Role:
    key: str
    labels: frozenset[str]
    inline: re.Pattern[str]
    posts: re.Pattern[str]
    charge: re.Pattern[str]
    alone: re.Pattern[str]


@lru_cache(maxsize=1)
def _roles() -> tuple[_Role, ...]:
    return tuple(_role(name, raw) for name, raw in knowledge().at("people.roles").items())


def _role(name: str, raw: Mapping[str, list[str]]) -> _Role:
    known = knowledge()
    union = "|".join(spaced(label) for label in sorted(raw["labels"], key=len, reverse=True))
    topic = str(raw.get("topic") or "(?!)")
    inline = (
        rf"(?<![{HAN}A-Za-z])(?:我|本)?(?:公司|企业|司|单位)?的?(?:{union})(?:姓名|名字)?[ \u3000]*"
        r"(?:[(（][^()（）]{0,14}[)）])?"
        rf"[ \u3000]*(?:[:：]|由|为|是|系|\bis\b|\t|(?<=[{HAN}])(?=[{HAN}])|(?<=[{HAN})）])[ \u3000])[ \u3000\t]*"
    )
    return _Role(
        key=f"people.{name}",
        labels=frozenset(as_label(label) for label in raw["labels"]),
        inline=re.compile(inline, re.IGNORECASE),
        posts=known.any_of(raw["posts"]),
        charge=known.any_of([known.at("people.charge")], topic=topic),
        alone=known.any_of([known.at("people.charge_alone")], topic=topic),
    )


def observe_people(paper: Paper) -> Iterator[Seen]:
    """Yield who holds which post, as a paper says it. Sign-in sheets and partners' papers say nothing of that."""
    known = knowledge()
    listed = known.any_of(known.at("people.not_roster_titles")).search(paper.title) is None
    roster = listed and known.any_of(known.at("people.roster_titles")).search(paper.title) is not None
    for line in paper.lines:
        near = line.owner
        for role in _roles() if listed or paper.kind == "certificate" else ():
            yield from _labelled(paper, line, role, near)
        if paper.kind not in ("own", "certificate") or not listed:
            continue
        if line.passage.kind == "row" and not line.passage.header_row and roster:
            yield from _listed(paper, line)
        if line.passage.kind != "row":
            yield from _appointed(paper, line)


# --- labels: 法定代表人：张三 ----------------------------------------------------------------------------------------


def _labelled(paper: Paper, line: Line, role: _Role, near: str | None) -> Iterator[Seen]:
    """Yield the values of a role's labels. In a contract only the legal representative of a party stands so."""
    if paper.kind == "contract" and not role.key.endswith("legal_representative"):
        return
    for label, value, at in line.fields:
        if label in role.labels and (name := persons().whole(value)):
            whose = _named_in(line, 0, len(line.text)) or near
            yield Seen(role.key, name, paper.quote(line, at, at + len(value)), near=whose)
    if line.passage.cells and len(line.text) > _LONGEST:
        return
    for match in role.inline.finditer(line.text):
        name = persons().leading(line.text[match.end() : match.end() + 40])
        if name and not _dismissed(line.text[max(0, match.start() - 10) : match.end() + 40]):
            whose = _named_in(line, max(0, match.start() - 60), match.end() + 40) or near
            yield Seen(role.key, name, paper.quote(line, match.start(), match.end() + len(name)), near=whose)


def _named_in(line: Line, start: int, end: int) -> str | None:
    """Return the last company that a stretch of a line names."""
    inside = [name for name, a, b in line.companies if a >= start and b <= end]
    return inside[-1] if inside else None


@lru_cache(maxsize=1)
def _dismissal() -> re.Pattern[str]:
    return knowledge().any_of(knowledge().at("people.dismiss"))


def _dismissed(text: str) -> bool:
    return _dismissal().search(text) is not None


# --- rosters: a row for each person ----------------------------------------------------------------------------------


def _listed(paper: Paper, line: Line) -> Iterator[Seen]:
    """Yield the posts of the one person of a roster's row."""
    known = knowledge()
    name_labels, post_labels = known.labels("people.name_columns"), known.labels("people.post_columns")
    cells = [(as_label(fold(cell.column)), fold(cell.text)) for cell in line.passage.cells]
    named = [(one, text) for label, text in cells if _is_one(label, name_labels) and (one := persons().whole(text))]
    posts = [(label, text) for label, text in cells if _is_one(label, post_labels)]
    if len(named) != 1 or not posts or _dismissed(line.text):
        return
    name, written = named[0]
    title = " ".join((*(text for _, text in posts), written.partition(name)[0]))  # 关务课 | 课长陆婷筠
    columns = known.any_of([known.at("people.charge_columns")])
    duty = "，".join("分管" + text for label, text in posts if columns.search(label))
    near = _named_in(line, 0, len(line.text))
    for role in _roles():
        ranked = _rank().search(title) is not None
        if _holds(role, title, title) or (ranked and _holds(role, title, duty)):
            yield Seen(role.key, name, paper.quote(line, 0, min(len(line.text), 80)), near=near)


_LATIN_PART = re.compile(r"[a-z][a-z .&/]*")


def _is_one(label: str, labels: frozenset[str]) -> bool:
    """Return whether a column's name is one of some labels, in one language or in two (function职务)."""
    return label in labels or any(
        part and part in labels for part in (_LATIN_PART.sub("", label), *_LATIN_PART.findall(label))
    )


# --- sentences: 任命张三为负责关务的副总经理 -------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _grammar() -> dict[str, re.Pattern[str]]:
    known, who = knowledge(), persons()
    appoint = "|".join(known.at("people.appoint"))
    hold = "|".join(sorted(known.at("people.hold"), key=len, reverse=True))
    lead = rf"(?:^|[^{HAN}A-Za-z]|{appoint}|由|本人|{who.titles}|为|是|(?<=的))"
    verbs = "|".join(known.at("people.en_appoint"))
    return {
        "name": re.compile(rf"{lead}[ \u3000]*(?P<n>{who.han})[ \u3000]*{who.stop}"),
        "foreign": re.compile(
            rf"(?P<n>{who.latin})[ \u3000]*(?:{who.honorifics})?"
            rf"(?=[ \u3000]*(?:{hold}|{'|'.join(known.at('persons.follows'))}))"
        ),
        "latin": re.compile(rf"(?<![A-Za-z])(?P<h>{who.mister})?(?P<n>{who.latin})"),
        "appoints": re.compile(rf".*(?:由|{appoint})", re.DOTALL),
        "holds": re.compile(
            rf"^(?:[ \u3000]*(?:{who.honorifics}))?[ \u3000]*[，,]?[ \u3000]*"
            rf"(?:(?:{who.titles})[，,]?)?(?P<verb>{hold})"
        ),
        "apposed": re.compile(rf"^(?:{who.honorifics})?[ \u3000]*[，,(（、:：]\s*(?P<post>[^。;；()（）]{{2,60}})"),
        "en_appoints": re.compile(rf"\b(?:{verbs})\s+(?:hereby\s+)?$", re.IGNORECASE),
        "en_link": re.compile(
            rf"^\s*(?:,[^,]{{2,60}},\s*)?(?P<verb>(?:is|was|has been|have been|be)\b)?\s*(?:hereby |duly |formally )?"
            rf"(?P<verb2>(?:{verbs})\b)?\s*"
            r"(?P<verb3>(?:as|to be|to serve as|to act as|to the (?:post|position) of)\b)?\s*(?:the |our )?"
        ),
        "en_left": re.compile(
            r"(?:^|[,;:]\s*|\b(?:the|our|its|by|under|a)\s+)(?P<post>[^,;:]{4,90}?)(?:\s+is|\s*:|,)?\s*$", re.IGNORECASE
        ),
        "en_charge": re.compile(
            r"^\s*,?\s*(?:is|shall be|will be|remains)?\s*(?:responsible for|in charge of|oversees)\b"
        ),
    }


def _appointed(paper: Paper, line: Line) -> Iterator[Seen]:
    start = 0
    for match in [*_SEGMENT.finditer(line.text), None]:
        end = match.start() if match else len(line.text)
        segment = line.text[start:end]
        known = knowledge()
        lead = known.any_of(known.at("companies.sample_lead"))
        if 6 <= len(segment) <= _LONGEST and not _dismissed(segment) and not lead.search(segment):
            for key, name, a, b in (*_chinese(segment), *_english(segment)):
                near = _named_in(line, start, end)
                yield Seen(key, name, paper.quote(line, start + a, start + b), near=near or line.owner)
        start = match.end() if match else end


Found = tuple[str, str, int, int]


def _chinese(segment: str) -> Iterator[Found]:
    """Yield (role, name, start, end) of a Chinese sentence's appointments."""
    grammar = _grammar()
    names = [match for match in grammar["name"].finditer(segment) if persons().is_name(match["n"])]
    names += [m for m in grammar["foreign"].finditer(segment) if persons().latin_name(m["n"]) == m["n"]]
    names.sort(key=lambda match: match.start("n"))
    for number, match in enumerate(names):
        start, end = match.span("n")
        before = _aside_end(segment, names[number - 1].end("n")) if number else 0
        after = names[number + 1].start("n") if number + 1 < len(names) else len(segment)
        left = re.split(r"[，,、:：→>]", segment[max(before, start - _REACH) : start])[-1]
        title, duty = _said(left, segment[end:after], segment[:start])
        together = number + 1 < len(names) and re.fullmatch(r"\s*[、和与及]\s*", segment[end:after])
        for role in _roles() if not together else ():
            if _holds(role, title, duty):
                name = match["n"] if match["n"].isascii() else re.sub(r"\s", "", match["n"])
                yield role.key, name, start, min(end + 20, len(segment))


def _aside_end(segment: str, end: int) -> int:
    """Return where the text goes on after a name and what stands in brackets behind it, which is said of that name."""
    aside = re.compile(r"[ \u3000]*[(（][^()（）]{0,30}[)）]").match(segment, end)
    return aside.end() if aside else end


def _said(left: str, right: str, before: str) -> tuple[str, str]:
    """Return the post that stands with a name, and the duties said of it: ("副总经理", "分管关务")."""
    grammar = _grammar()
    left = grammar["appoints"].sub("", left)
    holds = grammar["holds"].match(right)
    if holds:
        verb, rest = holds["verb"], right[holds.end() :]
        if verb in _BEING:
            post, _, duty = rest.replace(",", "，").partition("，")
            return f"{left} {post[:_REACH]}", duty[:_DUTY]
        topic = _TOPIC_FIRST.search(before)
        if topic and not re.split("[，,]", rest)[0].strip(" 、"):
            rest = topic["topic"]
        return f"{left} {holds[0]}", (verb + rest)[:_DUTY]
    if apposed := grammar["apposed"].match(right):
        post, _, duty = apposed["post"].replace(",", "，").partition("，")
        return f"{left} {post}", duty[:_DUTY]
    return left, ""


def _holds(role: _Role, title: str, duty: str) -> bool:
    """Whether a post with its duties is the role's."""
    if role.posts.search(title):
        return True
    ranked = _rank().search(title) is not None
    if ranked and (role.charge.search(title) or role.charge.match(duty) or role.alone.search(duty)):
        return True
    return bool(role.alone.match(duty))


@lru_cache(maxsize=1)
def _rank() -> re.Pattern[str]:
    return knowledge().any_of(["<rank>"])


def _english(segment: str) -> Iterator[Found]:
    """Yield (role, name, start, end) of an English sentence's appointments."""
    grammar = _grammar()
    for match in grammar["latin"].finditer(segment):
        name = persons().latin_name(match["n"])
        if name is None:
            continue
        start = match.start("n")
        end = start + len(name)
        title = _english_post(segment, match.start(), end, bool(match["h"]))
        if not title:
            continue
        for role in _roles():
            charged = _rank().search(title) and role.charge.search(title)
            if role.posts.search(title) or charged:
                yield role.key, name, start, min(end + 60, len(segment))


def _english_post(segment: str, start: int, end: int, honorific: bool) -> str:
    """Return the post that an English sentence gives to the name at ``start:end``, "" where it gives none."""
    grammar, right = _grammar(), segment[end : end + 160]
    if grammar["en_charge"].match(right):
        return f"{_left_post(segment[:start])} {right}"
    link = grammar["en_link"].match(right)
    verb = link is not None and any(link.group("verb", "verb2", "verb3"))
    if link and (verb or grammar["en_appoints"].search(segment[:start])):
        said = re.match(r"\s*,[^,]{2,60},", right)
        post = re.split(r"\band (?:Mr|Ms|Mrs|Dr)\b|,? while | and reports? | reports? to ", right[link.end() :])[0]
        return f"{said[0] if said else ''} {post}"
    apposed = re.match(r"\s*(?:,|\(|–|—|-)\s*(?:the |our )?(?P<post>[^,;()]{4,80})", right)
    if apposed and (honorific or re.match(r"\s*[,(]", right)):
        return apposed["post"]
    return _left_post(segment[:start]) if honorific else ""


def _left_post(left: str) -> str:
    match = _grammar()["en_left"].search(left)
    return match["post"] if match else ""
