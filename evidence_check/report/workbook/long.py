"""Sheets with a row for every file of a dossier, and their texts: put away until the workbook is put together.

xlsxwriter keeps some 5 kB for a row of ten cells. Its own mode for long sheets writes texts and styles in another way;
here a finished row is packed, its texts wait in a file, and both come back when their turn has come: the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple, RowInfo

from evidence_check.rows import Gathered, Rows

_Cell = tuple[str, int | float | None, int]
"""A cell: the name of its kind, its number or the place of its text, the number of its format."""
_Row = tuple[float, tuple[_Cell, ...]]
"""A row: its height, its cells from the first column on."""

_AT_HAND = 4096  # texts that are kept in memory: the first ones, as words and heads come again and again


class Shelf:
    """The rows of one worksheet from some row on, each put away as soon as it is finished."""

    def __init__(self, sheet: Any) -> None:
        """Stand behind a worksheet's table of cells and its heights of rows."""
        self._sheet = sheet
        self._first, self._count = 0, 0
        self._gathered: Gathered[_Row] = Gathered(_Row)
        self._rows: Rows[_Row] | None = None
        self._formats: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._cells: tuple[int, dict[int, Any]] = (-1, {})
        sheet.table = _Behind(self.cells)
        sheet.row_info = _Behind(self.height)

    def put(self, row: int) -> None:
        """Put a finished row away; rows are finished one after the other."""
        self._first = self._first if self._count else row
        self._count += 1
        cells, height = self._sheet.table.pop(row), self._sheet.row_info.pop(row).height
        del self._sheet.row_sizes[row]
        self._gathered.add((height, tuple(self._plain(cell) for _, cell in sorted(cells.items()))))

    def _plain(self, cell: Any) -> _Cell:
        number = self._numbers.setdefault(id(cell.format), len(self._formats))
        if number == len(self._formats):
            self._formats.append(cell.format)
        return type(cell).__name__, None if isinstance(cell, CellBlankTuple) else cell[0], number

    def has(self, row: object) -> bool:
        """Return whether a row was put away."""
        return isinstance(row, int) and self._first <= row < self._first + self._count

    def height(self, row: int) -> Any:
        """Return the height of a row that was put away, as xlsxwriter notes it down; None for any other."""
        return RowInfo(height=self._row(row)[0]) if self.has(row) else None

    def cells(self, row: int) -> dict[int, Any]:
        """Return the cells of a row that was put away, by column, and a new row for any other."""
        if not self.has(row):
            return {}
        if self._cells[0] != row:
            self._cells = row, {column: self._made(*cell) for column, cell in enumerate(self._row(row)[1])}
        return self._cells[1]

    def _row(self, row: int) -> _Row:
        if self._rows is None:
            self._rows = self._gathered.rows()
        return self._rows[row - self._first]

    def _made(self, kind: str, value: float | None, number: int) -> Any:
        shape = self._formats[number]
        if kind == "Blank":
            return CellBlankTuple(shape)
        return CellStringTuple(value, shape) if kind == "String" else CellNumberTuple(value, shape)


class _Behind(dict[int, Any]):
    """A dictionary by row, behind which a shelf stands."""

    def __init__(self, find: Any) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, row: int) -> Any:
        shelf: Shelf = self._find.__self__
        found = self._find(row)
        if not shelf.has(row) and found is not None:
            self[row] = found
        return found

    def __contains__(self, row: object) -> bool:
        return super().__contains__(row) or self._find.__self__.has(row)


class Texts:
    """The texts of a workbook, each once, in the order in which they came: what xlsxwriter calls its string table.

    All but the first few wait in a temporary file: 10,000 files have 40,000 texts of their own.
    """

    def __init__(self) -> None:
        self.count = self.unique_count = 0
        self._at_hand: dict[str, int] = {}
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA cache_size=-2000")
        self._db.execute("BEGIN")
        self._db.execute("CREATE TABLE text(said BLOB PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID")

    def _get_shared_string_index(self, text: str) -> int:
        self.count += 1
        place = self._at_hand.get(text)
        if place is not None:
            return place
        if len(self._at_hand) < _AT_HAND:
            self._at_hand[text] = place = self.unique_count
        else:
            said = text.encode("utf-8", "surrogatepass")
            added = self._db.execute("INSERT OR IGNORE INTO text VALUES (?,?)", (said, self.unique_count)).rowcount
            if not added:
                row = self._db.execute("SELECT place FROM text WHERE said=?", (said,)).fetchone()
                return int(row[0])
            place = self.unique_count
        self.unique_count += 1
        return place

    @property
    def string_array(self) -> Iterator[str]:
        """All texts in their order."""
        yield from self._at_hand
        for (said,) in self._db.execute("SELECT said FROM text ORDER BY place"):
            yield said.decode("utf-8", "surrogatepass")

    def _sort_string_data(self) -> None:
        """Do nothing: the texts are in order."""

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
