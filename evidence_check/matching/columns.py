"""Leads from the names of columns to the rows below them, and from rows to the columns that they fill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from evidence_check.matching.units import Reading


def rows_under(mentions: Sequence[int], reading: Reading) -> set[int]:
    """Return the rows below columns that name a subject: all that fill such a column, or all of a table whose columns
    name it together."""
    columns = [reading.units[number] for number in mentions if reading.units[number].column is not None]
    named: dict[int | None, set[str]] = defaultdict(set)
    for unit in columns:
        named[unit.passage.table].update((unit.column or "").split("\t"))
    if not named:
        return set()
    rows = ((n, u.passage) for n, u in enumerate(reading.units) if u.column is None and u.passage.table in named)
    return {n for n, p in rows if any(c.text.strip() and c.column in named[p.table] for c in p.cells)}


def columns_of(mentions: Sequence[int], reading: Reading) -> set[int]:
    """Return the columns that are filled in the rows that name a subject."""
    filled: dict[int | None, set[str]] = defaultdict(set)
    for number in mentions:
        unit = reading.units[number]
        if unit.passage.kind == "row" and unit.column is None and unit.passage.table is not None:
            filled[unit.passage.table].update(cell.column for cell in unit.passage.cells if cell.text.strip())
    if not filled:
        return set()
    columns = ((n, unit) for n, unit in enumerate(reading.units) if unit.column is not None)
    return {n for n, unit in columns if unit.column in filled.get(unit.passage.table, ())}
