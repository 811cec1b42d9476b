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

Gate = frozenset[str]
"""Characters of which at least one must stand in a text."""

_MOST = 200  # characters of a gate; a larger one holds nothing back
_GATES = 3  # per expression, the narrowest
_ALSO = {"i": "İı", "s": "ſ", "k": "\u212a"}  # what letters of ASCII match as well where case is ignored


class Gated:
    """Some expressions with their gates."""

    def __init__(self, patterns: Iterable[re.Pattern[str]]) -> None:
        gated = [(gates_of(pattern), pattern) for pattern in patterns]
        bits = {gate: 1 << at for at, gate in enumerate(dict.fromkeys(gate for gates, _ in gated for gate in gates))}
        self._opened: dict[str, int] = {}
        """Character → the gates that it opens, a bit each: an int is the quickest set that Python has."""
        for gate, bit in bits.items():
            for char in gate:
                self._opened[char] = self._opened.get(char, 0) | bit
        self._chars = frozenset(self._opened)
        self._patterns = tuple((sum(bits[gate] for gate in gates), pattern) for gates, pattern in gated)

    def possible(self, text: str) -> list[re.Pattern[str]]:
        """Return the expressions that may match ``text``, in order."""
        opened = self._opened
        shut = -1
        for char in self._chars.intersection(text):
            shut &= ~opened[char]
        return [pattern for gates, pattern in self._patterns if not gates & shut]


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
