"""Decides what a workbook changes: what a person altered in it wins, what they left alone stays as it is now.

Each row is held against the verdict that stood there when the workbook was made. So a workbook that was filled in
before ``enterprise.yaml`` was changed by hand overwrites only what was filled in, and importing twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from evidence_check.model import AssessorVerdict
from evidence_check.reasons import say
from evidence_check.verdicts.problems import Problem
from evidence_check.verdicts.reading import Reading, Row, offered_word

Action = Literal["new", "changed", "withdrawn", "unchanged"]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one verdict; ``after`` is None where it is withdrawn."""

    id: str
    action: Action
    before: AssessorVerdict | None
    after: AssessorVerdict | None


def merge(reading: Reading, present: Mapping[str, AssessorVerdict]) -> tuple[list[Change], list[Problem]]:
    """Return what the workbook does to the verdicts of ``enterprise.yaml``, and what can't be taken.

    Args:
        reading: the workbook.
        present: the verdicts as they stand in ``enterprise.yaml`` now.
    """
    changes: list[Change] = []
    problems: list[Problem] = []
    for each, rows in _by_id(reading.rows).items():
        found = _agreed(rows)
        if isinstance(found, list):
            problems += found
            continue
        change = _change(each, found, reading, present.get(each))
        if change is None:
            continue
        if change.action in ("new", "changed") and change.after and not change.after.reason:
            problems.append(
                Problem(found.sheet, found.row, found.cells.get("reason"), say("import_no_reason", id=each))
            )
        else:
            changes.append(change)
    return changes, problems


def _by_id(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    return found


def _agreed(rows: list[Row]) -> Row | list[Problem]:
    """Return the row that counts where several have the same id, or why none can: they contradict each other."""
    filled = [row for row in rows if row.given is not None]
    if not filled:
        return rows[0]
    first = filled[0]
    problems = []
    for other in filled[1:]:
        if first.given is None or other.given is None or other.given == first.given:
            continue
        if other.given.verdict != first.given.verdict:
            value, second = offered_word(other.given.verdict), offered_word(first.given.verdict)
            text = say("import_two_verdicts", id=first.id, value=value, second=second, other=first.place)
        else:
            text = say("import_two_notes", id=first.id, other=first.place)
        problems.append(Problem(other.sheet, other.row, other.cells.get("verdict"), text))
    return problems or first


def _change(each: str, row: Row, reading: Reading, present: AssessorVerdict | None) -> Change | None:
    """Return what a row does; None where there is no verdict before or after."""
    state = reading.state
    stood = state.verdicts.get(each) if state else present
    stood = replace(stood, evidence=None) if stood else None
    if row.given == stood:  # nobody touched it
        return Change(each, "unchanged", present, present) if present else None
    if row.given is None:
        now = replace(present, evidence=None) if present else None
        if now is None or now != stood:
            return Change(each, "unchanged", present, present) if present else None
        return Change(each, "withdrawn", present, None)
    after = replace(row.given, evidence=state.evidence.get(each) if state else None)
    if after == present:
        return Change(each, "unchanged", present, present)
    return Change(each, "changed" if present else "new", present, after)
