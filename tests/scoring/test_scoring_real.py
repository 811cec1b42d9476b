"""The rule files against the real standards: same points, same ids, and sources that say what is claimed."""

from __future__ import annotations

import re

import pytest

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Registry
from evidence_check.registry import load
from evidence_check.resources import standards_dir
from evidence_check.scoring import load_rules, score

COMBINATIONS = [
    ("2018-advanced-common", "2018-advanced-trader"),
    ("2018-advanced-common", "2018-advanced-broker"),
    ("2018-advanced-common", "2018-advanced-platform"),
    ("2018-advanced-common", "2018-advanced-trader", "2018-advanced-broker"),
    ("2018-general-common", "2018-general-trader"),
    ("2018-general-common", "2018-general-broker"),
    ("2018-general-common", "2018-general-platform"),
]


@pytest.fixture(scope="module")
def real() -> Registry:
    return load()


@pytest.mark.parametrize("standards", COMBINATIONS)
def test_everything_met_is_100_points_and_passes(real: Registry, standards: tuple[str, ...]) -> None:
    result = score(real, standards, {}, "met")
    assert (result.total, result.best, result.worst, result.passed) == (100, 100, 100, True)
    assert all(condition.passed for condition in result.conditions)


@pytest.mark.parametrize(
    ("standards", "unanswered"),
    [
        (("2018-advanced-common", "2018-advanced-broker"), []),
        (("2018-advanced-common", "2018-advanced-trader"), ["2018-advanced-common/19"]),
        (("2018-general-common", "2018-general-broker"), []),
        (("2018-advanced-common", "2018-advanced-platform"), ["2018-advanced-common/18", "2018-advanced-common/19"]),
        (("2018-general-common",), ["2018-general-common/17", "2018-general-common/18"]),
    ],
)
def test_the_pointers_are_answered_by_title(real: Registry, standards: tuple[str, ...], unanswered: list[str]) -> None:
    result = score(real, standards, {}, "met")
    assert [each.id for each in result.items if each.verdict == "not_applicable"] == unanswered
    said = " ".join(note.en or "" for note in result.notes)
    assert all(identifier in said for identifier in unanswered)


def test_every_single_item_of_2018_costs_what_the_standard_prints(real: Registry) -> None:
    for standard in real.standards:
        if standard.edition != "2018":
            continue
        for item in standard.items:
            clause = next(each for each in standard.clauses if each.id == item.clauses[-1])
            if clause.decided_by == "other_standard":
                continue
            for verdict in clause.verdict_options:
                result = score(real, [standard.id], {clause.id: (verdict, "assessor", None)}, "met")
                assert clause.points is not None
                assert result.total == 100 + (clause.points[verdict] or 0), clause.id


def test_limits_count_over_common_and_specific_together(real: Registry) -> None:
    ids = ["2018-advanced-common/3", "2018-advanced-common/5", "2018-advanced-trader/3", "2018-advanced-trader/5"]
    given = dict.fromkeys(ids, ("basically_met", "assessor", None))
    result = score(real, ["2018-advanced-common", "2018-advanced-trader"], given, "met")  # type: ignore[arg-type]
    limit = next(each for each in result.conditions if each.id == "basically_met_limit")
    assert (result.total, limit.passed, set(limit.items), result.passed) == (96, False, set(ids), False)


def test_2022_counts_every_clause_once(real: Registry) -> None:
    result = score(real, ["2022-common", "2022-specific"], {}, "met")
    assert sum(sum(row.values()) for row in result.counts.values()) == 62 + 34
    assert (result.total, result.passed) == (None, None)


def test_2022_options_are_the_english_tables(real: Registry) -> None:
    for clause, verdict in (("2022-common/13", "not_applicable"), ("2022-common/21", "basically_met")):
        with pytest.raises(EvidenceCheckError, match=clause):
            score(real, ["2022-common"], {clause: (verdict, "assessor", None)})  # type: ignore[dict-item]


def test_rule_files_name_only_what_exists(real: Registry) -> None:
    ids = {clause.id for standard in real.standards for clause in standard.clauses}
    items = {item.id for standard in real.standards for item in standard.items}
    rules = load_rules("2022")
    assert rules.finance is not None and rules.finance.item in items
    assert {rule.clause for rule in rules.facts} <= ids


@pytest.mark.parametrize(
    ("edition", "file", "line", "words"),
    [
        ("2018", "003_225b770a39bde3a5.txt", 42, "“0”、“-1”、“-2”"),
        ("2018", "003_225b770a39bde3a5.txt", 58, "没有不达标"),
        ("2018", "003_225b770a39bde3a5.txt", 60, "超过 3 项"),
        ("2018", "003_225b770a39bde3a5.txt", 62, "95 分"),
        ("2018", "003_225b770a39bde3a5.txt", 64, "100+"),
        ("2022", "002_072092f23d0e6630.txt", 83, "无保留意见"),
        ("2022", "002_072092f23d0e6630.txt", 85, "带保留意见"),
        ("2022", "002_072092f23d0e6630.txt", 87, "否定意见"),
        ("2022", "002_072092f23d0e6630.txt", 89, "ERP"),
        ("2022", "002_072092f23d0e6630.txt", 93, "负债总额/资产总额"),
    ],
)
def test_the_sources_say_what_the_rules_claim(edition: str, file: str, line: int, words: str) -> None:
    lines = (standards_dir() / edition / "source" / file).read_text(encoding="utf-8").splitlines()
    assert words in lines[line - 1]
    rules = (standards_dir() / edition / "scoring.yaml").read_text(encoding="utf-8")
    assert re.search(rf"[ \[]{line}\b", rules)
