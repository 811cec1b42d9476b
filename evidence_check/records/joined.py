"""Joins the sheets of an export: who came stands in one, by the number of the lesson whose day stands in the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evidence_check.model import Document, Passage, Quote, RecordEvent
from evidence_check.records import people
from evidence_check.records.labels import says
from evidence_check.records.layouts import ROW

_TELLING = 4  # characters of a number that is no mere place in a list


def by_number(document: Document, found: Sequence[RecordEvent]) -> list[RecordEvent]:
    """Return an event per row that names persons and no day, under the number of a dated row of another sheet."""
    rows = [p for p in document.passages if p.kind == "row" and not p.header_row and p.locator.sheet]
    dated = {event.quote.locator: event.date for event in found if event.date and event.entry}
    sheets = {place.sheet for place in dated}
    days = {number: dated[p.locator] for p in rows if p.locator in dated and (number := _number(p))}
    if not days:
        return []
    return [event for p in rows if p.locator.sheet not in sheets and (event := _event(document, p, days))]


def _number(row: Passage) -> str:
    numbers = [c.text.strip() for c in row.cells if says(c.column, "session") and len(c.text.strip()) >= _TELLING]
    return numbers[0] if numbers else ""


def _event(document: Document, row: Passage, days: Mapping[str, str | None]) -> RecordEvent | None:
    day, who = days.get(_number(row)), tuple(people.of_row(row))
    if not day or not who:
        return None
    quote = Quote(document.path, row.locator, row.text[:ROW].strip())
    return RecordEvent(document.path, day, who, "", quote, entry=True)
