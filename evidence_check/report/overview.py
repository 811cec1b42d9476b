"""Prepares the first page: the sentence that matters, the figures of the bar, and what blocks certification."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from evidence_check.model import Assessment, Bilingual, Coverage, ItemScore, Verdict
from evidence_check.report import charts, wording
from evidence_check.report.lookup import Lookup

DECIDED: tuple[Coverage, ...] = ("present", "partial", "missing", "unreadable")
_GAPS: tuple[Coverage, ...] = ("missing", "partial", "unreadable")


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why certification would fail: a clause (or an item judged as a whole) that is not met."""

    id: str
    number: str
    title: Bilingual
    text: Bilingual
    anchor: str
    coverage: Coverage | None
    missing: list[Bilingual]
    next_step: Bilingual
    score: ItemScore


def counts(assessment: Assessment) -> dict[str, int]:
    """Return how many clauses have each coverage, every coverage named."""
    found = Counter(result.coverage for result in assessment.clauses)
    return {coverage: found.get(coverage, 0) for coverage in wording.keys("coverage")}  # type: ignore[call-overload]


def sentences(assessment: Assessment) -> list[Bilingual]:
    """Return the sentences that open the report."""
    number = counts(assessment)
    decided = sum(number[coverage] for coverage in DECIDED)
    said = [
        wording.text("verdict_sentence", n=decided, **{coverage: number[coverage] for coverage in DECIDED})
        if decided
        else wording.text("verdict_none")
    ]
    rest = {coverage: n for coverage, n in number.items() if coverage not in DECIDED and n}
    if rest:
        parts = [wording.text("part", word=wording.word("coverage", coverage), n=n) for coverage, n in rest.items()]
        said.append(wording.text("verdict_rest", n=sum(rest.values()), parts=wording.join(parts)))
    review = sum(result.review for result in assessment.clauses)
    if review:
        said.append(wording.text("review_sentence", n=review))
    return said


def headline(assessment: Assessment) -> Bilingual:
    """Return the sentence that matters: whether the files carry the application, and if not, what is in the way."""
    number = counts(assessment)
    decided = sum(number[coverage] for coverage in DECIDED)
    if not decided:
        return wording.text("verdict_none")
    parts = [wording.text(f"headline_{gap}", n=number[gap]) for gap in _GAPS if number[gap]]
    if not parts:
        return wording.text("headline_present", n=number["present"])
    return wording.text("headline_gaps", n=decided, parts=wording.join(parts, "，", ", "))


def segments(assessment: Assessment) -> tuple[charts.Segment, ...]:
    """Return the bar of the clauses that documents decide, in a fixed order."""
    number = counts(assessment)
    return charts.segments({coverage: number[coverage] for coverage in DECIDED})


def blockers(lookup: Lookup) -> list[Blocker]:
    """Return what is scored as not met, clause by clause where clauses of the item are missing."""
    found: list[Blocker] = []
    for score in lookup.assessment.score.items:
        if score.verdict == "not_met":
            behind = [c for c in lookup.clauses_of(score.id) if lookup.results[c].coverage == "missing"]
            found += [_blocker(clause, score, lookup) for clause in behind or [score.id]]
    return found


def waiting(lookup: Lookup) -> list[str]:
    """Return the clauses whose likely file could not be read."""
    return [result.id for result in lookup.assessment.clauses if result.coverage == "unreadable"]


def verdict_count(assessment: Assessment, verdict: Verdict) -> int:
    """Return how many scored items have a verdict."""
    return sum(item.verdict == verdict for item in assessment.score.items)


def _blocker(scored: str, score: ItemScore, lookup: Lookup) -> Blocker:
    result = lookup.results.get(scored)
    clauses = lookup.clauses_of(scored)
    anchor = scored if result else (clauses[0] if clauses else f"score/{scored}")
    return Blocker(
        id=scored,
        number=lookup.number_of(scored),
        title=lookup.title_of(scored),
        text=lookup.clauses[scored].display if scored in lookup.clauses else Bilingual(),
        anchor=anchor,
        coverage=result.coverage if result else None,
        missing=lookup.missing_words(result) if result else [],
        next_step=result.next_step if result else Bilingual(),
        score=score,
    )
