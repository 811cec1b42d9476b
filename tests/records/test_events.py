"""What a record shows to have happened, from registers, forms, sign-in sheets and file names."""

from dataclasses import replace
from pathlib import Path

import pytest

from evidence_check import documents
from evidence_check.model import Cell, Locator, Passage, RecordEvent
from evidence_check.records.events import events
from evidence_check.records.people import names
from tests.builders import text_document
from tests.dossier_builder import sheet, visitor_log


def read(path: Path) -> tuple[RecordEvent, ...]:
    return events(documents.read(path.read_bytes(), path.name))


def test_each_dated_row_of_a_register_is_an_event_with_its_row_as_quote(tmp_path: Path) -> None:
    found = read(visitor_log(tmp_path / "a.xlsx", 2025))
    assert len(found) == 9
    assert found[0].date == "2025-01-12"
    assert found[0].entry
    assert "来客1" in found[0].quote.text


def test_a_month_and_day_take_their_year_from_the_title(tmp_path: Path) -> None:
    rows = [("3月5日", "东门", "张三"), ("4月8日", "西门", "李四"), ("6月1日", "仓库", "王五")]
    found = read(sheet(tmp_path / "a.xlsx", "2024年度巡查记录", ("日期", "地点", "巡查人"), rows))
    assert [event.date for event in found] == ["2024-03-05", "2024-04-08", "2024-06-01"]


def test_everybody_who_signed_takes_part_in_the_one_event_of_a_sheet(tmp_path: Path) -> None:
    rows = [(1, "陆婷", "关务部"), (2, "顾清", "总经办"), (3, "何田", "仓储")]
    path = sheet(tmp_path / "a.xlsx", "培训签到表 培训日期：2025年3月5日", ("序号", "姓名", "部门"), rows)
    (event,) = read(path)
    assert event.date == "2025-03-05"
    assert event.people == ("陆婷", "顾清", "何田")
    assert not event.entry


def test_dates_that_say_something_else_are_passed_over(tmp_path: Path) -> None:
    rows = [("2025-03-05", "张三", "2028-03-05"), ("2025-04-05", "李四", "2028-04-05"), ("2025-05-05", "王五", "")]
    found = read(sheet(tmp_path / "a.xlsx", "证件登记", ("登记日期", "姓名", "有效期至"), rows))
    assert [event.date for event in found] == ["2025-03-05", "2025-04-05", "2025-05-05"]


def test_a_form_is_dated_by_its_label() -> None:
    document = text_document(
        "a.docx", "应急演练记录", "文件编号：AD-1 版本：2019-01-01", "演练日期：2025年6月18日", "参加人员：张三、李四"
    )
    (event,) = events(document)
    assert (event.date, event.people) == ("2025-06-18", ("张三", "李四"))


def test_a_file_without_dates_is_dated_by_its_name() -> None:
    (event,) = events(text_document("2023/安全培训照片.docx", "培训照片", "现场"))
    assert event.date == "2023"


def test_a_file_without_any_date_is_one_undated_event() -> None:
    (event,) = events(text_document("清单.docx", "员工清单", "张三"))
    assert event.date is None


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("王　强、李 军", ("王强", "李军")),
        ("王强（总经理）", ("王强", "总经理")),
        ("Li Wei (李伟)", ("Li", "Wei", "李伟")),
        ("主持：王建国 李军", ("主持", "王建国", "李军")),
        ("Wei Zhang, Jun Li", ("Wei Zhang", "Jun Li")),
    ],
)
def test_names_are_told_from_posts_and_spaces(cell: str, names: tuple[str, ...]) -> None:
    row = (Cell("日期", "2025-03-01"), Cell("参加人员", cell))
    passages = [Passage(i, f"2025-03-01\t{cell}", "row", Locator(paragraph=i), cells=row, table=1) for i in range(3)]
    found = events(replace(text_document("签到.xlsx", title="签到"), passages=tuple(passages)))
    assert found[0].people == names


def test_a_register_in_a_japanese_parents_words_is_read(tmp_path: Path) -> None:
    rows = [
        ("2025-03-05", "陆婷", "实施", "避难"),
        ("2025-04-05", "顾清", "搁置", "避难"),
        ("2025-05-05", "何田", "实施", "消火"),
    ]
    rows += [("2025-06-05", "梁木", "实施", "避难")]
    found = read(sheet(tmp_path / "a.xlsx", "训练履历", ("日付", "氏名", "进捗", "件名"), rows))
    assert [(e.date, e.people) for e in found] == [
        ("2025-03-05", ("陆婷",)),
        ("2025-05-05", ("何田",)),
        ("2025-06-05", ("梁木",)),
    ]


def test_gate_times_date_a_row_and_dates_of_joining_do_not(tmp_path: Path) -> None:
    rows = [("2019-01-01", "2025-03-05 08:00", "陆婷"), ("2019-01-02", "2025-03-06 08:05", "顾清")]
    rows += [("2019-01-03", "2025-03-07 08:01", "何田")]
    found = read(sheet(tmp_path / "a.xlsx", "进出厂", ("到职日", "入厂时刻", "氏名"), rows))
    assert [event.date for event in found] == ["2025-03-05", "2025-03-06", "2025-03-07"]


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("韦国梁、莫振业及关务中心人员", ["韦国梁", "莫振业", "关务中心人员"]),
        ("李和平、陈和平", ["李和平", "陈和平"]),
        ("吴刚和林晓", ["吴刚", "林晓"]),
    ],
)
def test_and_joins_two_and_is_no_part_of_a_name(cell: str, people: list[str]) -> None:
    assert names(cell) == people
