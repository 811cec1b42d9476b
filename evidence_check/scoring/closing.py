"""Says which items, once closed, would make the conditions pass: the fewest, in the order in which to close them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from evidence_check.model import Closing, ConditionResult
from evidence_check.scoring.conditions import Span, judge
from evidence_check.scoring.rules import Rules


def closing(
    rules: Rules, spans: Sequence[Span], undecided: Collection[str], fixed: Collection[str] = ()
) -> tuple[Closing, ...]:
    """Return the steps from the score as it stands to one that passes, each with all items closed so far.

    Closed means 达标. What is ``undecided`` is taken as it stands, without a deduction of its own, and named with each
    step; ``fixed`` items (penalties and the like) can't be closed by anybody's work. Empty where the edition has no
    conditions, where they hold already, and where no work would make them hold.

    Every failing condition names the items that it wants gone: all that are not met, those of a category above its
    limit, all with a deduction where the total is too low. Closing first what most conditions name, the worst of
    those before the others, needs no more items than any other order: the first are all needed, and each of the
    others lowers two counts at once for as long as both are too high.
    """
    if rules.base is None:
        return ()
    standing = [replace(span, reach=(span.now,)) for span in spans]
    failing = _failing(rules, standing)
    closed: list[str] = []
    steps: list[Closing] = []
    while failing:
        item = _next(failing, standing, fixed)
        if item is None:
            return ()
        closed.append(item)
        standing = [replace(s, now=0, reach=(0,)) if s.id == item else s for s in standing]
        failing = _failing(rules, standing)
        points = sum(rules.points.get(rules.severity[s.now]) or 0 for s in standing if s.now is not None)
        left = tuple(span.id for span in standing if span.id in undecided and span.id not in closed)
        names = tuple(result.id for result in failing)
        steps.append(Closing(tuple(closed), rules.base + points, not failing, names, left))
    return tuple(steps)


def _failing(rules: Rules, spans: Sequence[Span]) -> list[ConditionResult]:
    return [result for result in judge(rules, spans)[0] if result.gates and not result.passed]


def _next(failing: Sequence[ConditionResult], spans: Sequence[Span], fixed: Collection[str]) -> str | None:
    """Return the item that the most failing conditions want gone; of equals the worst, then the first."""
    found: tuple[tuple[int, int], str] | None = None
    for span in spans:
        wanted = sum(span.id in result.items for result in failing)
        if wanted and span.now and span.id not in fixed and (found is None or (wanted, span.now) > found[0]):
            found = ((wanted, span.now), span.id)
    return found[1] if found else None
