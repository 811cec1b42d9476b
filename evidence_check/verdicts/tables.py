"""Finds the tables of verdicts in a workbook that people have worked in.

A table is known by the hidden row of keys above its head, wherever sorting, filters, new rows and columns or another
sheet name have put it. Where somebody deleted that row, the words of the head serve instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from evidence_check.report import wording

KEY = "ec:"
_WANTED = ("id", "verdict")
FIELDS = ("id", "verdict", "reason", "assessor", "date")


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a sheet of openpyxl: column of each key (from 1), and the row behind which its rows begin.

    ``headed`` says that a head stands there still; it is passed over.
    """

    sheet: Any
    columns: dict[str, int]
    above: int
    headed: bool

    def cell(self, row: int, key: str) -> Any:
        """Return a cell, or None where there is none; nothing is created by looking."""
        column = self.columns.get(key)
        return self.sheet._cells.get((row, column)) if column else None

    def rows(self) -> Iterator[int]:
        """Yield the rows with anything in the table's columns, below its head."""
        used = {row for row, column in self.sheet._cells if row > self.above and column in self.columns.values()}
        yield from sorted(row for row in used if any(self._filled(row, key) for key in self.columns))

    def _filled(self, row: int, key: str) -> bool:
        cell = self.cell(row, key)
        return cell is not None and cell.value not in (None, "")


def tables(book: Any, wanted: tuple[str, ...] = _WANTED) -> list[Table]:
    """Return the tables of a workbook that have all the wanted keys, in the order of its sheets."""
    found = []
    for sheet in book.worksheets:
        table = _by_keys(sheet, wanted) or (_by_head(sheet) if wanted == _WANTED else None)
        if table is not None:
            found.append(table)
    return found


def _by_keys(sheet: Any, wanted: tuple[str, ...]) -> Table | None:
    rows: dict[int, dict[str, int]] = {}
    for (row, column), cell in sheet._cells.items():
        if isinstance(cell.value, str) and cell.value.strip().startswith(KEY):
            rows.setdefault(row, {}).setdefault(cell.value.strip().removeprefix(KEY), column)
    for row in sorted(rows):
        if all(key in rows[row] for key in wanted):
            return Table(sheet, rows[row], row, headed=True)
    return None


def _by_head(sheet: Any) -> Table | None:
    words = {_plain(word): key for key in FIELDS for word in _heads(key)}
    rows: dict[int, dict[str, int]] = {}
    for (row, column), cell in sheet._cells.items():
        if isinstance(cell.value, str) and _plain(cell.value) in words:
            rows.setdefault(row, {}).setdefault(words[_plain(cell.value)], column)
    for row in sorted(rows):
        if all(key in rows[row] for key in _WANTED):
            return Table(sheet, rows[row], row, headed=False)
    return None


def is_head(text: str) -> bool:
    """Return whether a text is the head of the column of ids."""
    return _plain(text) in {_plain(word) for word in _heads("id")}


def _heads(key: str) -> Iterator[str]:
    """Yield how the head of a column may read: in either language or both."""
    names = [key, "whole_verdict"] if key == "verdict" else [key]
    for name in names:
        word = wording.word("head", name)
        yield from (f"{word.zh}{word.en}", word.zh or "", word.en or "")


def _plain(text: str) -> str:
    return "".join(text.split()).lower()
