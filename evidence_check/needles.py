"""Reads off a regular expression the pieces of text of which one must stand in whatever it matches.

A few characters in a row are much rarer than each of them. Digits are all as good as 0 here, and the numerals of
Chinese as good as 一 (``folded``), so that a date needs "00月" rather than "one of ten digits". What is not understood
(what must not stand there, references, letters whose case is ignored) ends a piece or gives none: no piece is asked for
that a match could do without.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Needles = frozenset[str]
"""Pieces of folded text, one of which stands in every match."""

_MOST = 128  # pieces of an expression; more would be looked for longer than the expression itself
_WIDEST = 12  # characters that a class may list
_REPEATED = 4  # times that a part is written out
_EMPTY: Needles = frozenset({""})
_NUMERALS = "〇零一二三四五六七八九十百千万两几半"
_FOLD = {
    **{char: "0" for char in map(chr, range(0x20000)) if char.isdecimal()},  # digits stand in the first two planes
    **dict.fromkeys(_NUMERALS, "一"),
}
_FOLDING = frozenset(_FOLD)


def folded(text: str, chars: Iterable[str]) -> str:
    """Return a text of these characters as needles are looked for in it."""
    for char in _FOLDING.intersection(chars):
        text = text.replace(char, _FOLD[char])
    return text


@dataclass(frozen=True, slots=True)
class _Part:
    """What is known of a part of an expression.

    ``whole`` is all that it can match, where that is little; ``best`` its rarest pieces; ``head`` and ``tail`` are what
    a match begins and ends with.
    """

    whole: Needles | None = None
    best: Needles | None = None
    head: Needles = _EMPTY
    tail: Needles = _EMPTY

    @classmethod
    def of(cls, whole: Needles | None) -> _Part:
        return cls() if whole is None else cls(whole, whole, whole, whole)


def needles_of(tree: Iterable[tuple[Any, Any]], ignore_case: bool) -> Needles | None:
    """Return the needles of an expression's syntax tree (``re._parser.parse``), None where it has none.

    Each has two characters at least, and none holds another.
    """
    found = _of_sequence(tree, ignore_case).best
    if not found or min(map(len, found)) < 2:
        return None
    return frozenset(one for one in found if not any(other in one for other in found if other != one))


def _worth(needles: Needles | None) -> tuple[int, int]:
    return (min(min(map(len, needles)), 3), -len(needles)) if needles else (0, 0)


def _better(one: Needles | None, other: Needles | None) -> Needles | None:
    """Return the rarer of two sets: longer pieces first, then fewer of them."""
    return one if _worth(one) >= _worth(other) else other


def _joined(row: Needles, more: Needles) -> Needles | None:
    return frozenset(a + b for a in row for b in more) if len(row) * len(more) <= _MOST else None


def _of_sequence(items: Iterable[tuple[Any, Any]], fold: bool) -> _Part:
    row, head, best = _EMPTY, None, None
    for kind, value in items:
        part = _of_item(str(kind), value, fold)
        longer = None if part.whole is None else _joined(row, part.whole)
        if longer is not None:
            row = longer
            continue
        ended = _joined(row, part.head) or row
        head = ended if head is None else head
        best = _better(_better(best, ended), part.best)
        row = part.tail
    return _Part.of(row) if head is None else _Part(None, _better(best, row), head, row)


def _of_item(kind: str, value: Any, fold: bool) -> _Part:
    if kind == "LITERAL":
        return _Part.of(_plain([value], fold))
    if kind == "IN":
        return _Part.of(_of_class(value, fold))
    if kind in ("AT", "ASSERT", "ASSERT_NOT"):  # they take no room
        return _Part.of(_EMPTY)
    if kind == "SUBPATTERN":
        _, added, removed, inner = value
        return _Part() if added or removed else _of_sequence(inner, fold)
    if kind == "BRANCH":
        return _of_branches([_of_sequence(branch, fold) for branch in value[1]])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, inner = value
        return _repeated(int(least), int(most), _of_sequence(inner, fold))
    return _Part()


def _repeated(least: int, most: int, inner: _Part) -> _Part:
    if inner.whole is not None and most <= _REPEATED:
        times = [_EMPTY]
        for _ in range(most):
            longer = _joined(times[-1], inner.whole)
            if longer is None:
                break
            times.append(longer)
        union = frozenset().union(*times[least:])
        if len(times) == most + 1 and len(union) <= _MOST:
            return _Part.of(union)
    return _Part(None, inner.best, inner.head, inner.tail) if least else _Part()


def _of_branches(parts: Sequence[_Part]) -> _Part:
    """Return what is known of alternatives: what is known of each of them together, where that is not too much."""
    whole = _together([part.whole for part in parts])
    if whole is not None:
        return _Part.of(whole)
    head, tail = _together([part.head for part in parts]), _together([part.tail for part in parts])
    return _Part(None, _together([part.best for part in parts]), head or _EMPTY, tail or _EMPTY)


def _together(sets: Sequence[Needles | None]) -> Needles | None:
    known = [one for one in sets if one is not None]
    union = frozenset[str]().union(*known)
    return union if len(known) == len(sets) and len(union) <= _MOST else None


def _of_class(members: Sequence[tuple[Any, Any]], fold: bool) -> Needles | None:
    codes: list[int] = []
    for kind, value in members:
        if str(kind) == "LITERAL":
            codes.append(value)
        elif str(kind) == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            codes.append(ord("0"))
        elif str(kind) == "RANGE" and value[1] - value[0] < _WIDEST:
            codes += range(value[0], value[1] + 1)
        else:
            return None
    found = _plain(codes, fold)
    return found if found and len(found) <= _WIDEST else None


def _plain(codes: Sequence[int], fold: bool) -> Needles | None:
    chars = frozenset(map(chr, codes))
    if fold and any(char.lower() != char.upper() for char in chars):
        return None
    return frozenset(_FOLD.get(char, char) for char in chars)
