"""The cells of a table as a format gives them, and the rows that ``tables`` makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Literal, cast

from evidence_check.model import Cell, RowCells

RowKind = Literal["title", "header", "row"]


@dataclass(slots=True)
class GridCell:
    """A filled or blank cell at column ``col`` (from 0) that spans ``width`` columns and ``height`` rows."""

    col: int
    text: str
    width: int = 1
    height: int = 1
    ref: str | None = None


@dataclass(slots=True)
class Row:
    """What became of one row of the grid (``index`` = its place in the input); blank rows are left out.

    ``text`` is the row as a passage: its filled cells joined by tabs. ``ref`` is the place of the first of them.
    """

    index: int
    kind: RowKind
    cells: tuple[Cell, ...]
    table: int
    text: str
    ref: str | None


class ColumnNames:
    """Column → the text of its header."""

    def __init__(self, names: dict[int, str]) -> None:
        self._names = names
        self._asked: Sequence[int] = ()
        self._found: tuple[str, ...] = ()
        self._known: dict[tuple[int, ...], tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self._names)

    def of(self, columns: tuple[int, ...]) -> tuple[str, ...]:
        """Return the names of columns, "" for those without; the same tuple for all rows of one shape."""
        if columns is not self._asked:
            found = self._known.get(columns)
            if found is None:
                found = self._known[columns] = tuple([self._names.get(column, "") for column in columns])
            self._asked, self._found = columns, found
        return self._found

    def over(self, cell: GridCell) -> str:
        """Return the name over a cell; over a merged one, the first name that there is."""
        found = self._names.get(cell.col)
        if found is None and self._names and cell.width > 1:
            spanned = (self._names.get(col) for col in range(cell.col, cell.col + min(cell.width, 64)))
            found = next((name for name in spanned if name), "")
        return found or ""


class GridRow:
    """The filled cells of a row."""

    __slots__ = ("cells", "size")

    def __init__(self, cells: Sequence[GridCell]) -> None:
        self.cells = [cell for cell in cells if cell.text and not cell.text.isspace()]
        self.size = len(self.cells)

    def __len__(self) -> int:
        return self.size

    @property
    def first(self) -> str:
        """The text of the first filled cell."""
        return self.cells[0].text

    @property
    def reach(self) -> int:
        """The column after the last one that a cell fills."""
        wide = (cell.col + cell.width for cell in self.cells if cell.width > 1)
        return max([self.cells[-1].col + self.cells[-1].width, *wide]) if self.cells else 0

    @property
    def ref(self) -> str | None:
        """The place of the first filled cell, where its format has such."""
        return self.cells[0].ref if self.cells else None

    @property
    def text(self) -> str:
        """The texts of the cells, joined by tabs."""
        return "\t".join([cell.text for cell in self.cells])

    def named(self, names: ColumnNames) -> tuple[Cell, ...]:
        """Return the cells with the names of their columns."""
        return tuple([Cell(names.over(cell), cell.text, cell.ref) for cell in self.cells])


class SheetRow:
    """A row of plain filled cells, as ledgers have by the thousand; made into GridCells only where that is needed."""

    __slots__ = ("_cells", "_columns", "_kept", "_letters", "_number", "first", "size", "text")

    def __init__(
        self, columns: tuple[int, ...], letters: tuple[str, ...], texts: list[str], number: int, kept: bool
    ) -> None:
        self.text = "\t".join(texts)
        if self.text.count("\t") >= len(texts) > 0:
            texts = [text.replace("\t", " ") for text in texts]
            self.text = "\t".join(texts)
        self.first = texts[0] if texts else ""
        self.size = len(texts)
        self._columns, self._letters, self._number = columns, letters, str(number)
        self._kept = kept
        self._cells: list[GridCell] | None = None

    def __len__(self) -> int:
        return self.size

    @property
    def reach(self) -> int:
        """The column after the last filled one."""
        return self._columns[-1] + 1 if self._columns else 0

    @property
    def ref(self) -> str | None:
        """The place of the first filled cell."""
        return self._letters[0] + self._number if self._letters else None

    @property
    def cells(self) -> list[GridCell]:
        """The filled cells."""
        if self._cells is None:
            texts = self.text.split("\t") if self._columns else []
            places = zip(self._columns, texts, self._letters, strict=True)
            self._cells = [GridCell(col, text, 1, 1, letters + self._number) for col, text, letters in places]
        return self._cells

    def named(self, names: ColumnNames) -> tuple[Cell, ...]:
        """Return the cells with the names of their columns."""
        made = RowCells(names.of(self._columns), self._letters, self._number, self.text, self._kept)
        return cast(tuple[Cell, ...], made)  # whoever looks at them sees no difference


_MOST_KEPT = 60_000
"""Rows of a file whose cells are kept once they are made, 700 bytes each."""


class RowMaker:
    """Makes the rows of one sheet; rows that are filled in the same columns have those in common."""

    def __init__(self, rows: int, first: int = 0) -> None:
        """Take the number of rows of the whole file, on which it depends whether their cells are kept."""
        self._first = first
        self._kept = rows <= _MOST_KEPT
        self._shapes: dict[tuple[int, ...], tuple[tuple[int, ...], tuple[str, ...]]] = {}

    def row(self, texts: Sequence[str], number: int) -> SheetRow:
        """Return row ``number`` of the sheet from its stripped texts, "" where a cell is blank."""
        kept = tuple(compress(range(len(texts)), texts))
        shape = self._shapes.get(kept)
        if shape is None:
            columns = tuple([self._first + col for col in kept])
            shape = self._shapes[kept] = columns, tuple([column_letters(column) for column in columns])
        return SheetRow(*shape, list(filter(None, texts)), number, self._kept)


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: 0 → A, 27 → AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


Line = GridRow | SheetRow
