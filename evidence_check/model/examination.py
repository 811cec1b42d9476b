"""What one file shows: role, matches, record events, companies named, findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from evidence_check.model.documents import Document, Locator
from evidence_check.model.words import Bilingual, DutyUnit, PromiseUnit, RoleName, StatementKind


@dataclass(frozen=True, slots=True)
class Quote:
    """A literal piece of one passage of one file."""

    file: str
    locator: Locator
    text: str


@dataclass(frozen=True, slots=True)
class Role:
    """What a document is for, decided on positive evidence; ``certain`` is False for the default."""

    name: RoleName
    reason: Bilingual
    certain: bool


@dataclass(frozen=True, slots=True)
class Match:
    """One file's bearing on one requirement.

    ``score`` in 0..1 says how surely the file is about the requirement's subject; ``elements`` maps the keys of the
    elements that it states to the quote that states them. ``refused`` says why it does not count, None if it does.
    ``places`` holds the rows and sheets of a mixed register that concern the requirement, None where all of it does.
    ``worded`` holds the keys of those elements that no cue found, only their likeness to wordings; ``near`` maps those
    that are not stated to what reads most like them, as likely as not: for a person to look at, it counts for nothing.
    ``hint`` marks a file that nothing shows to treat the subject: it has only what is ``near``.
    """

    requirement: str
    file: str
    role: RoleName
    score: float
    quote: Quote
    elements: dict[str, Quote]
    refused: Bilingual | None = None
    places: frozenset[Locator] | None = None
    worded: frozenset[str] = frozenset()
    near: dict[str, Quote] = field(default_factory=dict)
    hint: bool = False


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """Something that a record shows to have happened: when (ISO, may be a month or year), who took part, on what.

    ``entry`` is True for a row of a register with its own date, False for what dates a whole form or file; ``revision``
    marks the dates of a document's own editions, which show that it was kept up to date and nothing else. ``none`` is
    True where the record says of that time that nothing of the kind happened.
    """

    file: str
    date: str | None
    people: tuple[str, ...]
    topic: str
    quote: Quote
    entry: bool = False
    revision: bool = False
    none: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """What a policy in force promises about the subject of one requirement.

    ``unit`` says what ``value`` counts: times per_year, years that something is kept, hours until something is done.
    ``asked`` is what the clause wants of the same, None where it names no figure; ``act`` is what is done so often.
    """

    requirement: str
    unit: PromiseUnit
    value: float
    asked: float | None
    act: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file says of a thing by name, to be held against other files.

    ``subject`` names it: a person, company, year, form number; ``value`` is a date, an amount, an opinion or "".
    """

    kind: StatementKind
    subject: str
    value: str
    quote: Quote


class Entry(NamedTuple):
    """One row of a register: its cells in the order of the columns ("" where blank), its place and literal text."""

    cells: tuple[str, ...]
    locator: Locator
    text: str


@dataclass(frozen=True, slots=True)
class Register:
    """A table of a record, kept small to be held against what policies promise and lists name.

    ``about`` is the normal form of title, file name and sheet; ``year`` the one it is for, "" where none is named;
    ``whole`` is False where rows were left out because there are too many. ``notes`` are the file's own lines that say
    that nothing went on for a time (2月停产).
    """

    about: str
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]
    year: str
    whole: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """A sentence that lays down a duty with a figure or for every case: what is said, how often or fast, and where.

    ``unit`` is every (``value`` months between two times), within (``value`` hours) or each (no figure, every case).
    ``acts`` and ``topics`` are the ids of promises.yaml that the sentence names; ``about`` those of its title.
    """

    unit: DutyUnit
    value: float
    text: str
    acts: tuple[str, ...]
    topics: tuple[str, ...]
    about: tuple[str, ...]
    quote: Quote
    working: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """An enumeration in a text: its items in literal words; ``about`` is the normal form of its surroundings."""

    about: str
    items: tuple[str, ...]
    quote: Quote


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark on one file that a reviewer would make; ``kind`` is one of the contract's.

    ``disowns`` says that what it remarks on leaves the file without worth as evidence.
    """

    file: str
    kind: str
    quote: str
    locator: Locator
    why: Bilingual
    disowns: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A company that a document names, with the passage kinds where it stands and whether it is its subject."""

    name: str
    count: int
    subject: bool
    quote: Quote


@dataclass(frozen=True, slots=True)
class Examined:
    """All that one file shows: a pure function of (bytes, path, registry, version)."""

    document: Document
    role: Role
    matches: tuple[Match, ...]
    events: tuple[RecordEvent, ...]
    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]
    promises: tuple[Promise, ...] = ()
    statements: tuple[Statement, ...] = ()
    registers: tuple[Register, ...] = ()
    duties: tuple[Duty, ...] = ()
    listings: tuple[Listing, ...] = ()
