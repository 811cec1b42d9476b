"""What must hold for every set of verdicts, not only for the cases that somebody thought of."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence_check.model import Basis, Registry, Verdict
from evidence_check.scoring import load_rules, score
from evidence_check.scoring.conditions import Span, judge

STANDARDS = ["2018-advanced-common", "2018-advanced-trader"]
BASES: list[Basis] = ["documents", "facts", "assumed", "assessor"]
Given = dict[str, tuple[Verdict, Basis, str | None]]

quiet = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def draw(data: st.DataObject, registry: Registry) -> Given:
    clauses = [c for s in registry.standards if s.id in STANDARDS for c in s.clauses]
    chosen = data.draw(st.lists(st.sampled_from(clauses), unique_by=lambda c: c.id, max_size=30))
    return {
        c.id: (
            data.draw(st.sampled_from([*c.verdict_options, "undetermined"])),
            data.draw(st.sampled_from(BASES)),
            None,
        )
        for c in chosen
    }


@quiet
@given(data=st.data())
def test_the_total_lies_between_worst_and_best(registry: Registry, data: st.DataObject) -> None:
    result = score(
        registry, STANDARDS, draw(data, registry), data.draw(st.sampled_from([None, "met", "basically_met"]))
    )
    assert result.worst is not None and result.total is not None and result.best is not None
    assert result.worst <= result.total <= result.best <= 100
    assert result.total == 100 + sum(each.points or 0 for each in result.items)
    assert result.best == 100 + sum(each.best or 0 for each in result.items)
    assert result.worst == 100 + sum(each.worst or 0 for each in result.items)
    assert all((each.worst or 0) <= (each.points or 0) <= (each.best or 0) for each in result.items)


@quiet
@given(data=st.data())
def test_not_applicable_never_changes_the_total(registry: Registry, data: st.DataObject) -> None:
    verdicts = draw(data, registry)
    before = score(registry, STANDARDS, verdicts, "met").total
    for identifier in ("2018-advanced-common/101", "2018-advanced-common/1.2"):
        if identifier not in verdicts:
            changed = verdicts | {identifier: ("not_applicable", "assessor", None)}
            assert score(registry, STANDARDS, changed, "met").total == before


@quiet
@given(data=st.data())
def test_the_order_of_the_input_is_irrelevant(registry: Registry, data: st.DataObject) -> None:
    verdicts = draw(data, registry)
    entries = list(verdicts.items())
    random.Random(7).shuffle(entries)
    assert score(registry, STANDARDS, verdicts) == score(registry, STANDARDS[::-1], dict(entries))


@quiet
@given(data=st.data())
def test_settling_an_open_item_never_widens_the_band(registry: Registry, data: st.DataObject) -> None:
    verdicts = draw(data, registry)
    before = score(registry, STANDARDS, verdicts)
    target = data.draw(st.sampled_from(["2018-advanced-common/102", "2018-advanced-trader/10"]))
    if target in verdicts:
        return
    settled: Verdict = data.draw(st.sampled_from(["met", "basically_met", "not_met"]))
    after = score(registry, STANDARDS, verdicts | {target: (settled, "assessor", None)})
    assert before.worst is not None and before.best is not None and after.worst is not None and after.best is not None
    assert before.worst <= after.worst <= after.best <= before.best


REACHES: list[tuple[int | None, ...]] = [(None,), (0,), (1,), (2,), (0, 1, 2), (0, 2), (1, 2)]
CATEGORIES = ["internal_control", "trade_security", "finance", "compliance"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(REACHES)), max_size=7), st.integers(0, 3))
def test_conditions_agree_with_trying_every_completion(
    plan: list[tuple[str, tuple[int | None, ...]]], settled_minus_ones: int
) -> None:
    rules = load_rules("2018")
    fixed = [Span(f"f{n}", "internal_control", 1, (1,)) for n in range(settled_minus_ones)]
    spans = fixed + [Span(str(n), category, reach[0], reach) for n, (category, reach) in enumerate(plan)]
    results, passed = judge(rules, spans)
    outcomes: dict[str, set[bool]] = {rule.id: set() for rule in rules.conditions}
    whole: set[bool] = set()
    for ranks in itertools.product(*(span.reach for span in spans)):
        held = by_hand([(span.category or "", rank) for span, rank in zip(spans, ranks, strict=True)])
        for identifier, value in held.items():
            outcomes[identifier].add(value)
        whole.add(held["no_not_met"] and held["basically_met_limit"] and held["total_95"])
    for result in results:
        assert result.passed is only(outcomes[result.id])
    assert passed is only(whole)


def only(values: set[bool]) -> bool | None:
    return next(iter(values)) if len(values) == 1 else None


def by_hand(items: list[tuple[str, int | None]]) -> dict[str, bool]:
    """Judge one completed sheet straight from the wording of 说明 三 (seed 003, lines 58–64)."""
    minus_one = [category for category, rank in items if rank == 1]
    control, security = minus_one.count("internal_control"), minus_one.count("trade_security")
    return {
        "no_not_met": all(rank != 2 for _, rank in items),
        "basically_met_limit": control <= 3 and security <= 3,
        "basically_met_limit_together": control + security <= 3,
        "total_95": 100 - sum(rank or 0 for _, rank in items) >= 95,
    }


@pytest.mark.parametrize("verdict", ["met", "not_met"])
def test_assuming_everything_settles_everything(registry: Registry, verdict: Verdict) -> None:
    result = score(registry, STANDARDS, {}, verdict)
    assert result.total == result.best == result.worst
    assert result.passed is (verdict == "met")
    assert {each.basis for each in result.items if each.points is not None} == {"assumed"}
