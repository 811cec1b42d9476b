"""The 2022 determination of financial status (seed 002, lines 83–95) and what other facts settle."""

from __future__ import annotations

import pytest

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Registry, Verdict
from evidence_check.scoring import Financial, financial, load_rules, score

HEALTHY = {2021: 0.97, 2022: 0.96, 2023: 0.955, 2024: 0.951, 2025: 0.62}
OVER = dict.fromkeys(range(2021, 2026), 0.96)


def judged(**facts: object) -> Financial:
    rule = load_rules("2022").finance
    assert rule is not None
    return financial(facts, rule)


@pytest.mark.parametrize(
    ("opinion", "ratios", "verdict"),
    [
        ("无保留意见", HEALTHY, "met"),
        ("unqualified", HEALTHY, "met"),
        ("带保留意见", HEALTHY, "basically_met"),
        ("否定意见", HEALTHY, "not_met"),
        ("否定", {}, "not_met"),
        ("无保留", OVER, "not_met"),
        ("无保留", {2025: 0.5}, "met"),  # one year at or below the limit breaks every run of five that ends now
        ("无保留", {}, None),
        ("无保留", {2024: 0.97, 2025: 0.98}, None),
        ("无法表示意见", HEALTHY, None),
        (None, HEALTHY, None),
    ],
)
def test_the_audit_route(opinion: str | None, ratios: dict[int, float], verdict: Verdict | None) -> None:
    result = judged(audit_opinion=opinion, debt_ratios=ratios)
    assert result.verdict == verdict
    assert result.reason.zh and result.reason.en


def test_exactly_95_percent_does_not_exceed_95_percent() -> None:
    assert judged(audit_opinion="无保留", debt_ratios=dict.fromkeys(range(2021, 2026), 0.95)).verdict == "met"


def test_five_years_over_must_be_consecutive() -> None:
    gap = {2017: 0.99, 2018: 0.99, 2019: 0.99, 2021: 0.99, 2022: 0.99, 2023: 0.5}
    assert judged(audit_opinion="无保留", debt_ratios=gap).verdict == "met"
    earlier = {**dict.fromkeys(range(2017, 2022), 0.99), 2022: 0.5}
    assert judged(audit_opinion="无保留", debt_ratios=earlier).verdict == "not_met"


def test_the_erp_route_needs_connection_balance_sheets_and_ratios() -> None:
    assert judged(erp_connected=True, debt_ratios=HEALTHY).verdict == "met"
    assert judged(erp_connected="是", debt_ratios=OVER).verdict == "not_met"
    assert judged(erp_connected=True).verdict is None
    assert judged(erp_connected=True, balance_sheet=False, debt_ratios=HEALTHY).verdict is None
    assert judged(erp_connected=False, debt_ratios=HEALTHY).verdict is None


def test_either_way_of_proof_may_be_chosen_and_the_other_is_named() -> None:
    result = judged(audit_opinion="带保留意见", erp_connected=True, debt_ratios=HEALTHY)
    assert result.verdict == "met"
    assert "qualified, basically_met" in (result.reason.en or "")


def test_an_enterprise_younger_than_five_years_can_not_have_five_years_over() -> None:
    young = {2024: 0.99, 2025: 0.98}
    assert judged(audit_opinion="无保留", debt_ratios=young, established=2024).verdict == "met"
    assert judged(audit_opinion="无保留", debt_ratios=young, established=2015).verdict is None


def test_ratios_may_be_percentages_or_balance_sheet_figures() -> None:
    result = judged(debt_ratios={2024: "62%", 2025: {"liabilities": 31, "assets": 50}})
    assert result.ratios == {"2024": 0.62, "2025": 0.62}
    shown = result.to_json()
    assert shown["debt_ratios"] == {"2024": 0.62, "2025": 0.62}
    assert "002_072092f23d0e6630.txt:93" in result.source


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"audit_opinion": "很好"}, "audit_opinion.*很好"),
        ({"debt_ratios": {2025: "viel"}}, "debt_ratios.2025"),
        ({"debt_ratios": {2025: {"liabilities": 1, "assets": 0}}}, "debt_ratios.2025"),
        ({"debt_ratios": {2025: 62}}, "debt_ratios.2025: found 62"),
        ({"debt_ratios": [0.5]}, "expected years"),
        ({"debt_ratios": {"last": 0.5}}, "not a year"),
        ({"erp_connected": "maybe"}, "erp_connected"),
    ],
)
def test_facts_that_can_not_be_read_are_refused_by_name(facts: dict[str, object], expected: str) -> None:
    with pytest.raises(EvidenceCheckError, match=expected):
        judged(**facts)


def test_finance_facts_settle_the_item_and_are_shown(registry: Registry) -> None:
    facts = {"audit_opinion": "带保留", "debt_ratios": HEALTHY}
    result = score(registry, ["2022-common"], {"2022-common/13": ("met", "documents", None)}, facts=facts)
    finance = next(each for each in result.items if each.id == "2022-common/item-5")
    assert (finance.verdict, finance.basis) == ("basically_met", "facts")
    assert result.financial is not None and result.financial["opinion"] == "qualified"


def test_an_assessor_outweighs_facts(registry: Registry) -> None:
    facts = {"audit_opinion": "带保留", "debt_ratios": HEALTHY}
    result = score(registry, ["2022-common"], {"2022-common/item-5": ("not_met", "assessor", "已查")}, facts=facts)
    finance = next(each for each in result.items if each.id == "2022-common/item-5")
    assert (finance.verdict, finance.basis, finance.reason) == ("not_met", "assessor", "已查")


@pytest.mark.parametrize(
    ("facts", "clause", "verdict"),
    [
        ({"largest_penalty_cny": 50000}, "16", "met"),
        ({"largest_penalty_cny": 50001}, "16", "not_met"),
        ({"penalties_total_cny": 90000, "violations": 4}, "17", "met"),
        ({"penalties_total_cny": 90000, "violations": 9, "violations_per_thousand_declarations": 0.4}, "17", "met"),
        ({"penalties_total_cny": 90000, "violations": 9}, "17", "undetermined"),
        ({"penalties_total_cny": 120000}, "17", "not_met"),
        ({"import_export_activity": True}, "19", "met"),
        ({}, "16", "undetermined"),
    ],
)
def test_penalties_and_activity_settle_compliance_clauses(
    registry: Registry, facts: dict[str, object], clause: str, verdict: Verdict
) -> None:
    result = score(registry, ["2022-common"], {}, facts=facts)
    counts = result.counts["compliance"]
    expected = {"undetermined": 5} if verdict == "undetermined" else {"undetermined": 4, verdict: 1}
    assert counts == expected, clause


def test_branches_declared_as_facts_are_merged_where_the_edition_says_so(registry: Registry) -> None:
    facts = {"branches": {"厦门分公司": {"2018-advanced-common/101": "基本达标"}}}
    result = score(registry, ["2018-advanced-common"], {}, "met", facts=facts)
    merged = next(each for each in result.items if each.id == "2018-advanced-common/101")
    assert (merged.points, merged.reason, result.total) == (-1, "厦门分公司", 99)
    with pytest.raises(EvidenceCheckError, match=r"branches\.A\.2018-advanced-common/101"):
        score(registry, ["2018-advanced-common"], {}, facts={"branches": {"A": {"2018-advanced-common/101": "good"}}})
    with pytest.raises(EvidenceCheckError, match="expected branch names"):
        score(registry, ["2018-advanced-common"], {}, facts={"branches": ["A"]})


def test_a_misspelt_fact_is_pointed_out(registry: Registry) -> None:
    result = score(registry, ["2022-common"], {}, facts={"audit_opinon": "无保留", "headcount": 120})
    assert [note.en for note in result.notes if "is not used" in (note.en or "")] == [
        "facts.audit_opinon is not used, did you mean 'audit_opinion'?"
    ]


def test_a_fact_that_is_no_number_is_refused(registry: Registry) -> None:
    with pytest.raises(EvidenceCheckError, match="largest_penalty_cny"):
        score(registry, ["2022-common"], {}, facts={"largest_penalty_cny": "viel"})
