"""Keeps the tables of a file, small, so that they can be held against what other files promise or list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, islice
from pathlib import PurePosixPath

from evidence_check.data import read_yaml
from evidence_check.matching.roles import Judged
from evidence_check.model import Document, Entry, Passage, Register
from evidence_check.records.dates import year_in
from evidence_check.resources import standards_dir
from evidence_check.text import normal

_MOST_NOTES = 8
_MOST_ROWS, _MOST_FILE, _COLUMNS, _CELL, _TEXT = 300, 600, 24, 60, 160


def registers(document: Document, judged: Judged) -> tuple[Register, ...]:
    """Return the tables of a document with named columns; of a long one the first few hundred rows."""
    if judged.role.name in ("superseded", "contract") or judged.marks & {"template", "plan", "draft", "copy"}:
        return ()
    found: list[Register] = []
    left = _MOST_FILE
    rows = [p for p in document.passages if p.kind == "row" and p.cells]
    for _, group in groupby(rows, key=lambda p: (p.locator.sheet, p.table)):
        table = list(group)
        register = _register(document, table, min(left, _MOST_ROWS))
        if register and left > 0:
            found.append(register)
            left -= len(register.entries)
    notes = tuple(_idle(document)) if found else ()
    return tuple(replace(register, notes=notes) for register in found) if notes else tuple(found)


def _idle(document: Document) -> Iterator[str]:
    """Yield the first short lines outside the tables, in normal form, that say that nothing went on for a time."""
    lines = (normal(p.text[:_TEXT]) for p in document.passages if p.kind != "row")
    yield from islice((line for line in lines if idle().search(line)), _MOST_NOTES)


@lru_cache(maxsize=1)
def idle() -> re.Pattern[str]:
    """Return what says that there was no operation, and so nothing to be done."""
    return re.compile("|".join(read_yaml(standards_dir() / "promises.yaml", "promises")["duties"]["idle"]))


def _register(document: Document, table: Sequence[Passage], most: int) -> Register | None:
    body = [row for row in table if not row.header_row]
    header = next((row for row in table if row.header_row), None)
    named = dict.fromkeys(c.text.strip() for c in header.cells) if header else {}
    used = dict.fromkeys(cell.column for row in body for cell in row.cells if cell.column)
    columns = (*used, *(n for n in named if n and n not in used))[:_COLUMNS]
    if len(columns) < 2 or not body:
        return None
    sheet = body[0].locator.sheet or ""
    stem = PurePosixPath(document.path).stem
    headings = " ".join(body[0].heading_path[-1:])
    about = normal(" ".join(dict.fromkeys((stem, document.title or "", sheet, headings))))
    year = next((y for text in (sheet, stem, document.title or "") if (y := year_in(text))), "")
    entries = tuple(_entries(body[:most], columns))
    return Register(about, columns, entries, year, len(body) <= most)


def _entries(rows: Sequence[Passage], columns: tuple[str, ...]) -> Iterator[Entry]:
    for row in rows:
        cells = {cell.column: cell.text.strip()[:_CELL] for cell in row.cells}
        yield Entry(tuple(cells.get(column, "") for column in columns), row.locator, row.text[:_TEXT].strip())
