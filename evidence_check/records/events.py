"""Reads what a record shows to have happened: one event per dated row, form or sign-in sheet, with who took part."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from pathlib import PurePosixPath

from evidence_check.data import read_yaml
from evidence_check.matching.cues import parse
from evidence_check.matching.scanner import Scanner
from evidence_check.model import Document, Passage, Quote, RecordEvent
from evidence_check.records.dates import find, year_in
from evidence_check.resources import standards_dir
from evidence_check.text import normal, quote_around

_LABELLED = re.compile(r"([^\s:：,，;；。]{2,14})\s*[:：]\s*([^\n\t;；]{1,160})")
_NAME_BREAK = re.compile(r"[\s、，,;；/|:：]+")
_BRACKET = re.compile(r"[()（）]")
_SET_APART = re.compile(r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000\xa0]+([\u3400-\u9fff])(?![\u3400-\u9fff])")
_ROW = 160  # characters of a row that are quoted
_REGISTER_ROWS = 3  # dated rows from which a table is a register of events; fewer are dates in a form
_REGISTER_SHARE = 0.4
_MOST = 5_000  # events kept per file; a longer register proves nothing more


class _Labels:
    """The field labels of records.yaml, compiled."""

    def __init__(self) -> None:
        content = read_yaml(standards_dir() / "records.yaml", "records")
        pairs = [(name, cue) for name, cues in content.items() for cue in cues]
        self._names = [name for name, _ in pairs]
        self._scanner = Scanner(parse(cue, {}) for _, cue in pairs)

    @lru_cache(maxsize=4096)  # noqa: B019  (one instance per process, and labels repeat on every row)
    def of(self, label: str) -> frozenset[str]:
        text = normal(label)
        found = self._scanner.sightings(text, self._scanner.hits(text))
        return frozenset(self._names[sighting.cue] for sighting in found)


@lru_cache(maxsize=1)
def _labels() -> _Labels:
    return _Labels()


def _is(label: str, field: str) -> bool:
    kinds = _labels().of(label)
    return field in kinds and f"not_{field}" not in kinds


def events(document: Document) -> tuple[RecordEvent, ...]:
    """Return the events of a document in reading order; at most a few thousand.

    Rows with a date of their own are events of their own. A table or text without dated rows is one event per date
    that a label, title, sheet name or file name gives, with everybody who signed in it.
    """
    found: list[RecordEvent] = []
    passages = [p for p in document.passages if p.kind not in ("comment", "property")]
    for _, group in groupby(passages, key=_part):
        found += _events_of_part(document, list(group))
    if not any(event.date for event in found):
        found = [_named_by_file(document, found)] if passages else []
    return _thinned(found) + _revisions(document)


def _thinned(found: list[RecordEvent]) -> tuple[RecordEvent, ...]:
    """Return at most a few thousand events: of a longer register the first of each day and people, then of each day."""
    for key in (lambda e: (e.date, e.people, e.quote.locator.sheet), lambda e: (e.date, e.quote.locator.sheet)):
        if len(found) > _MOST:
            found = list({key(event): event for event in reversed(found)}.values())[::-1]
    return tuple(found)


def _revisions(document: Document) -> tuple[RecordEvent, ...]:
    """Return the dates of a document's editions: its control block, and the rows of its revision table."""
    found = []
    for name in ("effective_date", "issued_date"):
        value, index = document.control.fields.get(name, ("", 0))
        passage = document.passages[index] if index < len(document.passages) else None
        said = next((d for d in find(passage.text) if d.iso == value), None) if passage and value else None
        if passage and said:
            words = quote_around(passage.text, said.start, said.end)
            found.append((value, Quote(document.path, passage.locator, words)))
    for row in document.passages:
        labels = {cell.column for cell in row.cells}
        if row.kind == "row" and not row.header_row and any(_is_revision(label) for label in labels):
            found += [
                (dated.iso, Quote(document.path, row.locator, row.text[:_ROW].strip()))
                for cell in row.cells
                for dated in find(cell.text)[:1]
            ]
    return tuple(RecordEvent(document.path, iso, (), document.title or "", q, revision=True) for iso, q in found)


def _is_revision(label: str) -> bool:
    return "revision" in _labels().of(label)


def _part(passage: Passage) -> str:
    """Sheets are records of their own; everything else of a file belongs together."""
    return passage.locator.sheet or ""


def _events_of_part(document: Document, passages: list[Passage]) -> list[RecordEvent]:
    year = _context_year(document, passages)
    rows = [p for p in passages if p.kind == "row" and not p.header_row]
    dated = [event for row in rows if (event := _row_event(document, row, year))]
    if len(dated) >= max(_REGISTER_ROWS, _REGISTER_SHARE * len(rows)):
        return dated
    people = tuple(dict.fromkeys(_people(rows) + _named_people(passages)))
    whole = [
        RecordEvent(document.path, date, people, document.title or "", quote)
        for date, quote in _stated_dates(document, passages, year)
    ]
    known = {event.date for event in whole}
    return whole + [replace(event, entry=False) for event in dated if event.date not in known]


def _context_year(document: Document, passages: list[Passage]) -> str | None:
    sheet = passages[0].locator.sheet or ""
    top = [p.text for p in passages[:4] if len(p.text) < 80]
    for text in (sheet, *top, document.title or "", PurePosixPath(document.path).stem):
        if text and (year := year_in(text)):
            return year
    return None


def _row_event(document: Document, row: Passage, year: str | None) -> RecordEvent | None:
    """Return the event of a row that carries its own date, preferring a column named for one."""
    if any(_is(cell.column, "status") and "not_held" in _labels().of(cell.text) for cell in row.cells):
        return None  # planned, cancelled or not held: it did not happen
    labelled = [cell for cell in row.cells if _is(cell.column, "date")]
    others = [cell for cell in row.cells if "not_date" not in _labels().of(cell.column)]
    for cell in (*labelled, *others):
        dates = find(cell.text, year if cell in labelled else None)
        if dates and len(dates[0].iso) > 4:
            topic = next((c.text for c in row.cells if _is(c.column, "topic")), "")
            quote = Quote(document.path, row.locator, row.text[:_ROW].strip())
            return RecordEvent(document.path, dates[0].iso, tuple(_people([row])), topic[:120], quote, entry=True)
    return None


def _people(rows: Iterable[Passage]) -> list[str]:
    cells = (cell.text for row in rows for cell in row.cells if _is(cell.column, "people"))
    return [name for text in cells for name in _names(text)]


def _named_people(passages: list[Passage]) -> list[str]:
    """Return the names after labels such as 参加人员： in the running text."""
    found = []
    for passage in passages:
        for label, value in _LABELLED.findall(passage.text):
            if _is(label, "people"):
                found += _names(value)
    return found


def _names(text: str) -> list[str]:
    """Return the names in a cell: brackets hold a post or the other script, and two hanzi set apart are one name."""
    text = _SET_APART.sub(r"\1\2", _BRACKET.sub(";", text))
    parts = [part.strip("()（）.。:：") for part in _NAME_BREAK.split(text)]
    if text.isascii():
        parts = [part.strip() for part in re.split(r"[,;/|\t]+", text)]
    return [part for part in parts if 2 <= len(part) <= 30 and not any(char.isdigit() for char in part)]


def _stated_dates(document: Document, passages: list[Passage], year: str | None) -> list[tuple[str, Quote]]:
    """Return the dates of a form or text: those that a label names, else those that it begins with."""
    named: list[tuple[str, Quote]] = []
    loose: list[tuple[str, Quote]] = []
    for passage in passages:
        if passage.kind in ("header", "footer"):
            continue
        for cell in passage.cells:
            if _is(cell.column, "date"):
                named += [(d.iso, Quote(document.path, passage.locator, cell.text)) for d in find(cell.text, year)[:1]]
        for match in _LABELLED.finditer(passage.text):
            if _is(match[1], "date") and (dates := find(match[2], year)):
                named.append((dates[0].iso, Quote(document.path, passage.locator, match[0].strip())))
        if len(loose) < 3 and not _labels().of(passage.text[:40]) & {"not_date"}:
            loose += [
                (dated.iso, Quote(document.path, passage.locator, quote_around(passage.text, dated.start, dated.end)))
                for dated in find(passage.text)[:1]
            ]
    chosen = named or loose[:1]
    return list({date: (date, quote) for date, quote in reversed(chosen)}.values())[::-1]


def _named_by_file(document: Document, found: list[RecordEvent]) -> RecordEvent:
    """Return an event dated by the file's title or name, or undated."""
    people = tuple(dict.fromkeys(name for event in found for name in event.people))
    names = (document.title or "", PurePosixPath(document.path).stem, *PurePosixPath(document.path).parts[:-1])
    date = next((dates[0].iso for name in names if (dates := find(name))), None)
    date = date or next((year for name in names if (year := year_in(name))), None)
    first = document.passages[0]
    quote = Quote(document.path, first.locator, first.text[:80])
    return RecordEvent(document.path, date, people, document.title or "", quote)
