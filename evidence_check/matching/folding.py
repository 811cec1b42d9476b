"""Reads a house's own words (监查, 氏名, 来访者) as the words that the cues know (审计, 姓名, 访客).

A company says one thing in its own way all through its papers. Rather than listing each house's word in every cue, the
text is read a second time with such words put into common ones; what is found there leads back to the literal words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from evidence_check.data import read_yaml
from evidence_check.resources import standards_dir
from evidence_check.text import normal

Span = tuple[int, int]

_REMEMBERED = 2048  # texts, those of one document
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
    """House words and the common words that they stand for, compiled once.

    Text with hanzi is read by ``words`` and ``english`` (where both know a word, by ``words``), text without by
    ``english`` alone: a Latin house word of ``words`` (owner, leader) is one only among hanzi. ``keep`` are longer
    words in which a house word stands by chance (新人 in 更新人员).
    """

    def __init__(
        self, words: Mapping[str, str], keep: Iterable[str] = (), english: Mapping[str, str] | None = None
    ) -> None:
        plain = _with_plurals(english or {})
        kept = {normal(word): None for word in keep}
        self._mixed = _Table({**plain, **{normal(house): normal(common) for house, common in words.items()}, **kept})
        self._plain = _Table({**plain, **{word: None for word in kept if word.isascii()}})
        self.fold = lru_cache(_REMEMBERED)(self._fold)
        """Returns a text (in normal form) with its house words replaced, None where it has none: asked by all scanners
        for the same texts."""

    def _fold(self, text: str) -> Folded | None:
        found = (self._mixed if _HANZI.search(text) else self._plain).matches(text)
        if not found:
            return None
        pieces: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = length = 0
        for common, start, end in found:
            pieces += (text[at:start], common)
            starts.append(length + start - at)
            length = starts[-1] + len(common)
            ends.append(length)
            at = end
        pieces.append(text[at:])
        return Folded("".join(pieces), tuple(starts), tuple(ends), tuple((s, e) for _, s, e in found))


class _Table:
    """Words and what each is read as, None where it is to be left as it is."""

    def __init__(self, known: Mapping[str, str | None]) -> None:
        self._words = sorted(known)
        self._common = [known[word] for word in self._words]
        longest = ahocorasick_rs.MatchKind.LeftmostLongest
        self._automaton = ahocorasick_rs.AhoCorasick(self._words, matchkind=longest) if known else None

    def matches(self, text: str) -> list[tuple[str, int, int]]:
        """Return the common word and the span of each house word of ``text``, in order."""
        if self._automaton is None:
            return []
        return [
            (common, start, end)
            for number, start, end in self._automaton.find_matches_as_indexes(text)
            if (common := self._common[number]) is not None and _is_whole(text, start, end)
        ]


def _with_plurals(english: Mapping[str, str]) -> dict[str, str]:
    """Return English pairs in normal form together with their plurals (lorry, lorries → truck, trucks)."""
    single = {normal(house): normal(common) for house, common in english.items()}
    return {_plural(house): _plural(common) for house, common in single.items()} | single


def _plural(words: str) -> str:
    if words.endswith("s") and not words.endswith("ss"):
        return words
    if re.search(r"[^aeiou]y$", words):
        return words[:-1] + "ies"
    return words + ("es" if re.search(r"(s|x|z|ch|sh)$", words) else "s")


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
    chinese: dict[str, str] = {}
    english: dict[str, str] = {}
    for entry in content["words"]:
        (english if entry.get("english") else chinese).update(dict.fromkeys(entry["house"], entry["common"]))
    return Folding(chinese, content.get("keep", ()), english)
