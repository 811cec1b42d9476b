"""Long sheets are put away row by row, and come out as xlsxwriter itself would have written them."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from evidence_check.report.workbook.long import _AT_HAND, Shelf, Texts


def _written(put_away: bool, rows: int) -> dict[str, bytes]:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    if put_away:
        book.str_table = Texts()
    first, second = book.add_worksheet(), book.add_worksheet()
    bold, plain = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    shelf = Shelf(second) if put_away else None
    for column in range(4):
        second.write_string(0, column, f"键{column}")
        second.write_string(1, column, f"head {column}", bold)
    second.set_row(0, None, None, {"hidden": True})
    for row in range(2, 2 + rows):
        second.write_number(row, 0, row, bold)
        second.write_string(row, 1, f"路径/文件 {row}.docx", plain)
        second.write_string(row, 2, ("记录\n", " record ", "<b>&")[row % 3], plain)
        second.write_blank(row, 3, None, plain) if row % 2 else second.write_number(row, 3, row / 8, plain)
        second.set_row(row, 12.5 + row % 5)
        if shelf:
            shelf.put(row)
    first.write_string(0, 0, "路径/文件 3.docx", bold)  # the first sheet is filled last, with texts known already
    first.write_string(0, 1, "只在此处", plain)
    second.autofilter(1, 0, 1 + rows, 3)
    book.close()
    with zipfile.ZipFile(target) as package:
        return {name: package.read(name) for name in package.namelist() if name != "docProps/core.xml"}


@pytest.mark.parametrize("rows", [0, 1, 40, 700])
def test_the_same_bytes_as_without_a_shelf(rows: int) -> None:
    assert _written(True, rows) == _written(False, rows)


def test_more_texts_than_are_kept_at_hand() -> None:
    assert _written(True, _AT_HAND + 300) == _written(False, _AT_HAND + 300)
