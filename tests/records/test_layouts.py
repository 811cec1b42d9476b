"""Records as companies of many houses lay them out: where the year, the day and the people stand."""

from pathlib import Path

import docx
import openpyxl
import pytest

from evidence_check import documents
from evidence_check.model import RecordEvent
from evidence_check.records.events import events
from tests.builders import text_document


def book(path: Path, **sheets: list[list[object]]) -> Path:
    """A workbook of the sheets given, each a list of rows; "_" in a sheet's name stands for what it is."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name.lstrip("_"))
        for row in rows:
            page.append(row)
    made.save(str(path))
    return path


def letter(path: Path, *parts: tuple[str, str] | list[list[str]]) -> Path:
    """A Word file of paragraphs, headings (("h", text)) and tables."""
    made = docx.Document()
    for part in parts:
        if isinstance(part, list):
            table = made.add_table(rows=0, cols=len(part[0]))
            for row in part:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif part[0] == "h":
            made.add_heading(part[1], 1)
        else:
            made.add_paragraph(part[1])
    made.save(str(path))
    return path


def read(path: Path) -> list[RecordEvent]:
    return list(events(documents.read(path.read_bytes(), path.name)))


def dates(path: Path) -> list[str | None]:
    return [event.date for event in read(path) if not event.revision]


def people(path: Path) -> dict[str | None, set[str]]:
    return {event.date: set(event.people) for event in read(path)}


# --- where the year stands ----------------------------------------------------------------------------------------


def test_a_japanese_parents_register_with_year_in_a_column_of_its_own(tmp_path: Path) -> None:
    rows = [
        ["教育记录"],
        ["年", "月/日", "件名", "氏名"],
        [2023, "4/12", "梱包", "高桥顺"],
        [None, "9/3", "搬送", "潘丽"],
    ]
    rows += [[2024, "2/20", "梱包", "高桥顺"]]
    assert dates(book(tmp_path / "a.xlsx", 记录=rows)) == ["2023-04-12", "2023-09-03", "2024-02-20"]


def test_year_month_and_day_in_three_columns_as_in_account_books(tmp_path: Path) -> None:
    rows = [
        ["交接簿"],
        ["年", "月", "日", "摘要", "经手人"],
        ["2024", "3", "5", "交钥匙", "卢青"],
        ["", "", "9", "收钥匙", "卢青"],
    ]
    rows += [["", "11", "2", "交钥匙", "史强"]]
    assert dates(book(tmp_path / "a.xlsx", 簿=rows)) == ["2024-03-05", "2024-03-09", "2024-11-02"]


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("民國112年3月5日", "2023-03-05"),
        ("112年3月5日", "2023-03-05"),
        ("112/3/5", "2023-03-05"),
        ("112.03.05", "2023-03-05"),
        ("令和6年4月1日", "2024-04-01"),
        ("R6.4.1", "2024-04-01"),
        ("5-Mar-23", "2023-03-05"),
        ("05 March 2023", "2023-03-05"),
        ("23/3/5", "2023-03-05"),
        ("23年3月5日", "2023-03-05"),
        ("20230305", "2023-03-05"),
        ("45363", "2024-03-12"),
        ("2023年3月5日—7日", "2023-03-05"),
        ("2023/3/5(日) 09:30", "2023-03-05"),
        ("二〇二三年三月五日", "2023-03-05"),
    ],
)
def test_the_date_of_a_row_is_read_as_houses_write_it(tmp_path: Path, cell: str, iso: str) -> None:
    rows = [["巡查簿"], ["日期", "地点", "情况", "巡查人"], [cell, "东门", "正常", "卢青"]]
    assert dates(book(tmp_path / "a.xlsx", 簿=rows)) == [iso]


def test_days_first_are_told_by_the_other_dates_of_their_column(tmp_path: Path) -> None:
    rows = [
        ["Gate log"],
        ["Date", "Visitor", "Host"],
        ["03/04/2024", "A. Moor", "L. Qing"],
        ["25/04/2024", "B. Hill", "L. Qing"],
    ]
    rows += [["04/05/2024", "C. Wood", "L. Qing"]]
    assert dates(book(tmp_path / "a.xlsx", log=rows)) == ["2024-04-03", "2024-04-25", "2024-05-04"]


def test_bands_of_years_across_a_table_complete_the_days_below_them(tmp_path: Path) -> None:
    rows = [
        ["讲习台账"],
        ["日期", "主题", "地点", "学员"],
        ["2023年"],
        ["11月3日", "申报", "二楼", "卢青、史强"],
        ["2024年"],
    ]
    rows += [["2月6日", "归类", "二楼", "卢青"], ["8月9日", "原产地", "二楼", "史强"]]
    assert dates(book(tmp_path / "a.xlsx", 台账=rows)) == ["2023-11-03", "2024-02-06", "2024-08-09"]


def test_a_period_of_twelve_months_gives_each_month_its_year(tmp_path: Path) -> None:
    rows = [
        ["讲习台账 2023年10月至2024年9月"],
        ["日期", "主题", "地点", "学员"],
        ["11月3日", "申报", "二楼", "卢青"],
        ["2月6日", "归类", "二楼", "史强"],
    ]
    assert dates(book(tmp_path / "a.xlsx", 台账=rows)) == ["2023-11-03", "2024-02-06"]


@pytest.mark.parametrize("name", ["2024年巡查.xlsx", "FY2024 patrol.xlsx", "FY24 patrol.xlsx", "patrol-2024.xlsx"])
def test_the_year_may_stand_in_the_file_name_alone(tmp_path: Path, name: str) -> None:
    rows = [["日期", "地点", "情况", "巡查人"], ["3月5日", "东门", "正常", "卢青"], ["4月8日", "西门", "正常", "史强"]]
    assert dates(book(tmp_path / name, Sheet1=rows)) == ["2024-03-05", "2024-04-08"]


def test_each_sheet_may_have_its_own_year_in_its_name(tmp_path: Path) -> None:
    rows = [["日期", "地点", "情况", "巡查人"], ["3月5日", "东门", "正常", "卢青"], ["4月8日", "西门", "正常", "史强"]]
    found = dates(book(tmp_path / "a.xlsx", _2022=rows, _2023年度=rows))
    assert found == ["2022-03-05", "2022-04-08", "2023-03-05", "2023-04-08"]


def test_a_sheet_without_days_is_of_the_year_in_its_name(tmp_path: Path) -> None:
    rows = [["名单"], ["工号", "姓名", "部门"], ["A1", "卢青", "关务"], ["A2", "史强", "仓储"]]
    assert dates(book(tmp_path / "a.xlsx", _2022=rows, _2023=rows)) == ["2022", "2023"]


def test_month_days_under_columns_of_years(tmp_path: Path) -> None:
    rows = [["合作方走访表"], ["合作方", "2023年度", "2024年度"], ["甲运输", "4/18", "5/6"], ["乙仓储", "—", "9/12"]]
    assert sorted(filter(None, dates(book(tmp_path / "a.xlsx", 表=rows)))) == ["2023-04-18", "2024-05-06", "2024-09-12"]


def test_a_year_of_monthly_checks_with_a_column_for_each_month(tmp_path: Path) -> None:
    rows = [
        ["2024年度围网点检"],
        ["部位", "1月", "2月", "3月", "4月"],
        ["北侧", "○", "○", "", "×"],
        ["南侧", "○", "○", "", ""],
    ]
    assert dates(book(tmp_path / "a.xlsx", 表=rows)) == ["2024-01", "2024-02"]


def test_a_date_in_the_line_of_the_title(tmp_path: Path) -> None:
    path = letter(
        tmp_path / "a.docx",
        ("p", "应急集合签到表（2024年6月18日 14:00—15:30）"),
        [["序号", "姓名", "签名"], ["1", "卢青", "卢青"]],
    )
    assert people(path) == {"2024-06-18": {"卢青"}}


def test_a_dated_file_name_without_its_century(tmp_path: Path) -> None:
    path = letter(
        tmp_path / "240618_集合签到.docx", ("p", "集合签到"), [["序号", "姓名", "签名"], ["1", "卢青", "卢青"]]
    )
    assert dates(path) == ["2024-06-18"]


def test_sections_of_a_log_under_dated_headings_are_events_of_their_own(tmp_path: Path) -> None:
    parts = [
        ("h", "2023年"),
        ("h", "一、9月5日 台风"),
        ("p", "货物移入库内。"),
        ("h", "2024年"),
        ("h", "一、6月26日 断电"),
        ("p", "切换备用电源。"),
    ]
    found = read(letter(tmp_path / "处置簿.docx", ("p", "处置簿"), *parts))
    assert [event.date for event in found] == ["2023-09-05", "2024-06-26"]
    assert "台风" in found[0].quote.text


def test_a_year_in_which_nothing_happened_is_told_as_such(tmp_path: Path) -> None:
    rows = [
        ["障碍簿"],
        ["年", "月/日", "内容", "处理"],
        [2022, "8/4", "磁盘满", "扩容"],
        [2023, "—", "本年度未发生障碍", "—"],
    ]
    found = read(book(tmp_path / "a.xlsx", 簿=rows))
    assert [(event.date, event.none) for event in found] == [("2022-08-04", False), ("2023", True)]


def test_a_report_of_a_year_is_not_of_the_next_because_of_its_corrections(tmp_path: Path) -> None:
    parts = [("p", "审计日期：2023年12月4日"), [["序号", "问题", "完成情况"], ["1", "账实不符", "2024-01-19 已关闭"]]]
    assert dates(letter(tmp_path / "2023年度审计报告.docx", ("p", "2023年度审计报告"), *parts)) == ["2023-12-04"]


def test_the_corrections_in_a_report_of_a_year_are_no_register_of_the_next(tmp_path: Path) -> None:
    table = [
        ["序号", "问题", "责任人", "关闭日期"],
        *([str(n), "账实不符", "卢青", f"2024-0{n}-19"] for n in (1, 2, 3)),
    ]
    parts = [("p", "进场：2023-12-04"), table]
    path = letter(tmp_path / "2023年度内部审计报告.docx", ("p", "2023年度内部审计报告"), *parts)
    assert {str(day)[:4] for day in dates(path)} == {"2023"}


# --- who was there ------------------------------------------------------------------------------------------------


def test_persons_as_columns_with_marks(tmp_path: Path) -> None:
    rows = [["2024年 讲习台账"], ["日期", "主题", "卢青", "史强", "丁一凡", "人数"]]
    rows += [
        ["3月16日", "申报", "√", "√", "—", 12],
        ["7月25日", "归类", "√", "请假", "✓", 9],
        ["11月2日", "估价", "○", "×", "出差", 8],
    ]
    assert people(book(tmp_path / "a.xlsx", 台账=rows)) == {
        "2024-03-16": {"卢青", "史强"},
        "2024-07-25": {"卢青", "丁一凡"},
        "2024-11-02": {"卢青"},
    }


def test_a_matrix_of_persons_by_sessions(tmp_path: Path) -> None:
    rows = [
        ["受讲簿"],
        ["氏名", "所属", "2024/3/6", "2024/9/11"],
        ["卢青", "关务", "○", "○"],
        ["史强", "仓储", "○", "欠席"],
    ]
    assert people(book(tmp_path / "a.xlsx", 簿=rows)) == {"2024-03-06": {"卢青", "史强"}, "2024-09-11": {"卢青"}}


def test_a_matrix_of_english_names_by_months_of_a_fiscal_year(tmp_path: Path) -> None:
    rows = [
        ["Attendance FY2024"],
        ["Employee name", "Jan", "Jun", "Nov"],
        ["Lu Qing", "x", "", "x"],
        ["Shi Qiang", "", "x", "no"],
    ]
    assert people(book(tmp_path / "a.xlsx", att=rows)) == {
        "2024-01": {"Lu Qing"},
        "2024-06": {"Shi Qiang"},
        "2024-11": {"Lu Qing"},
    }


def test_several_sign_in_sheets_on_one_page(tmp_path: Path) -> None:
    rows: list[list[object]] = []
    for day, names in (("2024-03-05", ["卢青", "史强"]), ("2024-09-10", ["丁一凡"])):
        rows += [["培训签到表"], [f"培训日期：{day}  地点：二楼"], ["序号", "姓名", "部门", "签名"]]
        rows += [[i, name, "关务", name] for i, name in enumerate(names, 1)]
    assert people(book(tmp_path / "a.xlsx", 签到=rows)) == {"2024-03-05": {"卢青", "史强"}, "2024-09-10": {"丁一凡"}}


def test_who_stands_on_the_list_and_did_not_sign_was_not_there(tmp_path: Path) -> None:
    table = [
        ["序号", "姓名", "部门", "签名"],
        ["1", "卢青", "关务", "卢青"],
        ["2", "史强", "仓储", ""],
        ["3", "丁一凡", "仓储", "出差欠席"],
    ]
    path = letter(tmp_path / "a.docx", ("p", "签到表"), ("p", "日期：2024年5月6日"), table)
    assert people(path) == {"2024-05-06": {"卢青"}}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("出席：总经理卢青、关务部经理史强、丁一凡", {"卢青", "史强", "丁一凡"}),
        ("参加人员：卢青（主持）、史强经理；缺席：丁一凡", {"卢青", "史强"}),
        ("参加人员：卢青、史强（请假）", {"卢青"}),
        ("卢青、史强、丁一凡参加了会议。", {"卢青", "史强", "丁一凡"}),
        ("Attendees: Lu Qing, Shi Qiang (on leave), Ding Yifan", {"Lu Qing", "Ding Yifan"}),
    ],
)
def test_names_in_minutes(text: str, names: set[str]) -> None:
    (event,) = events(text_document("a.docx", "例会纪要", "时间：2024年5月6日", text))
    assert names <= set(event.people)
    assert not {"丁一凡", "史强", "Shi Qiang"} - names & set(event.people)


def test_a_training_that_was_put_off_is_none(tmp_path: Path) -> None:
    rows = [
        ["2024年 讲习台账"],
        ["日期", "题目", "参加者"],
        ["4/19", "申报", "卢青、史强"],
        ["8/23", "归类", "延期（未实施）"],
    ]
    assert dates(book(tmp_path / "a.xlsx", 台账=rows)) == ["2024-04-19"]
