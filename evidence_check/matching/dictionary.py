"""Segments Chinese text into words with jieba's dictionary, of which only what a text needs is loaded.

jieba itself loads half a million entries, 80 MB, at the start of each process. The same entries are kept here by the
character they begin with (``cache.kept``). How a run is cut is jieba's own way without new words (``HMM=False``): the
path through its words whose frequencies make it most likely.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from math import log
from pathlib import Path

import msgspec

from evidence_check.cache.kept import kept

_Sorted = tuple[int, dict[str, int], dict[str, bytes]]
_ENTRIES = msgspec.msgpack.Decoder(dict[str, int])
_LATIN = re.compile(r"[a-zA-Z0-9]")


class Dictionary:
    """jieba's words with their frequencies. ``lengths`` has a bit 1 << n for each length n of the words ending so."""

    def __init__(self, total: int, lengths: dict[str, int], blocks: dict[str, bytes]) -> None:
        self._log_total = log(total)
        self._lengths = lengths
        self._blocks = blocks
        self._known: dict[str, int] = {}
        """The entries of all characters met so far: a word's frequency, 0 for what only begins words."""

    def is_within(self, text: str, start: int) -> bool:
        """Return whether some word could begin before ``start`` and end with the character there."""
        lengths = self._lengths.get(text[start], 0) >> 2
        begin = start - 1
        while lengths and begin >= 0:
            if lengths & 1:
                if text[begin] in self._blocks:
                    self._load(text[begin])
                if self._known.get(text[begin : start + 1]):
                    return True
            lengths >>= 1
            begin -= 1
        return False

    def borders(self, run: str) -> frozenset[int]:
        """Return the borders between the words of a run of characters, its beginning and its end among them."""
        for char in self._blocks.keys() & set(run):
            self._load(char)
        ends = self._best(run)
        found, at, latin = {0}, 0, False
        while at < len(run):
            lone = ends[at] == at + 1 and _LATIN.match(run, at) is not None
            if not lone or not latin:  # letters and digits that stand alone make one word together
                found.add(at)
            latin = lone
            at = ends[at]
        return frozenset(found | {len(run)})

    def _best(self, run: str) -> list[int]:
        """Return for each place where the word that best begins there ends."""
        known = self._known
        worth = [0.0] * (len(run) + 1)
        ends = [0] * len(run)
        for at in range(len(run) - 1, -1, -1):
            choices: list[tuple[float, int]] = []
            end = at + 1
            while (count := known.get(run[at:end])) is not None:
                if count:
                    choices.append((log(count) - self._log_total + worth[end], end))
                if end == len(run):
                    break
                end += 1
            lone = (log(known.get(run[at]) or 1) - self._log_total + worth[at + 1], at + 1)
            worth[at], ends[at] = max(choices, default=lone)
        return ends

    def _load(self, char: str) -> None:
        self._known.update(_ENTRIES.decode(self._blocks.pop(char)))


def read(lines: Iterable[bytes]) -> _Sorted:
    """Return the sum of all frequencies, the lengths of words by last character, and the entries by first one.

    ``lines`` are those of jieba's dictionary: word, frequency and part of speech.
    """
    total, by_first, lengths = 0, dict[str, dict[str, int]](), dict[str, int]()
    for line in lines:
        word, count = line.strip().decode("utf-8").split(" ")[:2]
        block = by_first.setdefault(word[0], {})
        block[word] = int(count)
        total += int(count)
        lengths[word[-1]] = lengths.get(word[-1], 0) | 1 << len(word)
        for end in range(1, len(word)):
            block.setdefault(word[:end], 0)
    return total, lengths, {first: msgspec.msgpack.encode(block) for first, block in by_first.items()}


@lru_cache(maxsize=1)
def dictionary() -> Dictionary:
    """Return the dictionary that is installed."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba")
    data = (Path(spec.origin).parent / "dict.txt").read_bytes()
    made_from = f"1 {hashlib.sha256(data).hexdigest()}"
    return Dictionary(*kept("dictionary", made_from, _Sorted, lambda: read(data.splitlines())))
