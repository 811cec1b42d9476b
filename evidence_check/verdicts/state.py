"""What a workbook was made from, as its hidden sheet notes it down: whose it is, and each verdict as it stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evidence_check.model import AssessorVerdict, Bilingual
from evidence_check.scoring.words import parse_verdict

MARK = "evidence-check/workbook/1"
"""Names a workbook of ours in its properties and its hidden sheet; a scan never reads one as evidence."""

SHEET = "_evidence_check"
FIELDS = ("id", "evidence", "verdict", "reason", "assessor", "date")
FIRST = 10
"""The first row (from 0) of the table by id."""

_WIDTH = len(FIELDS)


@dataclass(frozen=True, slots=True)
class State:
    """Id → fingerprint of the evidence that was shown, and id → the verdict that stood there."""

    name: Bilingual
    evidence: Mapping[str, str]
    verdicts: Mapping[str, AssessorVerdict]


def state_of(book: Any) -> State | None:
    """Return the state of a workbook of openpyxl, or None where its hidden sheet is gone."""
    sheet = next((each for each in book.worksheets if _value(each, 1, 2) == MARK), None)
    if sheet is None:
        return None
    head = {_value(sheet, row, 1): _value(sheet, row, 2) for row in range(1, FIRST)}
    rows = [[_value(sheet, row, at) for at in range(1, _WIDTH + 1)] for row in range(FIRST + 1, sheet.max_row + 1)]
    evidence = {row[0]: row[1] for row in rows if row[0] and row[1]}
    verdicts = {}
    for each, _, word, reason, assessor, date in rows:
        verdict = parse_verdict(word) if word else None
        if each and verdict:
            verdicts[each] = AssessorVerdict(verdict, reason, assessor, date)
    return State(Bilingual(head.get("name_zh"), head.get("name_en")), evidence, verdicts)


def _value(sheet: Any, row: int, column: int) -> str | None:
    cell = sheet._cells.get((row, column))
    return str(cell.value) if cell is not None and cell.value not in (None, "") else None
