"""Reads the dates of a form or text as a whole: those that a label names, that head it, or that it begins with."""

from __future__ import annotations

import re

from evidence_check.model import Document, Quote
from evidence_check.records import cell_dates
from evidence_check.records.dates import find
from evidence_check.records.labels import is_field, kinds
from evidence_check.records.sections import LABELLED, Block
from evidence_check.text import quote_around

_LOOSE = 3  # dates that a text begins with, until one is taken
_WORD = re.compile(r"[\d.]+")


def stated(document: Document, block: Block, *, alone: bool) -> list[tuple[str, Quote]]:
    """Return the dates of a block with where they stand; of loose dates only where the part is one block."""
    named: list[tuple[str, Quote]] = []
    loose: list[tuple[str, Quote]] = []
    year = block.year
    for number, passage in enumerate(block.passages):
        if passage.kind in ("header", "footer"):
            continue
        heads = block.dated and number == 0
        labelled = [(cell.column, cell.text, cell.text) for cell in passage.cells]
        labelled += [(match[1], match[2], match[0].strip()) for match in LABELLED.finditer(passage.text)]
        named += [
            (iso, Quote(document.path, passage.locator, words))
            for label, value, words in labelled
            if is_field(label, "date") and (iso := cell_dates.read(value, year))
        ]
        if heads or (alone and len(loose) < _LOOSE and "not_date" not in kinds(passage.text[:40])):
            loose += [
                (dated.iso, Quote(document.path, passage.locator, quote_around(passage.text, dated.start, dated.end)))
                for dated in find(passage.text, year if heads or block.of_year else None)[:1]
            ]
    chosen = named or loose[:1]
    if block.dated and loose and not any(iso == loose[0][0] for iso, _ in chosen):
        chosen = [loose[0]]  # a section is of the day in its heading, whatever else it dates
    return list({date: (date, quote) for date, quote in reversed(chosen)}.values())[::-1]


def undelimited(name: str) -> list[str]:
    """Return the numbers in a file's name, of which one may be a date without its century: 240318_签到表."""
    return [word.strip(".") for word in _WORD.findall(name) if len(word.strip(".")) >= 6]
