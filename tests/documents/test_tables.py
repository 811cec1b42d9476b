"""Grids of cells: headers, forms and titles told apart without knowing the company's words."""

from __future__ import annotations

import pytest

from evidence_check.documents.tables import GridCell, is_data, is_label, lay_out


def _rows(*rows: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    grid = [[GridCell(col, text) for col, text in enumerate(row)] for row in rows]
    return [(row.kind, [(cell.column, cell.text) for cell in row.cells]) for row in lay_out(grid)]


def test_a_header_in_words_that_no_list_holds() -> None:
    found = _rows(["看什么", "谁去看", "怎样算好"], ["窗", "小李", "全关，插销到底"], ["卷帘", "小王", "落地"])
    assert found[0][0] == "header"
    assert found[2][1] == [("看什么", "卷帘"), ("谁去看", "小王"), ("怎样算好", "落地")]


def test_a_form_with_labels_that_no_list_holds() -> None:
    found = _rows(["原产国", "西班牙", "数量", "12,400千克"], ["品名", "洋葱", "档号", "2021-0621A"])
    assert found[0][1] == [("", "原产国"), ("原产国", "西班牙"), ("", "数量"), ("数量", "12,400千克")]
    assert found[1][1][3] == ("档号", "2021-0621A")


def test_two_columns_are_pairs_unless_a_header_says_otherwise() -> None:
    assert _rows(["培训主题", "消防"], ["讲师", "李四"])[1][1] == [("", "讲师"), ("讲师", "李四")]
    assert _rows(["项目", "内容"], ["目的", "规范"])[1][1] == [("项目", "目的"), ("内容", "规范")]
    assert _rows(["Number", "Square"], ["", ""], ["2", "4"])[1][1] == [("Number", "2"), ("Square", "4")]


def test_a_ledger_row_with_only_a_number_stays_a_row() -> None:
    found = _rows(["序号", "姓名", "部门"], ["1", "张三", "库"], ["2", "", ""])
    assert found[2] == ("row", [("序号", "2")])


def test_a_second_table_below_gets_its_own_header_and_number() -> None:
    grid = [
        [GridCell(col, text) for col, text in enumerate(row)]
        for row in (
            ["序号", "日期", "姓名"],
            ["1", "2025-01-01", "张"],
            [],
            ["编号", "项目", "结果"],
            ["9", "门", "好"],
        )
    ]
    rows = lay_out(grid)
    assert [row.table for row in rows] == [1, 1, 2, 2]
    assert rows[3].cells[1].column == "项目"


@pytest.mark.parametrize("text", ["培训日期", "讲师", "Trainer", "Name:", "访客证号", "签名（领用人）"])
def test_labels(text: str) -> None:
    assert is_label(text)


@pytest.mark.parametrize(
    "text", ["张三", "2025-03-01", "仓库", "第3号", "piano", "全部合格并按规定完成了培训内容的学习和考核工作"]
)
def test_values_are_no_labels(text: str) -> None:
    assert not is_label(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("12,400千克", True), ("2025年3月1日", True), ("√", True), ("张三", False), ("A区", False)]
)
def test_data_and_words(text: str, expected: bool) -> None:
    assert is_data(text) is expected
