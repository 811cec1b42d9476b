"""Reads of which day a list of persons is: its rows tell when each came and left, and not when the list was kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from evidence_check.model import Document, Passage, Quote, RecordEvent
from evidence_check.records.dates import find, year_in
from evidence_check.records.labels import is_field, kinds

_LINE = 80  # characters of a line that says of which day a list is
_TOP = 6  # lines in which it does


def of_its_day(document: Document, passages: Sequence[Passage], rows: Sequence[Passage]) -> list[RecordEvent]:
    """Return the one event of a list of persons, dated by its title, sheet, file or a line that says as of when."""
    columns = {cell.column for row in rows for cell in row.cells if cell.column}
    persons = any(is_field(column, "people") for column in columns)
    if not persons or not any("not_date" in kinds(column) for column in columns):
        return []
    iso = next(_days(document, passages, rows[0].locator.sheet), None)
    quote = Quote(document.path, rows[0].locator, rows[0].text[:_LINE].strip())
    return [RecordEvent(document.path, iso, (), document.title or "", quote)] if iso else []


def _days(document: Document, passages: Sequence[Passage], sheet: str | None) -> Iterator[str]:
    lines = [p.text for p in passages[:_TOP] if p.kind != "row" and len(p.text) <= _LINE]
    names = (sheet or "", document.title or "", PurePosixPath(document.path).stem)
    for text in (*(line for line in lines if "as_of" in kinds(line)), *names):
        found = find(text)
        year = found[-1].iso if found else year_in(text)
        if year:
            yield year
