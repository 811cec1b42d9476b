"""Cell references for formulas, from the rows and columns (from 0) that xlsxwriter counts in."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from evidence_check.report.workbook.book import Placed


def letters(column: int) -> str:
    """Return a column's letters."""
    return str(xl_col_to_name(column))


def cell(row: int, column: int) -> str:
    """Return the absolute reference of a cell."""
    return str(xl_rowcol_to_cell(row, column, True, True))


def data(placed: Placed, key: str, sheet: str = "") -> str:
    """Return the reference of a table's column, from its first to its last row; ``sheet`` names another sheet."""
    name = letters(placed.columns[key])
    other = f"'{sheet}'!" if sheet else ""
    return f"{other}${name}${placed.first + 1}:${name}${placed.last + 1}"


def whole_column(placed: Placed, key: str, sheet: str) -> str:
    """Return the reference of a whole column of another sheet: rows may be added to it."""
    name = letters(placed.columns[key])
    return f"'{sheet}'!${name}:${name}"
