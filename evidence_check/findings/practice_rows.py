"""Answers duties by single rows of the logs: done too late, left blank, a round of the day that was missed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from evidence_check.findings import practice_dates as dates
from evidence_check.findings.practice_told import Told, rule
from evidence_check.findings.shelf import Shelf
from evidence_check.model import Bilingual, Log
from evidence_check.text import normal

_HANZI = re.compile(r"[\u4e00-\u9fff]{2,}")
_LONGEST_GAP = 10  # hours between two entries from which they are of two shifts

Late = tuple[tuple[int, ...], float, bool, bool]
"""What decides whether a row is late: the stages that a duty speaks of, its hours, working days, hours in words."""

# --- rounds of the day ---------------------------------------------------------------------------------------------


def rounds(shelf: Shelf, numbers: Sequence[int], allowed: float) -> Told | None:
    """Return the first two entries of a log between which more than the ``allowed`` hours lie."""
    for number in numbers:
        times = shelf[number].log.times
        gaps = list(dates.hours_apart([time.zfill(5) for time, _ in times]))
        wide = [at for at, gap in enumerate(gaps) if allowed < gap < _LONGEST_GAP]
        if len(times) >= 3 and wide:
            (one, _), (other, row) = times[wide[0]], times[wide[0] + 1]
            return Told(number, row, Bilingual(f"{one} 到 {other} 之间没有记录", f"nothing between {one} and {other}"))
    return None


# --- too late --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def stages_of(text: str) -> tuple[int, ...]:
    """Return the places of the stages that a duty speaks of."""
    return tuple(at for at, stage in enumerate(rule().params["stages"]) if re.search(stage["duty"], text))


def late(shelf: Shelf, numbers: Sequence[int], how: Late) -> Told | None:
    """Return the first row in which the second date lies later after the first than a duty allows.

    Where no row of several keeps to it, the columns measure something else.
    """
    for number in numbers:
        found = _late(shelf[number].log, how)
        if found is not None:
            row, (start, end) = found
            cells = shelf.entry(number, row).cells
            words = f"{cells[start]} → {cells[end]}"
            return Told(number, row, Bilingual(words, words))
    return None


def _late(log: Log, how: Late) -> tuple[int, tuple[int, int]] | None:
    stages, value, working, in_hours = how
    by_stage = {span.stage: span for span in log.spans}
    span = next((by_stage[stage] for stage in stages if stage in by_stage), None)
    broken: list[int] = []
    kept = False
    for row, begun, begun_at, done, done_at in span.rows if span else ():
        exact = begun_at and done_at
        if done >= begun and _exceeds(begun, done, value, exact=exact, working=working, in_hours=in_hours):
            broken.append(row)
        else:
            kept = True
    told = span is not None and broken and (kept or len(broken) == 1)
    return (broken[0], span.columns) if span and told else None


def _exceeds(begun: datetime, done: datetime, value: float, *, exact: bool, working: bool, in_hours: bool) -> bool:
    if working:
        return _working_days(begun.date(), done.date()) > round(value / 34.0)
    if exact:
        return (done - begun) > timedelta(hours=value)
    days = (done.date() - begun.date()).days
    allowed = value / 24.0
    return days > (allowed + 0.05 if allowed >= 1.5 else 1 if value > 24 or in_hours else 0)


def _working_days(first: date, last: date) -> int:
    return sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, (last - first).days + 1))


# --- left blank ------------------------------------------------------------------------------------------------------


def blanks(shelf: Shelf, numbers: Sequence[int]) -> dict[str, Told]:
    """Return the columns of some logs that are blank, or say no, in some rows: by name, with the first that is so."""
    found: dict[str, Told] = {}
    for number in numbers:
        for name, short, row in shelf[number].log.blanks:
            words = Bilingual(f"“{name}”空缺 {short} 行", f"“{name}” is blank in {short} rows")
            found.setdefault(name, Told(number, row, words))
    return found


@lru_cache(maxsize=16_384)
def is_wanted(column: str, text: str) -> bool:
    """Return whether a sentence names what a column is for: all of its hanzi pairs bar one, or its English words."""
    label = normal(column)
    if rule().labels("not_wanted", column):
        return False
    for run in _HANZI.findall(label):
        pairs = [run[i : i + 2] for i in range(len(run) - 1)]
        if pairs and sum(pair in text for pair in pairs) >= max(1, len(pairs) - 1 if len(pairs) > 2 else len(pairs)):
            return True
    for pair in rule().params["fields"]:
        if re.search(pair["column"], label) and re.search(pair["duty"], text):
            return True
    words = [w[:6] for w in re.findall(r"[a-z]{4,}", label)]
    return bool(words) and all(word in text for word in words)
