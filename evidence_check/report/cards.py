"""Prepares the clause cards: the clause, what was found for each requirement and element, what was refused."""

from __future__ import annotations

from dataclasses import dataclass

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
from evidence_check.report.lookup import Lookup, place
from evidence_check.report.quotes import ClauseQuotes, QuoteView

_REFUSED_SHOWN = 3
GAPS: tuple[Coverage, ...] = ("partial", "missing", "unreadable")


@dataclass(frozen=True, slots=True)
class ElementView:
    """One element: found or not, with its quote, or the number of the quote that stands elsewhere in the card."""

    name: Bilingual
    coverage: Coverage
    essential: bool
    quote: QuoteView | None
    same_as: int | None
    hidden: int | None


@dataclass(frozen=True, slots=True)
class RequirementView:
    """One requirement of a clause with its elements, its own quotes, and the years where they matter."""

    anchor: str
    result: RequirementResult
    basis: Bilingual
    occasion: Bilingual | None
    alternative: bool
    elements: tuple[ElementView, ...]
    quotes: tuple[QuoteView, ...]
    years: tuple[tuple[str, Coverage], ...]


@dataclass(frozen=True, slots=True)
class RefusedView:
    """A quote that came close and does not count."""

    file: str
    address: str
    place: Bilingual
    text: str
    reason: Bilingual
    ocr: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One clause as the report shows it. ``index`` is its number in the island."""

    index: int
    clause: Clause
    result: ClauseResult
    item: Bilingual
    category: str
    kinds: tuple[str, ...]
    gap: bool
    applies: Bilingual | None
    missing: list[Bilingual]
    requirements: tuple[RequirementView, ...]
    also: tuple[QuoteView, ...]
    refused: tuple[RefusedView, ...]
    hidden: tuple[QuoteView, ...]
    hidden_refused: tuple[RefusedView, ...]


def cards(lookup: Lookup, applies_when: dict[str, Bilingual], base: str | None) -> list[Card]:
    """Return one card for each assessed clause, in the assessment's order."""
    limit = quotes.per_clause(lookup.assessment.clauses)
    return [
        _card(index, result, limit, lookup, applies_when.get(result.id), base)
        for index, result in enumerate(lookup.assessment.clauses)
    ]


def _card(
    index: int, result: ClauseResult, limit: int, lookup: Lookup, applies: Bilingual | None, base: str | None
) -> Card:
    clause = lookup.clauses[result.id]
    quoted = quotes.quotes_of(result, limit, lookup, base)
    used: set[quotes.Key] = set()
    requirements = tuple(_requirement(r, lookup, quoted, used) for r in result.requirements)
    refused = [_refused(r, lookup, base) for r in result.refused]
    return Card(
        index=index,
        clause=clause,
        result=result,
        item=lookup.title_of(result.id),
        category=lookup.category_of(result.id),
        kinds=tuple(sorted({requirement.kind for requirement in result.requirements})),
        gap=result.coverage in GAPS,
        applies=applies,
        missing=lookup.missing_words(result),
        requirements=requirements,
        also=tuple(view for key, view in quoted.views.items() if key in quoted.shown and key not in used),
        refused=tuple(refused[:_REFUSED_SHOWN]),
        hidden=tuple(quoted.hidden()),
        hidden_refused=tuple(refused[_REFUSED_SHOWN:]),
    )


def _requirement(
    result: RequirementResult, lookup: Lookup, quoted: ClauseQuotes, used: set[quotes.Key]
) -> RequirementView:
    wanted: Requirement | None = lookup.requirements.get(result.id)
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
    return ElementView(element.name, element.coverage, element.essential, quote, same_as, hidden)


def _refused(refused: Refused, lookup: Lookup, base: str | None) -> RefusedView:
    return RefusedView(
        file=refused.file,
        address=links.file_address(refused.file, lookup, base, refused.locator),
        place=place(refused.locator),
        text=refused.quote,
        reason=refused.reason,
        ocr=refused.locator.ocr,
    )
