"""A thin layer over xlsxwriter: text goes in as text; every table has keys, a frozen head, filters, a print set-up.

The row of keys above a table's head is hidden. It lets ``import`` find the columns again whatever people renamed, moved
or inserted: the keys travel with their columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from evidence_check import __version__
from evidence_check.model import Bilingual
from evidence_check.report import wording
from evidence_check.report.package import repacked
from evidence_check.report.workbook.cells import plain, risky
from evidence_check.report.workbook.heights import growing, height
from evidence_check.report.workbook.long import Shelf, Texts
from evidence_check.report.workbook.styles import STYLES
from evidence_check.verdicts.state import MARK
from evidence_check.verdicts.tables import KEY

_A4 = 9
_OPEN_ROWS = 300  # of a long sheet that can still be written beside: lists to choose from stand there
_OVERVIEW = "xl/worksheets/sheet1.xml"  # its merged cells do not fit themselves
_NO_GUESSING = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its key, its width in characters, the style of its cells.

    ``lang`` marks a column that says in one language what another says in the other; the language that the reader did
    not choose is folded away behind a [+].
    """

    key: str
    width: float
    style: str = "text"
    lang: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with a style of its own. ``formula`` is ours, never a document's; ``value`` is then its result."""

    value: str | int | float | None
    style: str
    formula: str | None = None


Value = str | int | float | None | Cell


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table stands: the rows of its keys, head, first and last data row (from 0), and column key → number."""

    sheet: Any
    keys: int
    head: int
    first: int
    last: int
    columns: dict[str, int]


class Book:
    """A workbook in the making. ``lang`` is the language that is not folded away."""

    def __init__(self, lang: str, as_of: str) -> None:
        self.lang = lang
        self._folder = TemporaryDirectory(prefix="evidence-check-book-")
        self._file = Path(self._folder.name) / "book.xlsx"
        self.book = xlsxwriter.Workbook(str(self._file), {"tmpdir": self._folder.name, **_NO_GUESSING})
        self._texts = self.book.str_table = Texts()
        self._shelves: dict[int, Shelf] = {}
        self._formats: dict[tuple[str, bool], Any] = {}
        self.book.set_properties(
            {"title": "Evidence Check", "comments": f"{MARK} {__version__}", "created": _day(as_of)},
        )
        self.book.set_calc_mode("auto")

    def format(self, style: str, quoted: bool = False) -> Any:
        """Return the format of a style; ``quoted`` keeps text text when a person edits the cell."""
        if (style, quoted) not in self._formats:
            made = self.book.add_format(STYLES[style])
            if quoted:
                made.set_quote_prefix()
            self._formats[style, quoted] = made
        return self._formats[style, quoted]

    def sheet(self, key: str, landscape: bool = True, scale: int | None = None, long: bool = False) -> Any:
        """Add a worksheet with the print set-up that all share: A4, page numbers, one page wide unless scaled.

        The rows of a ``long`` one but the first are put away as they are finished: nothing can be added to them then.
        """
        sheet = self.book.add_worksheet(sheet_name(key))
        if long:
            self._shelves[id(sheet)] = Shelf(sheet)
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        if scale:
            sheet.set_print_scale(scale)
        else:
            sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        pages = wording.text("workbook_printed")
        sheet.set_footer(f"&L&8Evidence Check &R&8{pages.zh} · {pages.en}")
        sheet.hide_gridlines(2)
        return sheet

    def put(self, sheet: Any, row: int, column: int, value: Value, style: str = "text") -> None:
        """Write one value: text as text whatever it looks like, numbers as numbers, nothing as an empty cell."""
        if isinstance(value, Cell):
            self._put_cell(sheet, row, column, value)
        elif value is None or value == "":
            sheet.write_blank(row, column, None, self.format(style))
        elif isinstance(value, str):
            text = plain(value)
            sheet.write_string(row, column, text, self.format(style, risky(text)))
        else:
            sheet.write_number(row, column, value, self.format(style))

    def _put_cell(self, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if cell.formula is None:
            self.put(sheet, row, column, cell.value, cell.style)
        else:
            result = "" if cell.value is None else cell.value
            sheet.write_formula(row, column, cell.formula, self.format(cell.style), result)

    def table(
        self,
        sheet: Any,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Value]],
        top: int = 0,
        freeze: int = 2,
        heads: dict[str, str] | None = None,
        filters: bool = True,
    ) -> Placed:
        """Write a table with its hidden row of keys and return where it stands.

        Args:
            sheet: the worksheet.
            columns: the columns, left to right.
            rows: their values, line by line.
            top: the row of the keys; the head is the next one.
            freeze: how many columns stay in view; the head always does.
            heads: heads by key that are not fixed words, such as years.
            filters: whether the head gets filter buttons.
        """
        head, first = top + 1, top + 2
        titles = {each.key: (heads or {}).get(each.key) or both(wording.word("head", each.key)) for each in columns}
        for at, column in enumerate(columns):
            self._column(sheet, at, column, columns)
            sheet.write_string(top, at, KEY + column.key, self.format("key"))
            style = "input_head" if column.style.startswith("input") else "head"
            self.put(sheet, head, at, titles[column.key], style)
        sheet.set_row(top, None, None, {"hidden": True})
        shown = [(titles[column.key], column.width) for column in columns if not self._folded(column)]
        sheet.set_row(head, max(20.0, height(shown)))
        shelf, last = self._shelves.get(id(sheet)), head
        for last, values in enumerate(rows, first):
            self.row(sheet, last, columns, values)
            if shelf and last >= _OPEN_ROWS:
                shelf.put(last)
        if filters and last > head:
            sheet.autofilter(head, 0, last, len(columns) - 1)
        sheet.freeze_panes(first, freeze)
        sheet.repeat_rows(head)
        return Placed(sheet, top, head, first, last, {column.key: at for at, column in enumerate(columns)})

    def across(self, sheet: Any, row: int, first: int, last: int, text: str, style: str) -> None:
        """Write a text into merged cells, from the first to the last column."""
        sheet.merge_range(row, first, row, last, "", self.format(style))
        self.put(sheet, row, first, text, style)

    def row(self, sheet: Any, line: int, columns: Sequence[Column], values: Sequence[Value]) -> None:
        """Write one row of a table, as high as its text needs."""
        shown = []
        for at, (column, value) in enumerate(zip(columns, values, strict=True)):
            self.put(sheet, line, at, value, column.style)
            if not self._folded(column):
                shown.append((value.value if isinstance(value, Cell) else value, column.width))
        sheet.set_row(line, height(shown))

    def _folded(self, column: Column) -> bool:
        return column.hidden or column.lang not in (None, self.lang)

    def _column(self, sheet: Any, at: int, column: Column, columns: Sequence[Column]) -> None:
        folded = self._folded(column)
        before = columns[at - 1] if at else None
        ends = before is not None and not folded and before.lang not in (None, self.lang)
        options = {"level": 1, "hidden": True} if folded else {"collapsed": True} if ends else {}
        sheet.set_column(at, at, column.width, None, options)

    def bytes(self) -> bytes:
        """Close the workbook and return it: the same bytes for the same content."""
        with self._folder:
            self.book.close()
            self._texts.close()
            return repacked(self._file, _growing)


def _growing(name: str, content: bytes) -> bytes:
    tables = name.startswith("xl/worksheets/") and name != _OVERVIEW
    return growing(content) if tables else content


def both(text: Bilingual) -> str:
    """Return a fixed word in both languages, as heads and short cells show it."""
    zh, en = text.zh or "", text.en or ""
    return zh if zh == en or not en else f"{zh} {en}" if zh else en


def lines(text: Bilingual) -> str:
    """Return a text in both languages, one below the other."""
    return "\n".join(dict.fromkeys(side for side in (text.zh, text.en) if side))


def said(group: str, key: str | None) -> str:
    """Return a word with its sign, in both languages: ``△ 不完整 Partial``."""
    return " ".join(part for part in (wording.symbol(group, key or ""), both(wording.word(group, key))) if part)


def sheet_name(key: str) -> str:
    """Return the name of one of our sheets."""
    return both(wording.word("sheet", key))


def _day(as_of: str) -> datetime:
    return datetime.fromisoformat(as_of)
