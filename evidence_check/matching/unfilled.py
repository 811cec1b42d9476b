"""Tells a form that nobody filled in: by empty columns and blanks, and by a day and a name that it asks for in vain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from evidence_check.matching.unit import Unit
from evidence_check.matching.units import Reading
from evidence_check.records.dates import find
from evidence_check.records.labels import is_field, kinds
from evidence_check.records.named import is_hanzi_name
from evidence_check.text import normal

_FORM_COLUMNS = 3  # a form's table has at least so many columns …
_PRINTED_COLUMNS = 2  # … of which so many are printed: number and item
_FORM_PROSE = 4  # longer paragraphs that a form may hold beside its table
_LONGEST = 60  # units of a form; what is longer is a text or a register
_PROSE, _MOST_PROSE = 16, 120  # characters of a line or cell that explains, and of all of them that a form may hold
_LABEL, _LATIN_LABEL = 16, 30  # characters of a label
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
_FIGURE = re.compile(r"\d[\d,.]{2,}")
_NUMBER = re.compile(r"\d{1,3}(?:[./月-]\d{1,2}日?)?\s*[分人次%℃]?")
_DAY = re.compile(
    r"(?<![\w./-])(?:1[0-2]|0?[1-9])(?:月(?:3[01]|[12]\d|0?[1-9])日?|/(?:3[01]|[12]\d|0?[1-9]))(?![\w/-])"
    r"|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
)  # of a month, without its year
_TICKED = re.compile(r"[√✓✔☑■]")
_MARKS = frozenset("○〇×✗xXoO有无是否")  # alone in a cell
_OPEN_DAY = re.compile(r"_+年|年_*月|(?<!\d)年月日")
_APART = re.compile(r"[\t:/|]|\s{2,}")


def is_blank_form(reading: Reading) -> bool:
    """Return whether a form was never filled in: its columns are empty but for the first two, or blanks abound."""
    columns = [unit for unit in reading.units if unit.column is not None and "\t" not in unit.column]
    rows = [unit for unit in reading.units if unit.passage.kind == "row" and unit.column is None]
    prose = [unit for unit in reading.units if unit.passage.kind in ("paragraph", "textbox") and len(unit.text) > 15]
    empty = sum(1 for unit in columns if not unit.filled)
    if len(columns) >= _FORM_COLUMNS and len(prose) <= _FORM_PROSE and empty >= len(columns) - _PRINTED_COLUMNS:
        return True
    if columns and len(prose) <= _FORM_PROSE and empty == len(columns) and len(rows) <= len(columns):
        return True
    texts = [unit for unit in reading.units if unit.passage.kind in ("paragraph", "row", "textbox")]
    blanks = sum("placeholders" in reading.gates.moods(unit.text) for unit in texts)
    if len(texts) >= 3 and blanks >= max(3, 0.3 * len(texts)):
        return True
    undated = not any(find(unit.text) for unit in texts)
    return undated and blanks >= 2 and len(prose) <= 2 * _FORM_PROSE


def is_unfilled(reading: Reading) -> bool:
    """Return whether a document is a form that asks for a day and for somebody's name or sign, and holds no entry.

    An entry is a date outside of the form's own control block, in its text, title or name, a time, a tick, a figure
    beside its numbering, or a person's name behind the label that asks for it; one is enough for a record.
    """
    units = [u for u in reading.units if u.column is None and u.passage.kind in ("row", "paragraph", "textbox")]
    if not 1 <= len(units) <= _LONGEST or sum(map(_explained, units)) > _MOST_PROSE:
        return False
    if any(map(_is_entry, units)) or any(_is_dated(name) for name in (*reading.names, *_heads(reading))):
        return False
    columns = [unit.column for unit in reading.units if unit.column is not None]
    labels = [label for unit in units for label in _labels(unit)] + [p for column in columns for p in _pieces(column)]
    return any(map(_asks_when, labels)) and any(map(_asks_who, labels))


def _explained(unit: Unit) -> int:
    """Return how many characters of a line are sentences."""
    texts = [cell.text for cell in unit.passage.cells] or [unit.text]
    return sum(len(text) for text in texts if len(text) > _PROSE)


def _is_entry(unit: Unit) -> bool:
    """Return whether a line holds what only somebody who fills a form in writes; its first cell may number it.

    When a form itself was drawn up or last revised is printed on it, behind a label that says so.
    """
    before = ""
    for number, text in enumerate([normal(cell.text) for cell in unit.passage.cells] or [unit.text]):
        of_the_form = "not_date" in kinds(before) or any("not_date" in kinds(piece) for piece in _pieces(text))
        if not of_the_form and (find(text) or any(mark.search(text) for mark in (_CLOCK, _FIGURE, _TICKED, _DAY))):
            return True
        if number and not of_the_form and (_NUMBER.fullmatch(text) or text in _MARKS):
            return True
        if _names_somebody(text) or (_asks_who(before) and _is_name(text)):
            return True
        before = text
    return False


def _names_somebody(text: str) -> bool:
    """Return whether a label that asks for a person is followed by a name: 领用人:张三."""
    pieces = list(_pieces(text))
    return any(_asks_who(one) and _is_name(other) for one, other in pairwise(pieces))


def _is_name(text: str) -> bool:
    return is_hanzi_name(text) and not kinds(text)


def _heads(reading: Reading) -> Iterator[str]:
    return (u.passage.text for u in reading.units if u.passage.kind in ("heading", "header") and u.column is None)


def _is_dated(name: str) -> bool:
    """Return whether a title or name holds the day, or the month, that a form was filled in for."""
    text = normal(name)
    return "not_date" not in kinds(text) and any(len(day.iso) > len("2024") for day in find(text))


def _labels(unit: Unit) -> Iterator[str]:
    """Yield the short pieces of a line that may be labels."""
    for text in [cell.text for cell in unit.passage.cells] or [unit.passage.text]:
        yield from _pieces(text)


def _pieces(text: str) -> Iterator[str]:
    for piece in map(str.strip, _APART.split(normal(text))):
        if 0 < len(piece) <= (_LATIN_LABEL if piece.isascii() else _LABEL):
            yield piece


def _asks_when(label: str) -> bool:
    return is_field(label, "date") or bool(_OPEN_DAY.search(label))


def _asks_who(label: str) -> bool:
    return is_field(label, "people") or "signature" in kinds(label) or label.endswith(("人", "者"))
