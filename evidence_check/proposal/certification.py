"""Finds when the enterprise was certified, whether it applies for the first time, and by which edition it is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_check.proposal.knowledge import as_label, knowledge
from evidence_check.proposal.model import Seen
from evidence_check.proposal.paper import Line, Paper, fold
from evidence_check.records.dates import find
from evidence_check.text import literal_span, normal, sentences

_LONGEST = 1_500  # characters of a passage
_SPARE = 4  # characters beside a date in a clause that is nothing else
_CLAUSE = re.compile(r"[，,；;]")


def observe_certification(paper: Paper) -> Iterator[Seen]:
    """Yield the months of customs' certification, ``first`` where a first application is said, and editions."""
    for line in paper.lines:
        if len(line.text) > _LONGEST:
            continue
        yield from _editions(paper, line)
        if paper.kind in ("own", "certificate", "repeats"):
            yield from _labelled(paper, line)
            if not paper.quoted(line):
                yield from _told(paper, line)


# --- by which edition ------------------------------------------------------------------------------------------------


def _editions(paper: Paper, line: Line) -> Iterator[Seen]:
    known = knowledge()
    text = normal(line.passage.text)
    gone = known.any_of(known.at("standards.gone"))
    patterns = {f"edition.{name}": words for name, words in known.at("standards.editions").items()}
    patterns |= {"level.general": known.at("standards.general"), "level.advanced": known.at("standards.advanced")}
    for start, end in sentences(text):
        sentence = text[start:end]
        for key, words in patterns.items():
            match = known.any_of(words).search(sentence)
            if match and not gone.search(sentence):
                span = literal_span(line.passage.text, start + match.start(), start + match.end())
                yield Seen(key, "yes", paper.quote(line, *span), near=line.owner)


# --- since when ------------------------------------------------------------------------------------------------------


def _labelled(paper: Paper, line: Line) -> Iterator[Seen]:
    """Yield dates that a label gives on customs' certificate, or beside words on customs' certification."""
    known = knowledge()
    labels = known.labels("certification.date_labels")
    certificate = known.any_of(known.at("certification.certificate_titles")).search(paper.title)
    headings = fold(" ".join((*line.passage.heading_path, line.text)))
    about = known.any_of(known.at("certification.subject")).search(headings)
    if not (certificate or about) or known.any_of(known.at("certification.not_subject")).search(headings):
        return
    inline = re.finditer(r"([^:：\n\t，,。;；]{2,30})\s*[:：]\s*([^\n\t;；。]{4,40})", line.text)
    fields = [*line.fields, *((as_label(m[1]), m[2], m.start(2)) for m in inline if not line.passage.cells)]
    for label, value, start in fields:
        named = label in labels or (about and any(label.endswith(word) for word in labels))
        if named and (dates := find(value)):
            yield _certified(paper, line, dates[0].iso, start, start + len(value))


def _told(paper: Paper, line: Line) -> Iterator[Seen]:
    """Yield what sentences tell: 2021年5月通过海关高级认证; 现首次申请高级认证."""
    known = knowledge()
    subject = known.any_of(known.at("certification.subject"))
    not_subject = known.any_of(known.at("certification.not_subject"))
    granted, first = known.any_of(known.at("certification.granted")), known.any_of(known.at("certification.first"))
    not_first = known.any_of(known.at("certification.not_first"))
    row = line.passage.kind == "row"
    for start, end in [(0, len(line.text))] if row else sentences(line.text):
        sentence = line.text[start:end]
        if not subject.search(sentence) or "planned" in paper.gates.moods(normal(sentence)):
            continue
        if first.search(sentence) and not not_first.search(sentence):
            yield Seen("first", "first", paper.quote(line, start, end), near=_company(line, start, end))
        at = 0
        before: str | None = None  # 2019年8月，公司顺利通过…: the date is a clause of its own
        for clause in [sentence] if row else _CLAUSE.split(sentence):
            dates = [date.iso for date in find(clause)] or ([before] if before else [])
            before = dates[0] if dates and len(clause.strip()) <= len(dates[0]) + _SPARE else None
            if dates and granted.search(clause) and not not_subject.search(clause):
                yield _certified(paper, line, dates[0], start + at, start + at + len(clause))
            at += len(clause) + 1


def _certified(paper: Paper, line: Line, iso: str, start: int, end: int) -> Seen:
    """Return a month of certification; a mere year is not sure enough."""
    near = _company(line, start, end) or line.owner
    return Seen("certified", iso[:7], paper.quote(line, start, end), sure=len(iso) >= 7, near=near)


def _company(line: Line, start: int, end: int) -> str | None:
    inside = [name for name, a, b in line.companies if a < end and b > start]
    return inside[-1] if inside else None
