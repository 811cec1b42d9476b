"""A new edition is a new folder: no line of code knows the two that are read here.

The first is a small table with every defect of a printed page, the second the example of docs/adding-an-edition.md.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from evidence_check.data import DataError
from evidence_check.model import Bilingual, Registry, Standard
from evidence_check.registry import gaps_in_knowledge, load
from evidence_check.registry.build import build
from tests.dossier_builder import VISITORS, configuration, policy, visitor_log
from tests.registry.example_edition import PAGE, ROOT, files, put


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


# --- docs/adding-an-edition.md, step by step -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose ``standards`` hold the example of the page; the code is an unchanged copy."""
    folder = tmp_path_factory.mktemp("checkout")
    put(folder)
    for name in ("evidence_check", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "_data"))
    return folder


@pytest.fixture(scope="module")
def example(followed: Path) -> Registry:
    return build(followed / "standards", "x")


def _run(checkout: Path, *arguments: str) -> str:
    """Run the program of ``checkout`` and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "evidence_check", *arguments],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "XDG_CACHE_HOME": str(checkout / "cache")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_page_shows_every_file_that_it_lists() -> None:
    listed = re.findall(r"^(standards/\S+) +step \d", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(files())


def test_step_1_the_text_gives_clauses_categories_and_repairs(example: Registry) -> None:
    standard = next(one for one in example.standards if one.id == "example-common")
    assert [clause.no for clause in standard.clauses] == ["1", "2", "3", "4"]
    assert standard.clauses[0].text == Bilingual("建立并执行印章使用管理制度，明确保管人员，用印应当登记。")
    assert [category.kind for category in standard.categories] == ["internal_control", "trade_security"]
    mended = {(one.clause, one.line) for one in example.repairs if one.file == "example_annex.txt"}
    assert ("example-common/2", 7) in mended  # the spaces inside words


def test_step_2_a_count_that_differs_is_refused(tmp_path: Path) -> None:
    root = put(tmp_path)
    path = root / "example" / "edition.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("clauses: 4", "clauses: 5"), encoding="utf-8")
    with pytest.raises(DataError, match=r"example_annex\.txt:6: example-common should have 5 clauses, 4 were found"):
        build(root, "x")


def test_step_3_the_structure_restores_an_option(example: Registry) -> None:
    standard = next(one for one in example.standards if one.id == "example-common")
    assert standard.categories[1].verdict_options == ("met", "not_met", "not_applicable")
    assert any("options of category 二 of example-common" in repair.what for repair in example.repairs)


def test_step_4_the_display_is_marked_as_the_projects_and_falls_back(example: Registry) -> None:
    clauses = {clause.id: clause for standard in example.standards for clause in standard.clauses}
    shown = clauses["example-common/4"]
    assert (shown.display.en, shown.display_source) == ("The plant area is well lit.", {"zh": "seed", "en": "project"})
    assert clauses["example-common/3"].display.en == clauses["example-common/3"].display.zh


def test_step_5_requirements_are_own_taken_over_or_changed(example: Registry) -> None:
    wishes = {wish.id: wish for wish in example.requirements if wish.clause.startswith("example-common/")}
    assert [e.key for e in wishes["example-common/1#stamp-rules"].elements] == ["keeper", "register"]
    changed = wishes["example-common/2#stamp-rules"]
    assert ([e.key for e in changed.elements], changed.basis) == (["register", "witnesses"], "derived")
    theirs = {wish.id.partition("#")[2] for wish in example.requirements if wish.clause == "2022-common/41"}
    ours = {wish.id.partition("#")[2]: wish for wish in wishes.values() if wish.clause == "example-common/3"}
    assert theirs and set(ours) == theirs
    assert {ref.file for wish in ours.values() for ref in wish.source} == {"example_annex.txt"}
    assert example.applies_when["example-common/2"].certification == "renewal"
    assert [gap for gap in gaps_in_knowledge(example) if gap.startswith("example")] == []


def test_step_7_the_crosswalk_leads_both_ways(example: Registry) -> None:
    pairs = {(one.origin, one.target): one.relation for one in example.crosswalk}
    assert pairs["example-common/3", "2022-common/41"] == pairs["2022-common/41", "example-common/3"] == "same"


def test_the_editions_that_were_there_before_are_untouched(example: Registry) -> None:
    before = load()
    assert tuple(one for one in example.standards if one.edition != "example") == before.standards
    ours = [one for one in example.requirements if not one.clause.startswith("example-common/")]
    assert tuple(ours) == before.requirements


def test_step_8_a_dossier_is_judged_and_scored_by_the_new_edition(followed: Path) -> None:
    dossier = followed / "dossier"
    policy(dossier / "外来人员管理.docx", "外来人员进出管理办法", VISITORS)
    visitor_log(dossier / "登记簿.xlsx")
    settings = configuration(followed / "enterprise.yaml", standards="[example-common]")
    _run(followed, "scan", str(dossier), "-o", str(followed / "report"), "--enterprise", str(settings))
    report = json.loads((followed / "report" / "report.json").read_text(encoding="utf-8"))
    coverage = {clause["id"].partition("/")[2]: clause["coverage"] for clause in report["clauses"]}
    assert coverage == {"1": "missing", "2": "not_applicable", "3": "present", "4": "onsite"}
    assert {e["file"] for c in report["clauses"] for e in c["evidence"]} == {"外来人员管理.docx", "登记簿.xlsx"}
    score = report["score"]
    assert (score["best"], score["worst"], score["passed"]) == (100, 96, None)
    items = {item["id"]: (item["verdict"], item["points"]) for item in score["items"]}
    assert items["example-common/item-1"] == ("not_met", -2)


def test_step_6_the_scoring_rules_stand_alone(followed: Path) -> None:
    verdicts = followed / "v.json"
    verdicts.write_text(json.dumps({"example-common/1": "基本达标"}), encoding="utf-8")
    target = followed / "score.json"
    rest = ("--assume", "met", "--json", str(target))
    _run(followed, "score", "--standard", "example-common", "--verdicts", str(verdicts), *rest)
    score = json.loads(target.read_text(encoding="utf-8"))
    assert (score["total"], score["passed"]) == (99, True)


def test_step_8_a_clause_is_read_with_its_counterpart(followed: Path) -> None:
    shown = _run(followed, "clauses", "example-common/3")
    assert "实行访客进出登记管理" in shown
    assert "2022-common/41" in shown
