"""Reads workbooks that people saved in another format (.ods, .xls, .xlsb): their values, each in its own cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SUFFIXES = (".ods", ".xls", ".xlsb")


def as_workbook(path: Path) -> Any:
    """Return the values of a workbook of another format in one of openpyxl, each in its own cell.

    Raises:
        python_calamine.CalamineError: it can't be read.
    """
    import openpyxl
    from python_calamine import CalamineWorkbook

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    source = CalamineWorkbook.from_path(path)
    for name in source.sheet_names:
        sheet = book.create_sheet(name)
        for row, values in enumerate(source.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
            for column, value in enumerate(values, 1):
                if value != "":
                    cell = sheet.cell(row, column)
                    cell.value = value
                    if isinstance(value, str):
                        cell.data_type = "s"  # a text that looks like a formula is a text
    return book
