"""A workbook with verdicts, what people do to it, and how it comes back: for the tests of import."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from scored_samples import real, scored
from workbook_hands import CLAUSES, SCORING, fill, key_row, keys, opened, row_of, stored

from evidence_check import enterprise
from evidence_check.model import AssessorVerdict
from evidence_check.verdicts import fingerprints
from evidence_check.verdicts.bring import Brought, bring

YAML = """\
# 客户：海澄
name: {zh: 厦门海澄机电有限公司, en: null}   # as registered
standards: [2022-common, 2022-specific]
as_of: 2026-10-31
verdicts: {}   # an assessor's own
facts: {}
"""
NINE, TEN, ITEM = "2022-common/9", "2022-common/10", "2022-common/item-11"


def verdicts(path: Path) -> dict[str, AssessorVerdict]:
    return enterprise.load(path).verdicts


def filled(content: bytes) -> Any:
    """Return the workbook with three verdicts, given in the three ways in which people write them."""
    book = opened(content)
    fill(book[CLAUSES], NINE, verdict="达标 Met", reason="看过现场", assessor="王工", date=date(2026, 11, 20))
    fill(book[CLAUSES], TEN, verdict=" not met ", reason="没有 rule: none", assessor="Wang", date="2026/11/5")
    fill(book[SCORING], ITEM, verdict="基本达标", reason="整项", assessor="王工", date="2026年11月6日")
    return book


def brought(book: Any, config: Path, **more: Any) -> Brought:
    return bring(stored(book, config.parent / "gaps.xlsx"), config, real(), **more)


def as_given(found: dict[str, AssessorVerdict]) -> None:
    evidence = fingerprints(scored("2022")[0])
    assert found == {
        NINE: AssessorVerdict("met", "看过现场", "王工", "2026-11-20", evidence[NINE]),
        TEN: AssessorVerdict("not_met", "没有 rule: none", "Wang", "2026-11-05", evidence[TEN]),
        ITEM: AssessorVerdict("basically_met", "整项", "王工", "2026-11-06", evidence[ITEM]),
    }


def sort(book: Any) -> None:
    sheet = book[CLAUSES]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    for row, values in enumerate(sorted(rows, key=lambda values: str(values[6]), reverse=True), 3):
        for at, value in enumerate(values, 1):
            sheet.cell(row, at).value = value


def insert_columns(book: Any) -> None:
    book[CLAUSES].insert_cols(1, 2)
    book[CLAUSES].insert_cols(keys(book[CLAUSES])["verdict"], 1)


def insert_rows(book: Any) -> None:
    sheet = book[CLAUSES]
    sheet.insert_rows(1, 3)
    sheet.cell(1, 2).value = "我们的评审 2026"
    sheet.insert_rows(row_of(sheet, TEN), 2)
    sheet.cell(row_of(sheet, TEN) - 1, 5).value = "以下已与张总确认"


def insert_between_keys_and_head(book: Any) -> None:
    sheet = book[CLAUSES]
    sheet.insert_rows(key_row(sheet) + 1)
    sheet.cell(key_row(sheet) + 1, 5).value = "备注"


def rename_sheets(book: Any) -> None:
    book[CLAUSES].title, book[SCORING].title = "评审", "Sheet2"


def rename_heads(book: Any) -> None:
    sheet = book[CLAUSES]
    for key, name in (("id", "哪一条"), ("verdict", "我的结论"), ("reason", "为什么")):
        sheet.cell(key_row(sheet) + 1, keys(sheet)[key]).value = name


def delete_the_keys(book: Any) -> None:
    for name in (CLAUSES, SCORING):
        book[name].delete_rows(key_row(book[name]))


def hide_and_filter(book: Any) -> None:
    sheet = book[CLAUSES]
    for row in range(3, sheet.max_row):
        sheet.row_dimensions[row].hidden = True


def move_columns(book: Any) -> None:
    sheet = book[CLAUSES]
    at, last = keys(sheet)["verdict"], sheet.max_column + 1
    for row in range(1, sheet.max_row + 1):
        for offset in range(4):
            sheet.cell(row, last + offset).value = sheet.cell(row, at + offset).value
            sheet.cell(row, at + offset).value = None


def drop_the_other_sheets(book: Any) -> None:
    for sheet in list(book.worksheets):
        if sheet.title not in (CLAUSES, SCORING, "_evidence_check"):
            book.remove(sheet)


def a_copy_of_the_sheet(book: Any) -> None:
    book.copy_worksheet(book[CLAUSES]).title = "备份"


def a_stray_cell_far_away(book: Any) -> None:
    book[CLAUSES]["XFD1048576"].value = "x"


HANDS = [
    sort, insert_columns, insert_rows, insert_between_keys_and_head, rename_sheets, rename_heads, delete_the_keys,
    hide_and_filter, move_columns, drop_the_other_sheets, a_copy_of_the_sheet, a_stray_cell_far_away,
]  # fmt: skip
