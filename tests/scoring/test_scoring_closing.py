"""Which gaps closed would pass: the fewest, worst first, checked against every other choice."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from evidence_check.model import Basis, Registry, Verdict
from evidence_check.scoring import load_rules, score
from evidence_check.scoring.closing import closing
from evidence_check.scoring.conditions import Span, judge

RULES = load_rules("2018")
IDS = ["2018-advanced-common"]


def spans(*ranks: tuple[str, int]) -> list[Span]:
    return [Span(f"i{n}", category, rank, (rank,)) for n, (category, rank) in enumerate(ranks)]


def passes(found: list[Span]) -> bool:
    return all(r.passed for r in judge(RULES, found)[0] if r.gates)


def fewest(found: list[Span]) -> int:
    """How many items must be closed, by trying every choice."""
    for size in range(len(found) + 1):
        for chosen in combinations(range(len(found)), size):
            tried = [Span(s.id, s.category, 0, (0,)) if n in chosen else s for n, s in enumerate(found)]
            if passes(tried):
                return size
    return len(found)


@pytest.mark.parametrize(("control", "security", "law"), list(product(range(0, 6, 1), (0, 3, 5), (0, 2))))
def test_no_shorter_list_would_pass(control: int, security: int, law: int) -> None:
    ranks = [("internal_control", 1)] * control + [("trade_security", 1)] * security + [("compliance", 2)] * law
    found = spans(*ranks)
    steps = closing(RULES, found, ())
    assert len(steps) == fewest(found)
    assert not steps or (steps[-1].passed and not steps[-1].failing)
    assert [step.passed for step in steps[:-1]] == [False] * max(len(steps) - 1, 0)


def test_what_is_not_met_comes_first_and_the_totals_are_the_scores_own(registry: Registry) -> None:
    given: dict[str, tuple[Verdict, Basis, str | None]] = {
        f"2018-advanced-common/{n}": ("basically_met", "documents", None) for n in range(101, 106)
    }
    given["2018-advanced-common/12"] = ("not_met", "documents", None)
    result = score(registry, IDS, given, "met")
    assert result.total == 93
    assert [step.items[-1].partition("/")[2] for step in result.closing] == ["12", "101", "102"]
    assert [step.total for step in result.closing] == [95, 96, 97]
    assert [step.failing for step in result.closing] == [("basically_met_limit",), ("basically_met_limit",), ()]


def test_a_score_that_passes_has_nothing_to_close(registry: Registry) -> None:
    assert score(registry, IDS, {}, "met").closing == ()


def test_what_customs_decided_cannot_be_closed() -> None:
    found = spans(("compliance", 2), ("internal_control", 1))
    assert closing(RULES, found, (), {"i0"}) == ()


def test_undecided_items_are_named(registry: Registry) -> None:
    given: dict[str, tuple[Verdict, Basis, str | None]] = {"2018-advanced-common/101": ("not_met", "documents", None)}
    result = score(registry, IDS, given)
    (step,) = result.closing
    assert step.items == ("2018-advanced-common/101",) and "2018-advanced-common/12" in step.undecided


def test_an_edition_without_points_has_no_list(registry: Registry) -> None:
    given: dict[str, tuple[Verdict, Basis, str | None]] = {"2022-common/11": ("not_met", "documents", None)}
    assert score(registry, ["2022-common"], given).closing == ()
