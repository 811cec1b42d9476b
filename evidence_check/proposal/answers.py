"""Finds which businesses the enterprise does and which subjects concern it: statements, forms, titles, its licence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from evidence_check.proposal.knowledge import as_label, knowledge
from evidence_check.proposal.model import Seen
from evidence_check.proposal.paper import Line, Paper
from evidence_check.text import literal_span, normal, sentences

_CLAUSE = re.compile(r"[，,；;。\n]")
_ROWS = 3  # filled rows from which a register of a thing shows that the thing is there
_LONGEST = 1_200  # characters of a passage in which facts are told


@dataclass(frozen=True)
class _Subject:
    """A business or a subject of the profile, with how papers name it."""

    key: str
    subject: re.Pattern[str]
    not_subject: re.Pattern[str]
    titles: re.Pattern[str]
    records: re.Pattern[str]
    scope: re.Pattern[str]
    addresses: re.Pattern[str]
    fields: frozenset[str]


@lru_cache(maxsize=1)
def _subjects() -> tuple[_Subject, ...]:
    known = knowledge()
    kinds = {f"business.{name}": raw for name, raw in known.at("businesses.kinds").items()}
    facts = {f"profile.{name}": raw for name, raw in known.at("profile").items()}
    return tuple(_subject(key, raw) for key, raw in (kinds | facts).items())


def _subject(key: str, raw: Mapping[str, Any]) -> _Subject:
    known = knowledge()
    return _Subject(
        key=key,
        subject=known.any_of(raw["subject"]),
        not_subject=known.any_of(raw.get("not_subject", ())),
        titles=known.any_of(raw.get("titles", ())),
        records=known.any_of(raw.get("records", ())),
        scope=known.any_of(raw.get("scope", ())),
        addresses=known.any_of(raw.get("addresses", ())),
        fields=frozenset(as_label(label) for label in raw.get("fields", ())),
    )


def observe_answers(paper: Paper) -> Iterator[Seen]:
    """Yield yes and no for each business and subject that a paper of the enterprise's own decides."""
    if paper.kind not in ("own", "certificate"):
        return
    yield from _by_title(paper)
    for line in paper.lines:
        yield from _by_fields(paper, line)
        if (
            line.passage.kind not in ("row", "header", "footer")
            and len(line.text) <= _LONGEST
            and not paper.quoted(line)
        ):
            yield from _by_statement(paper, line)


# --- titles ----------------------------------------------------------------------------------------------------------


def _by_title(paper: Paper) -> Iterator[Seen]:
    """Yield a business whose own procedure or register the paper is, a subject of which it is a filled register."""
    known = knowledge()
    title = normal(paper.title)
    line = next(
        (line for line in paper.lines if paper.document.title and paper.document.title in line.passage.text), None
    )
    line = line or (paper.lines[0] if paper.lines else None)
    if line is None or known.any_of(known.at("businesses.not_titles")).search(title):
        return
    rows = sum(1 for one in paper.lines if one.passage.kind == "row" and not one.passage.header_row)
    for subject in _subjects():
        shown = subject.titles.search(title) or (rows >= _ROWS and subject.records.search(title))
        if shown:
            yield Seen(subject.key, "yes", paper.quote(line, 0, min(len(line.text), 60)))


# --- forms and licences ----------------------------------------------------------------------------------------------


def _by_fields(paper: Paper, line: Line) -> Iterator[Seen]:
    known = knowledge()
    scope, address = known.labels("scope_labels"), known.labels("address_labels")
    yes, no = known.any_of(known.at("answers.yes_cells")), known.any_of(known.at("answers.no_cells"))
    for label, value, start in (*line.fields, *_inline(line)):
        text = normal(value)
        where = (line, start, start + len(value))
        for subject in _subjects():
            if (
                (label in subject.fields and re.search(r"\d{4}", text))
                or (label in scope and subject.scope.search(text))
                or (label in address and subject.addresses.search(text))
            ):
                yield Seen(subject.key, "yes", paper.quote(*where), near=line.owner)
            elif (yes.match(text) or no.match(text)) and subject.subject.search(label):
                answer = "yes" if yes.match(text) else "no"
                yield Seen(
                    subject.key, answer, paper.quote(line, max(0, start - 30), start + len(value)), near=line.owner
                )


def _inline(line: Line) -> Iterator[tuple[str, str, int]]:
    """Yield (label, value, offset) of "label: value" where a line holds one."""
    if line.passage.cells:
        return
    for match in re.finditer(
        r"(?:^|[\n\t。;；]|[ \u3000]{2})\s*(?:\d{1,2}[.、)]\s*)?([^:：\n\t。;；]{2,40})[:：]\s*([^\n\t]+)", line.text
    ):
        yield as_label(match[1]), match[2].strip(), match.start(2)


# --- statements: 我公司不涉及集装箱运输 ------------------------------------------------------------------------------


def _by_statement(paper: Paper, line: Line) -> Iterator[Seen]:
    """Yield what sentences say of the enterprise as it is; rules, conditions, plans and other companies are none."""
    known = knowledge()
    whole = normal(line.passage.text)
    if known.any_of(known.at("companies.sample_lead")).search(whole):
        return
    own = known.any_of(["<own>"])
    for start, end in sentences(whole):
        sentence = whole[start:end]
        hits = [subject for subject in _subjects() if subject.subject.search(sentence)]
        if not hits or "planned" in paper.gates.moods(sentence):
            continue
        said = own.search(sentence) is not None
        for a, b in _clauses(sentence):
            clause = sentence[a:b]
            if not _is_open(clause, sentence[:a]):
                yield from _stated(paper, line, hits, clause, start + a, said)


def _clauses(sentence: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _CLAUSE.finditer(sentence):
        yield at, match.start()
        at = match.end()
    if at < len(sentence):
        yield at, len(sentence)


def _is_open(clause: str, before: str) -> bool:
    """Whether a clause is a rule or a condition, or hangs on one that stands before it in the sentence."""
    known = knowledge()
    rule = known.any_of(known.at("answers.open"))
    return rule.search(clause) is not None or re.search(r"^(?:如|若|凡|if |where |when )", before) is not None


def _stated(paper: Paper, line: Line, hits: list[_Subject], clause: str, offset: int, said: bool) -> Iterator[Seen]:
    known = knowledge()
    denies = known.any_of(known.at("answers.denies")).search(clause)
    affirms = known.any_of(known.at("answers.affirms")).search(clause)
    if known.any_of(known.at("answers.events")).search(clause):
        return
    for subject in hits:
        found = subject.subject.search(clause)
        if found is None or subject.not_subject.search(clause) or not (denies or affirms):
            continue
        start, end = literal_span(line.passage.text, offset + found.start(), offset + found.end())
        near = next((name for name, a, b in line.companies if a < end), None)
        answer = "no" if denies else "yes"
        sure = said or near is not None or paper.kind == "certificate"
        yield Seen(subject.key, answer, paper.quote(line, start, end), sure=sure, near=near or line.owner)
