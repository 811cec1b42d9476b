"""Reads the entries of a register or log as its signs of having been written in one go need them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from evidence_check.findings.rules import Line, Rule, Span, rules
from evidence_check.model import Bilingual, Passage
from evidence_check.records.dates import find as find_dates
from evidence_check.text import normal

_TIME = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?![\d:])")
_BREAK = re.compile(r"[,;。、:()|/\t]+|\.(?:\s|$)|\s[-–—]\s")
_SHORT = 4  # characters that may be left over of the entry before: who wrote it
_DAY = 10  # characters of an ISO day
_LEAST_ROWS, _LEAST_LINES = 4, 3


@dataclass(frozen=True, eq=False)
class Entries:
    """The entries of one table or log: their lines, days, times of day, and cells by column (logs have none)."""

    lines: Sequence[Line]
    days: tuple[date | None, ...]
    times: tuple[tuple[str, ...], ...]
    columns: dict[str, tuple[str, ...]]
    texts: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many entries there are."""
        return len(self.lines)

    @cached_property
    def known_days(self) -> list[date]:
        """The days of the entries that give one."""
        return [day for day in self.days if day]

    @property
    def spread(self) -> bool:
        """Whether the entries are of different days: those of one event share all that it was."""
        return len(set(self.known_days)) >= max(3, 0.6 * self.count)


def of_rows(table: Sequence[Line], year: str | None) -> Entries | None:
    """Return the entries of a table, None where there are too few to show a habit."""
    rule = rules()["written-in-one-go"]
    if len(table) < _LEAST_ROWS:
        return None
    rows = [_by_column(line.passage) for line in table]
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: tuple(row.get(name, ("",))[0].strip() for row in rows) for name in names}
    dated = [name for name in names if rule.labels("day", name) and not rule.labels("not_day", name)]
    days = []
    for line, row in zip(table, rows, strict=True):
        cells = [text for name in dated for text in row.get(name, ())]
        cells += [] if dated else [c.text for c in line.passage.cells]
        days.append(_day(" ".join(cells), year))
    return Entries(
        table, tuple(days), tuple(_times(line.text) for line in table), columns, tuple(line.text for line in table)
    )


def _by_column(row: Passage) -> dict[str, list[str]]:
    """Return the texts of a row under the names of their columns."""
    found: dict[str, list[str]] = {}
    for cell in row.cells:
        if cell.column:
            found.setdefault(cell.column, []).append(cell.text)
    return found


def of_lines(lines: Sequence[Line], year: str | None) -> Entries | None:
    """Return the entries of a log in running text: from one day to the next, in one paragraph or several."""
    pieces = [piece for at, line in enumerate(lines) for piece in _pieces(line, year, first=at == 0)]
    heads = [at for at, (_, _, day) in enumerate(pieces) if day]
    if len(heads) < _LEAST_LINES or len(heads) * 4 < len(pieces):
        return None
    ends = [*heads[1:], min(heads[-1] + heads[1] - heads[0], len(pieces))]
    texts = tuple(" ".join(text for _, text, _ in pieces[a:b]) for a, b in zip(heads, ends, strict=True))
    longest: int = rules()["written-in-one-go"].params["log_line"]
    if sum(len(text) > longest for text in texts) * 2 > len(texts):
        return None
    days = tuple(pieces[at][2] for at in heads)
    return Entries([pieces[at][0] for at in heads], days, tuple(map(_times, texts)), {}, texts)


def _pieces(line: Line, year: str | None, *, first: bool) -> list[tuple[Line, str, date | None]]:
    """Return a paragraph cut before each of its days; lines that readers joined are entries of their own again."""
    found = [d for d in find_dates(line.text, year) if len(d.iso) == _DAY]
    if not found or (first and len(found) == 1):
        return [(line, line.text, None)]  # the title's own date
    starts = [_begins(line.text, d.start) for d in found]
    ends = [*starts[1:], len(line.text)]
    before = [(line, line.text[: starts[0]], None)] if starts[0] else []
    return before + [
        (line, line.text[a:b], date.fromisoformat(d.iso)) for a, b, d in zip(starts, ends, found, strict=True) if a < b
    ]


def _begins(text: str, at: int) -> int:
    """Return where the entry begins in which a day stands: in reports by number some words stand before it."""
    start = max(text.rfind(mark, 0, at) for mark in ("。", ";", "\n", ". ")) + 1
    return start if at - start > _SHORT else at


def _day(text: str, year: str | None) -> date | None:
    iso = next((d.iso for d in find_dates(text, year) if len(d.iso) == _DAY), "")
    return date.fromisoformat(iso) if iso else None


def _times(text: str) -> tuple[str, ...]:
    return tuple(f"{int(m[1]):02d}:{m[2]}" for m in _TIME.finditer(text))


def phrases(text: str) -> list[str]:
    """Return the phrases of an entry without its dates, times and numbers, in normal form."""
    plain = _TIME.sub(" ", text)
    for dated in reversed(find_dates(plain)):
        plain = plain[: dated.start] + " " + plain[dated.end :]
    parts = [part.strip() for part in _BREAK.split(normal(plain))]
    return [part for part in parts if len(part) > 1 and not any(c.isdigit() for c in part)]


class Sign(NamedTuple):
    """What was seen: its weight, its words, and where."""

    weight: float
    said: Bilingual
    line: Line | None = None
    span: Span | None = None


def rule() -> Rule:
    """Return the rule that the signs belong to."""
    return rules()["written-in-one-go"]


def most(values: Sequence[str], rows: int) -> str:
    """Return the value that nearly every entry bears, "" for none."""
    counted = Counter(value for value in values if value).most_common(1)
    return counted[0][0] if counted and counted[0][1] >= rule().params["share"] * rows else ""
