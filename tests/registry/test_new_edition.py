"""A new edition is a new folder: no line of code knows the sample that is read here."""

from __future__ import annotations

from pathlib import Path

from evidence_check.model import Bilingual, Standard
from evidence_check.registry import gaps_in_knowledge
from evidence_check.registry.build import build


def _standard(root: Path) -> Standard:
    return build(root, "x").standards[0]


def test_clauses_are_found_whatever_the_page_breaks_did_to_the_cells(sample: Path) -> None:
    assert {one.id: one.text.zh for one in _standard(sample).clauses} == {
        "sample-common/1.1": "建立文件管理制度。",
        "sample-common/1.2": "保存文件三年。",
        "sample-common/2": "到访人员应当登记，并佩戴标识。",
        "sample-common/3.1": "丢失货物。",
        "sample-common/3.2": "隐瞒事故。",
        "sample-common/3.3": "伪造记录。",
        "sample-common/4": "另见他表。",
    }


def test_options_and_points_are_read_from_the_header(sample: Path) -> None:
    first, second = _standard(sample).categories
    assert first.points == {"met": 0, "basically_met": -1, "not_met": -2, "not_applicable": None}
    assert (second.no, second.kind, second.verdict_options) == ("二", "trade_security", ("met", "not_met"))


def test_groups_preambles_polarity_and_pointers_come_from_the_text(sample: Path) -> None:
    standard = _standard(sample)
    items = {item.no: item for item in standard.items}
    assert items["1"].group == "(一) 文件"
    assert items["3"].preamble is not None and items["3"].preamble.zh == "1年内不得有下列情形："
    assert {c.no: (c.polarity, c.decided_by) for c in standard.clauses if c.item in "34"} == {
        "3.1": ("prohibited", "documents"),
        "3.2": ("prohibited", "documents"),
        "3.3": ("prohibited", "documents"),
        "4": ("required", "other_standard"),
    }


def test_every_mended_defect_is_noted_with_its_line(sample: Path) -> None:
    noted = {(repair.clause, repair.line, repair.what) for repair in build(sample, "x").repairs}
    assert {
        ("sample-common/1.1", 6, "spaces inside words removed"),
        (None, 7, "group title joined: 文件"),
        (None, 8, "blank line inside the table skipped"),
        ("sample-common/2", 10, "joined to the text of line 9"),
        ("sample-common/3.2", 14, "lost number (2) restored"),
        ("sample-common/3.3", 15, "clause 3 stands in cell 1 instead of 3"),
    } <= noted


def test_what_the_clauses_want_comes_with_the_folder(sample: Path) -> None:
    registry = build(sample, "x")
    (requirement,) = registry.requirements
    assert requirement.id == "sample-common/1.1#file-rules"
    assert requirement.elements[0].name == Bilingual("责任部门", "Department in charge")
    assert registry.applies_when["sample-common/1.1"].profile == "producer"
    assert registry.not_applicable_proof == {"sample-common/1.1": "sample-common/1.1#file-rules"}
    assert registry.concepts == {"file": ("文件", "档案", "file", "record")}


def test_without_display_texts_the_other_language_stands_in(sample: Path) -> None:
    assert _standard(sample).clauses[0].display == Bilingual("建立文件管理制度。", "建立文件管理制度。")


def test_a_clause_that_nobody_has_described_is_a_gap(sample: Path) -> None:
    assert gaps_in_knowledge(build(sample, "x")) == tuple(
        f"sample-common/{no}" for no in ("1.2", "2", "3.1", "3.2", "3.3")
    )
