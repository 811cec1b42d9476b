"""Reads the dated rows of a register: the date of each in one cell or several, or from the rows above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from evidence_check.model import Cell, Document, Passage, Quote, RecordEvent
from evidence_check.records import cell_dates, people
from evidence_check.records.dates import find
from evidence_check.records.labels import is_field, kinds, says
from evidence_check.records.layouts import ROW, year_columns

_SHORT = 14  # characters of a cell that says one thing
_ALL_BUT_FEW = 0.8  # share of a column's filled cells that are dates, from which it is a column of dates
_FEWEST = 2  # of such cells
_MONTH_DAY = re.compile(r"(?:0?[1-9]|1[0-2])\s*[-/.月、]\s*(?:0?[1-9]|[12]\d|3[01])\s*[日号]?")
_NUMBER = re.compile(r"\d+\.\d+")


def dates_columns(rows: Sequence[Passage]) -> bool:
    """Return whether the rows stand under a column that is named for the date of what they tell, or holds dates."""
    return any(_dates_itself(cell.column) for row in rows for cell in row.cells) or bool(unnamed_dates(rows))


def unnamed_dates(rows: Sequence[Passage]) -> str | None:
    """Return the first column that holds dates whatever it is called (见面, Vorgang), None where one is named for them.

    Houses call it what they like; a month and a day in nearly every cell are a date. Plain decimals alone are not.
    """
    columns: dict[str, list[str]] = {}
    for row in rows:
        for cell in row.cells:
            if is_field(cell.column, "date") or says(cell.column, "month"):
                return None
            if cell.column and cell.text.strip() and not kinds(cell.column) & {"not_date", "people", "topic"}:
                columns.setdefault(cell.column, []).append(cell.text.strip())
    return next((column for column, texts in columns.items() if _are_dates(texts)), None)


def _are_dates(texts: Sequence[str]) -> bool:
    if len(texts) < _FEWEST or all(_NUMBER.fullmatch(text) for text in texts):
        return False
    return sum(_is_date(text) for text in texts) >= _ALL_BUT_FEW * len(texts)


def _is_date(text: str) -> bool:
    if _MONTH_DAY.fullmatch(text):
        return True
    dated = find(text)
    return len(dated) == 1 and len(dated[0].iso) > 4 and len(text) - (dated[0].end - dated[0].start) <= _SHORT // 2


def _dates_itself(column: str) -> bool:
    return is_field(column, "date") or says(column, "year")


class Rows:
    """The rows below one header, read in order: what one leaves out may stand in the one above."""

    def __init__(
        self,
        document: Document,
        rows: Sequence[Passage],
        year: str | None,
        taken: set[str],
        of_all: tuple[str, ...] = (),
    ) -> None:
        """Take the rows below one header; ``of_all`` is whom all of them are of where they name nobody."""
        self.rows = rows
        self.count = len(rows)
        self.width = max((len(row.cells) for row in rows), default=0)
        self._document = document
        self._year = year
        self._own: str | None = None  # the year that a column gives
        self._month: str | None = None
        self._taken = taken
        self._signing = people.signing_columns(rows)
        self._marks = people.marked_columns(rows) - taken
        self._last: str | None = None
        self._names = _first_column_of_names(rows)
        self._named: tuple[str, ...] = ()
        self._of_all = of_all
        self._unnamed = unnamed_dates(rows)
        dated = [cell.text for row in rows for cell in row.cells if self._names_date(cell)]
        self._day_first = cell_dates.day_first(dated)

    def _names_date(self, cell: Cell) -> bool:
        return is_field(cell.column, "date") or (cell.column == self._unnamed and bool(self._unnamed))

    def events(self) -> list[RecordEvent]:
        """Return the events of the rows in order."""
        return [event for row in self.rows for event in self._of(row)]

    def _of(self, row: Passage) -> Iterator[RecordEvent]:
        cells = [cell for cell in row.cells if cell.column not in self._taken]
        if _did_not_happen(cells):
            return
        topic = next((c.text for c in cells if is_field(c.column, "topic")), "")[:120]
        who = tuple(people.of_row(row, self._signing, self._marks))
        none = any("none_happened" in kinds(cell.text) for cell in cells)
        dates = list(dict.fromkeys(self._dates(cells, none=none)))
        who = self._person(cells, who) if dates else who
        undated = not any(_dates_itself(c.column) for c in cells if c.text.strip())
        if not dates and undated and self._last and who and not topic:
            dates = [self._last]  # the day and the subject stand once, merged over the rows of several people
        for iso in dates:
            quote = Quote(self._document.path, row.locator, row.text[:ROW].strip())
            yield RecordEvent(self._document.path, iso, who, topic, quote, entry=True, none=none)

    def _person(self, cells: Sequence[Cell], who: tuple[str, ...]) -> tuple[str, ...]:
        """Return whom a row is of, in a list by persons: the name stands once, before the rows of his times."""
        if self._names is None:
            return who or self._of_all
        if any(cell.column == self._names and cell.text.strip() for cell in cells):
            self._named = who
        return who or self._named

    def _dates(self, cells: Sequence[Cell], *, none: bool) -> Iterator[str]:
        """Yield the dates of a row: from columns for year, month and day, a column named for a date, any other cell."""
        self._carry(cells)
        year = self._own or self._year
        turns = [c for c in cells if "turn" in kinds(c.column) and not kinds(c.column) & {"not_date", "topic"}]
        days = [iso for c in turns if (iso := cell_dates.read(c.text, year, self._day_first)) and len(iso) > 4]
        if len(days) > 1:
            yield from days  # one person's times beside each other
            return
        labelled = [cell for cell in cells if self._names_date(cell)]
        others = [cell for cell in cells if "not_date" not in kinds(cell.column) and cell not in labelled]
        found = self._of_parts(cells) or self._first(labelled, year) or self._first(others, None, whole=True)
        if not found and self._own and (none or _reports(cells)):
            found = self._own
        if found and self._own and len(self._own) == len("2024") and not found.startswith(self._own):
            found = self._own  # the row is of its year; the day is that of writing it up
        if not found and labelled and all(says(cell.text, "ditto") for cell in labelled):
            found = self._last
        if found and (len(found) > 4 or self._own):
            self._last = found
            yield found
        elif not found:
            yield from (iso for iso, _ in year_columns(cells))

    def _carry(self, cells: Sequence[Cell]) -> None:
        """Take the year and month that the row gives in columns of their own; a blank below means the same."""
        for cell in cells:
            if says(cell.column, "year") and (context := cell_dates.context_of(_as_year(cell.text))):
                self._own, self._month = context, None
            if says(cell.column, "month") and cell.text.strip().rstrip("月").isdigit():
                self._month = cell.text.strip().rstrip("月")

    def _of_parts(self, cells: Sequence[Cell]) -> str | None:
        """Return the date of a row with the month and the day in columns of their own."""
        year = self._own or self._year
        day = next((c.text.strip().rstrip("日号") for c in cells if says(c.column, "day")), "")
        if not (year and self._month and any(says(c.column, "month") for c in self._header_of(cells))):
            return None
        written = f"{self._month}月{day}日" if day.isdigit() else f"{self._month}月"
        return cell_dates.read(written, year)

    def _header_of(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        return cells if any(says(c.column, "month") for c in cells) else [c for row in self.rows[:3] for c in row.cells]

    def _first(self, cells: Sequence[Cell], year: str | None, *, whole: bool = False) -> str | None:
        for cell in cells:
            if whole:
                iso = next((dated.iso for dated in find(cell.text) if len(dated.iso) > 4), None)
            else:
                iso = cell_dates.read(cell.text, year, self._day_first)
            if iso and (len(iso) > 4 or (self._own and not whole)):
                return iso
        return None


def _first_column_of_names(rows: Sequence[Passage]) -> str | None:
    """Return the first column where it holds the names of single persons, some left out, None otherwise."""
    columns = [row.cells[0].column for row in rows if row.cells]
    first = columns[0] if columns else ""
    if not first or not is_field(first, "people") or columns.count(first) == len(rows):
        return None
    texts = [row.cells[0].text for row in rows if row.cells and row.cells[0].column == first]
    return first if all(len(people.names(text)) == 1 for text in texts) else None


def _as_year(text: str) -> str:
    plain = text.strip()
    return f"民国{plain}年" if plain.isdigit() and len(plain) == 3 else plain


def _did_not_happen(cells: Sequence[Cell]) -> bool:
    """Return whether a row says of its event that it is planned, was put off or was not held."""
    for cell in cells:
        found = kinds(cell.text[:60]) if len(cell.text) <= 60 else frozenset()
        if "not_held" in found and is_field(cell.column, "status"):
            return True
        alone = len(cell.text.strip()) <= _SHORT and "not_held_alone" in found
        if alone and not is_field(cell.column, "topic") and (kinds(cell.column) & {"people", "remark"}):
            return True
    return False


def _reports(cells: Sequence[Cell]) -> bool:
    """Return whether a row with nothing but a year for its date tells of something done."""
    return sum(len(cell.text.strip()) > 1 and not says(cell.text, "nothing") for cell in cells) > 2  # beside the year
