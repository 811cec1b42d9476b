"""Reads logs kept in running text: lines that begin with the day on which something happened, one entry each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence_check.model import Document, Passage, Quote, RecordEvent
from evidence_check.records import people
from evidence_check.records.dates import find
from evidence_check.records.labels import kinds
from evidence_check.records.layouts import ROW
from evidence_check.text import quote_around

_LEAST = 2  # lines that begin with a day, from which a text is a log
_SHARE = 0.3  # of the lines of a text
_BEGINNING = 40  # characters in which the day stands
_BEFORE = re.compile(r"[\s\d.、,)）(（\[【•·\-–—*#>]*")  # a number or bullet before it
_NO_ENTRY = frozenset({"not_held_alone", "not_date"})


def entries(document: Document, passages: Sequence[Passage], year: str | None) -> list[RecordEvent]:
    """Return the entries of a log, none where too few lines begin with a day; ``year`` completes months and days."""
    lines = [p for p in passages if p.kind not in ("row", "header", "footer", "heading") and p.text.strip()]
    begun = [(p, day) for p in lines if (day := _begins_with(p.text, year))]
    if len(begun) < _LEAST or len(begun) < _SHARE * len(lines):
        return []
    return [event for p, day in begun if (event := _entry(document, p, day))]


def _begins_with(text: str, year: str | None) -> str | None:
    """Return the day (ISO) with which a line begins, None where it begins with anything else."""
    head = text[:_BEGINNING]
    first = next((dated for dated in find(head, year) if len(dated.iso) > len("2024-03")), None)
    return first.iso if first and _BEFORE.fullmatch(head[: first.start]) else None


def _entry(document: Document, passage: Passage, day: str) -> RecordEvent | None:
    found = kinds(passage.text[:ROW])
    if found & _NO_ENTRY:
        return None
    who = tuple(dict.fromkeys(people.of_text([passage])))
    quote = Quote(document.path, passage.locator, quote_around(passage.text, 0, 1, ROW))
    return RecordEvent(document.path, day, who, "", quote, entry=True, none="none_happened" in found)
