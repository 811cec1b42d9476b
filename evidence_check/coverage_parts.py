"""What the judging of texts and of records shares: the dossier, a judgement, elements and quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from evidence_check.model import (
    Bilingual,
    Coverage,
    Element,
    ElementResult,
    Enterprise,
    Evidence,
    Examined,
    Match,
    Quote,
    Refused,
    Requirement,
    RequirementResult,
)
from evidence_check.period import Period
from evidence_check.standing import Standing

MOST_REFUSED = 5
MOST_QUOTES = 12
_CITED = 2  # files at most that are cited for one element
_NEARLY_AS_GOOD = 0.85  # of the best file's score: others that state the same are not cited beside it


@dataclass(frozen=True, slots=True)
class Judgement:
    """A requirement's result with what the clause needs besides: refusals, sureness, doubts, a likely unread file.

    ``near`` names elements that are lacking with the words that read most like them, for a person to look at.
    """

    result: RequirementResult
    refused: tuple[Refused, ...]
    score: float
    doubtful: bool
    unread: tuple[str, ...]
    foreign: bool = False
    near: tuple[tuple[Bilingual, Quote], ...] = ()


@dataclass(frozen=True)
class Dossier:
    """The examined files by path, with their standing and the enterprise they belong to."""

    files: Mapping[str, Examined]
    standing: Mapping[str, Standing]
    enterprise: Enterprise
    period: Period

    @cached_property
    def unread(self) -> frozenset[str]:
        """The paths of the files that could not be read."""
        return frozenset(path for path, file in self.files.items() if file.document.status not in ("ok", "empty"))


class Telling(list[Match]):
    """Those matches of a text, taken up the surest first, that its judgement can rest on.

    These are the first ones, the first two that state an element, the first that comes near stating it, and the first
    that states it by more than its likeness to wordings: what comes after says nothing that is not said already.
    """

    def __init__(self) -> None:
        super().__init__()
        self._stating: Counter[str] = Counter()
        self._told: set[tuple[str, str]] = set()

    def append(self, match: Match) -> None:
        """Take up a match if it tells anything."""
        near = {("near", key) for key in match.near}
        cued = {("cued", key) for key in match.elements.keys() - match.worded}
        states = any(self._stating[key] < _CITED for key in match.elements)
        if len(self) < MOST_QUOTES or states or not (near | cued) <= self._told:
            super().append(match)
            self._stating.update(match.elements.keys())
            self._told |= near | cued


def element_of(element: Element, counted: Sequence[Match]) -> ElementResult:
    """Return whether any of the matches that count states an element, with the best quotes."""
    quotes = [(m, m.elements[element.key]) for m in counted if element.key in m.elements]
    best = max((match.score for match, _ in quotes), default=0.0)
    evidence = tuple(as_evidence(m, quote) for m, quote in quotes if m.score >= _NEARLY_AS_GOOD * best)[:_CITED]
    return ElementResult(element.name, "present" if quotes else "missing", element.essential, evidence)


def elements_of(requirement: Requirement, counted: Sequence[Match]) -> tuple[ElementResult, ...]:
    """Return each element's result; what no document says in words of its own may follow from what others say.

    Nothing follows from what only follows itself.
    """
    said = {element.key: element_of(element, counted) for element in requirement.elements}
    stated = {key for key, result in said.items() if result.coverage == "present"}
    return tuple(_following(e, said, stated) for e in requirement.elements)


def _following(element: Element, said: Mapping[str, ElementResult], stated: Collection[str]) -> ElementResult:
    """Return an element as it is said, else on the evidence of those that it follows from, else as it lacks."""
    way = next((way for way in element.follows_from if all(key in stated for key in way)), ())
    if element.key in stated or not way:
        return said[element.key]
    evidence = tuple(dict.fromkeys(e for key in way for e in said[key].evidence[:1]))
    names = tuple(said[key].name for key in way)
    return replace(said[element.key], coverage="present", evidence=evidence, follows_from=names)


def as_evidence(match: Match, quote: Quote) -> Evidence:
    """Return a quote of a matching file as evidence."""
    return Evidence(quote.file, quote.locator, quote.text, match.role, match.score, quote.locator.ocr)


def mean(counted: Sequence[Match]) -> float:
    """Return the mean score (0..1) of the three best matches, 0 for none."""
    best = sorted((match.score for match in counted), reverse=True)[:3]
    return sum(best) / len(best) if best else 0.0


def order(evidence: Evidence) -> tuple[float, str, int, str]:
    """Return what evidence is sorted by: the best first, then by place."""
    return -evidence.score, evidence.file, evidence.locator.paragraph or 0, evidence.quote


def what_lacks(requirement: Requirement, coverage: Coverage, parts: Sequence[str]) -> tuple[str, ...]:
    """Return what a report names as lacking: parts of a partial requirement, the title of a missing one."""
    return tuple(parts) if coverage == "partial" else (title_of(requirement),) if coverage == "missing" else ()


def result_of(
    requirement: Requirement,
    coverage: Coverage,
    elements: tuple[ElementResult, ...],
    evidence: tuple[Evidence, ...],
    years: dict[str, Coverage] | None,
    missing: tuple[str, ...],
    persons: dict[str, dict[str, int]] | None = None,
) -> RequirementResult:
    """Return the result of a requirement, its own fields copied."""
    return RequirementResult(
        id=requirement.id,
        kind=requirement.kind,
        title=requirement.title,
        counts=requirement.counts,
        coverage=coverage,
        elements=elements,
        evidence=evidence,
        years=years,
        missing=missing,
        persons=persons,
    )


def title_of(requirement: Requirement) -> str:
    """Return a requirement's title, in Chinese where there is one."""
    return requirement.title.zh or requirement.title.en or requirement.id
