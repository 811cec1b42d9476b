"""Keeps the tables of a file, small, so that they can be held against what other files promise or list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from evidence_check.matching.roles import Judged
from evidence_check.model import Document, Entry, Passage, Register
from evidence_check.records.dates import year_in
from evidence_check.text import normal

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
    return tuple(found)


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
