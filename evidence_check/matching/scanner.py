"""Finds all terms of all cues in a text in one pass (Aho-Corasick), so that more cues cost next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick_rs

from evidence_check.matching.cues import Cue, Term, is_pattern
from evidence_check.matching.folding import Folding, house_words

Span = tuple[int, int]

_REACH_HAN = 28  # characters within which the terms of one cue must stand; a Latin text says the same in more
_REACH_LATIN = 90
_NO_TERMS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sighting:
    """A cue found in a text: the cue's number and the smallest span that holds its terms.

    ``framed`` is True where the title, headings or columns above supplied one of its terms; ``words`` are the spans of
    the terms found in the text itself.
    """

    cue: int
    start: int
    end: int
    framed: bool
    words: tuple[Span, ...]


class Hits:
    """The literals found in one text. Which terms they stand for is known at once; where, only when it is asked."""

    __slots__ = ("_literals", "_owners", "terms")

    def __init__(self, literals: dict[int, list[Span]], owners: list[frozenset[int]]) -> None:
        self._literals = literals
        self._owners = owners
        self.terms: frozenset[int] = _NO_TERMS.union(*[owners[literal] for literal in literals])

    def __bool__(self) -> bool:
        return bool(self.terms)

    def telling(self, text: str, words: frozenset[str]) -> frozenset[int]:
        """Return the terms that stand for more than ``words``, which are found in every text of a kind."""
        literals = (n for n, spans in self._literals.items() if any(text[s:e] not in words for s, e in spans))
        return _NO_TERMS.union(*(self._owners[literal] for literal in literals))

    def places(self, terms: Iterable[int]) -> dict[int, list[Span]]:
        """Return where each of some terms stands, in the order of the text; what was not found is left out."""
        wanted = frozenset(terms)
        found: dict[int, list[Span]] = {}
        for literal, spans in self._literals.items():
            for term in wanted & self._owners[literal]:
                found.setdefault(term, []).extend(spans)
        return {term: sorted(set(spans)) for term, spans in found.items()}


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


class Scanner:
    """A set of cues, compiled once. Cues are known by their number in the list given.

    Each cue waits at its pivot, the one of its terms that the fewest cues share: only where a pivot stands is a cue
    looked at, so that the words which every rule uses (登记, 检查) cost nothing by themselves.
    """

    def __init__(self, cues: Iterable[Cue], folding: Folding | None = None) -> None:
        self._folding = folding or house_words()
        self.cues: list[tuple[int, ...]] = []
        terms: dict[Term, int] = {}
        for cue in cues:
            self.cues.append(tuple(terms.setdefault(term, len(terms)) for term in cue))
        self._needs = [frozenset(cue_terms) for cue_terms in self.cues]
        self._pivoted = self._pivots(terms)
        self._pivot_terms = frozenset(self._pivoted)
        self._compile(terms)

    def _pivots(self, terms: dict[Term, int]) -> dict[int, list[int]]:
        shared = [0] * len(terms)
        for needed in self._needs:
            for term in needed:
                shared[term] += 1
        size = [len(term) for term in terms]
        pivoted: dict[int, list[int]] = {}
        for number, needed in enumerate(self._needs):
            pivot = min(needed, key=lambda term: (shared[term], size[term], term))
            pivoted.setdefault(pivot, []).append(number)
        return pivoted

    def _compile(self, terms: dict[Term, int]) -> None:
        owners: dict[str, list[int]] = {}
        for term, number in terms.items():
            for literal in sorted(term):
                owners.setdefault(literal, []).append(number)
        written = [literal for literal in owners if not is_pattern(literal)]
        patterns = [literal for literal in owners if is_pattern(literal)]
        self._owners = [frozenset(owners[literal]) for literal in (*written, *patterns)]
        self._patterns = [(len(written) + at, re.compile(one[1:-1])) for at, one in enumerate(patterns)]
        plain = [literal.removesuffix("$") for literal in written]
        whole = [literal.endswith("$") for literal in written]
        # what must be checked beside a match: nothing, the character before, or also the one after
        self._border = [(_is_word(one[0]), end) for one, end in zip(plain, whole, strict=True)]
        self._automaton = ahocorasick_rs.AhoCorasick(plain, matchkind=ahocorasick_rs.MatchKind.Standard)

    def hits(self, text: str) -> Hits:
        """Return what stands in ``text``, which must be in normal form; a house's own words count as common ones."""
        found: dict[int, list[Span]] = {}
        for literal, start, end in self._literals_in(text):
            if literal in found:
                found[literal].append((start, end))
            else:
                found[literal] = [(start, end)]
        folded = self._folding.fold(text)
        if folded:
            for literal, start, end in self._literals_in(folded.text):
                span = folded.back(start, end)
                if span:
                    found.setdefault(literal, []).append(span)
        return Hits(found, self._owners)

    def _literals_in(self, text: str) -> Iterator[tuple[int, int, int]]:
        border, length = self._border, len(text)
        for literal, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            latin, whole = border[literal]
            if latin and start and _is_word(text[start - 1]):
                continue
            if whole and end < length and _is_word(text[end]):
                continue
            yield literal, start, end
        for literal, pattern in self._patterns:
            for match in pattern.finditer(text):
                yield literal, match.start(), match.end()

    def sightings(self, text: str, hits: Hits, context: frozenset[int] = _NO_TERMS) -> list[Sighting]:
        """Return the cues whose terms all stand in ``text`` (near each other) or in its ``context`` (headings).

        At least one term must stand in the text itself.
        """
        here = hits.terms
        present = here | context if context else here
        needs, pivoted = self._needs, self._pivoted
        cues = [
            cue
            for pivot in present & self._pivot_terms
            for cue in pivoted[pivot]
            if needs[cue] <= present and not (context and needs[cue].isdisjoint(here))
        ]
        if not cues:
            return []
        places = hits.places(term for cue in cues for term in needs[cue])
        found = []
        for cue in sorted(cues):
            needed = [places[term] for term in self.cues[cue] if term in places]
            spans = (needed[0][0],) if len(needed) == 1 else _closest(needed, text)
            if spans:
                framed = bool(context) and not needs[cue].isdisjoint(context)
                start, end = min(s for s, _ in spans), max(e for _, e in spans)
                found.append(Sighting(cue, start, end, framed, spans))
        return found


def _closest(places: list[list[Span]], text: str) -> tuple[Span, ...]:
    """Return one place of each list, as close together as can be; nothing where even that is too wide."""
    places = sorted(places, key=len)
    best: tuple[Span, ...] = ()
    width = len(text) + 1
    for first in places[0][:50]:
        chosen, left, right = [first], first[0], first[1]
        for others in places[1:]:
            near = _nearest(others, left, right)
            chosen.append(near)
            left, right = min(left, near[0]), max(right, near[1])
        if right - left < width:
            best, width = tuple(chosen), right - left
    if not best:
        return ()
    inside = text[min(s for s, _ in best) : max(e for _, e in best)]
    reach = _REACH_LATIN if sum(map(str.isascii, inside)) > 0.7 * len(inside) else _REACH_HAN
    return best if width <= reach else ()


def _nearest(places: list[Span], left: int, right: int) -> Span:
    """Return the place that widens the span ``left:right`` least; of several, the first."""
    if len(places) == 1:
        return places[0]
    return min(places, key=lambda span: max(right, span[1]) - min(left, span[0]))
