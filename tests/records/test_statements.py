"""What a file says of things by name, also where a sheet is large, merged, hidden or without values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evidence_check.matching.roles import Judged
from evidence_check.model import Bilingual, Cell, Document, Locator, Passage, Role, Statement
from evidence_check.records.statements import statements
from tests.builders import text_document

LEAVERS = ("姓名", "离职日期", "账号注销日期")


def sheet(title: str, columns: tuple[str, ...], *rows: tuple[str, ...], hidden: bool = False) -> Document:
    found = []
    for number, row in enumerate((columns, *rows)):
        cells = tuple(Cell(c, t) for c, t in zip(columns, row, strict=True) if t)
        place = Locator(sheet="Sheet1", cell=f"A{number + 1}")
        text = "\t".join(cell.text for cell in cells)
        found.append(Passage(number, text, "row", place, cells=cells, table=1, header_row=number == 0, hidden=hidden))
    return replace(text_document(f"{title}.xlsx", title=title), passages=tuple(found))


def read(document: Document, role: str = "record", *marks: str) -> tuple[Statement, ...]:
    said = statements(document, Judged(Role(role, Bilingual("r", "r"), True), frozenset(marks)))  # type: ignore[arg-type]
    return tuple(each for each in said if each.kind not in ("signed", "enrolled", "edition"))


def test_a_leaver_is_read_with_both_dates_and_the_row() -> None:
    found = read(sheet("离职登记", LEAVERS, ("李军", "2026/3/1", "2026年3月2日")))
    assert [(s.kind, s.subject, s.value) for s in found] == [
        ("left", "李军", "2026-03-01"),
        ("withdrawn", "李军", "2026-03-02"),
    ]
    assert found[0].quote.text == "李军\t2026/3/1\t2026年3月2日"


@pytest.mark.parametrize("value", ["2206-03-01", "2026-02-30", "=TODAY()", "#REF!", "2026-03", "三月初", "99999"])
def test_a_date_that_cannot_be_or_says_no_day_is_no_leaving_day(value: str) -> None:
    assert not [s for s in read(sheet("离职登记", LEAVERS, ("李军", value, ""))) if s.kind == "left"]


def test_a_row_that_continues_a_merged_name_is_nobodys() -> None:
    found = read(sheet("离职登记", LEAVERS, ("李军", "2026-03-01", "2026-03-01"), ("", "2026-04-01", "2026-04-30")))
    assert {s.subject for s in found} == {"李军"}


def test_hidden_rows_count_like_others() -> None:
    assert read(sheet("离职登记", LEAVERS, ("李军", "2026-03-01", ""), hidden=True))


@pytest.mark.parametrize(
    ("role", "mark"), [("decoy", ""), ("superseded", ""), ("record", "template"), ("record", "draft")]
)
def test_templates_drafts_and_decoys_say_nothing(role: str, mark: str) -> None:
    assert not read(sheet("离职登记", LEAVERS, ("李军", "2026-03-01", "")), role, *([mark] if mark else []))


def test_a_long_register_is_kept_within_bounds_and_each_thing_once() -> None:
    rows = [(f"人员{n}", "2026-03-01", "") for n in range(5_000)]
    assert len(read(sheet("离职登记", LEAVERS, *rows))) == 2_000
    assert len(read(sheet("花名册", ("姓名", "部门", ""), *[(f"人员{n}", "仓储部", "") for n in range(500)]))) == 1


def test_a_partner_with_a_blank_result_is_not_assessed() -> None:
    columns = ("供应商名称", "评估日期", "评估结果")
    found = read(sheet("供应商名录", columns, ("顺达运输", "2026-03-01", "合格"), ("快捷货代", "", "待评估")))
    assert {(s.kind, s.subject) for s in found} == {
        ("partner", "顺达运输"),
        ("assessed", "顺达运输"),
        ("partner", "快捷货代"),
    }


def test_a_plan_to_assess_is_no_assessment() -> None:
    plan = sheet("2026年供应商评估计划", ("供应商名称", "计划日期"), ("顺达运输", "2026-03-01"))
    assert not [s for s in read(plan) if s.kind == "assessed"]


def test_the_number_of_a_form_is_its_own_in_a_record_and_cited_in_a_policy() -> None:
    policy = text_document("CU-03.docx", "封条管理程序", "领用时填写登记表 FM-CU-03-01。", "依据 GB-T-22239-1 执行。")
    assert [(s.kind, s.subject) for s in read(policy, "written_system")] == [("form_cited", "FM-CU-03-01")]
    record = text_document("FM-CU-03-01 登记.xlsx", "登记表")
    assert [(s.kind, s.subject) for s in read(record)] == [("form", "FM-CU-03-01")]
