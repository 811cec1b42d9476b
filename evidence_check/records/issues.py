"""Reads which rules other papers date: notices that issue or adopt them, and lists of rules that give their days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.model import Document, Passage, Quote, Statement
from evidence_check.records.dates import find
from evidence_check.resources import standards_dir
from evidence_check.text import normal

_QUOTED = 120  # characters of a quote
_LONGEST, _LEAST = 50, 4  # characters of a cell that may be a rule's name or number
_MONTH = 7  # characters of "2024-05"
_TITLED = re.compile(r"《([^《》]{3,50})》")
_NO_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str]]:
    content: dict[str, Any] = read_yaml(standards_dir() / "findings.yaml", "findings")
    params = next(rule["params"] for rule in content["rules"] if rule["id"] == "undated")
    return {name: re.compile("|".join(params[name])) for name in ("notices", "lists", "issues", "day_columns")}


def named(name: str) -> str:
    """Return a rule's name or number as it is compared: without marks, spaces and case."""
    return _NO_WORDS.sub("", normal(name))


def statements(document: Document) -> Iterator[Statement]:
    """Yield ``issued`` for each rule that a notice issues or a list of rules dates (subject: see :func:`named`)."""
    about = normal(f"{document.title or ''} {PurePosixPath(document.path).stem}")
    notice, listing = bool(_words()["notices"].search(about)), bool(_words()["lists"].search(about))
    if not notice and not listing:
        return
    for name in _TITLED.findall(about) if notice else ():
        yield from _issued(document, document.passages[0] if document.passages else None, [name])
    for passage in document.passages:
        if listing and passage.kind == "row" and not passage.header_row and _is_dated(passage):
            yield from _issued(document, passage, [cell.text for cell in passage.cells])
        elif notice and _words()["issues"].search(normal(passage.text)):
            yield from _issued(document, passage, _TITLED.findall(passage.text))


def _issued(document: Document, passage: Passage | None, names: list[str]) -> Iterator[Statement]:
    for name in names if passage else ():
        plain = named(name.strip().strip("《》"))
        if passage and _LEAST <= len(plain) <= _LONGEST and not plain.isdigit():
            quote = Quote(document.path, passage.locator, passage.text[:_QUOTED].strip())
            yield Statement("issued", plain, "", quote)


def _is_dated(row: Passage) -> bool:
    """Whether a row of a list gives the day of a rule, in a column named for that; the day of filing says nothing."""
    days = [cell.text for cell in row.cells if cell.column and _words()["day_columns"].search(normal(cell.column))]
    return any(len(dated.iso) >= _MONTH for text in days for dated in find(text))
