"""Records as they should not be: endless sheets, merged, hidden and blank cells, days that never were, namesakes."""

from pathlib import Path

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from evidence_check import documents
from evidence_check.model import RecordEvent
from evidence_check.records.events import events
from tests.builders import enterprise
from tests.findings.trial import remarks

HEAD = ("日期", "主题", "姓名", "部门")


def opened(*rows: tuple[object, ...]) -> tuple[Workbook, Worksheet]:
    """A workbook with a training register of the rows given."""
    book = openpyxl.Workbook()
    page = book.active
    for row in (("2024年培训台账",), HEAD, *rows):
        page.append(row)
    return book, page


def read(book: Workbook, path: Path) -> tuple[RecordEvent, ...]:
    book.save(str(path))
    document = documents.read(path.read_bytes(), path.name)
    assert document.status == "ok"
    return events(document)


def test_a_sheet_that_claims_a_million_rows_gives_those_that_are_filled(tmp_path: Path) -> None:
    book, page = opened(("2024-03-05", "申报", "卢青", "关务"), ("2024-09-10", "归类", "史强", "仓储"))
    page.cell(row=1_048_576, column=1, value="2024-12-01")
    page.cell(row=1_048_576, column=3, value="丁一凡")
    found = read(book, tmp_path / "a.xlsx")
    assert [event.date for event in found][:2] == ["2024-03-05", "2024-09-10"]
    assert found[0].people == ("卢青",)


def test_a_register_of_very_many_rows_keeps_every_day(tmp_path: Path) -> None:
    days = [f"{year}-{month:02d}-{day:02d}" for year in (2022, 2023, 2024) for month in range(1, 13) for day in (3, 17)]
    lines = ["日期,事由,姓名,部门", *(f"{day},送货,来客{n},外单位" for n in range(100) for day in days)]
    path = tmp_path / "访客.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = events(documents.read(path.read_bytes(), path.name))
    assert len(found) <= 5_000
    assert {event.date for event in found} == set(days)


def test_a_day_merged_over_the_rows_of_several_people_is_the_day_of_all(tmp_path: Path) -> None:
    rows = [
        ("2024-03-05", "申报", "卢青", "关务"),
        (None, None, "史强", "仓储"),
        ("2024-09-10", "归类", "丁一凡", "仓储"),
    ]
    book, page = opened(*rows)
    page.merge_cells("A3:A4")
    page.merge_cells("B3:B4")
    found = read(book, tmp_path / "a.xlsx")
    by_day = {
        day: {name for event in found if event.date == day for name in event.people} for day in (e.date for e in found)
    }
    assert by_day == {"2024-03-05": {"卢青", "史强"}, "2024-09-10": {"丁一凡"}}


def test_hidden_rows_and_columns_are_read_like_any_other(tmp_path: Path) -> None:
    book, page = opened(("2024-03-05", "申报", "卢青", "关务"), ("2024-09-10", "归类", "史强", "仓储"))
    page.row_dimensions[4].hidden = True
    page.column_dimensions["D"].hidden = True
    assert [event.date for event in read(book, tmp_path / "a.xlsx")] == ["2024-03-05", "2024-09-10"]


def test_a_formula_that_was_never_computed_dates_nothing(tmp_path: Path) -> None:
    book, _ = opened(("2024-03-05", "申报", "卢青", "关务"), ("=DATE(2024,9,10)", "归类", "史强", "仓储"))
    assert [event.date for event in read(book, tmp_path / "a.xlsx") if event.date and len(event.date) > 4] == [
        "2024-03-05"
    ]


def test_days_beyond_belief_are_no_days(tmp_path: Path) -> None:
    rows = [
        ("2024-03-05", "申报", "卢青", "关务"),
        ("2924-09-10", "归类", "史强", "仓储"),
        ("1024-01-01", "估价", "丁一凡", "仓储"),
    ]
    book, _ = opened(*rows, ("2024-02-31", "原产地", "卢青", "关务"), ("2024-13-45", "核销", "卢青", "关务"))
    assert [event.date for event in read(book, tmp_path / "a.xlsx")] == ["2024-03-05"]


def test_two_people_of_one_name_are_told_where_one_holds_a_post() -> None:
    roster = {
        "role": "record",
        "title": "员工花名册",
        "columns": ["工号", "姓名", "部门"],
        "rows": [["A01", "王强", "关务部"], ["B77", "王强", "仓储部"], ["B78", "史强", "仓储部"]],
    }
    owner = enterprise(people={"legal_representative": None, "customs_manager": "王强"})
    told = [finding for finding in remarks(roster, owner) if finding.kind == "same_name"]
    assert len(told) == 1
    assert "王强" in (told[0].why.zh or "")
    nobody = enterprise(people={"legal_representative": None, "customs_manager": "陈立"})
    assert not [finding for finding in remarks(roster, nobody) if finding.kind == "same_name"]
