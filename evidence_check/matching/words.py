"""Tells a word from a chance run of characters, as 保安 is in 确保|安全. Segments with jieba's dictionary."""

from __future__ import annotations

import re
from functools import lru_cache

from evidence_check.matching.dictionary import dictionary
from evidence_check.matching.scanner import Sighting

_SHORT = 2  # hanzi; longer forms hardly ever arise by chance
_RUN = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&\._%\-]+")  # each such run is segmented by itself, as jieba does


@lru_cache(maxsize=4096)
def _borders(run: str) -> frozenset[int]:
    """Return the borders between the words of a run of characters."""
    return dictionary().borders(run)


def _is_chance(text: str, start: int) -> bool:
    """Return whether a word ends within the two hanzi at ``start`` that began before them.

    Only where the dictionary has a word that could do so is the run of characters around it segmented: that takes a
    hundred times as long, and hardly one term in ten wants it.
    """
    if not dictionary().is_within(text, start):
        return False
    run = next((run for run in _RUN.finditer(text) if run.end() > start), None)
    if run is None or run.start() >= start:
        return False
    borders = _borders(run.group())
    return start + 1 - run.start() in borders and start - run.start() not in borders


def are_words(text: str, sighting: Sighting) -> bool:
    """Return whether no two-hanzi term of a sighting is a chance run across two words, as 保安 in 确保安全 is.

    A term inside one longer word is let pass: 出口 in 进出口 is meant as often as not.
    """
    short = (start for start, end in sighting.words if end - start == _SHORT and not text[start].isascii())
    return not any(_is_chance(text, start) for start in short)
