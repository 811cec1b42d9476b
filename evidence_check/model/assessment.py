"""Whose dossier it is, and what all of it shows: results by requirement and clause, the score, the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from evidence_check.model.documents import Locator
from evidence_check.model.examination import Finding
from evidence_check.model.standards import Edition, Standard
from evidence_check.model.words import Basis, Bilingual, Coverage, Kind, RoleName, Status, Verdict


@dataclass(frozen=True, slots=True)
class AssessorVerdict:
    """An assessor's own verdict on a clause or item, with the reason given.

    ``date`` is ISO text. ``evidence`` is the fingerprint of the evidence that the verdict was given on (see
    ``verdicts/fingerprint.py``); None where it was written by hand, so that nobody can tell what it rests on.
    """

    verdict: Verdict
    reason: str | None = None
    assessor: str | None = None
    date: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held a post, from and to which day or month (ISO, both included; None for an open end)."""

    name: str
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Enterprise:
    """``enterprise.yaml`` as data; dates are ISO text, ``profile`` values are True, False or None (not said).

    ``people`` names who holds each post on the day of the review; ``holders`` all who did, where the file tells it.
    ``sites`` are the enterprise's places of business as its records name them, where there are several.
    """

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
    holders: dict[str, tuple[Holder, ...]] = field(default_factory=dict)
    sites: tuple[str, ...] = ()


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
    """Whether an element was found, and where.

    ``follows_from`` names the elements that it follows from where no document says it in words of its own; the evidence
    is then theirs.
    """

    name: Bilingual
    coverage: Coverage
    essential: bool
    evidence: tuple[Evidence, ...]
    follows_from: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """What the dossier shows for one requirement.

    ``years`` holds each wanted year's coverage, ``persons`` for each person who must appear how often he does, by year;
    both are None where a requirement does not go by them. ``held`` counts the dates of its records by span of the
    period, None where that can't be counted: no records wanted, or some that are unread or carry no date. ``months``
    names the months (ISO; a year alone where no more is known) in which its records say it was done, by span of the
    period; None where no records are wanted. ``holes`` says in words where they leave out a year, a person or a time.
    """

    id: str
    kind: Kind
    title: Bilingual
    counts: str
    coverage: Coverage
    elements: tuple[ElementResult, ...]
    evidence: tuple[Evidence, ...]
    years: dict[str, Coverage] | None
    missing: tuple[str, ...]
    persons: dict[str, dict[str, int]] | None = None
    held: dict[str, int] | None = None
    months: dict[str, tuple[str, ...]] | None = None
    holes: tuple[Bilingual, ...] = ()


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
    """One item's verdict and points. ``points`` is None where nothing is scored.

    ``best`` and ``worst`` are the points at which what is still open could leave it; None where nothing is scored.
    """

    id: str
    verdict: Verdict
    points: int | None
    basis: Basis
    reason: str | None = None
    best: int | None = None
    worst: int | None = None


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
class Closing:
    """What the score would be with ``items`` closed (达标): the total, whether it passes, which conditions still fail.

    ``undecided`` names the items that are taken as they stand because nobody has decided them yet.
    """

    items: tuple[str, ...]
    total: int
    passed: bool
    failing: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The scoring result. For editions without points ``total``, ``best`` and ``worst`` are None and ``counts``
    holds category kind → verdict → number of clauses. ``closing`` leads step by step to a score that passes."""

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
    closing: tuple[Closing, ...] = ()


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
    """The whole result of a scan: everything a report needs and nothing it has to judge.

    ``documents`` are sorted by path and ``findings`` by file; those of a scan are ``Rows``, which stay packed.
    """

    enterprise: Enterprise
    editions: tuple[Edition, ...]
    standards: tuple[Standard, ...]
    clauses: tuple[ClauseResult, ...]
    documents: Sequence[DocumentLine]
    findings: Sequence[Finding]
    score: Score
    notes: tuple[Bilingual, ...] = ()
