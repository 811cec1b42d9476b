"""Prepares what is to be done: every gap with the department that usually owns it, so that each gets its own list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from evidence_check.departments import Department, Departments
from evidence_check.model import Bilingual, ClauseResult, Coverage, RequirementResult
from evidence_check.report import charts, links
from evidence_check.report.cards import GAPS
from evidence_check.report.lookup import Lookup


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to supply: the clause, what is wanted, what of it lacks. ``blocks``: its item is not met without it."""

    clause: str
    number: str
    anchor: str
    wanted: Bilingual
    coverage: Coverage
    missing: tuple[Bilingual, ...]
    blocks: bool

    @property
    def order(self) -> int:
        """Return its place among the gaps, the worst first."""
        return GAPS.index(self.coverage)


@dataclass(frozen=True, slots=True)
class Share:
    """One department's list, counted by coverage; ``department`` is None for what the data names no owner of."""

    department: Department | None
    anchor: str
    actions: tuple[Action, ...]
    counts: dict[str, int]
    bar: tuple[charts.Segment, ...]


def shares(lookup: Lookup, departments: Departments) -> tuple[Share, ...]:
    """Return each department's list, the longest of what is missing first; those without anything are left out."""
    blocked = {
        clause for item in lookup.assessment.score.items if item.verdict == "not_met"
        for clause in lookup.clauses_of(item.id)
    }  # fmt: skip
    found: dict[Department | None, list[Action]] = {}
    for result in lookup.assessment.clauses:
        if result.coverage in GAPS:
            for requirement, action in _actions(result, lookup, blocked):
                owner = departments.owner(requirement, lookup.item_of.get(result.id))
                found.setdefault(owner, []).append(action)
    counts = {owner: Counter(action.coverage for action in actions) for owner, actions in found.items()}
    most = max((sum(count.values()) for count in counts.values()), default=1)
    place = {department: n for n, department in enumerate(departments.all)}
    order = sorted(found, key=lambda o: (*(-counts[o][gap] for gap in GAPS), place[o] if o else len(place)))
    return tuple(_share(owner, found[owner], counts[owner], most) for owner in order)


def _share(owner: Department | None, actions: list[Action], counts: Counter[Coverage], most: int) -> Share:
    ordered = sorted(actions, key=lambda action: action.order)
    numbers = {str(gap): counts[gap] for gap in GAPS}
    name = owner.id if owner else "nobody"
    return Share(owner, f"do/{name}", tuple(ordered), numbers, charts.segments(numbers, most))


def _actions(result: ClauseResult, lookup: Lookup, blocked: set[str]) -> Iterator[tuple[str | None, Action]]:
    """Yield (requirement id, action) for what a clause lacks; (None, action) where no one requirement is to blame."""
    number = lookup.number_of(result.id)
    blocks = result.id in blocked and result.coverage == "missing"
    lacking = [r for r in result.requirements if r.counts == "required" and r.coverage in GAPS]
    lacking = [r for r in lacking if not _served(r, result, lookup)]
    for requirement in lacking:
        names = {e.name.zh or e.name.en: e.name for e in requirement.elements}
        parts = tuple(
            names.get(text, Bilingual(text, text)) for text in requirement.missing if text != requirement.title.zh
        )
        anchor = links.requirement_anchor(requirement.id)
        action = Action(result.id, number, anchor, requirement.title, requirement.coverage, parts, blocks)
        yield requirement.id, action
    if not lacking:
        wanted = lookup.title_of(result.id)
        missing = tuple(lookup.missing_words(result))
        yield None, Action(result.id, number, result.id, wanted, result.coverage, missing, blocks)


def _served(requirement: RequirementResult, result: ClauseResult, lookup: Lookup) -> bool:
    """Return whether another of the same alternatives is there in full, so that this one need not be supplied."""
    group = lookup.group_of(requirement.id)
    return group is not None and any(
        other.coverage == "present" for other in result.requirements if lookup.group_of(other.id) == group
    )
