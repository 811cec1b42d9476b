"""Chooses which quotes of a clause stand in the page and which wait in the packed island.

A page with every passage of a large dossier would be slow to open and too heavy to mail (measured: 60,000 passages as
rows are 47 MB). So each clause shows at least three quotes, more or all while the report stays light; the rest
unfold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from evidence_check.model import ClauseResult, Evidence, RequirementResult
from evidence_check.report.lookup import Lookup
from evidence_check.report.sources import Source, source

LEAST = 3  # quotes of a clause that always stand in the page
_STEPS = (24, 16, 12, 8, 6, 5, 4)
_FEW = 500  # quotes of a whole report that all stand in the page: an ordinary dossier's fold nothing away
_LIGHT = 250  # quotes in the page up to which a larger report stays under 0.5 MB per 1,000 passages


@dataclass(frozen=True, slots=True)
class QuoteView:
    """One quote as it is shown. ``number`` counts within its clause."""

    number: int
    source: Source
    text: str
    lang: str


Key = tuple[str, object, str]


@dataclass(frozen=True, slots=True)
class ClauseQuotes:
    """The distinct quotes of one clause: numbered in reading order, and those that stand in the page."""

    views: dict[Key, QuoteView]
    shown: frozenset[Key]

    def hidden(self) -> list[QuoteView]:
        """Return the quotes that wait in the island, by number."""
        return [view for key, view in self.views.items() if key not in self.shown]


def key_of(evidence: Evidence) -> Key:
    """Return what makes two quotes the same: the file, the place and the words."""
    return evidence.file, evidence.locator, evidence.quote


def per_clause(results: Iterable[ClauseResult]) -> int:
    """Return how many quotes each clause may show: as many as keep the report light, at least ``LEAST``."""
    sizes = [len(_distinct(result)) for result in results]
    if sum(sizes) <= _FEW:
        return max(sizes, default=LEAST)
    for limit in _STEPS:
        if sum(min(limit, size) for size in sizes) <= _LIGHT:
            return limit
    return LEAST


def quotes_of(result: ClauseResult, limit: int, lookup: Lookup, base: str | None) -> ClauseQuotes:
    """Return a clause's quotes, ``limit`` of them to be shown: the best of each requirement in turn."""
    views = {
        key: _view(number, evidence, lookup, base)
        for number, (key, evidence) in enumerate(_distinct(result).items(), 1)
    }
    by_turns = chain.from_iterable(zip_longest(*(list(_reading(r)) for r in result.requirements)))
    first = dict.fromkeys(key_of(evidence) for evidence in by_turns if evidence is not None)
    order = [*first, *(key for key in views if key not in first)]
    return ClauseQuotes(views, frozenset(order[:limit]))


def _distinct(result: ClauseResult) -> dict[Key, Evidence]:
    found: dict[Key, Evidence] = {}
    for evidence in chain(*(_reading(r) for r in result.requirements), result.evidence):
        found.setdefault(key_of(evidence), evidence)
    return found


def _reading(requirement: RequirementResult) -> Iterator[Evidence]:
    """Yield a requirement's quotes: the best for each element, then its own, then what else shows the elements."""
    for element in requirement.elements:
        yield from element.evidence[:1]
    yield from requirement.evidence
    for element in requirement.elements:
        yield from element.evidence[1:]


def _view(number: int, evidence: Evidence, lookup: Lookup, base: str | None) -> QuoteView:
    line = lookup.files.get(evidence.file)
    return QuoteView(
        number=number,
        source=source(evidence.file, evidence.locator, lookup, base, evidence.ocr),
        text=evidence.quote,
        lang="en" if line and line.language == "en" else "zh",
    )
