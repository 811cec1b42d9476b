"""The report's files are put in place whole or not at all, and the terminal says what matters in plain words."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from report_samples import sample

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Bilingual
from evidence_check.report import links, wording
from evidence_check.report.terminal import summary
from evidence_check.report.write import write, write_whole

FILES = ["report.html", "report.json", "gaps.xlsx", "report.docx"]


def test_all_files_are_written_and_nothing_is_left_beside_them(tmp_path: Path) -> None:
    out = tmp_path / "新" / "报告"
    written = write(*sample(), out, "en").paths
    assert [path.name for path in written] == FILES
    assert sorted(path.name for path in out.iterdir()) == sorted(FILES)
    assert json.loads(written[1].read_text(encoding="utf-8"))["schema"] == "evidence-check/report/1"


def test_a_second_run_gives_the_same_bytes(tmp_path: Path) -> None:
    first = [path.read_bytes() for path in write(*sample(), tmp_path).paths]
    assert [path.read_bytes() for path in write(*sample(), tmp_path).paths] == first


def test_file_names_lead_from_the_report_to_the_dossier(tmp_path: Path) -> None:
    dossier = tmp_path / "华东 材料"
    (dossier / "files").mkdir(parents=True)
    (dossier / "enterprise.yaml").write_text("name: x", encoding="utf-8")
    html = write(*sample(), tmp_path / "out", dossier=dossier).paths[0].read_text(encoding="utf-8")
    assert 'href="../华东%20材料/files/制度/单证管理.docx"' in html
    assert links.base_of(tmp_path, tmp_path / "..x") == ".."
    assert links.base_of(tmp_path / "..x", tmp_path) == "./..x"


def test_a_folder_that_cannot_be_made_is_one_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(EvidenceCheckError) as caught:
        write(*sample(), tmp_path / "file" / "out")
    assert "can't be made" in caught.value.message and caught.value.hint


def test_an_interrupted_write_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.html"
    target.write_text("old", encoding="utf-8")

    def broken(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(EvidenceCheckError, match="No space left"):
        write_whole(target, "new")
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_a_target_that_is_a_folder_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()
    with pytest.raises(EvidenceCheckError, match="can't be written"):
        write(*sample(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_the_terminal_says_counts_blockers_unread_files_and_where_the_report_is() -> None:
    assessment, registry = sample("2018", 32)
    said = str(summary(assessment, registry, "zh", [Path("报告/report.html")]))
    assert "由文件判断的 24 条" in said and "√ 齐全 9" in said and "现计总分 97（最好 99，最差 95）" in said
    assert "2018-common/4" in said and "□ 有密码  合同.zip" in said and "报告/report.html" in said
    english = str(summary(assessment, registry, "en"))
    assert "Missing 3" in english and "not a decision of customs" in english
    assert "未见" not in english


def test_signs_and_words_can_be_shown_on_a_gbk_console() -> None:
    for edition in ("2018", "2022"):
        for lang in ("zh", "en"):
            str(summary(*sample(edition), lang=lang)).encode("gbk")
    for group in ("coverage", "verdict", "status", "passed"):
        for key in wording.keys(group):
            assert wording.symbol(group, key).encode("gbk")


def test_every_word_is_there_in_both_languages_with_the_same_places() -> None:
    import string

    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key in wording.keys("text"):
        said = wording.text(key)
        assert said.zh and said.en and places(said.zh) == places(said.en), key


def test_a_kind_without_a_word_is_shown_as_it_is() -> None:
    assert wording.word("finding", "something_new") == Bilingual("something new", "something new")
