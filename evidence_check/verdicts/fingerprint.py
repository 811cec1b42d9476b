"""Names the evidence that a verdict was given on, so that a later scan can say whether it is still the same.

The fingerprint is made of the contents of the files that answer a clause, not of their names, places or quotes: a file
that moved, or a quote that a newer version of the program chooses differently, is still the evidence that was seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from evidence_check.model import Assessment, AssessorVerdict, ClauseResult, Standard

_LENGTH = 16  # hex digits: 64 bits, far beyond any chance among a few hundred clauses


@dataclass(frozen=True, slots=True)
class StandingVerdict:
    """An assessor's verdict at the time of a scan. ``changed`` is None where nobody noted what it was given on."""

    id: str
    given: AssessorVerdict
    changed: bool | None


def fingerprints(assessment: Assessment) -> dict[str, str]:
    """Return the fingerprint of the evidence for every assessed clause, and for every item that has one of them."""
    files = {result.id: _files(result) for result in assessment.clauses}
    named = set().union(*files.values())
    contents = {line.path: line.sha256 for line in assessment.documents if line.path in named}
    for item, clauses in _items(assessment.standards):
        if item not in files and any(clause in files for clause in clauses):
            files[item] = set().union(*(files.get(clause, set()) for clause in clauses))
    return {each: _digest(contents.get(path) or path for path in paths) for each, paths in files.items()}


def standing_verdicts(assessment: Assessment) -> dict[str, StandingVerdict]:
    """Return the assessor's verdicts on what this scan assessed, each with whether its evidence has changed since."""
    if not assessment.enterprise.verdicts:
        return {}
    now = fingerprints(assessment)
    return {
        each: StandingVerdict(each, given, None if given.evidence is None else given.evidence != now[each])
        for each, given in assessment.enterprise.verdicts.items()
        if each in now
    }


def _items(standards: Iterable[Standard]) -> list[tuple[str, tuple[str, ...]]]:
    return [(item.id, item.clauses) for standard in standards for item in standard.items]


def _files(result: ClauseResult) -> set[str]:
    own = [*result.evidence, *(e for r in result.requirements for e in r.evidence)]
    of_elements = [e for r in result.requirements for element in r.elements for e in element.evidence]
    return {evidence.file for evidence in (*own, *of_elements)}


def _digest(contents: Iterable[str]) -> str:
    joined = "\n".join(sorted(set(contents)))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
