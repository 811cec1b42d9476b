"""What the program wrote is known as such, also after people have saved it, and nobody else's file is."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "report"))

import office
from report_samples import sample

from evidence_check import walk
from evidence_check.own import is_own
from evidence_check.report.write import write


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    write(*sample(), folder)
    return folder


def test_every_output_is_known_wherever_it_lies(out: Path, tmp_path: Path) -> None:
    dossier = tmp_path / "材料"
    (dossier / "往来").mkdir(parents=True)
    (dossier / "访客.txt").write_text("x", encoding="utf-8")
    for path in out.iterdir():
        (dossier / "往来" / f"顾问的 {path.name}").write_bytes(path.read_bytes())
    assert [path.name for path in walk.files(dossier)] == ["访客.txt"]


def test_a_workbook_and_a_word_report_are_known_after_people_saved_them(out: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(out / "gaps.xlsx")
    book["条款 Clauses"]["O3"].value = "达标 Met"
    book.save(tmp_path / "已填.xlsx")
    report = docx.Document(str(out / "report.docx"))
    report.add_paragraph("本所意见")
    report.save(str(tmp_path / "正式.docx"))
    assert is_own(tmp_path / "已填.xlsx") and is_own(tmp_path / "正式.docx")
    (saved,) = office.saved(tmp_path / "已填.xlsx")
    assert is_own(saved)


def test_other_peoples_office_files_are_not_ours(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    document = docx.Document()
    document.add_paragraph("evidence-check/workbook/1 evidence-check/word/1")
    document.save(str(tmp_path / "b.docx"))
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04 broken")
    (tmp_path / "d.docx").write_bytes(b"")
    (tmp_path / "e.xlsx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    with zipfile.ZipFile(tmp_path / "f.xlsx", "w") as package:
        for number in range(2500):
            package.writestr(f"x{number}", "")
        package.writestr("docProps/core.xml", "evidence-check/workbook/1")
    assert [path.name for path in sorted(tmp_path.iterdir()) if is_own(path)] == []
