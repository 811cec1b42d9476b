"""Reads which persons a file names: on lists and in appointments (``enrolled``), or as doers (``signed``).

Kept to be held against other files: a name that differs from a listed one by a slip is probably that person.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from evidence_check.matching.roles import Judged
from evidence_check.model import Document, Passage, Quote, Statement, StatementKind
from evidence_check.names import slip_of
from evidence_check.records.named import is_person, latin_names
from evidence_check.text import normal, quote_around

_BREAK = re.compile(r"[\s、，,;；:：。/|()（）《》“”\"·•→—–├└│\-]+")
_ROW, _MOST = 160, 600  # characters of a row that are quoted; names kept per file
_SHORT = 400  # characters of a paragraph in which names stand in lists; longer ones tell of something


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


def statements(document: Document, judged: Judged, words: Mapping[str, Any]) -> Iterator[Statement]:
    """Yield ``enrolled``, ``signed``, ``slipped``, ``renamed``. ``words`` is the part ``people`` of statements.yaml."""
    if judged.role.name == "superseded" or "template" in judged.marks:
        return
    about = normal(f"{document.title or ''} {document.path}")
    listed = _has(words, "lists", about) or judged.role.name == "written_system"
    kind: StatementKind = "enrolled" if listed and not _has(words, "not_lists", about) else "signed"
    found = chain(_of_tables(document, words, about, kind), _of_text(document, words, kind))
    yield from islice(found, _MOST)


def _has(words: Mapping[str, Any], name: str, text: str) -> bool:
    return bool(_compiled(tuple(words[name])).search(text))


# --- tables -------------------------------------------------------------------------------------------------------


def _of_tables(document: Document, words: Mapping[str, Any], about: str, kind: StatementKind) -> Iterator[Statement]:
    columns: dict[tuple[int | None, str], Counter[str]] = defaultdict(Counter)
    first: dict[tuple[int | None, str, str], Quote] = {}
    guests = _has(words, "guests", about)
    for row in document.passages:
        if row.kind != "row" or row.header_row or not row.cells:
            continue
        quote = Quote(document.path, row.locator, row.text[:_ROW].strip())
        key = _key(row, words)
        for cell in row.cells:
            label = normal(cell.column)
            if not label or not _has(words, "columns", label) or (guests and _has(words, "guest_columns", label)):
                continue
            for name in (
                (part for part in _BREAK.split(cell.text) if is_person(part))
                if not cell.text.isascii()
                else (name for name, _ in latin_names(cell.text))
            ):
                columns[row.table, cell.column][name] += 1
                place = Quote(document.path, row.locator, cell.text[:_ROW].strip())
                first.setdefault((row.table, cell.column, name), place)
                yield Statement(kind, name, key, quote if kind == "enrolled" else place)
    for (table, column), names in columns.items():
        yield from _slips(names, {name: first[table, column, name] for name in names})


def _key(row: Passage, words: Mapping[str, Any]) -> str:
    """Return the number that tells a person: of staff, of a card, of a car; "" for none."""
    for cell in row.cells:
        if cell.column and _has(words, "keys", normal(cell.column)) and any(map(str.isdigit, cell.text)):
            return normal(cell.text).replace(" ", "")
    return ""


def _slips(names: Counter[str], first: Mapping[str, Quote]) -> Iterator[Statement]:
    """Yield the name that stands once in a column in which a nearly equal one stands again and again."""
    for name, count in names.items():
        for usual, often in names.items():
            if count == 1 and often >= 2 and slip_of(usual, name):
                yield Statement("slipped", name, usual, first[name])


# --- running text ---------------------------------------------------------------------------------------------------


def _of_text(document: Document, words: Mapping[str, Any], kind: StatementKind) -> Iterator[Statement]:
    for passage in document.passages:
        if passage.kind in ("row", "comment", "property", "header", "footer"):
            continue
        text = passage.text
        people = list(dict.fromkeys(_people(text, words)))
        renamed = len(people) > 1 and _has(words, "renamed", normal(text))
        for name, at in people:
            quote = Quote(document.path, passage.locator, quote_around(text, at, at + len(name), _ROW))
            if renamed:
                yield from (Statement("renamed", name, other, quote) for other, _ in people if other != name)
            yield Statement(kind, name, _key_beside(text, at + len(name), words), quote)


def _people(text: str, words: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    at = 0
    for part in _BREAK.split(text):
        place = text.find(part, at) if part else -1
        if place < 0:
            continue
        at = place + len(part)
        if len(text) <= _SHORT and is_person(part) and not part.isascii():
            yield part, place
        else:
            for match in _compiled(tuple(words["within"])).finditer(part):
                if is_person(match["name"]):
                    yield match["name"], place + match.start("name")
    yield from latin_names(text)


def _key_beside(text: str, end: int, words: Mapping[str, Any]) -> str:
    """Return the number of a car or of staff that stands behind a name in the same line."""
    match = _compiled(tuple(words["number"])).search(text, end, end + 16)
    return normal(match[0]).replace(" ", "") if match else ""
