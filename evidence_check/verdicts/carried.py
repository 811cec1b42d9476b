"""What people wrote into an earlier workbook's list of actions: departments, owners, days, remarks.

A new scan writes a new workbook; what the team noted down beside each action must not be lost with the old one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence_check.errors import EvidenceCheckError
from evidence_check.verdicts.reading import open_book
from evidence_check.verdicts.tables import KEY
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
        book = open_book(path, in_passing=True)
    except EvidenceCheckError:
        return Carried()
    with closing(book):
        found = {key: values for sheet in book.worksheets for key, values in _of_sheet(sheet)}
    return Carried(found)


def _of_sheet(sheet: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what stands beside the actions of a sheet: below the row of keys that has all of ours.

    A sheet of other keys is left at that row: those of all files and findings are long.
    """
    columns: dict[str, int] = {}
    sheet.reset_dimensions()  # an office program may have noted down too few
    for cells in sheet.rows:
        if columns:
            key = _text(cells, columns[_KEY])
            if key:
                yield key, {column: _text(cells, columns[column]) for column in _OWN}
            continue
        keys = _keys(cells)
        if all(key in keys for key in (_KEY, *_OWN)):
            columns = keys
        elif keys:
            return


def _keys(cells: Sequence[Any]) -> dict[str, int]:
    keys: dict[str, int] = {}
    for at, cell in enumerate(cells):
        if isinstance(cell.value, str) and cell.value.strip().startswith(KEY):
            keys.setdefault(cell.value.strip().removeprefix(KEY), at)
    return keys


def _text(cells: Sequence[Any], at: int) -> str:
    try:
        return text_of(cells[at]) if at < len(cells) else ""
    except CellError:
        return ""
