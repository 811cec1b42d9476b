"""What people wrote into an earlier workbook's list of actions: departments, owners, days, remarks.

A new scan writes a new workbook; what the team noted down beside each action must not be lost with the old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evidence_check.errors import EvidenceCheckError
from evidence_check.verdicts.reading import open_book
from evidence_check.verdicts.tables import Table, tables
from evidence_check.verdicts.values import CellError, text_of

_KEY = "task_key"
_OWN = ("department", "owner", "due", "state", "remark")


@dataclass(frozen=True, slots=True)
class Carried:
    """Task key → column key → what was written there."""

    tasks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def carried_from(path: Path) -> Carried:
    """Return what stands beside the actions of an earlier workbook; nothing where there is none, or it is not ours."""
    if not path.is_file():
        return Carried()
    try:
        book = open_book(path)
    except EvidenceCheckError:
        return Carried()
    found: dict[str, dict[str, str]] = {}
    for table in tables(book, (_KEY, *_OWN)):
        for row in table.rows():
            key = _text(table, row, _KEY)
            if key:
                found[key] = {column: _text(table, row, column) for column in _OWN}
    return Carried(found)


def _text(table: Table, row: int, key: str) -> str:
    try:
        return text_of(table.cell(row, key))
    except CellError:
        return ""
