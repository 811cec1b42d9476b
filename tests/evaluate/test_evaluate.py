"""Labels and reports made by hand, small enough that every figure can be worked out on paper."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from evidence_check.data import DataError
from evidence_check.errors import EvidenceCheckError
from evidence_check.evaluate import combine, evaluate, evaluate_dossier, load_labels, observe, report, table, to_json
from evidence_check.evaluate.baselines import keyword_coverage
from evidence_check.evaluate.measures import calibration
from evidence_check.model import Bilingual, Category, Clause, Enterprise, Item, Registry, SourceRef, Standard

Json = dict[str, Any]


def label(coverage: str, *files: str, **more: Any) -> Json:
    return {"coverage": coverage, "evidence": [{"file": f, "quote": "…"} for f in files], **more}


def ours(clause: str, coverage: str, *files: str, confidence: float = 0.9, **more: Any) -> Json:
    evidence = [{"file": file, "quote": "…"} for file in files]
    return {"id": clause, "coverage": coverage, "confidence": confidence, "review": False, "requirements": [],
            "evidence": evidence, "why": {"zh": "因", "en": "why"}, **more}  # fmt: skip


LABELS: Json = {
    "clauses": {
        "s/1": label("present", "制度/a.docx"),
        "s/2": label("present", "制度/a.docx", "记录/b.xlsx"),
        "s/3": label("partial", "记录/b.xlsx", note="2024 年无记录"),
        "s/4": label("missing"),
        "s/5": label("missing"),
        "s/6": label("unreadable"),
        "s/7": label("customs"),
        "s/8": label("onsite"),
    },
    "documents": {
        "制度/a.docx": {"role": "written_system", "clauses": ["s/1", "s/2"], "language": "zh", "register": "formal"},
        "记录/b.xlsx": {"role": "record", "clauses": ["s/2", "s/3"], "language": "en", "register": "terse"},
        "自评.xlsx": {"role": "decoy"},
        "旧/a.docx": {"role": "superseded"},
    },
    "findings": [{"file": "制度/a.docx", "kind": "undated"}, {"file": "自评.xlsx", "kind": "clause_echo"}],
}
REPORT: Json = {
    "clauses": [
        ours("s/1", "present", "制度/a.docx", confidence=0.95),
        ours("s/2", "partial", "制度/a.docx", confidence=0.65, review=True),
        ours("s/3", "partial", "制度/a.docx", confidence=0.85),
        ours("s/4", "missing", confidence=0.75),
        ours("s/5", "present", "自评.xlsx", confidence=0.85),
        ours("s/6", "missing", confidence=0.55),
        ours("s/7", "customs"),
    ],
    "documents": [
        {"path": "制度/a.docx", "role": "written_system"},
        {"path": "记录/b.xlsx", "role": "written_system"},
        {"path": "自评.xlsx", "role": "decoy"},
    ],
    "findings": [{"file": "制度/a.docx", "kind": "undated"}, {"file": "制度/a.docx", "kind": "unsigned"}],
}


@pytest.fixture
def figures() -> Json:
    return to_json(observe("one", LABELS, REPORT))


# --- coverage -------------------------------------------------------------------------------------------------


def test_precision_and_recall_per_class(figures: Json) -> None:
    rows = figures["coverage"]["per_class"]
    assert (rows["present"]["precision"], rows["present"]["recall"], rows["present"]["f1"]) == (0.5, 0.5, 0.5)
    assert (rows["partial"]["precision"], rows["partial"]["recall"]) == (0.5, 1.0)
    assert (rows["missing"]["precision"], rows["missing"]["recall"]) == (0.5, 0.5)
    assert (rows["unreadable"]["precision"], rows["unreadable"]["recall"]) == (None, 0.0)
    assert (rows["onsite"]["right"], rows["onsite"]["support"]) == (0, 1)


def test_macro_f1_is_the_mean_over_present_partial_missing(figures: Json) -> None:
    assert figures["coverage"]["macro_f1"] == pytest.approx((0.5 + 2 / 3 + 0.5) / 3, abs=1e-3)
    assert figures["decided_by_documents"] == 6


def test_gaps_are_partial_or_missing_against_the_rest(figures: Json) -> None:
    gap = figures["coverage"]["gap"]  # labelled: 3, 4, 5; ours: 2, 3, 4, 6
    assert (gap["right"], gap["predicted"], gap["support"]) == (2, 4, 3)
    assert gap["f1"] == pytest.approx(4 / 7, abs=1e-3)


def test_what_tables_decide_is_counted_apart(figures: Json) -> None:
    assert (figures["coverage"]["table_accuracy"], figures["coverage"]["table_clauses"]) == (0.5, 2)
    assert figures["coverage"]["accuracy"] == 0.5


def test_a_clause_that_is_not_reported_is_wrong_and_named(figures: Json) -> None:
    assert figures["confusion"]["onsite"] == {"not_reported": 1}
    assert {"s/2", "s/5", "s/6", "s/8"} == {row["clause"] for row in figures["confusions"]}


def test_what_documents_decide_comes_first_among_the_confusions(figures: Json) -> None:
    assert [row["clause"] for row in figures["confusions"]] == ["s/2", "s/5", "s/6", "s/8"]
    labels = {"clauses": {"s/8": label("onsite"), "s/1": label("present")}}
    rows = to_json(observe("one", labels, {"clauses": []}))["confusions"]
    assert [row["clause"] for row in rows] == ["s/1", "s/8"]


def test_the_confusion_list_gives_note_and_reason() -> None:
    wrong = {**REPORT, "clauses": [ours("s/3", "present")]}
    row = next(r for r in to_json(observe("one", LABELS, wrong))["confusions"] if r["clause"] == "s/3")
    assert (row["label"], row["ours"], row["note"], row["why"]) == ("partial", "present", "2024 年无记录", "因")


# --- evidence -------------------------------------------------------------------------------------------------


def test_evidence_recall_and_citation_precision(figures: Json) -> None:
    evidence = figures["evidence"]
    assert (evidence["clauses"], evidence["recall"]) == (3, pytest.approx(2 / 3, abs=1e-3))
    assert (evidence["files"], evidence["file_recall"]) == (4, 0.5)
    assert (evidence["cited"], evidence["citation_precision"]) == (4, 0.5)
    assert [row["clause"] for row in evidence["not_cited"]] == ["s/3"]


def test_evidence_of_requirements_and_elements_counts_as_cited() -> None:
    requirement = {"evidence": [{"file": "./记录/b.xlsx"}], "elements": [{"name": "x", "coverage": "present",
                   "evidence": [{"file": "files\\制度\\a.docx"}]}]}  # fmt: skip
    nested = {**REPORT, "clauses": [{**ours("s/2", "present"), "requirements": [requirement]}]}
    row = next(r for r in observe("one", LABELS, nested).clauses if r.clause == "s/2")
    assert row.cited == {"制度/a.docx", "记录/b.xlsx"}


def test_decoys_accepted_as_evidence_are_listed(figures: Json) -> None:
    assert figures["accepted_by_mistake"] == [{"dossier": "one", "clause": "s/5", "file": "自评.xlsx", "role": "decoy"}]
    assert figures["decoys"] == {
        "decoy": {"labelled": 1, "accepted": 1},
        "superseded": {"labelled": 1, "accepted": 0},
    }


def test_file_names_are_compared_in_one_unicode_form() -> None:
    labels = {"clauses": {"s/1": label("present", "Übersicht.docx")}}
    result = {"clauses": [ours("s/1", "present", "U\u0308bersicht.docx")]}
    assert to_json(observe("one", labels, result))["evidence"]["recall"] == 1.0


# --- elements, documents, findings ----------------------------------------------------------------------------


def test_elements_are_aligned_by_name_and_compared() -> None:
    labels = {
        "clauses": {"s/1": label("partial", elements={"责任追究": "missing", "备份": "present", "消防": "missing"})}
    }
    elements = [
        {"name": "对违规行为的责任追究", "coverage": "missing"},
        {"name": {"zh": "数据备份", "en": "Backup"}, "coverage": "missing"},
    ]
    result = {"clauses": [{**ours("s/1", "partial"), "requirements": [{"elements": elements}]}]}
    figures = to_json(observe("one", labels, result))["elements"]
    assert (figures["labelled"], figures["aligned"], figures["agreement"]) == (3, 2, 0.5)


def test_absent_elements_have_precision_and_recall() -> None:
    """One of the two that we call absent is; of the two that the labels call absent we have one."""
    labels = {
        "clauses": {"s/1": label("partial", elements={"责任追究": "missing", "备份": "present", "消防": "missing"})}
    }
    elements = [
        {"name": n, "coverage": c} for n, c in (("责任追究", "missing"), ("备份", "missing"), ("消防", "present"))
    ]
    result = {"clauses": [{**ours("s/1", "partial"), "requirements": [{"elements": elements}]}]}
    absent = to_json(observe("one", labels, result))["elements"]["absent"]
    assert (absent["precision"], absent["recall"], absent["predicted"], absent["support"]) == (0.5, 0.5, 2, 2)


def test_each_of_our_elements_answers_one_label_only() -> None:
    labels = {"clauses": {"s/1": label("partial", elements={"责任追究": "present", "责任追究办法": "present"})}}
    elements = [{"name": "责任追究", "coverage": "present"}]
    result = {"clauses": [{**ours("s/1", "partial"), "requirements": [{"elements": elements}]}]}
    row = observe("one", labels, result).clauses[0]
    assert [(pair.name, pair.ours_name) for pair in row.elements] == [("责任追究", "责任追究"), ("责任追究办法", None)]


def test_document_roles(figures: Json) -> None:
    documents = figures["documents"]
    assert documents["role_accuracy"] == pytest.approx(2 / 3, abs=1e-3)
    assert documents["confusions"] == [
        {"dossier": "one", "file": "记录/b.xlsx", "label": "record", "ours": "written_system"}
    ]
    assert documents["not_listed"] == ["one: 旧/a.docx"]


def test_findings_are_matched_by_file_and_kind(figures: Json) -> None:
    findings = figures["findings"]
    assert (findings["all"]["right"], findings["all"]["precision"], findings["all"]["recall"]) == (1, 0.5, 0.5)
    assert findings["per_kind"]["unsigned"]["precision"] == 0.0
    assert [row["kind"] for row in findings["missed"]] == ["clause_echo"]


# --- review, calibration, baselines ---------------------------------------------------------------------------


def test_the_share_sent_to_review(figures: Json) -> None:
    assert figures["review_share"] == pytest.approx(1 / 6, abs=1e-3)


def test_calibration_weighs_each_bin_by_its_size() -> None:
    result = calibration([(0.95, True), (0.95, False), (0.15, False), (1.0, True)])
    assert result["ece"] == pytest.approx(3 / 4 * abs(2.9 / 3 - 2 / 3) + 1 / 4 * 0.15, abs=1e-3)
    assert [row["n"] for row in result["bins"]] == [1, 3]  # type: ignore[attr-defined]
    assert calibration([])["ece"] is None


def test_the_baseline_that_finds_everything_present(figures: Json) -> None:
    base = figures["baselines"]["everything_present"]
    assert base["accuracy"] == pytest.approx(2 / 6, abs=1e-3)
    assert base["gap"]["recall"] == 0.0
    assert figures["baselines"]["keywords"] is None


def test_the_keyword_baseline_looks_for_the_clause_text() -> None:
    clauses = {"s/1": ["建立访客登记管理制度"], "s/2": ["运输工具安全检查", "Inspect vehicles before loading"]}
    texts = {"a": "公司建立了访客登记管理制度。", "b": "The driver shall inspect vehicles before loading."}
    assert keyword_coverage(clauses, texts) == {"s/1": "present", "s/2": "present"}
    assert keyword_coverage(clauses, {"a": "食堂菜单"}) == {"s/1": "missing", "s/2": "missing"}
    assert keyword_coverage(clauses, {}) == {"s/1": "missing", "s/2": "missing"}


# --- several dossiers -----------------------------------------------------------------------------------------


def test_perfect_answers_score_one_everywhere() -> None:
    clauses = [ours(i, c["coverage"], *(e["file"] for e in c["evidence"]), confidence=1.0)
               for i, c in LABELS["clauses"].items()]  # fmt: skip
    documents = [{"path": path, "role": entry["role"]} for path, entry in LABELS["documents"].items()]
    perfect = {"clauses": clauses, "documents": documents, "findings": LABELS["findings"]}
    figures = to_json(observe("one", LABELS, perfect))
    assert figures["coverage"]["macro_f1"] == figures["coverage"]["gap"]["f1"] == figures["coverage"]["accuracy"] == 1.0
    assert figures["evidence"]["recall"] == figures["evidence"]["citation_precision"] == 1.0
    assert figures["findings"]["all"]["f1"] == figures["documents"]["role_accuracy"] == 1.0
    assert figures["calibration"]["ece"] == 0.0
    assert figures["confusions"] == figures["accepted_by_mistake"] == []


def test_dossiers_are_joined_clause_by_clause() -> None:
    both = evaluate({"one": LABELS, "two": LABELS}, {"one": REPORT, "two": {"clauses": []}})
    assert both["combined"]["clauses"] == 16
    assert both["combined"]["coverage"]["accuracy"] == 0.25
    assert both["dossiers"]["one"]["coverage"]["accuracy"] == 0.5
    assert {row["dossier"] for row in both["combined"]["confusions"]} == {"one", "two"}
    parts = [observe("one", LABELS, REPORT), observe("two", LABELS, {"clauses": []})]
    assert report(parts)["combined"] == to_json(combine(parts))


def test_figures_by_language_and_register(figures: Json) -> None:
    assert set(figures["by_language"]) == {"zh", "en"}
    assert (figures["by_language"]["zh"]["clauses"], figures["by_language"]["en"]["clauses"]) == (2, 2)
    assert figures["by_register"]["terse"]["evidence_recall"] == 0.5


def test_the_figures_are_json_and_the_table_shows_them(figures: Json) -> None:
    assert json.loads(json.dumps(figures, ensure_ascii=False)) == figures
    console = Console(width=160, record=True, file=open("/dev/null", "w"))  # noqa: PTH123, SIM115
    console.print(table(observe("one", {**LABELS, "clauses": {"s/1": label("missing", note="[x]")}}, REPORT)))
    shown = console.export_text()
    assert "macro F1" in shown and "missing → present" in shown and "[x]" in shown


# --- a labelled dossier on disk -------------------------------------------------------------------------------

CLAUSE = Clause(
    "s/1", "s", "1", "s/1", "一", "internal_control", Bilingual("访客登记"), Bilingual("访客登记", "Visitors"), {},
    ("met", "basically_met", "not_met"), None, "required", "documents", (SourceRef("x", 1),),
)  # fmt: skip
STANDARD = Standard(
    "s", "2018", "advanced", Bilingual("s"), (Category("一", "internal_control", Bilingual("内部控制"), (), None),),
    (Item("s/1", "1", Bilingual("访客"), "一", "internal_control", None, None, (), ("s/1",)),), (CLAUSE,),
)  # fmt: skip
REGISTRY = Registry((), (STANDARD,), (), (), (), {}, {}, {}, "by-hand")


def dossier(folder: Path, labels: Any) -> Path:
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "a.txt").write_text("访客登记", encoding="utf-8")
    (folder / "enterprise.yaml").write_text("name: A\nas_of: 2026-10-31\nstandards: [s]\n", encoding="utf-8")
    text = labels if isinstance(labels, str) else json.dumps(labels, ensure_ascii=False, indent=1)
    (folder / "labels.json").write_text(text, encoding="utf-8")
    return folder


def test_a_dossier_is_scanned_and_its_scoring_cases_are_run(tmp_path: Path) -> None:
    cases = [
        {"name": "one point", "item_verdicts": {"s/1": "基本达标"}, "expected": {"total": 99, "passed": True}},
        {"name": "wrong on purpose", "item_verdicts": {"s/1": "not_met"}, "expected": {"total": 100}},
        {"name": "refused", "item_verdicts": {"s/1": "not_applicable"}, "expected": {"error": True}},
    ]
    folder = dossier(tmp_path / "acme", {"clauses": {"s/1": label("present", "a.txt")}, "scoring_cases": cases})
    seen: list[tuple[Path, Enterprise]] = []

    def scan(files: Path, enterprise: Enterprise) -> Mapping[str, Any]:
        seen.append((files, enterprise))
        return {"clauses": [ours("s/1", "present", "a.txt")]}

    result = evaluate_dossier(
        folder, scan, registry=REGISTRY, texts=lambda files: {"a.txt": (files / "a.txt").read_text("utf-8")}
    )
    figures = to_json(result)
    assert seen[0][0] == folder / "files" and seen[0][1].as_of == "2026-10-31"
    assert figures["dossiers"] == ["acme"]
    assert figures["coverage"]["accuracy"] == 1.0
    assert figures["baselines"]["keywords"]["accuracy"] == 1.0
    assert (figures["scoring_cases"]["n"], figures["scoring_cases"]["right"]) == (3, 2)
    assert figures["scoring_cases"]["wrong"][0]["got"]["total"] == 98


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ({"clauses": {"s/1": {"coverage": "presnt"}}}, r"labels\.json:4: .*presnt"),
        ({"clauses": {"s/1": {"note": "x"}}}, r"labels\.json:3: .*coverage"),
        ({"documents": {}}, r"labels\.json:1: .*clauses"),
        ('{"clauses":\n', r"labels\.json:2: not JSON"),
    ],
)
def test_labels_that_do_not_fit_are_named_by_line(tmp_path: Path, labels: Any, expected: str) -> None:
    folder = dossier(tmp_path / "acme", labels)
    with pytest.raises(DataError, match=expected):
        load_labels(folder / "labels.json")


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvidenceCheckError, match="files"):
        evaluate_dossier(tmp_path, lambda _files, _enterprise: {})
