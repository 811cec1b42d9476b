"""Grids of cells: headers, forms and titles told apart without knowing the company's words."""

from __future__ import annotations

import pytest

from evidence_check import documents
from evidence_check.documents.grid import GridCell
from evidence_check.documents.registers import kind_of
from evidence_check.documents.table_words import is_data, is_label
from evidence_check.documents.tables import lay_out
from evidence_check.model import Document
from tests.documents import build


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


_REGISTERS = [
    [["日期", "巡查人"], ["3月5日", "甲"], ["3月6日", "乙"]],
    [["日期", "巡查人"], ["2025-03-05", "张三"]],
    [["日期", "巡查人", "结果"], ["3月5日", "甲", "正常"], ["3月6日", "乙", "正常"]],
    [["时间", "谁开的门"], ["08:00", "老王"], ["17:30", "小李"]],
    [["姓名", "部门"], ["张三", "仓库"], ["李四", "财务"]],
    [["车牌", "司机"], ["闽D12345", "赵六"], ["闽D67890", "孙七"]],
    [["年度", "罚没金额"], ["2023年", "0"], ["2024年", "0"]],
    [["区域", "结果"], ["大门", "正常"], ["仓库", "正常"], ["机房", "正常"], ["围墙", "正常"]],
    [["Date", "Guard"], ["5 Mar 2025", "Smith"], ["6 Mar 2025", "Jones"]],
    [["Month", "Checked by"], ["January", "Li"], ["February", "Wang"]],
    [["门店", "上月件数"], ["湖里", "12"], ["海沧", "15"]],
]
_FORMS = [
    [["培训主题", "消防"], ["讲师", "李四"], ["培训日期", "3月5日"]],
    [["部门", "仓库"], ["姓名", "张三"]],
    [["品名", "洋葱"], ["数量", "12"], ["单价", "3"]],
    [["Trainer", "Smith"], ["Date", "5 Mar 2025"], ["Place", "Hall"]],
    [["日期", "3月5日"], ["巡查人", "甲"], ["结果", "正常"]],
    [["检查人", "甲"], ["检查日期", "2025-03-05"]],
    [["日期", "2025-03-05", "地点", "会议室"], ["讲师", "李四", "人数", "12"]],
]


@pytest.mark.parametrize("rows", _REGISTERS)
def test_a_header_over_like_values_is_a_register(rows: list[list[str]]) -> None:
    found = _rows(*rows)
    assert found[0][0] == "header"
    assert found[1][1] == list(zip(rows[0], rows[1], strict=True))


@pytest.mark.parametrize("rows", _FORMS)
def test_labels_down_the_side_are_a_form(rows: list[list[str]]) -> None:
    found = _rows(*rows)
    assert [kind for kind, _ in found] == ["row"] * len(rows)
    assert found[0][1][:2] == [("", rows[0][0]), (rows[0][0], rows[0][1])]
    assert found[-1][1][:2] == [("", rows[-1][0]), (rows[-1][0], rows[-1][1])]


@pytest.mark.parametrize("file_format", ["xlsx", "docx", "pdf", "unruled.pdf"])
def test_registers_and_forms_read_alike_in_every_format(file_format: str) -> None:
    register = [["日期", "巡查人"], ["3月5日", "甲"], ["3月6日", "乙"], ["3月7日", "丙"]]
    form = [["培训主题", "消防"], ["讲师", "李四"], ["课时", "2"], ["地点", "会议室"]]
    for rows, column in ((register, "日期"), (form, "")):
        found = [p for p in _file(file_format, rows).passages if p.kind == "row"]
        assert [p.header_row for p in found] == [bool(column), False, False, False]
        assert [c.column for c in found[1].cells] == ([column, "巡查人"] if column else ["", "讲师"])


def _file(file_format: str, rows: list[list[str]]) -> Document:
    if file_format == "xlsx":
        return documents.read(build.xlsx({"Sheet1": rows}), "a.xlsx")
    if file_format == "docx":
        return documents.read(build.docx(build.tbl(*rows)), "a.docx")
    page, buffer = build.canvas()
    for at, row in enumerate(rows):
        for col, text in enumerate(row):
            page.drawString(66 + col * 120, 700 - at * 20, text)
    if file_format == "pdf":
        for y in range(715, 615, -20):
            page.line(60, y, 300, y)
        for x in (60, 180, 300):
            page.line(x, 715, x, 635)
    page.save()
    return documents.read(buffer.getvalue(), "a.pdf")


@pytest.mark.parametrize(
    ("text", "kind"),
    [("3月5日", "date"), ("2025-03-05 08:30", "date"), ("周三", "date"), ("Friday", "date"), ("5 March 2025", "date"),
     ("12,400千克", "number"), ("闽D12345", "code"), ("QP-03", "code"), ("√", "tick"), ("张三", "words"),
     ("Month", "words"), ("Marketing", "words"), ("日期", "words")],
)  # fmt: skip
def test_what_a_cell_holds(text: str, kind: str) -> None:
    assert kind_of(text) == kind
