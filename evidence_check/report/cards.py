"""Prepares the clause cards: the clause, what was found for each requirement and element, what was refused."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_check.departments import Department, Departments
from evidence_check.model import (
    Bilingual,
    Clause,
    ClauseResult,
    Coverage,
    ElementResult,
    Refused,
    Requirement,
    RequirementResult,
)
from evidence_check.report import links, quotes, wording
from evidence_check.report.lookup import Lookup
from evidence_check.report.quotes import ClauseQuotes, QuoteView
from evidence_check.report.sources import Source, source
from evidence_check.verdicts import StandingVerdict

_REFUSED_SHOWN = 3
GAPS: tuple[Coverage, ...] = ("missing", "unreadable", "partial")  # in the order in which they are worked off
_OUTSIDE = ("onsite", "customs")


@dataclass(frozen=True, slots=True)
class ElementView:
    """One element: found or not, with its quote, or the number of the quote that stands elsewhere in the card.

    ``follows_from`` names what it follows from where nothing says it in words of its own.
    """

    name: Bilingual
    coverage: Coverage
    essential: bool
    quote: QuoteView | None
    same_as: int | None
    hidden: int | None
    follows_from: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class RequirementView:
    """One requirement of a clause with its elements, its own quotes, and the years where they matter."""

    anchor: str
    result: RequirementResult
    basis: Bilingual
    owner: Department | None
    occasion: Bilingual | None
    alternative: bool
    elements: tuple[ElementView, ...]
    quotes: tuple[QuoteView, ...]
    years: tuple[tuple[str, Coverage], ...]


@dataclass(frozen=True, slots=True)
class RefusedView:
    """A quote that came close and does not count."""

    source: Source
    text: str
    reason: Bilingual


@dataclass(frozen=True, slots=True)
class Card:
    """One clause as the report shows it. ``index`` is its number in the island; ``outside`` holds by kind what is
    looked at on site or known to customs alone; ``owners`` are the departments that usually own what it wants;
    ``verdict`` is an assessor's.
    """

    index: int
    clause: Clause
    result: ClauseResult
    item: Bilingual
    category: str
    kinds: tuple[str, ...]
    owners: tuple[Department, ...]
    gap: bool
    outside: dict[str, list[Bilingual]]
    applies: Bilingual | None
    verdict: StandingVerdict | None
    missing: list[Bilingual]
    requirements: tuple[RequirementView, ...]
    also: tuple[QuoteView, ...]
    refused: tuple[RefusedView, ...]
    hidden: tuple[QuoteView, ...]
    hidden_refused: tuple[RefusedView, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every card is made with: the indexes, departments, the dossier's address, when clauses apply, verdicts."""

    lookup: Lookup
    departments: Departments
    base: str | None
    applies_when: dict[str, Bilingual]
    standing: dict[str, StandingVerdict]


def cards(desk: Desk) -> list[Card]:
    """Return one card for each assessed clause, in the assessment's order."""
    limit = quotes.per_clause(desk.lookup.assessment.clauses)
    return [_card(index, result, limit, desk) for index, result in enumerate(desk.lookup.assessment.clauses)]


def _card(index: int, result: ClauseResult, limit: int, desk: Desk) -> Card:
    lookup, base = desk.lookup, desk.base
    clause = lookup.clauses[result.id]
    quoted = quotes.quotes_of(result, limit, lookup, base)
    used: set[quotes.Key] = set()
    requirements = tuple(_requirement(r, desk, quoted, used) for r in result.requirements)
    refused = [_refused(r, lookup, base) for r in result.refused]
    return Card(
        index=index,
        clause=clause,
        result=result,
        item=lookup.title_of(result.id),
        category=lookup.category_of(result.id),
        kinds=tuple(sorted({requirement.kind for requirement in result.requirements})),
        owners=desk.departments.owners([r.id for r in result.requirements], lookup.item_of.get(result.id)),
        gap=result.coverage in GAPS,
        outside=_outside(result, lookup),
        applies=desk.applies_when.get(result.id),
        verdict=desk.standing.get(result.id),
        missing=lookup.missing_words(result),
        requirements=requirements,
        also=tuple(view for key, view in quoted.views.items() if key in quoted.shown and key not in used),
        refused=tuple(refused[:_REFUSED_SHOWN]),
        hidden=tuple(quoted.hidden()),
        hidden_refused=tuple(refused[_REFUSED_SHOWN:]),
    )


def _outside(result: ClauseResult, lookup: Lookup) -> dict[str, list[Bilingual]]:
    """Return what no document shows, by kind, where the clause applies."""
    if result.coverage in ("not_applicable", "other_standard"):
        return {}
    return {kind: found for kind in _OUTSIDE if (found := lookup.outside(result.id, kind))}


def _requirement(result: RequirementResult, desk: Desk, quoted: ClauseQuotes, used: set[quotes.Key]) -> RequirementView:
    wanted: Requirement | None = desk.lookup.requirements.get(result.id)
    elements = tuple(_element(element, quoted, used) for element in result.elements)
    own: list[QuoteView] = []
    for evidence in result.evidence:
        key = quotes.key_of(evidence)
        if key in quoted.shown and key not in used:
            used.add(key)
            own.append(quoted.views[key])
    return RequirementView(
        anchor=links.requirement_anchor(result.id),
        result=result,
        basis=wording.word("requirement_basis", wanted.basis) if wanted else Bilingual(),
        owner=desk.departments.owner(result.id, desk.lookup.item_of.get(result.id.partition("#")[0])),
        occasion=wanted.occasion if wanted else None,
        alternative=bool(wanted and wanted.any_of),
        elements=elements,
        quotes=tuple(own),
        years=tuple(sorted((result.years or {}).items())),
    )


def _element(element: ElementResult, quoted: ClauseQuotes, used: set[quotes.Key]) -> ElementView:
    keys = [quotes.key_of(evidence) for evidence in element.evidence]
    here = next((key for key in keys if key in quoted.shown), keys[0] if keys else None)
    quote: QuoteView | None = None
    same_as: int | None = None
    hidden: int | None = None
    if here is not None and here not in quoted.shown:
        hidden = quoted.views[here].number
    elif here is not None and here in used:
        same_as = quoted.views[here].number
    elif here is not None:
        used.add(here)
        quote = quoted.views[here]
    follows = wording.join(list(element.follows_from)) if element.follows_from else None
    return ElementView(element.name, element.coverage, element.essential, quote, same_as, hidden, follows)


def _refused(refused: Refused, lookup: Lookup, base: str | None) -> RefusedView:
    return RefusedView(source(refused.file, refused.locator, lookup, base), refused.quote, refused.reason)
