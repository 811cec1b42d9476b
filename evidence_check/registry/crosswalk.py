"""Reads ``crosswalk.csv``: which clause of one edition stands for which of another, and gives it in both directions."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from evidence_check.data import DataError, read_text
from evidence_check.model import Clause, Crossing

_REVERSE = {"same": "same", "overlaps": "overlaps", "narrower": "wider", "wider": "narrower"}
_COLUMNS = ["from", "to", "relation", "note"]


def read_crosswalk(root: Path, clauses: Mapping[str, Clause]) -> tuple[Crossing, ...]:
    """Return every crossing of the file and its reverse; ``relation`` is what ``to`` asks compared with ``from``.

    Raises:
        DataError: other columns than from, to, relation, note; an unknown clause or relation; a pair given twice.
    """
    path = root / "crosswalk.csv"
    if not path.is_file():
        return ()
    reader = csv.reader(io.StringIO(read_text(path)))
    header = next(reader, [])
    if header != _COLUMNS:
        raise DataError(f"{path}:1: the columns should be {', '.join(_COLUMNS)}")
    crossings: dict[tuple[str, str], Crossing] = {}
    for row in reader:
        if len(row) != len(_COLUMNS):
            raise DataError(f"{path}:{reader.line_num}: {len(row)} cells instead of {len(_COLUMNS)}")
        origin, target, relation, note = row
        for clause in (origin, target):
            if clause not in clauses:
                raise DataError(f"{path}:{reader.line_num}: there is no clause {clause!r}")
        if relation not in _REVERSE:
            raise DataError(f"{path}:{reader.line_num}: the relation {relation!r} is none of {', '.join(_REVERSE)}")
        if (origin, target) in crossings:
            raise DataError(f"{path}:{reader.line_num}: {origin} → {target} stands twice")
        crossings[origin, target] = Crossing(origin, target, relation, note or None)  # type: ignore[arg-type]
        crossings[target, origin] = Crossing(target, origin, _REVERSE[relation], note or None)  # type: ignore[arg-type]
    return tuple(crossings.values())
