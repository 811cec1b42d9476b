"""The nouns of Evidence Check: plain frozen data that every step takes and gives.

Nothing here computes. A step of the pipeline (bytes → document → passages → matches → assessment → report) is a
function from some of these to others. Chinese terms of the standards stand beside the English words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

# --- words with a fixed set of values (the contract's vocabularies) ---------------------------------------------

Kind = Literal["written_system", "record", "certificate", "contract", "onsite", "customs"]
Coverage = Literal[
    "present", "partial", "missing", "unreadable", "not_applicable", "customs", "onsite", "other_standard"
]
Verdict = Literal["met", "basically_met", "not_met", "not_applicable", "undetermined"]
DecidedBy = Literal["documents", "customs", "onsite", "other_standard"]
Polarity = Literal["required", "prohibited"]
RoleName = Literal["written_system", "record", "contract", "certificate", "superseded", "decoy", "irrelevant"]
Status = Literal["ok", "empty", "needs_ocr", "encrypted", "unsupported", "too_large", "timeout", "failed"]
Basis = Literal["documents", "facts", "assessor", "assumed"]
PassageKind = Literal["heading", "paragraph", "row", "header", "footer", "footnote", "comment", "textbox", "property"]


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in Chinese and English; a side that does not exist is None."""

    zh: str | None = None
    en: str | None = None


# --- the registry: what the standards say --------------------------------------------------------------------


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
    with duties and filing, which a manual rules once for all its chapters.
    """

    key: str
    name: Bilingual
    cues: tuple[str, ...]
    essential: bool = True
    scope: Literal["section", "document"] = "section"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a clause wants to see.

    ``counts`` is "required" where its absence lowers the clause's coverage, "backing" where its presence alone makes
    the clause partial (the rule behind records that the clause wants), and "support" where it is only shown.
    Requirements with the same ``any_of`` name are alternatives. ``occasion`` marks records of events that may not
    have happened (过往发生时). ``years`` is "each" where every year in question needs a sample, "sample" where one
    will do, None where years do not matter. ``per_year`` and ``persons`` hold "twice a year for each of these roles".
    ``topic`` and ``titles`` say how documents name the subject; ``unless`` names what is another subject.
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
    unless: tuple[str, ...] = ()


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


# --- documents: what a file says -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a passage stands. Pages, paragraphs, slides and lines count from 1; what does not apply is None."""

    page: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    cell: str | None = None
    slide: int | None = None
    line: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell of a table row; ``column`` is the text of its header ("" where there is none)."""

    column: str
    text: str
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or table row as it was read. Quotes are literal substrings of ``text``.

    A row's ``text`` is its non-empty cells joined by tabs. ``heading_path`` holds the headings above it, outermost
    first. ``table`` numbers the table a row belongs to, per document; ``header_row`` marks rows that name columns.
    """

    index: int
    text: str
    kind: PassageKind
    locator: Locator
    heading_path: tuple[str, ...] = ()
    level: int | None = None
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    header_row: bool = False
    hidden: bool = False
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """The document control block (文件编号 版本 生效日期 编制 审核 批准): field name → (value, passage index).

    Names: number, version, effective_date, issued_date, prepared_by, reviewed_by, approved_by, issued_by. A label
    whose value is blank is kept with the value "".
    """

    fields: dict[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One file (or archive member) as it was read. ``reason`` says in words why the status is not ``ok``.

    ``language`` is zh, en, mixed, other or None. ``marks`` counts what a reader must not take for text in force:
    tracked insertions and deletions, comments. ``properties`` holds the file's own metadata (author, created …).
    """

    path: str
    sha256: str
    size: int
    format: str
    status: Status
    reason: Bilingual | None = None
    title: str | None = None
    language: str | None = None
    pages: int | None = None
    ocr: bool = False
    passages: tuple[Passage, ...] = ()
    control: Control = field(default_factory=Control)
    marks: dict[str, int] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    members: tuple[str, ...] = ()


# --- examining one file: what it shows -------------------------------------------------------------------------


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
    """

    requirement: str
    file: str
    role: RoleName
    score: float
    quote: Quote
    elements: dict[str, Quote]
    refused: Bilingual | None = None
    places: frozenset[Locator] | None = None


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """Something that a record shows to have happened: when (ISO, may be a month or year), who took part, on what.

    ``entry`` is True for a row of a register with its own date, False for what dates a whole form or file.
    """

    file: str
    date: str | None
    people: tuple[str, ...]
    topic: str
    quote: Quote
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark on one file that a reviewer would make; ``kind`` is one of the contract's."""

    file: str
    kind: str
    quote: str
    locator: Locator
    why: Bilingual


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


# --- the enterprise ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AssessorVerdict:
    """An assessor's own verdict on a clause or item, with the reason given."""

    verdict: Verdict
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Enterprise:
    """``enterprise.yaml`` as data; dates are ISO text, ``profile`` values are True, False or None (not said)."""

    name: Bilingual
    other_names: tuple[str, ...]
    partners: tuple[str, ...]
    standards: tuple[str, ...]
    businesses: tuple[str, ...]
    certification: Literal["first", "renewal"]
    certified_since: str | None
    as_of: str
    people: dict[str, str | None]
    profile: dict[str, bool | None]
    facts: dict[str, object]
    verdicts: dict[str, AssessorVerdict]


# --- the assessment ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote that counts towards a coverage."""

    file: str
    locator: Locator
    quote: str
    role: RoleName
    score: float
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A quote that came close and does not count, with the reason."""

    file: str
    quote: str
    reason: Bilingual
    locator: Locator = field(default_factory=Locator)


@dataclass(frozen=True, slots=True)
class ElementResult:
    """Whether an element was found, and where."""

    name: Bilingual
    coverage: Coverage
    essential: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """What the dossier shows for one requirement."""

    id: str
    kind: Kind
    title: Bilingual
    counts: str
    coverage: Coverage
    elements: tuple[ElementResult, ...]
    evidence: tuple[Evidence, ...]
    years: dict[str, Coverage] | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """What the dossier shows for one clause: the best judgement, its confidence, and why."""

    id: str
    coverage: Coverage
    confidence: float
    review: bool
    requirements: tuple[RequirementResult, ...]
    evidence: tuple[Evidence, ...]
    refused: tuple[Refused, ...]
    missing: tuple[str, ...]
    why: Bilingual
    next_step: Bilingual = field(default_factory=Bilingual)


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item's verdict and points. ``points`` is None where nothing is scored."""

    id: str
    verdict: Verdict
    points: int | None
    basis: Basis
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """One pass condition; ``passed`` is None while undecided items make a difference. ``gates`` is False for the
    stricter reading that is only reported."""

    id: str
    passed: bool | None
    items: tuple[str, ...]
    gates: bool = True
    detail: Bilingual = field(default_factory=Bilingual)


@dataclass(frozen=True, slots=True)
class Score:
    """The scoring result. For editions without points ``total``, ``best`` and ``worst`` are None and ``counts``
    holds category kind → verdict → number of clauses."""

    standards: tuple[str, ...]
    total: int | None
    best: int | None
    worst: int | None
    passed: bool | None
    conditions: tuple[ConditionResult, ...]
    items: tuple[ItemScore, ...]
    counts: dict[str, dict[str, int]]
    notes: tuple[Bilingual, ...] = ()
    financial: dict[str, object] | None = None


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One file's line in the ledger: how it was read, what for, why not."""

    path: str
    sha256: str
    size: int
    format: str
    title: str | None
    language: str | None
    role: RoleName
    role_reason: Bilingual
    clauses: tuple[str, ...]
    status: Status
    pages: int | None
    ocr: bool
    reason: Bilingual | None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole result of a scan: everything a report needs and nothing it has to judge."""

    enterprise: Enterprise
    editions: tuple[Edition, ...]
    standards: tuple[Standard, ...]
    clauses: tuple[ClauseResult, ...]
    documents: tuple[DocumentLine, ...]
    findings: tuple[Finding, ...]
    score: Score
    notes: tuple[Bilingual, ...] = ()
