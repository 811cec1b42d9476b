"""What can't be taken from a workbook is named by its sheet, row and cell, and nothing is written."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from import_hands import NINE, YAML, a_copy_of_the_sheet, as_given, brought, filled, verdicts
from scored_samples import real, scored
from workbook_hands import CLAUSES, fill, keys, row_of, stored

from evidence_check.errors import EvidenceCheckError
from evidence_check.verdicts import reading
from evidence_check.verdicts.bring import bring

# --- what can't be taken --------------------------------------------------------------------------------------------


def spoil(book: Any, identifier: str, **values: object) -> str:
    """Fill in what can't be taken and return the address of the first cell."""
    sheet = book[CLAUSES]
    fill(sheet, identifier, **values)
    return str(sheet.cell(row_of(sheet, identifier), keys(sheet)[next(iter(values))]).coordinate)


SPOILT: list[tuple[dict[str, object], str]] = [
    ({"verdict": "很好"}, "“很好”不是结论"),
    ({"verdict": "=G4"}, "这里是公式"),
    ({"date": "=TODAY()", "verdict": "met", "reason": "x"}, "这里是公式"),
    ({"reason": None, "verdict": "met"}, "没有写理由"),
    ({"date": "next week", "verdict": "met", "reason": "x"}, "不是日期"),
    ({"date": "2026-02-30", "verdict": "met", "reason": "x"}, "不是日期"),
    ({"verdict": True}, "不是结论"),
]


@pytest.mark.parametrize(("values", "said"), SPOILT, ids=lambda value: str(value)[:30])
def test_what_cannot_be_taken_is_named_by_sheet_row_and_cell_and_nothing_is_written(
    values: dict[str, object], said: str, fresh: bytes, config: Path
) -> None:
    book = filled(fresh)
    address = spoil(book, "2022-common/12", **values)
    done = brought(book, config)
    (line,) = [problem.line() for problem in done.problems]
    row = re.sub("[A-Z]", "", address)
    assert said in line and f"「{CLAUSES}」" in line and f"row {row} {address}:" in line
    assert not done.written and config.read_text(encoding="utf-8") == YAML


def test_a_verdict_that_the_clause_does_not_offer_is_refused_with_its_options(fresh: bytes, config: Path) -> None:
    options = {c.id: c.verdict_options for s in scored("2022")[0].standards for c in s.clauses}
    each = next(clause for clause, offered in options.items() if "basically_met" not in offered)
    book = filled(fresh)
    spoil(book, each, verdict="基本达标 Basically met", reason="x")
    (problem,) = brought(book, config).problems
    assert "没有“基本达标 Basically met”这个选项" in problem.line() and "达标 Met、" in problem.line()


def test_unknown_ids_are_named_with_the_one_that_may_be_meant(fresh: bytes, config: Path) -> None:
    book = filled(fresh)
    sheet = book[CLAUSES]
    sheet.cell(row_of(sheet, "2022-common/12"), keys(sheet)["verdict"]).value = "met"
    sheet.cell(row_of(sheet, "2022-common/12"), keys(sheet)["id"]).value = "2022-comon/12"
    last = sheet.max_row + 2
    sheet.cell(last, keys(sheet)["verdict"]).value = "met"
    said = [problem.line() for problem in brought(book, config).problems]
    assert len(said) == 2 and "2022-comon/12" in said[0] and "did you mean '2022-common/12'" in said[0]
    assert "没有条款编号" in said[1] and f"row {last}" in said[1]


def test_two_different_verdicts_on_one_clause_name_both_cells(fresh: bytes, config: Path) -> None:
    book = filled(fresh)
    a_copy_of_the_sheet(book)
    assert not brought(book, config).problems
    config.write_text(YAML, encoding="utf-8")
    fill(book["备份"], NINE, verdict="不达标 Not met")
    (problem,) = brought(book, config).problems
    first = book[CLAUSES].cell(row_of(book[CLAUSES], NINE), keys(book[CLAUSES])["verdict"]).coordinate
    assert (
        "两个不同的结论" in problem.line()
        and f"「{CLAUSES}」{first}" in problem.line()
        and "「备份」" in problem.line()
    )
    assert config.read_text(encoding="utf-8") == YAML


def test_merged_cells_over_verdicts_are_refused(fresh: bytes, config: Path) -> None:
    book = filled(fresh)
    sheet = book[CLAUSES]
    column = sheet.cell(1, keys(sheet)["verdict"]).column_letter
    row = row_of(sheet, NINE)
    sheet.merge_cells(f"{column}{row}:{column}{row + 1}")
    assert any("合并的单元格" in problem.line() for problem in brought(book, config).problems)


def test_every_problem_is_told_at_once(fresh: bytes, config: Path) -> None:
    book = filled(fresh)
    for number, (values, _) in enumerate(SPOILT, 12):
        spoil(book, f"2022-common/{number}", **values)
    assert len(brought(book, config).problems) == len(SPOILT)


def test_a_reason_without_a_verdict_is_remarked_on_and_the_rest_is_taken(fresh: bytes, config: Path) -> None:
    book = filled(fresh)
    fill(book[CLAUSES], "2022-common/12", reason="还没想好")
    done = brought(book, config)
    assert done.written and "有理由、没有结论" in done.remarks[0].line()
    as_given(verdicts(config))


def test_another_enterprises_workbook_is_refused_unless_it_is_said_to_be_the_same(fresh: bytes, config: Path) -> None:
    other = YAML.replace("厦门海澄机电有限公司", "宁波恒达有限公司")
    config.write_text(other, encoding="utf-8")
    with pytest.raises(EvidenceCheckError, match="厦门海澄机电有限公司"):
        brought(filled(fresh), config)
    assert config.read_text(encoding="utf-8") == other
    assert brought(filled(fresh), config, same_enterprise=True).written


@pytest.mark.parametrize("kind", ["missing", "text", "folder", "ole", "docx", "bomb"])
def test_what_is_no_workbook_of_ours_is_one_plain_sentence(
    kind: str, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = config.parent / "gaps.xlsx"
    if kind == "text":
        path.write_text("id,verdict", encoding="utf-8")
    if kind == "folder":
        path.mkdir()
    if kind == "ole":
        path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    if kind == "docx":
        docx.Document().save(str(path))
    if kind == "bomb":
        monkeypatch.setattr(reading, "_MOST_BYTES", 1024 * 1024)
        stored(openpyxl.Workbook(), path)
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/x.bin", bytes(2 * 1024 * 1024))
    with pytest.raises(EvidenceCheckError) as caught:
        bring(path, config, real())
    assert str(path) in caught.value.message and "\n" not in caught.value.message and caught.value.hint
