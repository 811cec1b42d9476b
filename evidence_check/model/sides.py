"""What of one file is held against other files, made ready by the worker that reads it: logs, claims, namings.

Dates, numbers and acts are read once here, so that the process that joins a dossier compares and reads nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from evidence_check.model.words import DutyUnit


@dataclass(frozen=True, slots=True)
class Span:
    """The first filled pair of columns of a register that give the beginning and the end of a ``stage``.

    ``stage`` is the place of the stage in the rule's data; each row is (row, beginning, whether it has a time of day,
    end, whether that has), rows apart that are excused or not filled.
    """

    stage: int
    columns: tuple[int, int]
    rows: tuple[tuple[int, datetime, bool, datetime, bool], ...]


@dataclass(frozen=True, slots=True)
class Log:
    """What a register shows of what was done; ``place`` is its number among the file's registers.

    ``acts`` and ``topics`` are those of its name and columns, ``titled_…`` those of its name alone. ``days`` are the
    dated rows, ``times`` those with a time of day. ``blanks`` are (column, rows left blank, first of them), ``numbers``
    (column, (number, row) …) the columns that number their rows, ``known`` every cell that may be such a number, and
    ``excused`` the rows that say why something was not done. ``values`` are the names in each column, where it is a log
    of what was done.
    """

    place: int
    acts: tuple[str, ...]
    topics: tuple[str, ...]
    titled_acts: tuple[str, ...]
    titled_topics: tuple[str, ...]
    whole: bool
    year: str
    for_month: bool
    days: tuple[tuple[str, int], ...]
    times: tuple[tuple[str, int], ...]
    spans: tuple[Span, ...]
    blanks: tuple[tuple[str, int, int], ...]
    numbers: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    known: tuple[str, ...]
    excused: tuple[int, ...]
    values: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A register that keeps a rhythm and skips some of its stretches between the first and the last.

    ``place`` and ``row`` are of the entry before the first stretch skipped, ``months`` the rhythm (1, 3, 6) and
    ``missing`` the names of the stretches (2024-05, 2024-Q2, 2024-H1), in order.
    """

    place: int
    row: int
    months: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A duty as it is held against logs; ``number`` is its place among the file's duties.

    ``done`` and ``named`` are the acts and topics of the part of the sentence in which its figure stands.
    """

    number: int
    unit: DutyUnit
    value: float
    working: bool
    text: str
    acts: tuple[str, ...]
    topics: tuple[str, ...]
    about: tuple[str, ...]
    done: tuple[str, ...]
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """A listing of things of one form; ``number`` is its place among the file's listings.

    Each item is (as it stands, in normal form, its head in normal form); ``due`` says that people are listed who are
    to do something.
    """

    number: int
    items: tuple[tuple[str, str, str], ...]
    people: bool
    due: bool
    acts: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """All of it, with the acts and topics that the file's own name names where it may hold records."""

    logs: tuple[Log, ...] = ()
    rhythms: tuple[Rhythm, ...] = ()
    claims: tuple[Claim, ...] = ()
    namings: tuple[Naming, ...] = ()
    acts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
