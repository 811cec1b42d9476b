"""What two reports say differently is found, grouped and explained by what happened to the files."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from office_payloads import attacked
from report_samples import sample

from evidence_check.differences import compare, from_json, read_report, since_earlier, to_json
from evidence_check.differences.show import difference_lines
from evidence_check.errors import EvidenceCheckError
from evidence_check.report.json import to_json as report_json
from evidence_check.resources import standards_dir

Report = dict[str, Any]
RULE = "制度/单证管理.docx"


@pytest.fixture
def old() -> Report:
    made: Report = json.loads(json.dumps(report_json(*sample())))
    return made


@pytest.fixture
def new(old: Report) -> Report:
    return copy.deepcopy(old)


def clause(report: Report, number: int) -> Any:
    return next(each for each in report["clauses"] if each["id"] == f"2022-common/{number}")


def document(report: Report, path: str = RULE) -> Any:
    return next(line for line in report["documents"] if line["path"] == path)


def kinds(change: Any) -> list[str]:
    return [cause.kind for cause in change.causes]


def test_equal_reports_do_not_differ(old: Report, new: Report) -> None:
    found = compare(old, new)
    assert found.empty and found.unchanged == len(old["clauses"]) and not found.general


# --- groups -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "group"),
    [
        ("missing", "present", "closed"), ("partial", "present", "closed"), ("unreadable", "present", "closed"),
        ("missing", "not_applicable", "closed"), ("present", "partial", "regressed"),
        ("present", "missing", "regressed"), ("partial", "missing", "regressed"),
        ("partial", "unreadable", "regressed"), ("missing", "partial", "changed"),
        ("missing", "unreadable", "changed"), ("unreadable", "missing", "changed"),
        ("not_applicable", "missing", "new"), ("customs", "partial", "new"), ("present", "not_applicable", "changed"),
    ],
)  # fmt: skip
def test_a_change_of_coverage_belongs_to_one_group(
    before: str, after: str, group: str, old: Report, new: Report
) -> None:
    clause(old, 1)["coverage"], clause(new, 1)["coverage"] = before, after
    found = {name: [change.id for change in changes] for name, changes in compare(old, new).groups}
    assert found == {name: ["2022-common/1"] if name == group else [] for name in found}


def test_a_clause_that_only_one_report_judges_is_new_or_changed(old: Report, new: Report) -> None:
    old["clauses"] = [each for each in old["clauses"] if each["id"] != "2022-common/2"]
    new["clauses"] = [each for each in new["clauses"] if each["id"] != "2022-common/1"]
    found = compare(old, new)
    assert [(c.id, c.before, c.after, kinds(c)) for c in found.added] == [
        ("2022-common/2", None, "partial", ["standards"])
    ]
    assert [(c.id, c.before, c.after, kinds(c)) for c in found.changed] == [
        ("2022-common/1", "present", None, ["standards"])
    ]


def test_what_is_lacking_now_and_what_is_not_any_more_is_named_in_both_languages(old: Report, new: Report) -> None:
    clause(new, 2)["missing"] = ["责任追究", "签字"]
    clause(old, 2)["missing"] = ["2025", "责任追究"]
    (change,) = compare(old, new).changed
    assert [(each.zh, each.en) for each in change.lost] == [("签字", "签字")]
    assert [(each.zh, each.en) for each in change.gained] == [("2025 年的记录", "records of 2025")]
    clause(old, 2)["missing"] = ["2025"]
    assert ("责任追究", "Accountability") in [(each.zh, each.en) for each in compare(old, new).changed[0].lost]


def test_what_a_record_lacked_is_not_said_to_be_there_once_the_whole_record_is_gone(old: Report, new: Report) -> None:
    before, after = (each["requirements"][0] for each in (clause(old, 2), clause(new, 2)))
    before["missing"] = clause(old, 2)["missing"] = ["责任追究", "2025"]
    after["missing"] = clause(new, 2)["missing"] = [after["title"]["zh"]]
    after["coverage"] = "missing"
    assert compare(old, new).changed[0].gained == ()
    after["coverage"] = "partial"
    assert len(compare(old, new).changed[0].gained) == 2


# --- causes -----------------------------------------------------------------------------------------------------------


def regress(report: Report, number: int = 1) -> None:
    """Take the evidence of a clause away."""
    it = clause(report, number)
    it["coverage"], it["evidence"], it["fingerprint"] = "missing", [], "0" * 16
    for requirement in it["requirements"]:
        requirement["evidence"] = []
        for element in requirement["elements"]:
            element["evidence"] = []


def causes(old: Report, new: Report) -> list[tuple[str, str | None]]:
    return [(cause.kind, cause.file) for cause in compare(old, new).regressed[0].causes]


def test_a_removed_file_is_the_cause(old: Report, new: Report) -> None:
    regress(new)
    new["documents"] = [line for line in new["documents"] if line["path"] != RULE]
    assert ("file_removed", RULE) in causes(old, new)
    assert RULE in compare(old, new).files.removed


def test_an_added_file_is_the_cause(old: Report, new: Report) -> None:
    regress(old)
    old["documents"] = [line for line in old["documents"] if line["path"] != RULE]
    (change,) = compare(old, new).closed
    assert ("file_added", RULE) in [(cause.kind, cause.file) for cause in change.causes]


def test_a_file_whose_content_changed_is_the_cause(old: Report, new: Report) -> None:
    regress(new)
    document(new)["sha256"] = "f" * 64
    assert ("file_changed", RULE) in causes(old, new)


def test_a_file_that_cannot_be_read_any_more_is_the_cause_with_its_reason(old: Report, new: Report) -> None:
    regress(new)
    document(new).update(status="encrypted", reason={"zh": "设有密码", "en": "Password"})
    cause = next(c for c in compare(old, new).regressed[0].causes if c.file == RULE)
    assert (cause.kind, cause.detail.zh) == ("file_unreadable", "设有密码")


def test_a_file_that_became_readable_is_the_cause(old: Report, new: Report) -> None:
    regress(old)
    document(old)["status"] = "encrypted"
    assert ("file_readable", RULE) in [(c.kind, c.file) for c in compare(old, new).closed[0].causes]


def test_a_file_that_counts_as_something_else_is_the_cause(old: Report, new: Report) -> None:
    regress(new)
    document(new).update(role="superseded", role_reason={"zh": "已有较新版本：b.docx", "en": "newer"})
    cause = next(c for c in compare(old, new).regressed[0].causes if c.file == RULE)
    assert (cause.kind, cause.detail.zh) == ("role_changed", "已有较新版本：b.docx")


def test_a_quote_that_is_refused_now_is_the_cause_with_its_reason(old: Report, new: Report) -> None:
    quote = clause(old, 1)["requirements"][0]["elements"][0]["evidence"][0]["quote"]
    regress(new)
    clause(new, 1)["refused"] = [{"file": RULE, "quote": quote, "reason": {"zh": "尚未生效", "en": "not yet"}}]
    cause = next(c for c in compare(old, new).regressed[0].causes if c.file == RULE)
    assert (cause.kind, cause.detail.zh) == ("refused", "尚未生效")


def test_quotes_lost_in_an_unchanged_file_are_said_to_be_lost(old: Report, new: Report) -> None:
    regress(new)
    assert ("evidence_lost", RULE) in causes(old, new)


def test_a_moved_file_is_no_cause(old: Report, new: Report) -> None:
    text = json.dumps(new, ensure_ascii=False).replace(RULE, "新/单证.docx")
    moved = json.loads(text)
    found = compare(old, moved)
    assert found.files.moved == ((RULE, "新/单证.docx"),) and not found.files.added and not found.files.removed
    assert not any(changes for _, changes in found.groups) and not found.findings_new and not found.findings_closed


def test_years_are_explained_by_the_day_to_judge_at(old: Report, new: Report) -> None:
    new["as_of"] = "2027-01-31"
    clause(new, 1)["requirements"][1]["years"]["2026"] = "missing"
    clause(new, 1)["coverage"] = "partial"
    (change,) = compare(old, new).regressed
    assert "as_of" in kinds(change) and "years" in change.aspects


def test_what_no_file_explains_is_laid_to_what_changed_for_the_whole(old: Report, new: Report) -> None:
    clause(new, 1)["coverage"] = "partial"
    assert kinds(compare(old, new).regressed[0]) == ["unknown"]
    new["registry"], new["generator"] = "other", "evidence-check 9.9"
    new["enterprise"]["profile"]["containers"] = True
    new["standards"] = ["2022-common", "2022-specific"]
    assert kinds(compare(old, new).regressed[0]) == ["settings", "standards", "standard_data", "program"]
    assert compare(old, new).general[0].detail.zh == "profile"


def test_an_assessors_verdict_is_a_change_of_its_own(old: Report, new: Report) -> None:
    new["enterprise"]["verdicts"] = {"2022-common/2": {"verdict": "met", "reason": "x"}}
    found = compare(old, new)
    assert {(v.id, v.before, v.after) for v in found.verdicts} == {
        ("2022-common/1", "met", None), ("2022-common/2", None, "met"),
    }  # fmt: skip
    assert [(change.id, kinds(change)) for change in found.changed] == [
        ("2022-common/1", ["verdict"]), ("2022-common/2", ["verdict"]),
    ]  # fmt: skip


def test_other_evidence_alone_is_a_change_of_evidence_alone(old: Report, new: Report) -> None:
    document(new)["sha256"] = "e" * 64
    clause(new, 1)["fingerprint"] = "1" * 16
    (change,) = compare(old, new).changed
    assert change.aspects == ("evidence",) and kinds(change) == ["file_changed"]


def test_findings_and_scores_are_compared(old: Report, new: Report) -> None:
    gone = new["findings"].pop()
    new["score"]["total"], old["score"]["total"] = 97, 95
    old["score"]["items"][0]["verdict"], new["score"]["items"][0]["verdict"] = "met", "not_met"
    found = compare(old, new)
    assert found.findings_closed == ((gone["file"], gone["kind"]),) and not found.findings_new
    assert found.score.total == (95, 97) and [item.after for item in found.score.items] == ["not_met"]


# --- on the wire, on the terminal, from a file ------------------------------------------------------------------------


def schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads((standards_dir() / "schema" / "diff.schema.json").read_text("utf-8")))


def test_json_fits_its_schema_and_comes_back_the_same(old: Report, new: Report) -> None:
    regress(new)
    document(new)["sha256"] = "f" * 64
    for found in (compare(old, new), compare(new, old), attacked()[2]):
        data = json.loads(json.dumps(to_json(found)))
        assert [error.message for error in schema().iter_errors(data)] == []
        assert from_json(data) == found


def test_the_terminal_says_it_in_either_language_on_a_gbk_console(old: Report, new: Report) -> None:
    regress(new)
    new["documents"] = [line for line in new["documents"] if line["path"] != RULE]
    chinese, english = (str(difference_lines(compare(old, new), lang)) for lang in ("zh", "en"))
    assert "退步 1" in chinese and f"文件不在了：{RULE}" in chinese and "齐全 → 未见" in chinese
    assert "Regressed 1" in english and "Present → Missing" in english and "退步" not in english
    chinese.encode("gbk")
    hostile = str(difference_lines(attacked()[2]))
    assert "\x1b" not in hostile and "\x00" not in hostile


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such file"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "not a report"),
        ('{"schema": "evidence-check/diff/1"}', "not a report"),
        ('{"schema": "evidence-check/report/1"}', "is a required property"),
        ("\xff", ""),
    ],
)
def test_a_file_that_is_no_report_is_one_plain_sentence(tmp_path: Path, content: str | None, said: str) -> None:
    path = tmp_path / "report.json"
    if content is not None:
        path.write_bytes(content.encode("latin-1"))
    with pytest.raises(EvidenceCheckError) as caught:
        read_report(path)
    assert str(path) in caught.value.message and said in caught.value.message and len(caught.value.message) < 500


def put(folder: Path, report: Report) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "report.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    return path


def test_a_scan_is_held_against_the_report_that_it_replaces(tmp_path: Path, old: Report, new: Report) -> None:
    assert since_earlier(new, tmp_path) is None
    put(tmp_path, old)
    assert since_earlier(new, tmp_path) is None  # the same: nothing to say
    regress(new)
    found = since_earlier(new, tmp_path)
    assert found and found.regressed


def test_scanning_again_keeps_the_differences_that_stood_there(tmp_path: Path, old: Report, new: Report) -> None:
    regress(new)
    new["changes"], new["outputs"] = to_json(compare(old, new)), {"gaps.xlsx": "1"}
    put(tmp_path, new)
    assert since_earlier({**new, "changes": None, "outputs": {}}, tmp_path) == compare(old, new)


def test_a_report_on_another_enterprise_is_passed_over_or_refused_where_it_is_named(
    tmp_path: Path, old: Report, new: Report
) -> None:
    old["enterprise"]["name"] = {"zh": "另一家公司", "en": None}
    for line in old["documents"]:
        line["sha256"] = "9" * 64
    path = put(tmp_path, old)
    assert since_earlier(new, tmp_path) is None
    with pytest.raises(EvidenceCheckError, match="另一家公司"):
        since_earlier(new, tmp_path, path)
    put(tmp_path, {**old, "documents": new["documents"]})
    assert since_earlier(new, tmp_path) is not None  # another name, the same files: it was named anew


def test_a_broken_report_in_the_folder_is_passed_over(tmp_path: Path, new: Report) -> None:
    (tmp_path / "report.json").write_text("{", encoding="utf-8")
    assert since_earlier(new, tmp_path) is None
