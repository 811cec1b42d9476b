"""The main job on small real files: what counts, what does not, and what happens to bad input."""

from pathlib import Path
from typing import Any

import pytest

from evidence_check import documents, enterprise, registry
from evidence_check.cache.store import Store
from evidence_check.examinations import Stored, packed
from evidence_check.examine import Examiner
from evidence_check.findings.sides import sides_of
from evidence_check.model import Registry
from evidence_check.report.json import to_json
from evidence_check.scan import scan
from tests.dossier_builder import VISITORS, configuration, policy, visitor_log

CLAUSE = "2022-common/41"


@pytest.fixture(scope="module")
def standards() -> Registry:
    return registry.load()


def report(dossier: Path, standards: Registry, **more: str) -> dict[str, Any]:
    owner = enterprise.load(configuration(dossier / "enterprise.yaml", **more))
    return to_json(scan(dossier, owner, standards), standards)


def clause(result: dict[str, Any], identifier: str = CLAUSE) -> dict[str, Any]:
    return next(c for c in result["clauses"] if c["id"] == identifier)


def test_a_policy_in_its_own_words_with_its_register_is_present(tmp_path: Path, standards: Registry) -> None:
    policy(tmp_path / "安保" / "外来人员管理.docx", "外来人员进出管理办法", VISITORS)
    visitor_log(tmp_path / "安保" / "登记簿.xlsx")
    found = clause(report(tmp_path, standards))
    assert found["coverage"] == "present", found["why"]
    assert {e["file"] for e in found["evidence"]} == {"安保/外来人员管理.docx", "安保/登记簿.xlsx"}


def test_every_quote_stands_in_the_file_word_for_word(tmp_path: Path, standards: Registry) -> None:
    policy(tmp_path / "外来人员管理.docx", "外来人员进出管理办法", VISITORS)
    visitor_log(tmp_path / "登记簿.xlsx")
    result = report(tmp_path, standards)
    texts = {p.name: documents.read(p.read_bytes(), p.name).passages for p in tmp_path.iterdir()}
    quotes = [(e["file"], e["quote"]) for c in result["clauses"] for e in [*c["evidence"], *c["refused"]]]
    assert quotes
    for file, quote in quotes:
        assert any(quote in passage.text for passage in texts[file]), (file, quote)


def test_an_element_that_is_taken_out_turns_the_clause_partial(tmp_path: Path, standards: Registry) -> None:
    policy(tmp_path / "a.docx", "外来人员进出管理办法", [s for s in VISITORS if "陪同" not in s[1]])
    visitor_log(tmp_path / "登记簿.xlsx")
    found = clause(report(tmp_path, standards))
    assert found["coverage"] == "partial"
    assert found["missing"]


def test_a_condition_on_one_requirement_is_asked_for_while_it_keeps_the_clause_from_being_covered(
    tmp_path: Path, standards: Registry
) -> None:
    policy(tmp_path / "a.docx", "外来人员进出管理办法", VISITORS)
    unsaid = clause(report(tmp_path, standards), "2022-common/49")
    assert unsaid["review"] and "profile.producer" in unsaid["next_step"]["en"]
    said = clause(report(tmp_path, standards, profile="{producer: true}"), "2022-common/49")
    assert "profile.producer" not in said["next_step"]["en"]


def test_a_policy_without_its_register_is_partial(tmp_path: Path, standards: Registry) -> None:
    policy(tmp_path / "a.docx", "外来人员进出管理办法", VISITORS)
    assert clause(report(tmp_path, standards))["coverage"] == "partial"


def test_many_rules_under_one_other_name_are_pointed_out(tmp_path: Path, standards: Registry) -> None:
    """It may be a former name that enterprise.yaml does not give; refusing them in silence would ruin the report."""
    for number in range(3):
        lines = [("适用范围", "本制度适用于苏州远帆机电有限公司。"), *VISITORS]
        policy(tmp_path / f"{number}.docx", f"苏州远帆机电有限公司门卫管理办法之{number}", lines)
    notes = report(tmp_path, standards)["notes"]
    assert [("苏州远帆机电有限公司" in note["zh"], "other_names" in note["en"]) for note in notes] == [(True, True)]
    assert not report(tmp_path, standards, other_names="[苏州远帆机电有限公司]")["notes"]


def test_a_title_alone_is_missing(tmp_path: Path, standards: Registry) -> None:
    policy(tmp_path / "外来人员进出管理办法.docx", "外来人员进出管理办法", [])
    found = clause(report(tmp_path, standards))
    assert found["coverage"] == "missing"
    assert any(r["file"].endswith(".docx") for r in found["refused"])


def test_a_self_assessment_that_repeats_the_standard_is_refused(tmp_path: Path, standards: Registry) -> None:
    texts = [c.text.zh or "" for s in standards.standards if s.id == "2022-common" for c in s.clauses]
    policy(tmp_path / "自评.docx", "高级认证内部核对结果", [(f"第{n}项", t) for n, t in enumerate(texts, 1)])
    result = report(tmp_path, standards)
    assert {c["coverage"] for c in result["clauses"]} <= {"missing", "customs", "onsite", "not_applicable"}
    assert result["documents"][0]["role"] == "decoy"


@pytest.mark.parametrize("title", ["外来人员进出管理办法（征求意见稿）", "外来人员进出管理办法（作废）"])
def test_drafts_and_withdrawn_versions_do_not_count(tmp_path: Path, standards: Registry, title: str) -> None:
    policy(tmp_path / "a.docx", title, VISITORS)
    visitor_log(tmp_path / "登记簿.xlsx")
    assert clause(report(tmp_path, standards))["coverage"] != "present"


def test_another_companys_policy_does_not_count(tmp_path: Path, standards: Registry) -> None:
    foreign = [("适用范围", "本办法适用于昆山大华电子股份有限公司全体部门。"), *VISITORS]
    policy(tmp_path / "a.docx", "昆山大华电子股份有限公司外来人员进出管理办法", foreign)
    result = report(tmp_path, standards)
    assert clause(result)["coverage"] == "missing"
    assert any(f["kind"] == "wrong_company" for f in result["findings"])


def test_a_policy_in_traditional_characters_with_spaces_counts_as_well(tmp_path: Path, standards: Registry) -> None:
    import opencc

    convert = opencc.OpenCC("s2t").convert
    sections = [(convert(h), " ".join(convert(t))) for h, t in VISITORS]
    policy(tmp_path / "a.docx", convert("外来人员进出管理办法"), sections)
    visitor_log(tmp_path / "登记簿.xlsx")
    assert clause(report(tmp_path, standards))["coverage"] == "present"


def test_meaningless_file_names_change_nothing(tmp_path: Path, standards: Registry) -> None:
    policy(tmp_path / "新建文档(3).docx", "外来人员进出管理办法", VISITORS)
    visitor_log(tmp_path / "Book1.xlsx")
    assert clause(report(tmp_path, standards))["coverage"] == "present"


def test_fifty_copies_change_nothing(tmp_path: Path, standards: Registry) -> None:
    one = policy(tmp_path / "a.docx", "外来人员进出管理办法", [s for s in VISITORS if "陪同" not in s[1]])
    for number in range(50):
        (tmp_path / f"a{number}.docx").write_bytes(one.read_bytes())
    assert clause(report(tmp_path, standards))["coverage"] == "partial"


def test_an_encrypted_file_is_listed_and_the_likely_clause_is_unreadable(tmp_path: Path, standards: Registry) -> None:
    broken = policy(tmp_path / "外来人员进出管理办法.docx", "外来人员进出管理办法", VISITORS)
    broken.write_bytes(broken.read_bytes()[:2000])
    policy(tmp_path / "封条.docx", "封条管理制度", [("一、保管", "封条由仓库专人保管，领用时登记号码。")])
    result = report(tmp_path, standards)
    lines = {d["path"]: d for d in result["documents"]}
    assert lines["外来人员进出管理办法.docx"]["status"] != "ok"
    assert lines["外来人员进出管理办法.docx"]["reason"]
    assert lines["封条.docx"]["status"] == "ok"
    assert clause(result)["coverage"] == "unreadable"
    assert all(c["review"] for c in result["clauses"] if c["coverage"] == "missing")


def test_two_runs_give_the_same_result(tmp_path: Path, standards: Registry) -> None:
    policy(tmp_path / "a.docx", "外来人员进出管理办法", VISITORS)
    visitor_log(tmp_path / "登记簿.xlsx")
    assert report(tmp_path, standards) == report(tmp_path, standards)


def test_what_was_kept_still_holds_registers_duties_and_lists() -> None:
    examiner = Examiner(registry.load(), ["2022-common"])
    texts = {
        "封条管理规定.txt": "封条管理规定\nHR-LOG-005 2023-01-01 批准:吴刚\n4.2 物流部每季度盘点封条库存一次并记录。",
        "盘点.csv": "盘点日期,账面数,实盘数\n2024-03-28,420,420\n2024-09-27,365,364\n",
        "厂区.txt": "厂区分布说明\n公司现有一厂、二厂、外租仓库。",
    }
    seen = [examiner.examine(text.encode(), name) for name, text in texts.items()]
    store = Store(None)
    parts = [(None, 1, [packed(file, file.document.path)]) for file in seen]
    numbers = store.add(("a", "b"), parts, [])
    stored = Stored(store, dict(zip(numbers, texts, strict=True)))
    for file in seen:
        again = stored[file.document.path]
        for name in ("registers", "duties", "listings", "statements", "promises", "events", "matches"):
            assert tuple(getattr(again, name)) == getattr(file, name)
        assert stored.sides(file.document.path) == sides_of(file)
    assert any(stored.sides(path).logs for path in texts) and any(stored.sides(path).claims for path in texts)
    assert any(f.registers for f in seen) and any(f.duties for f in seen) and any(f.listings for f in seen)
