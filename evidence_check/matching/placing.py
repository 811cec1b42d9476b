"""Places the terms of cues in a text: where each stands, and whether they stand close enough to belong together.

Which cues can stand at all depends on the literals found and on the context alone, not on where they were found.
That part is a ``Plan``, worked out once for each set of literals: rows, labels and phrases hold the same ones over and
over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Span = tuple[int, int]

_REACH_HAN = 28  # characters within which the terms of one cue must stand; a Latin text says the same in more
_REACH_LATIN = 90
_TRIED = 50  # places of a cue's rarest term that are tried


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


Row = tuple[int, tuple[int, ...], bool, tuple[int, ...]]


class Plan(NamedTuple):
    """The cues that some literals make possible.

    ``terms`` holds for each term that is needed the literals that stand for it; ``cues`` for each cue, in order, its
    number, the terms to be placed in the text (as places in ``terms``), whether the context supplies one, and those
    that are left to be placed where a term that the context supplies as well stands too far off (签到表 in a later
    cell of a row, under a title that speaks of training).
    """

    terms: tuple[tuple[int, ...], ...]
    cues: tuple[Row, ...]


def place(plan: Plan, literals: Mapping[int, list[Span]], text: str, *, apart: bool = False) -> tuple[Sighting, ...]:
    """Return the cues of a plan whose terms stand near each other in ``text``; ``literals`` says where each stands.

    ``apart`` says that the parts of the text stand for themselves, as the cells of a row do: what its columns or title
    supply need not stand near the rest as well.
    """
    places = [_together(literals, standing) for standing in plan.terms]
    found = []
    make = tuple.__new__  # a Sighting without the call of its __new__ in Python: there are millions of them
    for cue, terms, framed, rest in plan.cues:
        if len(terms) == 1:
            span = places[terms[0]][0]
            found.append(make(Sighting, (cue, *span, framed, (span,))))
        else:
            spans = closest([places[term] for term in terms], text)
            if not spans and apart and rest:
                spans = closest([places[term] for term in rest], text)
            if spans:
                found.append(make(Sighting, (cue, *hull(spans), framed, spans)))
    return tuple(found)


def _together(literals: Mapping[int, list[Span]], standing: tuple[int, ...]) -> list[Span]:
    """Return where any of some literals stands, in the order of the text."""
    if len(standing) == 1:
        spans = literals[standing[0]]
        return spans if len(spans) == 1 else sorted(set(spans))
    return sorted({span for literal in standing for span in literals[literal]})


def hull(spans: tuple[Span, ...]) -> Span:
    """Return the span from the first start to the last end."""
    start, end = spans[0]
    for left, right in spans[1:]:
        start, end = left if left < start else start, right if right > end else end
    return start, end


def closest(places: list[list[Span]], text: str) -> tuple[Span, ...]:
    """Return one place of each list, as close together as can be; nothing where even that is too wide."""
    places = sorted(places, key=len)
    best: tuple[Span, ...] = ()
    width = len(text) + 1
    for first in places[0][:_TRIED]:
        chosen = [first]
        left, right = first
        for others in places[1:]:
            near = others[0] if len(others) == 1 else _nearest(others, left, right)
            chosen.append(near)
            left, right = near[0] if near[0] < left else left, near[1] if near[1] > right else right
        if right - left < width:
            best, width = tuple(chosen), right - left
    return best if best and _within_reach(text, *hull(best)) else ()


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
