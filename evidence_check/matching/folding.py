"""Reads a house's own words (监查, 氏名, 来访者) as the words that the cues know (审计, 姓名, 访客).

A company says one thing in its own way all through its papers. Rather than listing each house's word in every cue, the
text is read a second time with such words put into common ones; what is found there leads back to the literal words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from evidence_check.data import read_yaml
from evidence_check.resources import standards_dir
from evidence_check.text import normal

Span = tuple[int, int]

_HANZI = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with house words put into common ones, and where each replaced piece came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    origins: tuple[Span, ...]

    def back(self, start: int, end: int) -> Span | None:
        """Return the span of the original text; None where it holds nothing that was replaced."""
        first = bisect_right(self.ends, start)
        last = bisect_right(self.starts, end - 1) - 1
        if first > last:
            return None
        left = self.origins[first][0] + min(start - self.starts[first], 0)
        right = self.origins[last][1] + max(end - self.ends[last], 0)
        return left, right


class Folding:
    """House words and the common words that they stand for, compiled once."""

    def __init__(self, words: Mapping[str, str]) -> None:
        known = {normal(house): normal(common) for house, common in words.items()}
        self._house = sorted(known)
        self._common = [known[house] for house in self._house]
        self._automaton = (
            ahocorasick_rs.AhoCorasick(self._house, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
            if known
            else None
        )

    def fold(self, text: str) -> Folded | None:
        """Return ``text`` (in normal form) with its house words replaced, None where it has none."""
        if self._automaton is None:
            return None
        mixed = _HANZI.search(text) is not None  # a Latin house word (owner, leader) is one among hanzi only
        found = [
            match
            for match in self._automaton.find_matches_as_indexes(text)
            if _is_whole(text, match[1], match[2]) and (mixed or not text[match[1]].isascii())
        ]
        if not found:
            return None
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = length = 0
        for number, start, end in found:
            pieces += (text[at:start], self._common[number])
            starts.append(length + start - at)
            length = starts[-1] + len(self._common[number])
            ends.append(length)
            at = end
        pieces.append(text[at:])
        return Folded("".join(pieces), tuple(starts), tuple(ends), tuple((s, e) for _, s, e in found))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether a Latin house word stands alone: "owner" is none in "ownership"."""
    before = start == 0 or not (_is_latin(text[start]) and _is_latin(text[start - 1]))
    return before and (end == len(text) or not (_is_latin(text[end - 1]) and _is_latin(text[end])))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


@lru_cache(maxsize=1)
def house_words() -> Folding:
    """Return the folding of standards/house_words.yaml.

    Raises:
        DataError: the file does not fit its schema.
    """
    content = read_yaml(standards_dir() / "house_words.yaml", "house_words")
    return Folding({house: entry["common"] for entry in content["words"] for house in entry["house"]})
