"""Finds all terms of all cues in a text in one pass (Aho-Corasick), so that more cues cost next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs

from evidence_check.matching.cues import Cue, Term, is_pattern
from evidence_check.matching.folding import Folding, house_words

Span = tuple[int, int]

_REACH_HAN = 28  # characters within which the terms of one cue must stand; a Latin text says the same in more
_REACH_LATIN = 90
_NO_TERMS: frozenset[int] = frozenset()
_REMEMBERED = 2048  # texts of which a scanner remembers what stands in them: the sentences of one document


class Sighting(NamedTuple):
    """A cue found in a text: the cue's number and the smallest span that holds its terms.

    A tuple, since a dozen are made of every passage.

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

    __slots__ = ("_literals", "_owners", "alone", "terms")

    def __init__(self, literals: dict[int, list[Span]], owners: list[frozenset[int]]) -> None:
        self._literals = literals
        self._owners = owners
        self.alone: tuple[Sighting, ...] | None = None
        """The cues sighted without any context, once somebody has asked for them."""
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
                found[term] = found[term] + spans if term in found else spans  # never in place: the list is shared
        return {term: spans if len(spans) == 1 else sorted(set(spans)) for term, spans in found.items()}


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_bounded(text: str, start: int, end: int, before: bool, after: bool) -> bool:
    """Return whether a match begins a word, where that is wanted, and ends one."""
    if before and start and _is_word(text[start - 1]):
        return False
    return not (after and end < len(text) and _is_word(text[end]))


class Scanner:
    """A set of cues, compiled once. Cues are known by their number in the list given.

    Each cue waits at its pivot, the one of its terms that the fewest cues share: only where a pivot stands is a cue
    looked at, so that the words which every rule uses (登记, 检查) cost nothing by themselves.
    """

    def __init__(self, cues: Iterable[Cue], folding: Folding | None = None, remembered: int = _REMEMBERED) -> None:
        """Compile; ``remembered`` texts may be asked for again and again at no cost."""
        self.hits = lru_cache(remembered)(self._hits)
        """Returns what stands in a text, which must be in normal form; a house's own words count as common ones."""
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
        borders = ((_is_word(one[0]), end) for one, end in zip(plain, whole, strict=True))
        self._border = [border if any(border) else None for border in borders]
        self._automaton = ahocorasick_rs.AhoCorasick(plain, matchkind=ahocorasick_rs.MatchKind.Standard)

    def _hits(self, text: str) -> Hits:
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

    def _literals_in(self, text: str) -> list[tuple[int, int, int]]:
        border = self._border
        found = [
            hit
            for hit in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if (wanted := border[hit[0]]) is None or _is_bounded(text, hit[1], hit[2], *wanted)
        ]
        for literal, pattern in self._patterns:
            found += [(literal, *match.span()) for match in pattern.finditer(text)]
        return found

    def sightings(self, text: str, hits: Hits, context: frozenset[int] = _NO_TERMS) -> tuple[Sighting, ...]:
        """Return the cues whose terms all stand in ``text`` (near each other) or in its ``context`` (headings).

        At least one term must stand in the text itself.
        """
        if context:
            return tuple(self._sightings(text, hits, context))
        if hits.alone is None:
            hits.alone = tuple(self._sightings(text, hits, context))
        return hits.alone

    def _sightings(self, text: str, hits: Hits, context: frozenset[int]) -> list[Sighting]:
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
        places = hits.places(_NO_TERMS.union(*[needs[cue] for cue in cues]))
        found = []
        for cue in sorted(cues):
            needed = [places[term] for term in self.cues[cue] if term in places]
            spans = (needed[0][0],) if len(needed) == 1 else _closest(needed, text)
            if spans:
                framed = bool(context) and not needs[cue].isdisjoint(context)
                start, end = _hull(spans)
                found.append(Sighting(cue, start, end, framed, spans))
        return found


def _hull(spans: tuple[Span, ...]) -> Span:
    """Return the span from the first start to the last end."""
    start, end = spans[0]
    for left, right in spans[1:]:
        start, end = left if left < start else start, right if right > end else end
    return start, end


def _closest(places: list[list[Span]], text: str) -> tuple[Span, ...]:
    """Return one place of each list, as close together as can be; nothing where even that is too wide."""
    places = sorted(places, key=len)
    best: tuple[Span, ...] = ()
    width = len(text) + 1
    for first in places[0][:50]:
        chosen = [first]
        left, right = first
        for others in places[1:]:
            near = others[0] if len(others) == 1 else _nearest(others, left, right)
            chosen.append(near)
            left, right = near[0] if near[0] < left else left, near[1] if near[1] > right else right
        if right - left < width:
            best, width = tuple(chosen), right - left
    return best if best and _within_reach(text, *_hull(best)) else ()


def _within_reach(text: str, start: int, end: int) -> bool:
    """Return whether a stretch of text is short enough for its terms to belong together."""
    width = end - start
    if width <= _REACH_HAN or width > _REACH_LATIN:
        return width <= _REACH_HAN
    return sum(map(str.isascii, text[start:end])) > 0.7 * width


def _nearest(places: list[Span], left: int, right: int) -> Span:
    """Return the place that widens the span ``left:right`` least; of several, the first."""
    best, least = places[0], 0
    for place in places:
        start, end = place
        width = (end if end > right else right) - (start if start < left else left)
        if width < least or not least:
            best, least = place, width
    return best
