"""Tells which of several regular expressions can match a text at all, by the characters that each cannot do without.

Texts are short, a row or a sentence, and expressions many: most of the time went into starting searches that could only
fail. What an expression needs is read off its own syntax tree, so that data files need not say it. A gate is never more
than a shortcut: where the tree cannot be read, or holds something unknown, there is none and the search is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any

import ahocorasick_rs

from evidence_check.needles import Needles, folded, needles_of

Gate = frozenset[str]
"""Characters of which at least one must stand in a text."""

_MOST = 200  # characters of a gate; a larger one holds nothing back
_MANY = 20  # expressions from which it pays to look for pieces of text in one go
_GATES = 3  # per expression, the narrowest
_ALSO = {"i": "İı", "s": "ſ", "k": "\u212a"}  # what letters of ASCII match as well where case is ignored


class Gated:
    """Some expressions with their gates: characters of which one must stand in a text, or pieces (``needles``)."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        given = list(patterns)
        sought = [_needles(pattern) for pattern in given] if len(given) >= _MANY else [None] * len(given)
        gated = [(() if needles else gates_of(one), needles) for one, needles in zip(given, sought, strict=True)]
        keys = dict.fromkeys(key for gates, needles in gated for key in (*gates, *((needles,) if needles else ())))
        bits = {key: 1 << at for at, key in enumerate(keys)}
        self._opened: dict[str, int] = {}
        """Character → the gates that it opens, a bit each: an int is the quickest set that Python has."""
        for gate in dict.fromkeys(gate for gates, _ in gated for gate in gates):
            for char in gate:
                self._opened[char] = self._opened.get(char, 0) | bits[gate]
        self._chars = frozenset(self._opened)
        pieces: dict[str, int] = {}
        for needles in dict.fromkeys(needles for _, needles in gated if needles):
            for piece in needles:
                pieces[piece] = pieces.get(piece, 0) | bits[needles]
        self._pieces = list(pieces.values())
        self._finder = ahocorasick_rs.AhoCorasick(list(pieces)) if pieces else None
        self._patterns = tuple(
            (sum(bits[gate] for gate in gates) | (bits[needles] if needles else 0), pattern)
            for (gates, needles), pattern in zip(gated, given, strict=True)
        )

    def possible(self, text: str) -> list[re.Pattern[str]]:
        """Return the expressions that may match ``text``, in order."""
        opened = self._opened
        shut = -1
        chars = set(text) if self._finder is not None else text
        for char in self._chars.intersection(chars):
            shut &= ~opened[char]
        if self._finder is not None:
            pieces = self._pieces
            for number, _, _ in self._found(folded(text, chars)):
                shut &= ~pieces[number]
        return [pattern for gates, pattern in self._patterns if not gates & shut]

    def _found(self, text: str) -> Iterable[tuple[int, int, int]]:
        finder = self._finder
        if finder is None:
            return ()
        try:
            return finder.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # half a character: nothing is held back
            return ((number, 0, 0) for number in range(len(self._pieces)))


def _needles(pattern: re.Pattern[str]) -> Needles | None:
    try:
        tree = import_module("re._parser").parse(pattern.pattern, pattern.flags)
        return needles_of(tree, bool(pattern.flags & re.IGNORECASE))
    except Exception:  # as in ``gates_of``
        return None


def gates_of(pattern: re.Pattern[str]) -> tuple[Gate, ...]:
    """Return sets of characters, one of each of which stands in whatever ``pattern`` matches."""
    try:
        tree = import_module("re._parser").parse(pattern.pattern, pattern.flags)
        found = _of_sequence(tree, bool(pattern.flags & re.IGNORECASE))
    except Exception:  # the module is Python's own affair, and may change
        return ()
    return tuple(
        sorted(dict.fromkeys(gate for gate in found if len(gate) <= _MOST), key=lambda g: (len(g), sorted(g)))
    )[:_GATES]


def _of_sequence(items: Iterable[tuple[Any, Any]], fold: bool) -> list[Gate]:
    return [gate for kind, value in items for gate in _of_item(str(kind), value, fold)]


def _of_item(kind: str, value: Any, fold: bool) -> list[Gate]:
    if kind == "LITERAL":
        return _of_characters([value], fold)
    if kind == "IN":
        return _of_class(value, fold)
    if kind == "SUBPATTERN":
        _, added, removed, inner = value
        return [] if added or removed else _of_sequence(inner, fold)
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, inner = value
        return _of_sequence(inner, fold) if least else []
    return _of_branches(value[1], fold) if kind == "BRANCH" else []


def _of_branches(branches: Sequence[Any], fold: bool) -> list[Gate]:
    """Return one gate for alternatives, the narrowest of each together; none where one of them has none."""
    narrowest: Gate = frozenset()
    for branch in branches:
        gates = _of_sequence(branch, fold)
        if not gates:
            return []
        narrowest |= min(gates, key=len)
    return [narrowest]


def _of_class(members: Sequence[tuple[Any, Any]], fold: bool) -> list[Gate]:
    codes: list[int] = []
    for kind, value in members:
        if str(kind) == "LITERAL":
            codes.append(value)
        elif str(kind) == "RANGE" and value[1] - value[0] < _MOST:
            codes += range(value[0], value[1] + 1)
        else:
            return []  # what is not listed, or too much to list
    return _of_characters(codes, fold)


def _of_characters(codes: Iterable[int], fold: bool) -> list[Gate]:
    found: set[str] = set()
    for char in map(chr, codes):
        found.add(char)
        if fold and char.lower() != char.upper():
            if not char.isascii():
                return []
            found |= {char.lower(), char.upper(), *_ALSO.get(char.lower(), "")}
    return [frozenset(found)]
