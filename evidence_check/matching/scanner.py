"""Finds all terms of all cues in a text in one pass (Aho-Corasick), so that more cues cost next to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import ahocorasick_rs

from evidence_check.matching.cues import Cue, Term

Span = tuple[int, int]
Hits = Mapping[int, list[Span]]  # term number → where it stands in the normalised text

_REACH_HAN = 220  # characters within which the terms of one cue must stand; a Latin text says the same in more
_REACH_LATIN = 480


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


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


class Scanner:
    """A set of cues, compiled once. Cues are known by their number in the list given."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self.cues: list[tuple[int, ...]] = []
        terms: dict[Term, int] = {}
        for cue in cues:
            self.cues.append(tuple(terms.setdefault(term, len(terms)) for term in cue))
        self._cues_of: list[list[int]] = [[] for _ in terms]
        for number, cue_terms in enumerate(self.cues):
            for term_number in set(cue_terms):
                self._cues_of[term_number].append(number)
        self._compile(terms)

    def _compile(self, terms: dict[Term, int]) -> None:
        owners: dict[str, list[int]] = {}
        for term, number in terms.items():
            for literal in sorted(term):
                owners.setdefault(literal, []).append(number)
        self._whole: list[bool] = [literal.endswith("$") for literal in owners]
        self._owners: list[list[int]] = list(owners.values())
        plain = [literal.removesuffix("$") for literal in owners]
        self._latin: list[bool] = [_is_word(literal[0]) for literal in plain]
        self._automaton = ahocorasick_rs.AhoCorasick(plain, matchkind=ahocorasick_rs.MatchKind.Standard)

    def hits(self, text: str) -> dict[int, list[Span]]:
        """Return where each term stands in ``text``, which must be in normal form."""
        found: dict[int, list[Span]] = {}
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if self._latin[number] and start and _is_word(text[start - 1]):
                continue
            if self._whole[number] and end < len(text) and _is_word(text[end]):
                continue
            for term in self._owners[number]:
                found.setdefault(term, []).append((start, end))
        return found

    def sightings(self, text: str, hits: Hits, context: frozenset[int] = frozenset()) -> list[Sighting]:
        """Return the cues whose terms all stand in ``text`` (near each other) or in its ``context`` (headings).

        At least one term must stand in the text itself.
        """
        counts: dict[int, int] = {}
        for term in hits:
            for cue in self._cues_of[term]:
                counts[cue] = counts.get(cue, 0) + 1
        found = []
        for cue, here in sorted(counts.items()):
            needed = self.cues[cue]
            if here == len(needed) or all(term in hits or term in context for term in needed):
                spans = _closest([hits[term] for term in needed if term in hits], text)
                if spans:
                    framed = any(term in context for term in needed)
                    start, end = min(s for s, _ in spans), max(e for _, e in spans)
                    found.append(Sighting(cue, start, end, framed, spans))
        return found


def _closest(places: list[list[Span]], text: str) -> tuple[Span, ...]:
    """Return one place of each list, as close together as can be; nothing where even that is too wide."""
    if len(places) == 1:
        return (places[0][0],)
    places = sorted(places, key=len)
    best: tuple[Span, ...] = ()
    width = len(text) + 1
    for first in places[0][:50]:
        chosen, left, right = [first], first[0], first[1]
        for others in places[1:]:
            near = min(others, key=lambda span: max(right, span[1]) - min(left, span[0]))
            chosen.append(near)
            left, right = min(left, near[0]), max(right, near[1])
        if right - left < width:
            best, width = tuple(chosen), right - left
    if not best:
        return ()
    inside = text[min(s for s, _ in best) : max(e for _, e in best)]
    reach = _REACH_LATIN if sum(char.isascii() for char in inside) > 0.7 * len(inside) else _REACH_HAN
    return best if width <= reach else ()
