"""Reads tables whose columns are dates, months or years: attendance by session, monthly checks, columns of years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evidence_check.model import Cell, Document, Passage, Quote, RecordEvent
from evidence_check.records import cell_dates, people
from evidence_check.records.dates import find, year_in
from evidence_check.records.labels import is_field, kinds, says

ROW = 160  # characters of a row that are quoted
_AROUND = 16  # characters that a column's name may hold beside its date
_LEAST = 2  # columns of dates that make a matrix; one alone is a column like any other


@dataclass(frozen=True, slots=True)
class _Dates:
    """The columns of a table that are named for a date, with that date."""

    columns: dict[str, str]
    header: Passage | None


def session_events(document: Document, rows: Sequence[Passage], year: str | None) -> tuple[list[RecordEvent], set[str]]:
    """Return one event per column that is named for a day or month, with those marked in it; and the columns."""
    found: list[RecordEvent] = []
    taken: set[str] = set()
    for table in _tables(rows):
        dated = _session_columns(table, year)
        body = [row for row in table if not row.header_row]
        for column, iso in dated.columns.items():
            taken.add(column)
            held = [(row, cell) for row in body for cell in row.cells if cell.column == column and _held(cell)]
            if held:
                place = dated.header or held[0][0]
                who = tuple(dict.fromkeys(name for row, cell in held for name in _who(row, cell)))
                quote = Quote(document.path, place.locator, place.text[:ROW].strip())
                found.append(RecordEvent(document.path, iso, who, "", quote, entry=True))
    return found, taken


def _tables(rows: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Yield the rows of each table; rows without a table of their own belong to the last."""
    by_table: dict[int | None, list[Passage]] = {}
    for row in rows:
        by_table.setdefault(row.table, []).append(row)
    yield from by_table.values()


def _session_columns(table: Sequence[Passage], year: str | None) -> _Dates:
    columns = dict.fromkeys(cell.column for row in table if not row.header_row for cell in row.cells if cell.column)
    found = {column: iso for column in columns if (iso := _date_of(column, year)) and len(iso) > 4}
    header = next((row for row in table if row.header_row), None)
    return _Dates(found if len(found) >= _LEAST else {}, header)


def _date_of(column: str, year: str | None) -> str | None:
    """Return the date that a column is named for, None where a date only occurs in its name."""
    plain = column.replace("/", " / ") if not any(c.isdigit() for c in column) else column
    dates = find(column, year)
    if dates:
        rest = len(column) - (dates[0].end - dates[0].start)
        return dates[0].iso if rest <= _AROUND and len(dates) == 1 else None
    own = year_in(column) or year
    month = plain.rpartition(" ")[2] if year_in(column) else plain
    return cell_dates.read(month, own)


def _held(cell: Cell) -> bool:
    """Return whether a cell under a date says that something was done: a mark, a name, a result."""
    text = cell.text.strip()
    found = kinds(text)
    return bool(text) and not says(text, "nothing") and not found & {"absent", "not_held_alone", "none_happened"}


def _who(row: Passage, cell: Cell) -> list[str]:
    """Return whom a filled cell of a matrix stands for: the name at the head of its row, or the name in it."""
    named = [name for c in row.cells if is_field(c.column, "people") for name in people.names(c.text)]
    if named:
        return named
    return [] if people.is_mark(cell.text) else people.names(cell.text)


def year_columns(cells: Sequence[Cell]) -> Iterator[tuple[str, Cell]]:
    """Yield the date of each cell under a column named for a year: a day in it, or the year for a result in it."""
    for cell in cells:
        year = _year_column(cell.column)
        if year and _held(cell):
            yield cell_dates.read(cell.text, year) or year, cell


def _year_column(column: str) -> str | None:
    """Return the year that a column is named for; targets, budgets and plans of a year are no record of it."""
    year = year_in(column)
    if not year or len(column) > _AROUND or kinds(column) & {"not_date", "not_held"} or len(find(column)) > 1:
        return None
    return year
