"""What people do to a workbook, done with openpyxl: fill in, sort, insert, rename, look."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from evidence_check.model import AssessorVerdict
from evidence_check.report import wording
from evidence_check.report.workbook.book import both, sheet_name

CLAUSES, SCORING, TASKS = (sheet_name(key) for key in ("clauses", "scoring", "tasks"))


def opened(content: bytes | Path, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content) if isinstance(content, bytes) else content, data_only=values)


def keys(sheet: Any) -> dict[str, int]:
    """Return column key → number (from 1) of a sheet's table."""
    return {key: column for key, (_, column) in _keys(sheet).items()}


def key_row(sheet: Any) -> int:
    return next(iter(_keys(sheet).values()))[0]


def _keys(sheet: Any) -> dict[str, tuple[int, int]]:
    for row in sheet.iter_rows():
        found = {
            str(cell.value).removeprefix("ec:"): (cell.row, cell.column)
            for cell in row
            if isinstance(cell.value, str) and cell.value.startswith("ec:")
        }
        if found:
            return found
    raise AssertionError(f"no keys on {sheet.title}")


def row_of(sheet: Any, identifier: str) -> int:
    column = keys(sheet)["id"]
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column).value == identifier)


def fill(sheet: Any, identifier: str, **values: object) -> None:
    """Fill cells of the row of an id."""
    row, columns = row_of(sheet, identifier), keys(sheet)
    for key, value in values.items():
        sheet.cell(row, columns[key]).value = value


def give(book: Any, verdicts: Mapping[str, AssessorVerdict]) -> None:
    """Choose verdicts from the drop-downs, where each is to be given."""
    for name in (CLAUSES, SCORING):
        sheet, columns = book[name], keys(book[name])
        for row in range(1, sheet.max_row + 1):
            given = verdicts.get(sheet.cell(row, columns["id"]).value)
            cell = sheet.cell(row, columns["verdict"])
            if given and cell.fill.fgColor.rgb == "FFFFF9D6":  # the yellow of what people fill in
                cell.value = both(wording.word("verdict", given.verdict))


def stored(book: Any, path: Path) -> Path:
    book.save(path)
    return path


def texts(content: bytes | Path) -> list[str]:
    """Return every text of every cell."""
    return [
        cell.value
        for sheet in opened(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]


def formulas(content: bytes | Path) -> dict[tuple[str, str], str]:
    """Return the formulas by sheet and cell."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in opened(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
