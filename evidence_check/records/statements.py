"""Reads what a file says of a thing by name, to be held against other files: leavers, withdrawn access, partners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.matching.roles import Judged
from evidence_check.model import Document, Passage, Quote, Statement
from evidence_check.records import (
    accounts,
    annexes,
    departments,
    editions,
    floors,
    forms,
    issues,
    kept_things,
    sightings,
)
from evidence_check.records.access import Access
from evidence_check.records.dates import find
from evidence_check.resources import standards_dir
from evidence_check.text import normal

_ROW = 160  # characters of a row that are quoted
_MOST = 2_000  # statements kept per file: longer lists are thinned by dropping their ends


@lru_cache(maxsize=1)
def content() -> dict[str, Any]:
    """Return statements.yaml.

    Raises:
        DataError: the file does not fit its schema.
    """
    read: dict[str, Any] = read_yaml(standards_dir() / "statements.yaml", "statements")
    return read


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(value)) for name, value in content().items() if isinstance(value, list)}


@lru_cache(maxsize=4096)
def _is(name: str, label: str) -> bool:
    """Return whether a column's name (as printed) is one of those of ``name``; columns repeat on every row."""
    return bool(_patterns()[name].search(normal(label)))


def statements(document: Document, judged: Judged) -> tuple[Statement, ...]:
    """Return what a document says of things by name, each once, in reading order; at most a few thousand."""
    named = list(sightings.statements(document, judged, content()["people"]))
    named += floors.statements(document, judged)
    named += kept_things.statements(document, judged)
    named += editions.statements(document, judged)
    named += issues.statements(document)
    if judged.role.name != "superseded":  # a blank form is filed like any other
        named += forms.statements(document, judged, content()["forms"])
        named += annexes.statements(document, judged, content()["forms"])
    if judged.role.name == "decoy" and floors.rules_something(
        document, judged
    ):  # near the standard's words, yet a rule
        named += departments.statements(document, judged, content()["departments"])
    if judged.role.name in ("decoy", "superseded") or judged.marks & {"template", "plan", "draft"}:
        return _once(named)
    found = list(accounts.statements(document, content()["accounts"]))
    found += departments.statements(document, judged, content()["departments"])
    about = normal(" ".join((document.title or "", document.path)))
    for passage in document.passages:
        if passage.kind == "row" and not passage.header_row and passage.cells:
            found += _row(document, passage, about)
    found += Access(document, content()["access"]).statements()
    return _once(found + named)


def _once(found: list[Statement]) -> tuple[Statement, ...]:
    """Return each thing said once, at its first place; a roster of thousands names each department once."""
    first: dict[tuple[str, str, str], Statement] = {}
    for said in found:
        first.setdefault((said.kind, said.subject, said.value), said)
    return tuple(first.values())[:_MOST]


def _row(document: Document, row: Passage, about: str) -> Iterator[Statement]:
    quote = Quote(document.path, row.locator, row.text[:_ROW].strip())
    company = _value(row, "company")
    if company:
        yield from _partner(document, row, company, f"{about} {normal(row.locator.sheet or '')}", quote)


def _partner(document: Document, row: Passage, company: str, about: str, quote: Quote) -> Iterator[Statement]:
    """Yield that a company is a partner, or that it was assessed: a filled result or date in the row of a list."""
    results = [cell.text for cell in row.cells if _is("assessed", cell.column)]
    done = any(text.strip() and not _is("not_assessed", text.strip()) for text in results)
    if _patterns()["partner_register"].search(about):
        yield Statement("partner", company, "", quote)
    if _patterns()["assessment"].search(about) and not _patterns()["planned"].search(normal(document.title or "")):
        columns = {cell.column for p in document.passages if p.table == row.table for cell in p.cells if p.header_row}
        if done or not any(_is("assessed", column) for column in columns):
            yield Statement("assessed", company, _date(row), quote)
    elif done:
        yield Statement("assessed", company, _date(row), quote)


def _value(row: Passage, label: str) -> str:
    return next((c.text.strip() for c in row.cells if c.column and c.text.strip() and _is(label, c.column)), "")


def _date(row: Passage) -> str:
    return next((dated.iso for cell in row.cells for dated in find(cell.text)), "")
