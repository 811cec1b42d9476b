"""Prepares which items closed would make the pass conditions hold, in the order in which to close them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evidence_check.model import Bilingual, Score
from evidence_check.report import wording
from evidence_check.report.score_line import ScoreLine


@dataclass(frozen=True, slots=True)
class Step:
    """One item to close: its line, the total once it and those before it are closed, and which conditions still fail:
    ``standing`` says it in words, in full only where it is not the same as the step before.
    """

    number: int
    line: ScoreLine
    total: int
    standing: Bilingual


@dataclass(frozen=True, slots=True)
class ClosingView:
    """The way to a score that passes. ``undecided``, by standard, are taken without a deduction."""

    lead: Bilingual
    steps: tuple[Step, ...]
    undecided: tuple[tuple[str, tuple[ScoreLine, ...]], ...]


def closing(score: Score, lines: Mapping[str, ScoreLine]) -> ClosingView | None:
    """Return the way to a score that passes; None where there is none, or where nothing is in the way.

    Args:
        score: the result of scoring, whose steps each hold all items closed so far.
        lines: the scored items by id.
    """
    before = (None, *(step.failing for step in score.closing))
    steps = tuple(
        Step(number, lines[step.items[-1]], step.total, _standing(step.failing, last))
        for number, (step, last) in enumerate(zip(score.closing, before, strict=False), 1)
        if step.items[-1] in lines
    )
    if not steps:
        return None
    lead = wording.text("closing_lead", n=len(steps), total=steps[-1].total)
    return ClosingView(lead, steps, by_standard(lines[each] for each in score.closing[-1].undecided if each in lines))


def _standing(failing: tuple[str, ...], last: tuple[str, ...] | None) -> Bilingual:
    if not failing:
        return wording.text("closing_passes")
    if failing == last:
        return wording.text("closing_as_above")
    return wording.join([wording.word("condition", each) for each in failing], "；", "; ")


def by_standard(lines: Iterable[ScoreLine]) -> tuple[tuple[str, tuple[ScoreLine, ...]], ...]:
    """Return scored items under the id of their standard: two standards may give an item the same number."""
    found: dict[str, list[ScoreLine]] = {}
    for line in lines:
        found.setdefault(line.standard, []).append(line)
    return tuple((standard, tuple(group)) for standard, group in found.items())
