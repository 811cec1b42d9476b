"""The contract's and the standards' own scoring rules, case by case (E1–E17 are the cases of the domain notes)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import (
    AssessorVerdict,
    Basis,
    Bilingual,
    ClauseResult,
    ConditionResult,
    Coverage,
    Evidence,
    ItemScore,
    Locator,
    Registry,
    Score,
    Verdict,
)
from evidence_check.scoring import VerdictError, gather, load_rules, score, suggest

C = "2018-advanced-common"
CONTROL = [f"{C}/{n}" for n in range(101, 107)]
SECURITY = [f"{C}/{n}" for n in range(201, 207)]
FINANCE = [f"{C}/12", f"{C}/13"]


Given = dict[str, tuple[Verdict, Basis, str | None]]


def assessed(ids: Iterable[str], verdict: Verdict = "basically_met", basis: Basis = "assessor") -> Given:
    return dict.fromkeys(ids, (verdict, basis, None))


def item(result: Score, identifier: str) -> ItemScore:
    return next(each for each in result.items if each.id == identifier)


def condition(result: Score, identifier: str) -> ConditionResult:
    return next(each for each in result.conditions if each.id == identifier)


# --- what documents suggest -----------------------------------------------------------------------------------

FOUR: tuple[Verdict, ...] = ("met", "basically_met", "not_met", "not_applicable")
TWO: tuple[Verdict, ...] = ("met", "not_met")


@pytest.mark.parametrize(
    ("coverage", "options", "verdict"),
    [
        ("present", FOUR, "met"),
        ("partial", FOUR, "basically_met"),
        ("partial", TWO, "undetermined"),
        ("missing", FOUR, "not_met"),
        ("missing", TWO, "not_met"),
        ("unreadable", FOUR, "undetermined"),
        ("customs", TWO, "undetermined"),
        ("onsite", FOUR, "undetermined"),
        ("other_standard", FOUR, "undetermined"),
        ("not_applicable", FOUR, "not_applicable"),
        ("not_applicable", TWO, "undetermined"),
    ],
)
def test_coverage_suggests_a_verdict_that_the_item_offers(
    coverage: Coverage, options: tuple[Verdict, ...], verdict: Verdict
) -> None:
    assert suggest(coverage, options) == verdict


def shown(clause: str, coverage: Coverage, *, proof: bool = False) -> ClauseResult:
    quote = (Evidence("说明.docx", Locator(), "本公司无集装箱", "certificate", 0.9),) if proof else ()
    return ClauseResult(clause, coverage, 0.9, False, (), quote, (), (), Bilingual("因"))


def test_an_assessors_verdict_replaces_the_suggestion_and_declared_facts_settle(registry: Registry) -> None:
    found = [
        shown(f"{C}/101", "partial"),
        shown(f"{C}/102", "present"),
        shown(f"{C}/6.3", "not_applicable"),
        shown(f"{C}/28", "not_applicable", proof=True),
        shown(f"{C}/14", "customs"),
    ]
    given = gather(
        registry, found, {f"{C}/102": AssessorVerdict("not_met", "现场不符"), f"{C}/1": AssessorVerdict("met")}
    )
    assert given == {
        f"{C}/101": ("basically_met", "documents", "因"),
        f"{C}/102": ("not_met", "assessor", "现场不符"),
        f"{C}/6.3": ("not_applicable", "facts", "因"),
        f"{C}/28": ("not_applicable", "documents", "因"),
        f"{C}/14": ("undetermined", "documents", "因"),
        f"{C}/1": ("met", "assessor", None),
    }
    assert score(registry, [C], given, "met").total == 97


# --- the edge cases -------------------------------------------------------------------------------------------


def test_e1_an_item_whose_sub_items_are_all_not_applicable_is_not_counted(registry: Registry) -> None:
    result = score(registry, [C], assessed([f"{C}/1.1", f"{C}/1.2"], "not_applicable"), "met")
    assert (item(result, f"{C}/1").verdict, item(result, f"{C}/1").points) == ("not_applicable", None)
    assert (result.total, result.best, result.worst) == (100, 100, 100)


def test_e2_not_applicable_sub_items_are_left_out(registry: Registry) -> None:
    given = assessed([f"{C}/1.1"], "met") | assessed([f"{C}/1.2"], "not_applicable")
    result = score(registry, [C], given)
    assert (item(result, f"{C}/1").verdict, item(result, f"{C}/1").points) == ("met", 0)


def test_e3_the_worst_applicable_sub_item_counts(registry: Registry) -> None:
    given = assessed([f"{C}/1.1"]) | assessed([f"{C}/1.2"], "not_applicable")
    result = score(registry, [C], given, "met")
    assert (item(result, f"{C}/1").verdict, item(result, f"{C}/1").points, result.total) == ("basically_met", -1, 99)


def test_e4_one_sub_item_not_met_fails_the_item_and_the_whole(registry: Registry) -> None:
    result = score(registry, [C], assessed([f"{C}/21.2"], "not_met"), "met")
    assert (item(result, f"{C}/21").points, result.total, result.passed) == (-2, 98, False)
    assert condition(result, "no_not_met").items == (f"{C}/21",)
    assert condition(result, "total_95").passed is True


@pytest.mark.parametrize(
    ("case", "ids", "total", "limit", "together", "passed"),
    [
        ("E5 four in trade security", SECURITY[:4], 96, False, False, False),
        ("E6 three and three", CONTROL[:3] + SECURITY[:3], 94, True, False, False),
        ("E7 three and two", CONTROL[:3] + SECURITY[:2], 95, True, False, True),
        ("E8 two in finance and three", FINANCE + SECURITY[:3], 95, True, True, True),
        ("E9 two, two and two", FINANCE + CONTROL[:2] + SECURITY[:2], 94, True, False, False),
        ("exactly three in one category", CONTROL[:3], 97, True, True, True),
        ("all met", [], 100, True, True, True),
    ],
)
def test_e5_to_e9_the_limit_counts_each_category_by_itself(
    registry: Registry, case: str, ids: list[str], total: int, limit: bool, together: bool, passed: bool
) -> None:
    result = score(registry, [C], assessed(ids), "met")
    assert result.total == result.best == result.worst == total, case
    assert condition(result, "basically_met_limit").passed is limit, case
    assert condition(result, "basically_met_limit_together").passed is together, case
    assert condition(result, "total_95").passed is (total >= 95), case
    assert result.passed is passed, case


def test_the_stricter_reading_is_reported_and_does_not_gate(registry: Registry) -> None:
    result = score(registry, [C], assessed(CONTROL[:3] + SECURITY[:2]), "met")
    assert [each.id for each in result.conditions if not each.gates] == ["basically_met_limit_together"]
    assert set(condition(result, "basically_met_limit_together").items) == set(CONTROL[:3] + SECURITY[:2])
    assert result.passed is True


def test_e10_a_verdict_that_is_not_offered_is_refused_by_name(registry: Registry) -> None:
    with pytest.raises(VerdictError) as caught:
        score(registry, [C], assessed([f"{C}/14"]))
    message = str(caught.value)
    assert f"{C}/14" in message and "basically_met" in message and "met, not_met, not_applicable" in message
    assert caught.value.exit_code == 2


def test_e11_pointers_are_not_scored_and_said_to_be_unanswered(registry: Registry) -> None:
    result = score(registry, [C, "2018-advanced-platform"], {}, "met")
    for each in (item(result, f"{C}/18"), item(result, f"{C}/19")):
        assert (each.verdict, each.points) == ("not_applicable", None)
    assert any(f"{C}/18" in (n.en or "") and "not scored" in (n.en or "") for n in result.notes)
    assert result.passed is True


def test_e11_a_specific_standard_with_the_title_answers_the_pointer(registry: Registry) -> None:
    given = assessed(["2018-advanced-trader/8.2"], "not_met")
    result = score(registry, [C, "2018-advanced-trader"], given, "met")
    assert result.total == 98  # counted once, in the specific standard
    assert (item(result, f"{C}/18").verdict, item(result, f"{C}/18").points) == ("not_met", None)
    assert "2018-advanced-trader/8" in (item(result, f"{C}/18").reason or "")
    assert item(result, f"{C}/19").verdict == "not_applicable"
    assert condition(result, "no_not_met").items == ("2018-advanced-trader/8",)


def test_a_verdict_on_a_pointer_is_kept_but_never_scored(registry: Registry) -> None:
    result = score(registry, [C], assessed([f"{C}/18"], "not_met"), "met")
    assert (item(result, f"{C}/18").verdict, item(result, f"{C}/18").points) == ("not_met", None)
    assert (result.total, result.passed) == (100, True)


def test_e12_on_a_first_application_item_6_rests_on_its_first_two_sub_items(registry: Registry) -> None:
    given = assessed([f"{C}/6.1", f"{C}/6.2"], "met") | assessed([f"{C}/6.3"], "not_applicable", "facts")
    assert item(score(registry, [C], given), f"{C}/6").verdict == "met"


def test_e13_not_applicable_needs_more_than_missing_documents(registry: Registry) -> None:
    unsupported = {f"{C}/28": (suggest("missing", FOUR), "documents", None)}
    supported = {f"{C}/28": (suggest("not_applicable", FOUR), "documents", None)}
    assert item(score(registry, [C], unsupported), f"{C}/28").points == -2
    assert item(score(registry, [C], supported), f"{C}/28").points is None


def test_e14_what_customs_decides_leaves_a_band_and_no_pass(registry: Registry) -> None:
    open_ = [f"{C}/13", f"{C}/14"]
    result = score(registry, [C], assessed(open_, "undetermined"), "met")
    assert (result.total, result.best, result.worst, result.passed) == (100, 100, 96, None)
    assert condition(result, "no_not_met").passed is None
    assert condition(result, "basically_met_limit").passed is True  # neither finance nor compliance counts there
    assert condition(result, "total_95").passed is True


def test_e15_a_branch_is_merged_with_the_head_office_by_the_worst(registry: Registry) -> None:
    result = score(registry, [C], {}, "met", branches=[assessed([f"{C}/101"]), assessed([f"{C}/21.1"], "not_met")])
    assert (item(result, f"{C}/101").points, item(result, f"{C}/21").points, result.total) == (-1, -2, 97)


def test_e16_several_specific_standards_make_one_total_and_one_count(registry: Registry) -> None:
    given = assessed([*CONTROL[:2], "2018-advanced-trader/1", "2018-advanced-trader/2"])
    result = score(registry, [C, "2018-advanced-trader", "2018-advanced-broker"], given, "met")
    assert result.total == 96
    assert condition(result, "basically_met_limit").passed is False
    assert any("each item is scored by itself" in (note.en or "") for note in result.notes)


def test_e17_the_general_level_has_the_same_rules(registry: Registry) -> None:
    general = "2018-general-common"
    result = score(registry, [general], assessed([f"{general}/{n}" for n in range(21, 25)]), "met")
    assert (result.total, result.passed) == (96, False)


# --- what is settled and what varies --------------------------------------------------------------------------


def test_documents_only_suggest_so_they_vary_between_best_and_worst(registry: Registry) -> None:
    result = score(registry, [C], assessed(CONTROL[:1], "met", "documents"), "met")
    assert (result.total, result.best, result.worst, result.passed) == (100, 100, 98, None)
    assert item(result, CONTROL[0]).basis == "documents"


@pytest.mark.parametrize("basis", ["facts", "assumed", "assessor"])
def test_facts_assumptions_and_assessors_settle(registry: Registry, basis: Basis) -> None:
    result = score(registry, [C], assessed(CONTROL[:1], "basically_met", basis), "met")
    assert (result.total, result.best, result.worst, result.passed) == (99, 99, 99, True)
    assert item(result, CONTROL[0]).basis == basis


def test_a_settled_failure_decides_although_others_are_open(registry: Registry) -> None:
    result = score(registry, [C], assessed(CONTROL[:1], "not_met"))
    assert result.passed is False
    assert result.best == 98


def test_nothing_given_leaves_everything_open(registry: Registry) -> None:
    result = score(registry, [C], {})
    scored = [each for each in result.items if each.verdict == "undetermined"]
    assert (result.total, result.best, result.passed) == (100, 100, None)
    assert result.worst == 100 - 2 * len(scored)
    assert all(each.points is None for each in scored)


def test_a_certain_deduction_counts_although_the_item_is_still_open(registry: Registry) -> None:
    result = score(registry, [C], assessed([f"{C}/1.1"]) | assessed([f"{C}/1.2"], "undetermined"), "met")
    assert (item(result, f"{C}/1").verdict, item(result, f"{C}/1").points) == ("undetermined", -1)
    assert (result.total, result.best, result.worst) == (99, 99, 98)


def test_the_limit_is_null_only_while_open_items_can_still_cross_it(registry: Registry) -> None:
    three = assessed(SECURITY[:3])
    open_ = assessed(SECURITY[3:4], "undetermined")
    assert condition(score(registry, [C], three | open_, "met"), "basically_met_limit").passed is None
    four = assessed(SECURITY[:4]) | assessed(SECURITY[4:5], "undetermined")
    assert condition(score(registry, [C], four, "met"), "basically_met_limit").passed is False
    two = assessed(SECURITY[:2]) | open_
    assert condition(score(registry, [C], two, "met"), "basically_met_limit").passed is True


def test_an_explicit_undetermined_is_not_filled_by_the_assumption(registry: Registry) -> None:
    result = score(registry, [C], assessed(CONTROL[:1], "undetermined"), "met")
    assert item(result, CONTROL[0]).verdict == "undetermined"
    assert any(CONTROL[0] in (note.en or "") for note in result.notes)


def test_assume_undetermined_is_the_same_as_no_assumption(registry: Registry) -> None:
    given = assessed(CONTROL[:1])
    assert score(registry, [C], given, "undetermined") == score(registry, [C], given)


def test_an_assumption_is_not_made_where_it_is_not_offered(registry: Registry) -> None:
    result = score(registry, [C], {}, "basically_met")
    assert item(result, f"{C}/14").verdict == "undetermined"
    assert item(result, CONTROL[0]).basis == "assumed"


def test_a_verdict_on_the_item_stands_for_its_clauses(registry: Registry) -> None:
    result = score(registry, [C], assessed([f"{C}/1"]) | assessed([f"{C}/1.1"], "not_met", "documents"), "met")
    assert (item(result, f"{C}/1").verdict, item(result, f"{C}/1").basis) == ("basically_met", "assessor")


def test_on_equal_terms_the_verdict_on_the_item_wins(registry: Registry) -> None:
    result = score(registry, [C], assessed([f"{C}/1"]) | assessed([f"{C}/1.1"], "not_met"))
    assert item(result, f"{C}/1").verdict == "basically_met"


def test_a_failed_sub_item_fixes_the_item_although_its_sibling_is_open(registry: Registry) -> None:
    result = score(registry, [C], assessed([f"{C}/1.1"], "not_met") | assessed([f"{C}/1.2"], "undetermined"), "met")
    assert (item(result, f"{C}/1").verdict, item(result, f"{C}/1").basis) == ("not_met", "assessor")
    assert (result.total, result.best, result.worst, result.passed) == (98, 98, 98, False)
    assert condition(result, "no_not_met").passed is False


def test_an_assessor_on_a_clause_outweighs_facts_on_the_item(registry: Registry) -> None:
    given = assessed([f"{C}/1"], "met", "facts") | assessed([f"{C}/1.1"], "not_met")
    assert item(score(registry, [C], given), f"{C}/1").verdict == "not_met"


def test_the_reasons_of_the_deciding_parts_are_kept(registry: Registry) -> None:
    given: Given = {f"{C}/1.1": ("not_met", "assessor", "无培训记录"), f"{C}/1.2": ("met", "assessor", "好")}
    result = score(registry, [C], given)
    assert item(result, f"{C}/1").reason == "无培训记录"


# --- refusals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standards", "expected"),
    [
        ([C, "2022-common"], "different editions"),
        ([C, "2018-general-common"], "different levels"),
        (["2018-advanced-comon"], "did you mean '2018-advanced-common'"),
        ([], "no standard is named"),
    ],
)
def test_standards_that_can_not_be_scored_together_are_refused(
    registry: Registry, standards: list[str], expected: str
) -> None:
    with pytest.raises(EvidenceCheckError, match=expected) as caught:
        score(registry, standards, {})
    assert caught.value.exit_code == 2


def test_an_unknown_id_is_refused_and_one_of_another_standard_noted(registry: Registry) -> None:
    with pytest.raises(VerdictError, match="2018-advanced-common/99"):
        score(registry, [C], assessed([f"{C}/99"]))
    result = score(registry, [C], assessed(["2018-advanced-trader/1"], "not_met"), "met")
    assert result.total == 100
    assert any("2018-advanced-trader/1" in (note.en or "") for note in result.notes)


# --- 2022 -----------------------------------------------------------------------------------------------------


def test_2022_has_counts_and_no_points(registry: Registry) -> None:
    given = assessed(["2022-common/10"]) | assessed(["2022-specific/1"], "not_applicable")
    result = score(registry, ["2022-common", "2022-specific"], given, "met")
    assert (result.total, result.best, result.worst, result.passed, result.conditions) == (None, None, None, None, ())
    assert result.counts["internal_control"] == {"basically_met": 1, "met": 2}
    assert result.counts["compliance"] == {"met": 5}
    assert result.counts["specific"] == {"not_applicable": 1}
    assert all(each.points is None for each in result.items)
    assert item(result, "2022-common/item-4").verdict == "basically_met"


def test_2022_compliance_accepts_not_applicable_with_a_warning_and_finance_refuses_it(registry: Registry) -> None:
    result = score(registry, ["2022-common"], assessed(["2022-common/18"], "not_applicable"))
    assert any("2022-common/18" in (note.en or "") and "please check" in (note.en or "") for note in result.notes)
    with pytest.raises(VerdictError, match="2022-common/13"):
        score(registry, ["2022-common"], assessed(["2022-common/13"], "not_applicable"))
    with pytest.raises(VerdictError, match="2022-common/18"):
        score(registry, ["2022-common"], assessed(["2022-common/18"], "basically_met"))


def test_counts_leave_out_pointers_and_take_the_items_verdict_for_silent_clauses(registry: Registry) -> None:
    counts = score(registry, [C], assessed([f"{C}/21"], "not_met") | assessed([f"{C}/1.1"]), "met").counts
    assert counts["compliance"] == {"met": 1}
    assert counts["trade_security"] == {"met": 7, "not_met": 2}
    assert counts["internal_control"] == {"basically_met": 1, "met": 10}
    own = assessed(["2022-common/item-5"]) | assessed(["2022-common/14"], "met", "documents")
    assert score(registry, ["2022-common"], own).counts["finance"] == {"basically_met": 1, "met": 1}


# --- the rules are data ---------------------------------------------------------------------------------------


def test_thresholds_come_from_the_rule_file_with_their_source() -> None:
    rules = {rule.id: rule for rule in load_rules("2018").conditions}
    assert rules["basically_met_limit"].limit == 3
    assert rules["total_95"].line == 95
    assert {source.line for rule in rules.values() for source in rule.source} == {58, 60, 62}
    assert load_rules("2018").points == {"met": 0, "basically_met": -1, "not_met": -2, "not_applicable": None}
    assert load_rules("2022").base is None


def test_an_edition_without_rules_is_refused(registry: Registry) -> None:
    strange = replace(registry, standards=(replace(registry.standards[0], edition="2031"),))
    with pytest.raises(EvidenceCheckError, match="2031"):
        score(strange, [C], {})
