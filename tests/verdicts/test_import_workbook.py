"""An assessor's verdicts come back whatever was done to the workbook, and what can't be taken is named by its cell."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import docx
import office
import openpyxl
import pytest
from scored_samples import real, scored
from workbook_hands import CLAUSES, SCORING, fill, key_row, keys, opened, row_of, stored

from evidence_check import enterprise
from evidence_check.errors import EvidenceCheckError
from evidence_check.model import AssessorVerdict
from evidence_check.report import workbook
from evidence_check.verdicts import fingerprints, reading
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


@pytest.fixture(scope="module")
def fresh() -> bytes:
    return workbook.render(*scored("2022"))


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "enterprise.yaml"
    path.write_text(YAML, encoding="utf-8")
    return path


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


# --- whatever was done to it ----------------------------------------------------------------------------------------


def test_verdicts_reasons_names_and_days_come_back_and_nothing_else_changes(fresh: bytes, config: Path) -> None:
    done = brought(filled(fresh), config)
    assert done.written and not done.problems and [change.action for change in done.changes] == ["new"] * 3
    as_given(verdicts(config))
    lines = config.read_text(encoding="utf-8").splitlines()
    kept = [line.replace("verdicts: {}", "verdicts:") for line in YAML.splitlines()]
    assert [line for line in lines if not line.startswith("  2022")] == kept


def test_importing_twice_changes_nothing(fresh: bytes, config: Path) -> None:
    brought(filled(fresh), config)
    before = config.read_bytes()
    again = brought(filled(fresh), config)
    assert not again.written and {change.action for change in again.changes} == {"unchanged"}
    assert config.read_bytes() == before


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


@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand.__name__)
def test_verdicts_come_back_whatever_was_done_to_the_workbook(hand: Any, fresh: bytes, config: Path) -> None:
    book = filled(fresh)
    hand(book)
    done = brought(book, config)
    assert [problem.line() for problem in done.problems] == []
    as_given(verdicts(config))


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_verdicts_come_back_after_libreoffice_has_saved_the_workbook(kind: str, fresh: bytes, config: Path) -> None:
    paths = []
    for number, hand in enumerate((None, sort, insert_columns, rename_sheets, hide_and_filter)):
        book = filled(fresh)
        if hand:
            hand(book)
        paths.append(stored(book, config.parent / f"typed{number}.xlsx"))
    saved = office.saved(*paths, kind=kind)
    if kind != "xlsx":
        saved += office.saved(*saved)  # and back again
    for path in saved:
        config.write_text(YAML, encoding="utf-8")
        assert not bring(path, config, real()).problems
        as_given(verdicts(config))


def open_document(book: Any) -> bytes:
    """Return a workbook's values as an OpenDocument spreadsheet, written by hand: where there is no LibreOffice."""
    sheets = []
    for sheet in book.worksheets:
        rows = []
        for row in sheet.iter_rows():
            cells = (
                "<table:table-cell/>"
                if cell.value is None
                else f'<table:table-cell office:value-type="date" office:date-value="{cell.value:%Y-%m-%d}"/>'
                if isinstance(cell.value, date)
                else '<table:table-cell office:value-type="string">'
                + "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell.value).split("\n"))
                + "</table:table-cell>"
                for cell in row
            )
            rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
        sheets.append(f"<table:table table:name={quoteattr(sheet.title)}>{''.join(rows)}</table:table>")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = f"<office:document-content {spaces}><office:body><office:spreadsheet>{''.join(sheets)}"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", content + "</office:spreadsheet></office:body></office:document-content>")
    return target.getvalue()


@pytest.mark.parametrize("hand", [None, sort, insert_rows, delete_the_keys])
def test_verdicts_come_back_from_an_opendocument_spreadsheet(hand: Any, fresh: bytes, config: Path) -> None:
    book = filled(fresh)
    if hand:
        hand(book)
    path = config.parent / "gaps.ods"
    path.write_bytes(open_document(book))
    assert [problem.line() for problem in bring(path, config, real()).problems] == []
    as_given(verdicts(config))


def test_a_cell_of_an_opendocument_spreadsheet_is_named_as_it_stands_there(fresh: bytes, config: Path) -> None:
    book = filled(fresh)
    insert_rows(book)
    fill(book[CLAUSES], NINE, verdict="大概可以")
    path = config.parent / "gaps.ods"
    path.write_bytes(open_document(book))
    (problem,) = bring(path, config, real()).problems
    row, column = row_of(book[CLAUSES], NINE), keys(book[CLAUSES])["verdict"]
    assert (problem.sheet, problem.row, problem.cell) == (CLAUSES, row, book[CLAUSES].cell(row, column).coordinate)


def test_a_day_that_lost_its_format_is_still_that_day(fresh: bytes, config: Path) -> None:
    book = filled(fresh)
    fill(book[CLAUSES], NINE, date=46346)
    fill(book[CLAUSES], TEN, date=datetime(2026, 11, 5, 13, 45))
    brought(book, config)
    assert (verdicts(config)[NINE].date, verdicts(config)[TEN].date) == ("2026-11-20", "2026-11-05")


def test_without_the_hidden_sheet_verdicts_come_back_without_fingerprints_and_it_is_said(
    fresh: bytes, config: Path
) -> None:
    book = filled(fresh)
    book.remove(book["_evidence_check"])
    done = brought(book, config)
    assert done.written and "隐藏表" in done.remarks[0].line()
    assert {given.evidence for given in verdicts(config).values()} == {None}


# --- what counts: changed here, changed there -----------------------------------------------------------------------


GIVEN = {NINE: AssessorVerdict("met", "旧理由", "李工", "2026-10-01", "0123456789abcdef")}


@pytest.fixture
def prefilled(config: Path) -> bytes:
    """A workbook in which a verdict stands already, as it stands in enterprise.yaml."""
    line = (
        "  2022-common/9: {verdict: met, reason: 旧理由, assessor: 李工, date: 2026-10-01, evidence: 0123456789abcdef}"
    )
    config.write_text(YAML.replace("verdicts: {}", f"verdicts:\n{line}"), encoding="utf-8")
    return workbook.render(*scored("2022", verdicts=GIVEN))


def test_a_verdict_that_nobody_touched_stays_with_what_it_was_given_on(prefilled: bytes, config: Path) -> None:
    before = config.read_bytes()
    assert not brought(opened(prefilled), config).written
    assert config.read_bytes() == before


def test_a_new_day_gives_the_verdict_anew_on_the_evidence_that_is_shown(prefilled: bytes, config: Path) -> None:
    book = opened(prefilled)
    fill(book[CLAUSES], NINE, date=date(2026, 11, 21))
    assert [change.action for change in brought(book, config).changes] == ["changed"]
    assert verdicts(config)[NINE].evidence == fingerprints(scored("2022")[0])[NINE] != GIVEN[NINE].evidence


def test_a_verdict_that_was_emptied_is_withdrawn(prefilled: bytes, config: Path) -> None:
    book = opened(prefilled)
    fill(book[CLAUSES], NINE, verdict=None, reason=None, assessor=None, date=None)
    assert [change.action for change in brought(book, config).changes] == ["withdrawn"]
    assert verdicts(config) == {} and "name: {zh: 厦门海澄" in config.read_text(encoding="utf-8")


def test_an_old_workbook_does_not_undo_what_was_written_into_the_file_since(prefilled: bytes, config: Path) -> None:
    text = config.read_text(encoding="utf-8").replace(
        "verdict: met, reason: 旧理由", "verdict: not_met, reason: 新理由"
    )
    config.write_text(text, encoding="utf-8")
    assert not brought(opened(prefilled), config).written
    empty = opened(workbook.render(*scored("2022")))
    assert not brought(empty, config).written
    assert verdicts(config)[NINE].reason == "新理由"


@pytest.mark.usefixtures("prefilled")
def test_what_is_filled_in_wins_over_the_file_and_both_are_told(config: Path) -> None:
    book = opened(workbook.render(*scored("2022")))
    fill(book[CLAUSES], NINE, verdict="基本达标 Basically met", reason="再看")
    (change,) = brought(book, config).changes
    assert (change.action, change.before and change.before.verdict, change.after and change.after.verdict) == (
        "changed", "met", "basically_met",
    )  # fmt: skip


def test_a_dry_run_tells_and_writes_nothing(fresh: bytes, config: Path) -> None:
    done = brought(filled(fresh), config, write=False)
    assert len(done.changes) == 3 and not done.written and config.read_text(encoding="utf-8") == YAML


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
