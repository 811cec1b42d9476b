"""Numbers the terms and literals of cues and chooses where each cue waits: what a ``Scanner`` searches with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence_check.matching.cues import Cue, Term, is_pattern


@dataclass(frozen=True, slots=True)
class Compiled:
    """What a scanner is made of, in plain values that can be kept.

    ``cues`` holds the numbers of each cue's terms, ``pivoted`` the cues that wait at a term, ``owners`` the terms that
    each literal stands for; literals are numbered through ``written`` and on through ``patterns``.
    """

    cues: list[tuple[int, ...]]
    pivoted: dict[int, list[int]]
    written: list[str]
    patterns: list[str]
    owners: list[tuple[int, ...]]


def compiled(cues: Iterable[Cue]) -> Compiled:
    """Number the terms and literals of cues, and choose where each cue waits."""
    terms: dict[Term, int] = {}
    numbered = [tuple(terms.setdefault(term, len(terms)) for term in cue) for cue in cues]
    owners: dict[str, list[int]] = {}
    for term, number in terms.items():
        for literal in term:
            owners.setdefault(literal, []).append(number)
    literals = sorted(owners)  # the same numbers in every process
    patterns = [literal for literal in literals if is_pattern(literal)]
    written = [literal for literal in literals if not is_pattern(literal)] if patterns else literals
    return Compiled(
        numbered, _pivots(numbered, terms), written, patterns, [tuple(owners[one]) for one in (*written, *patterns)]
    )


def _pivots(cues: Sequence[tuple[int, ...]], terms: dict[Term, int]) -> dict[int, list[int]]:
    shared = [0] * len(terms)
    for cue in cues:
        for term in set(cue):
            shared[term] += 1
    size = [len(term) for term in terms]
    pivoted: dict[int, list[int]] = {}
    for number, cue in enumerate(cues):
        pivot = min(cue, key=lambda term: (shared[term], size[term], term))
        pivoted.setdefault(pivot, []).append(number)
    return pivoted
