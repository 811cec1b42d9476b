"""A second scan: what people wrote is kept, what changed is said, and nothing changes where nothing did."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from later_samples import RULE, later
from lxml import html as lxml_html
from report_samples import sample
from workbook_hands import CLAUSES, TASKS, fill, keys, opened, row_of, stored

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Bilingual
from evidence_check.report.terminal import summary
from evidence_check.report.write import write


def notes(found: list[str]) -> Any:
    return lambda text: found.append(text.zh or "")


def test_the_first_scan_has_nothing_to_compare_and_says_nothing_of_changes(tmp_path: Path) -> None:
    page, data, *_ = write(*sample(), tmp_path).paths
    assert json.loads(data.read_text(encoding="utf-8"))["changes"] is None
    tree = lxml_html.fromstring(page.read_text(encoding="utf-8"))
    assert not tree.xpath("//*[@id='changes']|//a[@href='#changes']")
    assert "--changes" not in page.read_text(encoding="utf-8")


def test_a_second_scan_says_what_changed_in_every_output(tmp_path: Path) -> None:
    _, registry = sample()
    write(*sample(), tmp_path)
    done = write(later(), registry, tmp_path)
    page, data, book, report = done.paths
    assert done.changes and [change.id for change in done.changes.regressed] == ["2022-common/1"]
    content = json.loads(data.read_text(encoding="utf-8"))
    assert content["changes"]["regressed"][0]["causes"][0] == {
        "kind": "file_changed", "file": RULE, "detail": {"zh": None, "en": None},
    }  # fmt: skip
    tree = lxml_html.fromstring(page.read_text(encoding="utf-8"))
    numbered = [s.xpath("string(./h2/span[@class='secno'])") for s in tree.xpath("//main/section")]
    assert numbered == [str(n) for n in range(1, 12)]
    assert numbered == [line.xpath("string(.//span)") for line in tree.xpath("//nav[@class='contents']/ol/li")]
    assert tree.xpath("//nav[@class='contents']/ol/li[7]/a/@href") == ["#changes"]
    assert '--changes:"7 与上次相比"' in page.read_text(encoding="utf-8")
    section = tree.get_element_by_id("changes").text_content()
    for said in ("退步", "Regressed", f"文件内容变了：{RULE}", "齐全", "不完整"):
        assert said in section
    sheet = opened(book)["与上次相比 Changes"]
    assert any(cell.value == "2022-common/1" for row in sheet.iter_rows() for cell in row)
    assert f"文件内容变了：{RULE}" in "".join(
        cell.text for table in docx.Document(str(report)).tables for row in table.rows for cell in row.cells
    )


def test_a_verdict_whose_evidence_changed_is_kept_and_marked_in_every_output(tmp_path: Path) -> None:
    _, registry = sample()
    page, data, book, report = write(later(), registry, tmp_path).paths
    verdict = json.loads(data.read_text(encoding="utf-8"))["verdicts"][0]
    assert (verdict["verdict"], verdict["evidence_changed"]) == ("met", True)
    section = lxml_html.fromstring(page.read_text(encoding="utf-8")).get_element_by_id("changes").text_content()
    assert "给出结论后依据已变" in section and "Evidence changed since this verdict" in section
    sheet = opened(book)[CLAUSES]
    row = row_of(sheet, "2022-common/1")
    assert sheet.cell(row, keys(sheet)["verdict"]).value == "达标 Met"
    assert "Evidence changed since this verdict" in sheet.cell(row, keys(sheet)["standing"]).value
    assert "给出结论后依据已变" in "".join(p.text for p in docx.Document(str(report)).paragraphs)
    said = str(summary(later(), registry, "zh", (), None))
    assert "依据已变、请复核的评审人结论 1 个：2022-common/1" in said


def test_the_terminal_says_in_one_line_what_changed(tmp_path: Path) -> None:
    _, registry = sample()
    write(*sample(), tmp_path)
    done = write(later(), registry, tmp_path)
    said = str(summary(later(), registry, "zh", done.paths, done.changes))
    assert "与上次（2026-10-31）相比：退步 1" in said and "gaps.xlsx" in said and "report.docx" in said


def test_scanning_a_third_time_changes_no_byte(tmp_path: Path) -> None:
    _, registry = sample()
    write(*sample(), tmp_path)
    second = [path.read_bytes() for path in write(later(), registry, tmp_path).paths]
    assert [path.read_bytes() for path in write(later(), registry, tmp_path).paths] == second


def test_an_earlier_report_elsewhere_can_be_named(tmp_path: Path) -> None:
    _, registry = sample()
    write(*sample(), tmp_path / "十月")
    done = write(later(), registry, tmp_path / "十一月", since=tmp_path / "十月" / "report.json")
    assert done.changes and done.changes.regressed


# --- what people wrote ------------------------------------------------------------------------------------------------


def test_an_edited_workbook_is_put_aside_and_its_owners_and_days_are_carried_over(tmp_path: Path) -> None:
    said: list[str] = []
    book = opened(write(*sample(), tmp_path).paths[2])
    sheet = book[TASKS]
    key = sheet.cell(3, keys(sheet)["task_key"]).value
    own = {
        "department": "关务一课",
        "owner": "李四",
        "due": "2026-12-01",
        "state": "进行中 In progress",
        "remark": "=1+1",
    }
    for column, value in own.items():
        sheet.cell(3, keys(sheet)[column]).value = value
        sheet.cell(3, keys(sheet)[column]).data_type = "s"
    fill(book[CLAUSES], "2022-common/2", verdict="met", reason="未导入")
    edited = stored(book, tmp_path / "gaps.xlsx").read_bytes()
    write(*sample(), tmp_path, notice=notes(said))
    assert (tmp_path / "gaps-edited-1.xlsx").read_bytes() == edited
    assert len(said) == 1 and "gaps-edited-1.xlsx" in said[0]
    sheet = opened(tmp_path / "gaps.xlsx")[TASKS]
    row = next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, keys(sheet)["task_key"]).value == key)
    assert {column: sheet.cell(row, keys(sheet)[column]).value for column in own} == own


def test_an_edited_word_report_is_put_aside_each_time_under_a_new_name(tmp_path: Path) -> None:
    for number in (1, 2):
        report = write(*sample(), tmp_path).paths[3]
        document = docx.Document(str(report))
        document.add_paragraph(f"意见 {number}")
        document.save(str(report))
    write(*sample(), tmp_path)
    kept = [docx.Document(str(tmp_path / f"report-edited-{number}.docx")).paragraphs[-1].text for number in (1, 2)]
    assert kept == ["意见 1", "意见 2"]


def test_what_the_program_wrote_is_simply_replaced(tmp_path: Path) -> None:
    said: list[str] = []
    for _ in range(3):
        write(*sample(), tmp_path, notice=notes(said))
    write(later(), sample()[1], tmp_path, notice=notes(said))
    assert said == [] and len(list(tmp_path.iterdir())) == 4


def test_a_workbook_of_somebody_elses_is_kept(tmp_path: Path) -> None:
    (tmp_path / "gaps.xlsx").write_bytes(b"mine")
    write(*sample(), tmp_path)
    assert (tmp_path / "gaps-edited-1.xlsx").read_bytes() == b"mine"


def test_a_template_that_fails_on_this_content_alone_leaves_the_other_outputs(tmp_path: Path) -> None:
    path = tmp_path / "own.docx"
    document = docx.Document()
    document.add_paragraph("{{ 1 / (score.total or 0) }}")
    document.save(str(path))
    with pytest.raises(EvidenceCheckError, match=r"own\.docx"):
        write(*sample("2022"), tmp_path / "out", template=path)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["gaps.xlsx", "report.html", "report.json"]


def test_tasks_go_first_by_what_blocks_and_name_a_department(tmp_path: Path) -> None:
    sheet = opened(write(*sample("2018", 32), tmp_path).paths[2])[TASKS]
    columns = keys(sheet)
    rows = [
        [sheet.cell(row, columns[key]).value for key in ("priority", "department")] for row in range(3, sheet.max_row)
    ]
    assert any(str(priority).startswith("×") for priority, _ in rows)
    assert all(department for _, department in rows)
    assert Bilingual("部门待定").zh in {str(department).split(" ")[0] for _, department in rows}  # made-up item titles
