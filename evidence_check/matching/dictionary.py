"""Segments Chinese text into words with jieba's dictionary, of which only what a text needs is loaded.

jieba itself loads half a million entries, 80 MB, at the start of each process. The same entries are kept here by the
character they begin with (``cache.kept``) and handed to it as texts need them. jieba cuts, without guessing new words
(``HMM=False``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import jieba
import msgspec

from evidence_check.cache.kept import kept

_Sorted = tuple[int, dict[str, int], dict[str, bytes]]
_ENTRIES = msgspec.msgpack.Decoder(dict[str, int])


class Dictionary:
    """jieba's words with their frequencies. ``lengths`` has a bit 1 << n for each length n of the words ending so."""

    def __init__(self, total: int, lengths: dict[str, int], blocks: dict[str, bytes]) -> None:
        self._lengths = lengths
        self._blocks = blocks
        self._known: dict[str, int] = {}
        """The entries of all characters met so far: a word's frequency, 0 for what only begins words."""
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.FREQ, self._tokenizer.total, self._tokenizer.initialized = self._known, total, True

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
        return frozenset({0, *(end for _, _, end in self._tokenizer.tokenize(run, HMM=False))})

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
    data = (Path(jieba.__file__).parent / "dict.txt").read_bytes()
    made_from = f"1 {hashlib.sha256(data).hexdigest()}"
    return Dictionary(*kept("dictionary", made_from, _Sorted, lambda: read(data.splitlines())))
