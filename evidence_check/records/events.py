"""Reads what a record shows to have happened: one event per dated row, form or sign-in sheet, with who took part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import PurePosixPath

from evidence_check.model import Document, Passage, Quote, RecordEvent
from evidence_check.records import cell_dates, forms_dates, joined, log_lines, people, rosters, sections
from evidence_check.records.dates import find, year_in
from evidence_check.records.labels import ends_as, kinds, says
from evidence_check.records.layouts import ROW, session_events
from evidence_check.records.rows import Rows, dates_columns
from evidence_check.text import quote_around

_REGISTER_ROWS = 3  # dated rows from which a table is a register of events; fewer are dates in a form
_REGISTER_SHARE = 0.4
_COLUMNS = 3  # columns from which a table with one named for the date is a register even with one row
_MOST = 5_000  # events kept per file; a longer register proves nothing more


def events(document: Document) -> tuple[RecordEvent, ...]:
    """Return the events of a document in reading order; at most a few thousand.

    Rows with a date of their own are events of their own, and so are columns that are named for a day. A table or text
    without either is one event per date that a label, heading, title, sheet name or file name gives, with everybody
    who signed in it. A section under a dated heading is read by itself.
    """
    found: list[RecordEvent] = []
    passages = [p for p in document.passages if p.kind not in ("comment", "property")]
    for _, group in groupby(passages, key=_part):
        part = _done(list(group))
        if not part:
            continue
        year = _context(document, part)
        blocks = sections.split(part, year)
        sectioned = any(block.dated for block in blocks)
        seen = [
            event
            for block in blocks
            for event in _events_of_block(document, block, alone=len(blocks) == 1 or (block.of_year and not sectioned))
        ]
        found += seen or _of_sheet(document, part, year)
    found += joined.by_number(document, found)
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
        if row.kind == "row" and not row.header_row and any("revision" in kinds(label) for label in labels):
            found += [
                (dated.iso, Quote(document.path, row.locator, row.text[:ROW].strip()))
                for cell in row.cells
                for dated in find(cell.text)[:1]
            ]
    return tuple(RecordEvent(document.path, iso, (), document.title or "", q, revision=True) for iso, q in found)


def _part(passage: Passage) -> str:
    """Sheets are records of their own; everything else of a file belongs together."""
    return passage.locator.sheet or ""


def _done(part: list[Passage]) -> list[Passage]:
    """Return a sheet as it is; of one that is a plan what is ticked as done."""
    names = [part[0].locator.sheet or "", *(p.text for p in part[:1] if p.kind == "heading")]
    if not part[0].locator.sheet or not any(ends_as(name, "announcement") for name in names):
        return part
    return [p for p in part if p.header_row or (p.kind == "row" and any(says(c.text, "attended") for c in p.cells))]


def _context(document: Document, passages: Sequence[Passage]) -> str | None:
    """Return the year, or the period of twelve months, in which a part's months and days lie."""
    sheet = passages[0].locator.sheet or ""
    top = [p.text for p in passages[:4] if len(p.text) < 80 and p.kind != "row"]
    for text in (sheet, *top, document.title or "", PurePosixPath(document.path).stem):
        if text and (year := cell_dates.context_of(text)):
            return year
    folders = PurePosixPath(document.path).parts[:-1]
    return next((year for name in reversed(folders) if (year := year_in(name))), None)


def _events_of_block(document: Document, block: sections.Block, *, alone: bool) -> list[RecordEvent]:
    rows = [p for p in block.passages if p.kind == "row"]
    body = [row for row in rows if not row.header_row]
    sessions, taken = session_events(document, rows, block.year)
    reader = Rows(document, body, block.year, taken, people.of_label(block.passages))
    dated = reader.events()
    if sessions or _is_register(dated, reader):
        return _of_its_year(document, sessions + dated) + rosters.of_its_day(document, block.passages, body)
    if not block.dated and (logged := log_lines.entries(document, block.passages, block.year)):
        return _of_its_year(document, logged + dated)
    who = tuple(dict.fromkeys((*people.of_rows(body), *people.of_text(block.passages))))
    stated = forms_dates.stated(document, block, alone=alone)
    whole = [
        RecordEvent(document.path, date, who, document.title or "", quote, entry=not alone and block.dated)
        for date, quote in stated
    ]
    known = {event.date for event in whole}
    whole += [replace(event, entry=False) for event in dated if event.date not in known]
    return _of_its_year(document, whole) + _none(document, block)


def _of_its_year(document: Document, found: list[RecordEvent]) -> list[RecordEvent]:
    """Return the events of a report that bears a year in its name: those of that year, else the year itself.

    What it says besides, of corrections in the next year or findings of the last, it does not report as held then.
    """
    path = PurePosixPath(document.path)
    year = next((year for name in (document.title or "", path.stem) if (year := _annual(name))), None)
    dated = [event for event in found if event.date]
    if not year or not dated:
        return found
    kept = [event for event in found if not event.date or event.date.startswith(year)]
    return kept if any(event.date for event in kept) else [*kept, replace(dated[0], date=year, entry=False)]


def _annual(name: str) -> str | None:
    """Return the year of a title such as "2024年度内部审计报告", None where its name gives a day or no year."""
    if any(len(dated.iso) > 4 for dated in find(name)) or not ends_as(name, "report"):
        return None
    return year_in(name)


def _of_sheet(document: Document, part: Sequence[Passage], year: str | None) -> list[RecordEvent]:
    """Return the one event of a sheet that is dated by its year alone, in its name or above its table."""
    rows = [p for p in part if p.kind == "row" and not p.header_row]
    if not rows or not year or len(year) != 4 or not rows[0].locator.sheet:
        return []
    quote = Quote(document.path, rows[0].locator, rows[0].text[:ROW].strip())
    return [RecordEvent(document.path, year, tuple(people.of_rows(rows)), document.title or "", quote)]


def _is_register(dated: Sequence[RecordEvent], reader: Rows) -> bool:
    """Return whether the dated rows are entries of a register, and not the dates within one form."""
    least = 1 if reader.width >= _COLUMNS and dates_columns(reader.rows) else _REGISTER_ROWS
    return len(dated) >= max(least, _REGISTER_SHARE * reader.count)


def _none(document: Document, block: sections.Block) -> list[RecordEvent]:
    """Return that nothing happened in a year, where the section of that year says so."""
    if not block.year or len(block.year) != 4 or not block.of_year:
        return []
    return [
        RecordEvent(document.path, block.year, (), "", Quote(document.path, p.locator, p.text[:ROW]), True, none=True)
        for p in block.passages
        if p.kind != "row" and "none_happened" in kinds(p.text)
    ][:1]


def _named_by_file(document: Document, found: list[RecordEvent]) -> RecordEvent:
    """Return an event dated by the file's title or name, or undated."""
    who = tuple(dict.fromkeys(name for event in found for name in event.people))
    date = next(_dates_of_names(document), None)
    first = document.passages[0]
    quote = Quote(document.path, first.locator, first.text[:80])
    return RecordEvent(document.path, date, who, document.title or "", quote)


def _dates_of_names(document: Document) -> Iterator[str]:
    """Yield the dates of title, file name and folders, the fullest first."""
    path = PurePosixPath(document.path)
    names = (document.title or "", path.stem, *reversed(path.parts[:-1]))
    yield from (dates[0].iso for name in names if (dates := find(name)))
    yield from (iso for word in forms_dates.undelimited(path.stem) if (iso := cell_dates.read(word)) and len(iso) == 10)
    yield from (year for name in names if (year := year_in(name)))
