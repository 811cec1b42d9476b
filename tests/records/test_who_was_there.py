# ruff: noqa: E501  (tables read better in one line a row)
"""Who was there on which day, in the shapes in which houses keep it: sign-in sheets, grids, exports, lists by person."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest

from evidence_check import documents
from evidence_check.model import RecordEvent
from evidence_check.records.events import events
from evidence_check.records.people import names
from tests.builders import text_document

WEI, QIN, LU = "韦国梁", "覃文炳", "陆晓岚"
ONE, TWO = "2024-03-05", "2024-09-11"
SHEET = "海关法规培训签到表"

SHAPES: dict[str, tuple[Sequence[Sequence[object]], tuple[list[str], list[str], list[str]]]] = {
    "an empty place for the signature": (
        [[SHEET], ["培训时间：2024年3月5日"], ["序号", "姓名", "签名"], [1, WEI, WEI], [2, QIN, ""], [3, LU, LU]],
        ([ONE], [], [ONE]),
    ),
    "two persons side by side": (
        [[SHEET], ["日期", "2024.3.5", "主讲", "李军"], ["姓名", "签名", "姓名", "签名"], [WEI, WEI, QIN, "请假"], [LU, LU]],
        ([ONE], [], [ONE]),
    ),
    "days as columns": (
        [["2024年培训考勤"], ["姓名", "职务", "3月5日", "9月11日"], [WEI, "总", "√", "√"], [QIN, "副", "出差", "√"], [LU, "经", "√", "缺席"]],
        ([ONE, TWO], [TWO], [ONE]),
    ),
    "persons as columns": (
        [["2024年培训考勤"], ["日期", "课程", WEI, QIN, LU], ["3月5日", "归类", "√", "√", "请假"], ["9月11日", "AEO", "√", "×", "√"]],
        ([ONE, TWO], [ONE], [TWO]),
    ),
    "an export of a learning system": (
        [["学员", "课程", "完成时间", "状态"], [WEI, "信用", f"{ONE} 10:00", "已完成"], [WEI, "归类", f"{TWO} 10:00", "已完成"], [QIN, "归类", f"{TWO} 10:00", "未完成"], [LU, "归类", f"{TWO} 11:00", "已完成"]],
        ([ONE, TWO], [], [TWO]),
    ),
    "times beside each other": (
        [["高管培训记录 2024年度"], ["姓名", "上半年（培训日期）", "下半年（培训日期）"], [WEI, "3/5", "9/11"], [QIN, "3/5", "—"], [LU, "3/5", "9/11"]],
        ([ONE, TWO], [ONE], [ONE, TWO]),
    ),
    "names in one cell, and who was excused": (
        [["培训台账"], ["日期", "课程", "参加人员"], [ONE, "归类", f"{WEI}、{QIN}等12人"], [TWO, "AEO", f"{WEI}、{LU}（{QIN}请假）"]],
        ([ONE, TWO], [ONE], [TWO]),
    ),
    "expected, came, did not come": (
        [["培训台账"], ["日期", "课程", "应到", "实到", "缺席"], [ONE, "归类", f"{WEI}、{QIN}、{LU}", f"{WEI}、{LU}", QIN], [TWO, "AEO", f"{WEI}、{QIN}、{LU}", f"{WEI}、{QIN}、{LU}", ""]],
        ([ONE, TWO], [TWO], [ONE, TWO]),
    ),
    "a name over several rows": (
        [["高管培训档案"], ["姓名", "日期", "课程"], [WEI, ONE, "归类"], ["", TWO, "AEO"], [QIN, ONE, "归类"], [LU, ONE, "归类"], ["", TWO, "AEO"]],
        ([ONE, TWO], [ONE], [ONE, TWO]),
    ),
    "a sheet of one person": (
        [["员工培训履历"], [f"姓名：{WEI}"], ["日期", "课程", "讲师"], [ONE, "归类", "李"], [TWO, "AEO", "李"]],
        ([ONE, TWO], [], []),
    ),
    "quarters as columns": (
        [["2024年高管培训"], ["姓名", "一季度", "二季度", "三季度", "四季度"], [WEI, "√", "", "√", ""], [QIN, "√", "", "", ""], [LU, "", "", "√", ""]],
        (["2024-03", "2024-09"], ["2024-03"], ["2024-09"]),
    ),
    "made up for later": (
        [["培训台账"], ["日期", "课程", "参加人员", "补课"], [ONE, "归类", f"{WEI}、{LU}", f"{QIN} 2024-03-12"], [TWO, "AEO", f"{WEI}、{QIN}", ""]],
        ([ONE, TWO], [ONE, TWO], [ONE]),
    ),
}  # fmt: skip


def read(rows: Sequence[Sequence[object]], title: str = "Sheet1") -> tuple[RecordEvent, ...]:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return events(documents.read(data.getvalue(), "培训/2024年海关法规培训.xlsx"))


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_tells_who_was_there_on_which_day(shape: str) -> None:
    rows, expected = SHAPES[shape]
    found = read(rows)
    days = tuple(sorted({e.date or "" for e in found if person in e.people}) for person in (WEI, QIN, LU))
    assert days == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"1.{WEI} 2.{QIN}", [WEI, QIN]),
        (f"{WEI}10023", [WEI]),
        (f"{WEI}√ {QIN}×", [WEI]),
        ("Lo Chi Keung (GM), Chan Tai Man (absent)", ["Lo Chi Keung", "GM"]),
        (f"{WEI}（病假）、{LU}", [LU]),
    ],
)
def test_names_stand_with_numbers_marks_and_asides(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_names_that_are_ticked_off_in_a_line_were_there() -> None:
    document = text_document("a.docx", "課堂點名紙", "日期：2024年3月5日", f"{WEI} √　{LU} √　{QIN} ×")
    (event,) = events(document)
    assert event.people == (WEI, LU)


def test_a_certificate_names_who_took_the_course() -> None:
    document = text_document("a.docx", "培训证书", f"兹证明{WEI}同志于2024年3月5日参加海关法规培训，成绩合格。")
    assert any(WEI in event.people and event.date == ONE for event in events(document))


def test_a_column_of_dates_is_one_whatever_it_is_called() -> None:
    rows = [["巡墙 2024年"], ["哪回", "谁走的", "墙"], ["3/5", WEI, "好"], ["4月8号", LU, "好"], ["5/7", WEI, "好"]]
    assert [event.date for event in read(rows)] == ["2024-03-05", "2024-04-08", "2024-05-07"]


def test_a_column_of_decimals_is_none() -> None:
    rows = [["称重 2024年"], ["货", "吨"], ["a", "3.5"], ["b", "4.8"], ["c", "5.7"]]
    assert not any(event.entry for event in read(rows))


def test_a_log_in_running_text_has_an_entry_per_line_that_begins_with_a_day() -> None:
    lines = ("IT EVENT SHEETS", "2024-07-20 server restarted, no data lost", "2024-12-31 no further event in 2024.")
    found = events(text_document("a.txt", *lines))
    assert [(event.date, event.none) for event in found] == [("2024-07-20", False), ("2024-12-31", True)]


def test_what_was_put_off_is_no_entry_of_a_log() -> None:
    lines = ("Clinics", "2024-05-20 clinic held with 12 customers", "2024-10-21 clinic postponed", "2024-11-02 held")
    assert [event.date for event in events(text_document("a.txt", *lines))] == ["2024-05-20", "2024-11-02"]


def test_a_list_of_persons_is_of_the_day_that_it_names() -> None:
    rows = [
        ["员工名册"],
        ["更新至 2024年3月1日"],
        ["姓名", "部门", "入职日期"],
        [WEI, "总", "2012-05-02"],
        [LU, "关务", "2019-03-05"],
    ]
    assert ("2024-03-01", False) in [(event.date, event.entry) for event in read(rows)]


def test_of_a_plan_only_what_is_ticked_happened() -> None:
    rows = [["2024年培训计划"], ["日期", "内容", "完成"], ["3月5日", "归类", "√"], ["9月11日", "信息安全", ""]]
    assert {event.date for event in read(rows)} == {ONE}


def test_a_row_is_of_the_year_of_its_own_column() -> None:
    rows = [
        ["追责汇总"],
        ["年度", "事项", "日期"],
        ["2023年", "无", "2024年1月14日"],
        ["2024年", "扣罚", "2025年1月11日"],
    ]
    assert [event.date for event in read(rows)] == ["2023", "2024"]


def test_who_came_stands_in_another_sheet_under_the_number_of_the_lesson() -> None:
    book = openpyxl.Workbook()
    lessons, came = book.active, book.create_sheet("签到明细")
    for row in (
        ["培训编号", "课程", "日期"],
        ["PX-2401", "归类", ONE],
        ["PX-2402", "AEO", TWO],
        ["PX-2403", "估价", TWO],
    ):
        lessons.append(row)
    for row in (
        ["培训编号", "姓名", "结果"],
        ["PX-2401", WEI, "合格"],
        ["PX-2402", WEI, "合格"],
        ["PX-2402", LU, "缺席"],
    ):
        came.append(row)
    data = io.BytesIO()
    book.save(data)
    found = events(documents.read(data.getvalue(), "培训/导出.xlsx"))
    assert {event.date for event in found if WEI in event.people} == {ONE, TWO}
