"""What users read: always both languages, and it says who wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from evidence_check.data import DataError
from evidence_check.model import Clause, Registry
from evidence_check.registry.build import build

HANZI = re.compile(r"[\u3400-\u9fff]")
DISPLAY = """\
standard: sample-common
title: {zh: 样本通用标准, en: Sample general standard}
clauses:
"""


def test_every_clause_is_shown_in_both_languages(texts: Registry) -> None:
    for standard in texts.standards:
        for one in standard.clauses:
            assert HANZI.search(one.display.zh or ""), one.id
            assert one.display.en and not HANZI.search(one.display.en), one.id


def test_titles_preambles_and_notes_are_shown_in_both_languages(texts: Registry) -> None:
    for standard in texts.standards:
        pairs = [standard.title, *(category.title for category in standard.categories)]
        for item in standard.items:
            pairs += [item.title, *([item.preamble] if item.preamble else []), *item.notes]
        for pair in pairs:
            assert HANZI.search(pair.zh or ""), (standard.id, pair)
            assert pair.en and not HANZI.search(pair.en), (standard.id, pair)


def test_the_source_of_a_display_text_is_told(texts: Registry, clause: Callable[[str], Clause]) -> None:
    assert clause("2018-advanced-common/1.1").display_source == {"zh": "seed", "en": "project"}
    assert clause("2022-specific/20").display_source == {"zh": "project", "en": "seed"}
    assert clause("2022-common/1").display_source == {"zh": "seed", "en": "seed"}
    assert clause("2022-common/50").display_source == {"zh": "seed", "en": "project"}
    for standard in texts.standards:
        for one in standard.clauses:
            for language in ("zh", "en"):
                if getattr(one.text, language) is None:
                    assert one.display_source[language] == "project", one.id


def test_words_that_the_table_lost_come_from_the_guide(clause: Callable[[str], Clause]) -> None:
    assert clause("2018-advanced-common/10").display.zh == "建立信息系统的数据管理制度，数据存储3年以上。"
    assert clause("2018-advanced-common/11.1").display.zh == "建立信息安全管理制度并有效落实。"
    assert clause("2018-advanced-common/11.1").text.zh == "建立信息安全管理并有效落实。"


def test_the_same_mend_reaches_the_general_standard(clause: Callable[[str], Clause]) -> None:
    assert clause("2018-general-common/10.3").display.zh == "对违反信息安全管理制度造成损害的行为应当予以责任追究。"
    assert "对国外品质证书" in (clause("2018-general-trader/1.2").display.zh or "")


def test_printing_faults_are_mended_without_changing_a_word(clause: Callable[[str], Clause]) -> None:
    assert clause("2022-common/26").display.zh == "被海关责令限期改正，但逾期不改正。"
    assert (clause("2022-common/7").display.en or "").endswith("can be mutually verified.")


@pytest.mark.parametrize("threshold", [("7.1", "30,000"), ("7.3", "50,000"), ("9.3", "99%"), ("8.1", "4 consecutive")])
def test_translations_keep_the_numbers(clause: Callable[[str], Clause], threshold: tuple[str, str]) -> None:
    number, figure = threshold
    assert figure in (clause(f"2018-advanced-trader/{number}").display.en or "")


def test_general_level_has_its_own_periods(clause: Callable[[str], Clause]) -> None:
    assert "last 2 years" in (clause("2018-advanced-common/21.2").display.en or "")
    assert "last year" in (clause("2018-general-common/20.2").display.en or "")


def _with_display(root: Path, lines: str) -> Path:
    (root / "2099/display/sample-common.yaml").write_text(DISPLAY + lines, encoding="utf-8")
    return root


def test_like_refuses_a_clause_with_another_text(sample: Path) -> None:
    root = _with_display(
        sample, "  sample-common/1.1: {en: Set up rules for files.}\n  sample-common/1.2: {like: sample-common/1.1}\n"
    )
    with pytest.raises(DataError, match=r"sample-common\.yaml:5: the text of sample-common/1\.2 is not that of"):
        build(root, "x")


def test_a_text_written_anew_needs_a_reason(sample: Path) -> None:
    root = _with_display(sample, "  sample-common/1.2: {zh: 保存文件至少三年。}\n")
    with pytest.raises(DataError, match=r"sample-common\.yaml:4: sample-common/1\.2 .*reason"):
        build(root, "x")


def test_a_wording_for_an_unknown_clause_is_refused(sample: Path) -> None:
    root = _with_display(sample, "  sample-common/9.9: {en: Nothing.}\n")
    with pytest.raises(DataError, match=r"sample-common\.yaml:4: there is no clause 'sample-common/9\.9'"):
        build(root, "x")
