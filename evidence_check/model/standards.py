"""What the standards say: editions, standards, items, clauses, requirements, elements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from evidence_check.model.words import Bilingual, DecidedBy, Kind, Polarity, RoleName, Verdict


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A line (1-based) of a source text under ``standards/``; ``file`` is the bare file name."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Repair:
    """One defect of a source text that the parser mended, so that a reader can check it."""

    clause: str | None
    file: str
    line: int
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Category:
    """One of the four kinds of standards (内部控制 …) with the options (达标情况) printed for it.

    ``points`` maps each option to its score, None where the edition prints none (2022) or for 不适用.
    """

    no: str | None
    kind: Literal["internal_control", "finance", "compliance", "trade_security"] | None
    title: Bilingual
    verdict_options: tuple[Verdict, ...]
    points: dict[str, int | None] | None


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item (标准项); ``clauses`` are its sub-clauses, or the item itself where it has none."""

    id: str
    no: str
    title: Bilingual
    category: str | None
    category_kind: str | None
    group: str | None
    preamble: Bilingual | None
    notes: tuple[Bilingual, ...]
    clauses: tuple[str, ...]
    business: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest thing that is assessed: a numbered sub-clause, or an item without sub-clauses.

    ``text`` is the source's own text in normal form, ``display`` what users read, always in both languages;
    ``display_source`` says for each language whether the seed or this project wrote it.
    """

    id: str
    standard: str
    no: str
    item: str
    category: str | None
    category_kind: str | None
    text: Bilingual
    display: Bilingual
    display_source: dict[str, str]
    verdict_options: tuple[Verdict, ...]
    points: dict[str, int | None] | None
    polarity: Polarity
    decided_by: DecidedBy
    source: tuple[SourceRef, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard text, e.g. ``2022-common``, with its place in an edition."""

    id: str
    edition: str
    level: str | None
    title: Bilingual
    categories: tuple[Category, ...]
    items: tuple[Item, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A folder under ``standards/``: who issued it, when it is in force, what replaced it."""

    id: str
    title: Bilingual
    issuer: Bilingual
    announcement: str
    in_force_from: str | None
    in_force_to: str | None
    replaced_by: Bilingual | None
    verified_on: str
    sources: tuple[str, ...]
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """When a clause or requirement applies, as data over ``enterprise.yaml``.

    Every part that is given must hold. ``profile`` names a yes/no key, ``businesses`` lists alternatives.
    """

    certification: Literal["first", "renewal"] | None = None
    profile: str | None = None
    businesses: tuple[str, ...] = ()
    text: Bilingual = field(default_factory=Bilingual)


@dataclass(frozen=True, slots=True)
class Element:
    """A part that a document must state (内容要素), found by any of its ``cues`` (see ``matching/cues.py``).

    An element that is not ``essential`` is shown, but its absence does not lower the coverage. ``scope`` says where it
    is looked for: in the parts on the requirement's subject, or anywhere in a document that treats the subject, as
    with duties and filing, which a manual rules once for all its chapters. ``follows_from`` holds sets of keys of
    others from each of which it follows: where all of one are stated, it need not be said in words of its own.
    A ``defining`` element makes a paper what it is: an assessment of partners that says nothing of security is none of
    those that the clause wants, and counts for nothing rather than for a part.
    ``columns`` are cues that hold only in the name of a table's column: 来 over the times at which visitors came.
    """

    key: str
    name: Bilingual
    cues: tuple[str, ...]
    essential: bool = True
    scope: Literal["section", "document"] = "section"
    follows_from: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()
    defining: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a clause wants to see.

    ``counts`` is "required" where its absence lowers the clause's coverage, "backing" where its presence alone makes
    the clause partial (the rule behind records that the clause wants), and "support" where it is only shown.
    Requirements with the same ``any_of`` name are alternatives. ``occasion`` marks records of events that may not
    have happened (过往发生时). ``years`` is "each" where every year in question needs a sample, "sample" where one
    will do, None where years do not matter. ``per_year`` and ``persons`` hold "twice a year for each of these roles".
    ``topic`` and ``titles`` say how documents name the subject; ``headings`` are broader cues that hold only in titles,
    headings, sheet and column names; ``registers`` and ``entries`` name kinds of register there (registers.yaml), the
    latter also in what stands under such a name; ``unless`` names what is another subject. ``served_by`` lists the
    roles of documents that may serve it where they are not those of its kind (a plan's own versions, year by year).
    """

    id: str
    clause: str
    kind: Kind
    title: Bilingual
    elements: tuple[Element, ...]
    counts: Literal["required", "backing", "support"]
    basis: Literal["guide", "clause", "derived"]
    source: tuple[SourceRef, ...]
    any_of: str | None = None
    occasion: Bilingual | None = None
    years: Literal["each", "sample"] | None = None
    per_year: int = 1
    persons: tuple[str, ...] = ()
    frequency: str | None = None
    retention_years: float | None = None
    applies_when: Condition | None = None
    titles: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    registers: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    served_by: tuple[RoleName, ...] = ()


@dataclass(frozen=True, slots=True)
class Crossing:
    """What clause ``target`` asks compared with clause ``origin``: same, narrower, wider or overlaps."""

    origin: str
    target: str
    relation: Literal["same", "narrower", "wider", "overlaps"]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything the standards say, read from ``standards/``. ``digest`` names its content."""

    editions: tuple[Edition, ...]
    standards: tuple[Standard, ...]
    requirements: tuple[Requirement, ...]
    crosswalk: tuple[Crossing, ...]
    repairs: tuple[Repair, ...]
    applies_when: dict[str, Condition]
    not_applicable_proof: dict[str, str]
    concepts: dict[str, tuple[str, ...]]
    digest: str
