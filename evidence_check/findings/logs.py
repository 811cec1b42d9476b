"""Reads what a register shows: when things were done and how late, what was left blank, which numbers it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from evidence_check.findings import practice_dates as dates
from evidence_check.findings.rules import Rule, rules
from evidence_check.model import Entry, Log, Register, Span
from evidence_check.records.dates import find
from evidence_check.records.duties import acts_of, topics_of
from evidence_check.records.promises import words
from evidence_check.text import normal

_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)")
_ID = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9\-/]{3,24}")
_ID_SHORTEST, _ID_LONGEST = 4, 25
_LEAST_IDS, _MOSTLY = 3, 0.6  # rows of a column that number them, and their share

Moment = tuple[datetime, bool]
"""A day, or a day and time of day (True)."""


def rule() -> Rule:
    """Return the rule that logs are held against."""
    return rules()["promise-not-borne-out"]


def logs_of(registers: Sequence[Register]) -> Iterator[Log]:
    """Yield the logs among a record's tables: whole ones by name; a table of editions shows nothing that was done."""
    for place, register in enumerate(registers):
        if words().incomplete.search(register.about) or rule().words("not_logs").spots(register.about):
            continue
        if not any(rule().labels("edition", name) for name in register.columns):
            yield _log(place, register)


def _log(place: int, register: Register) -> Log:
    from evidence_check.findings.naming import values_of

    text = f"{register.about} {normal(' '.join(register.columns))}"
    loose = set(rule().params["loose_topics"])
    days = tuple(dates.dated_rows(register))
    excused = [
        at for at, e in enumerate(register.entries) if any(rule().words("excused").spots(normal(c)) for c in e.cells)
    ]
    return Log(
        place=place,
        acts=acts_of(text),
        topics=topics_of(text),
        titled_acts=acts_of(register.about),
        titled_topics=tuple(t for t in topics_of(register.about) if t not in loose),
        whole=register.whole,
        year=register.year,
        for_month=dates.names_a_month(register),
        days=days,
        times=tuple(_times(register.entries)),
        spans=tuple(_spans(register, frozenset(excused))),
        blanks=tuple(_blanks(register, frozenset(excused))),
        numbers=tuple(_numbers(register)),
        known=tuple(_known(register.entries)),
        excused=tuple(excused),
        values=tuple(values_of(register, len(days))),
    )


def _times(entries: Sequence[Entry]) -> Iterator[tuple[str, int]]:
    """Yield the first time of day of each row that has one, with the row."""
    for at, entry in enumerate(entries):
        match = next((t for cell in entry.cells if (t := _CLOCK.search(cell))), None)
        if match:
            yield match[0], at


# --- beginnings and ends ---------------------------------------------------------------------------------------------


def _spans(register: Register, excused: frozenset[int]) -> Iterator[Span]:
    """Yield the columns of each stage that give its beginning and its end, the first pair that is filled."""
    read: dict[int, list[Moment | None]] = {}
    for stage, said in enumerate(rule().params["stages"]):
        begins = [at for at, name in enumerate(register.columns) if re.search(said["from"], normal(name))]
        ends = [
            at for at, name in enumerate(register.columns) if re.search(said["to"], normal(name)) and at not in begins
        ]
        for at in {*begins, *ends} - read.keys() if begins and ends else ():
            read[at] = [moment(entry.cells[at], register.year) for entry in register.entries]
        for columns in ((one, other) for one in begins for other in ends):
            pairs = enumerate(zip(read[columns[0]], read[columns[1]], strict=True))
            filled = [(row, begun, done) for row, (begun, done) in pairs if begun and done]
            if filled:
                rows = tuple((row, *begun, *done) for row, begun, done in filled if row not in excused)
                yield Span(stage, columns, rows)
                break


def moment(text: str, year: str) -> Moment | None:
    """Return the day that a cell names, with its time of day where it names one."""
    day = next((d.iso for d in find(text, year or None) if len(d.iso) == 10), "")
    if not day:
        return None
    time = _CLOCK.search(text)
    at = datetime.fromisoformat(day)
    return (at.replace(hour=int(time[1]), minute=int(time[2])), True) if time else (at, False)


# --- left blank ------------------------------------------------------------------------------------------------------


def _blanks(register: Register, excused: frozenset[int]) -> Iterator[tuple[str, int, int]]:
    """Yield the columns that are blank, or say no, in some rows that nothing excuses."""
    rows = [(at, e) for at, e in enumerate(register.entries) if sum(bool(c) for c in e.cells) >= 2]
    if len(rows) < rule().params["rows"]:
        return
    for at, name in enumerate(register.columns):
        open_ = [row for row, e in rows if not e.cells[at] or rule().words("denied").spots(normal(e.cells[at]))]
        short = [row for row in open_ if row not in excused]
        if short and len(short) < len(rows) and (len(short) >= 2 or len(short) * 5 >= len(rows)):
            yield name, len(short), short[0]


# --- numbers ---------------------------------------------------------------------------------------------------------


def _numbers(register: Register) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """Yield the columns that number most rows, each number once, with its last row."""
    for at, name in enumerate(register.columns):
        if rule().labels("not_ids", name):
            continue
        cells = [entry.cells[at] for entry in register.entries]
        ids = {normal(c): row for row, c in enumerate(cells) if _ID.fullmatch(c) and not find(c)}
        if len(ids) >= _LEAST_IDS and len(ids) >= _MOSTLY * len(register.entries):
            yield name, tuple(ids.items())


def _known(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield each cell once, in normal form, that may be a number of the kind that columns of numbers hold."""
    cells = (normal(c) for e in entries for c in e.cells if any(map(str.isdigit, c)))
    yield from dict.fromkeys(c for c in cells if c.isascii() and _ID_SHORTEST <= len(c) <= _ID_LONGEST)
