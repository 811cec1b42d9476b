"""Turns gaps into work: what is to be provided or mended, which department to ask, what goes first.

The one list of what is to be done: the page, the workbook and the Word report all show it, in this order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from evidence_check.departments import Department
from evidence_check.departments import load as load_departments
from evidence_check.model import Bilingual, ClauseResult, Coverage, Finding, Item, RequirementResult
from evidence_check.reasons import lacking
from evidence_check.report import links, wording
from evidence_check.report.cards import GAPS
from evidence_check.report.lines import in_order
from evidence_check.report.lookup import Lookup

TaskKind = Literal["provide", "complete", "reread", "mend"]
"""Something is missing; something is incomplete; a file could not be read; a defect of a file."""

NOBODY = Department("", wording.text("owner_none"), stated=False)
"""Stands for the owner that the data does not name."""

_RANK = {"present": 0, "partial": 1, "unreadable": 2, "missing": 3}


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. ``key`` is the same in every scan, so that owners and days can be carried over.

    ``coverage`` is None for a defect of a file; ``blocks`` marks what makes an item not met; ``material`` is the kind
    of paper; ``files`` are what it is about; ``advice`` is the clause's next step.
    """

    key: str
    kind: TaskKind
    coverage: Coverage | None
    clause: str | None
    title: Bilingual
    lacking: tuple[Bilingual, ...]
    department: Department
    material: str | None
    blocks: bool
    files: tuple[str, ...]
    advice: Bilingual

    @property
    def anchor(self) -> str:
        """Return the id of the place in the page that shows the gap."""
        return links.requirement_anchor(self.key)

    @property
    def order(self) -> tuple[bool, int]:
        """Return its place among all: what blocks, then the worst gaps, then the defects of files."""
        return not self.blocks, GAPS.index(self.coverage) if self.coverage else len(GAPS)


def tasks(lookup: Lookup) -> list[Task]:
    """Return what is to be done: what blocks first, then by coverage; of equals in the standards' order."""
    blocking = _blocking(lookup)
    found = [task for result in lookup.assessment.clauses for task in _of_clause(result, lookup, result.id in blocking)]
    return sorted((*found, *_of_findings(lookup)), key=lambda task: task.order)


def by_department(found: Iterable[Task]) -> list[tuple[Department, list[Task]]]:
    """Return the gaps (not the defects of files) by department, the longest list of what is missing first."""
    groups: dict[Department, list[Task]] = {}
    for task in found:
        if task.kind != "mend":
            groups.setdefault(task.department, []).append(task)
    place = {department: n for n, department in enumerate((*load_departments().all, NOBODY))}

    def order(department: Department) -> tuple[int, ...]:
        coverages = [task.coverage for task in groups[department]]
        return (*(-coverages.count(gap) for gap in GAPS), place[department])

    return [(department, groups[department]) for department in sorted(groups, key=order)]


def _owner(requirement: str | None, item: Item | None) -> Department:
    return load_departments().owner(requirement, item) or NOBODY


def _blocking(lookup: Lookup) -> set[str]:
    not_met = [item.id for item in lookup.assessment.score.items if item.verdict == "not_met"]
    return {c for scored in not_met for c in lookup.clauses_of(scored) if lookup.results[c].coverage == "missing"}


def _of_clause(result: ClauseResult, lookup: Lookup, blocks: bool) -> Iterator[Task]:
    if result.coverage not in GAPS:
        return
    item = lookup.item_of.get(result.id)
    wanted = [r for r in lookup.deciding(result) if r.coverage in GAPS and not _served(r, result, lookup)]
    for requirement in wanted:
        yield Task(
            key=requirement.id,
            kind=_kind(requirement.coverage),
            coverage=requirement.coverage,
            clause=result.id,
            title=requirement.title,
            lacking=_lacking(requirement),
            department=_owner(requirement.id, item),
            material=requirement.kind,
            blocks=blocks,
            files=tuple(dict.fromkeys(evidence.file for evidence in requirement.evidence)),
            advice=result.next_step,
        )
    if not wanted:  # the clause as a whole: a text of another company, or a file that could not be read
        yield Task(
            key=result.id,
            kind=_kind(result.coverage),
            coverage=result.coverage,
            clause=result.id,
            title=lookup.title_of(result.id),
            lacking=tuple(lookup.missing_words(result)),
            department=_owner(None, item),
            material=None,
            blocks=blocks,
            files=tuple(dict.fromkeys(evidence.file for evidence in result.evidence)),
            advice=result.next_step,
        )


def _served(requirement: RequirementResult, result: ClauseResult, lookup: Lookup) -> bool:
    """Return whether an alternative does better, so that this gap lowers nothing."""
    group = lookup.group_of(requirement.id)
    others = [r for r in result.requirements if group is not None and lookup.group_of(r.id) == group]
    return any(_RANK.get(other.coverage, 9) < _RANK[requirement.coverage] for other in others)


def _kind(coverage: Coverage) -> TaskKind:
    return {"missing": "provide", "unreadable": "reread"}.get(coverage, "complete")  # type: ignore[return-value]


def _lacking(requirement: RequirementResult) -> tuple[Bilingual, ...]:
    """Return what a requirement lacks; of one that is missing altogether, what it would have to state."""
    names = {e.name.zh or e.name.en or "": e.name for e in requirement.elements}
    if requirement.coverage == "partial":
        return tuple(lacking(requirement.missing, names))
    wanted = [e.name.zh or e.name.en or "" for e in requirement.elements if e.essential]
    years = [year for year, coverage in sorted((requirement.years or {}).items()) if coverage != "present"]
    return tuple(lacking([*wanted, *years], names))


def _of_findings(lookup: Lookup) -> Iterator[Task]:
    """Yield one task per file and kind of defect; a file that could not be read is one as well."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in in_order(lookup.assessment.findings):
        groups.setdefault((finding.file, finding.kind), []).append(finding)
    for (file, kind), found in groups.items():
        served = [c for c in (lookup.files[file].clauses if file in lookup.files else ()) if c in lookup.results]
        clause = served[0] if served else None
        yield Task(
            key=f"{kind}:{file}",
            kind="mend",
            coverage=None,
            clause=clause,
            title=wording.word("finding", kind),
            lacking=tuple(dict.fromkeys(finding.why for finding in found))[:5],
            department=_owner(None, lookup.item_of.get(clause or "")),
            material=None,
            blocks=False,
            files=(file,),
            advice=Bilingual(),
        )
