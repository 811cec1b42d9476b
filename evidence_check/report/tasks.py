"""Turns gaps into work: what is to be provided or mended, which department to ask, what goes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from evidence_check.departments import Department
from evidence_check.departments import load as load_departments
from evidence_check.model import Bilingual, ClauseResult, Coverage, Finding, Item, RequirementResult
from evidence_check.report import wording
from evidence_check.report.cards import GAPS
from evidence_check.report.lookup import Lookup, finding_order

TaskKind = Literal["provide", "complete", "reread", "mend"]
"""Something is missing; something is incomplete; a file could not be read; a defect of a file."""

_OPEN = Department("", Bilingual("部门待定", "Department to be decided"), stated=False)
_RANK = {"present": 0, "partial": 1, "unreadable": 2, "missing": 3}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. ``key`` is the same in every scan, so that owners and days can be carried over.

    ``blocks`` marks what makes an item not met; ``material`` is the kind of paper; ``files`` are what it is about.
    """

    key: str
    kind: TaskKind
    clause: str | None
    title: Bilingual
    lacking: tuple[Bilingual, ...]
    department: Department
    material: str | None
    blocks: bool
    alternative: bool
    files: tuple[str, ...]
    advice: Bilingual


def tasks(lookup: Lookup) -> list[Task]:
    """Return what is to be done: clause by clause in the standards' order, then the defects of files."""
    blocking = _blocking(lookup)
    found = [task for result in lookup.assessment.clauses for task in _of_clause(result, lookup, result.id in blocking)]
    return found + list(_of_findings(lookup))


def by_department(found: list[Task]) -> list[tuple[Department, list[Task]]]:
    """Return the tasks grouped by department, in the departments' order; departments without any are left out."""
    known = (*load_departments().all, _OPEN)
    groups = [(department, [task for task in found if task.department == department]) for department in known]
    return [(department, group) for department, group in groups if group]


def _owner(requirement: str | None, item: Item | None) -> Department:
    return load_departments().owner(requirement, item) or _OPEN


def _blocking(lookup: Lookup) -> set[str]:
    not_met = [item.id for item in lookup.assessment.score.items if item.verdict == "not_met"]
    return {c for scored in not_met for c in lookup.clauses_of(scored) if lookup.results[c].coverage == "missing"}


def _of_clause(result: ClauseResult, lookup: Lookup, blocks: bool) -> Iterator[Task]:
    if result.coverage not in GAPS:
        return
    item = lookup.item_of.get(result.id)
    wanted = [r for r in result.requirements if r.coverage in GAPS and _counts(r, result, lookup)]
    for requirement in wanted:
        yield Task(
            key=requirement.id,
            kind=_kind(requirement.coverage),
            clause=result.id,
            title=requirement.title,
            lacking=tuple(_lacking(requirement)),
            department=_owner(requirement.id, item),
            material=requirement.kind,
            blocks=blocks,
            alternative=lookup.group_of(requirement.id) is not None,
            files=tuple(dict.fromkeys(evidence.file for evidence in requirement.evidence)),
            advice=result.next_step,
        )
    if not wanted:  # the clause as a whole: a text of another company, or a file that could not be read
        yield Task(
            key=result.id,
            kind=_kind(result.coverage),
            clause=result.id,
            title=lookup.clauses[result.id].display,
            lacking=tuple(lookup.missing_words(result)),
            department=_owner(None, item),
            material=None,
            blocks=blocks,
            alternative=False,
            files=tuple(dict.fromkeys(evidence.file for evidence in result.evidence)),
            advice=result.next_step,
        )


def _counts(requirement: RequirementResult, result: ClauseResult, lookup: Lookup) -> bool:
    """Return whether the gap lowers the clause: it is required, and no alternative to it does better."""
    if requirement.counts == "support":
        return False
    group = lookup.group_of(requirement.id)
    others = [r for r in result.requirements if group is not None and lookup.group_of(r.id) == group]
    return not any(_RANK.get(other.coverage, 9) < _RANK[requirement.coverage] for other in others)


def _kind(coverage: Coverage) -> TaskKind:
    return {"missing": "provide", "unreadable": "reread"}.get(coverage, "complete")  # type: ignore[return-value]


def _lacking(requirement: RequirementResult) -> Iterator[Bilingual]:
    """Yield what a requirement lacks: its essential elements, and the years without a record."""
    for element in requirement.elements:
        if element.essential and element.coverage != "present":
            yield element.name
    for year, coverage in sorted((requirement.years or {}).items()):
        if coverage != "present":
            yield Bilingual(year, year)


def _of_findings(lookup: Lookup) -> Iterator[Task]:
    """Yield one task per file and kind of defect; a file that could not be read is one as well."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(lookup.assessment.findings, key=finding_order):
        groups.setdefault((finding.file, finding.kind), []).append(finding)
    for (file, kind), found in groups.items():
        served = [c for c in (lookup.files[file].clauses if file in lookup.files else ()) if c in lookup.results]
        clause = served[0] if served else None
        yield Task(
            key=f"{kind}:{file}",
            kind="mend",
            clause=clause,
            title=wording.word("finding", kind),
            lacking=tuple(dict.fromkeys(finding.why for finding in found))[:5],
            department=_owner(None, lookup.item_of.get(clause or "")),
            material=None,
            blocks=False,
            alternative=False,
            files=(file,),
            advice=Bilingual(),
        )
