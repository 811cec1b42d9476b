"""Prepares the section on who supplies what: the gaps of ``tasks.py``, by department, with figures and bars."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from evidence_check.departments import Department
from evidence_check.report import charts
from evidence_check.report.cards import GAPS
from evidence_check.report.lookup import Lookup
from evidence_check.report.tasks import Task, by_department, tasks


@dataclass(frozen=True, slots=True)
class Share:
    """One department's list, the worst first, and counted by coverage."""

    department: Department
    anchor: str
    tasks: tuple[Task, ...]
    counts: dict[str, int]
    bar: tuple[charts.Segment, ...]


def shares(lookup: Lookup) -> tuple[Share, ...]:
    """Return each department's list, the longest of what is missing first; those without anything are left out."""
    groups = by_department(tasks(lookup))
    most = max((len(group) for _, group in groups), default=1)
    return tuple(_share(department, group, most) for department, group in groups)


def _share(department: Department, group: list[Task], most: int) -> Share:
    found = Counter(task.coverage for task in group)
    counts: dict[str, int] = {gap: found[gap] for gap in GAPS}
    ordered = sorted(group, key=lambda task: GAPS.index(task.coverage) if task.coverage else len(GAPS))
    return Share(department, f"do/{department.id or 'nobody'}", tuple(ordered), counts, charts.segments(counts, most))
