"""Tells a word from a chance run of characters, as 保安 is in 确保|安全. Segments with jieba."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from pathlib import Path

import jieba
import platformdirs

from evidence_check.matching.scanner import Sighting

_SHORT = 2  # hanzi; longer forms hardly ever arise by chance
_LONGEST = 16  # characters of the longest word in jieba's dictionary
_RUN = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&\._%\-]+")  # jieba segments each such run by itself


@lru_cache(maxsize=1)
def _tokenizer() -> jieba.Tokenizer:
    """Return a tokenizer of our own, whose cache is in the user's folder rather than in a shared one."""
    logging.getLogger("jieba").setLevel(logging.WARNING)
    folder = Path(platformdirs.user_cache_dir("evidence-check"))
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(folder)
    tokenizer.initialize()
    return tokenizer


@lru_cache(maxsize=4096)
def _borders(run: str) -> frozenset[int]:
    """Return the borders between the words of a run of characters."""
    return frozenset(border for _, start, end in _tokenizer().tokenize(run, HMM=False) for border in (start, end))


def _is_chance(text: str, start: int) -> bool:
    """Return whether a word ends within the two hanzi at ``start`` that began before them.

    Only where the dictionary has a word that could do so is the run of characters around it segmented: that takes a
    hundred times as long, and hardly one term in ten wants it.
    """
    known, end = _tokenizer().FREQ, start + 1
    if not any(known.get(text[begin:end]) for begin in range(max(start - _LONGEST + 1, 0), start)):
        return False
    run = next((run for run in _RUN.finditer(text) if run.end() > start), None)
    if run is None or run.start() >= start:
        return False
    borders = _borders(run.group())
    return end - run.start() in borders and start - run.start() not in borders


def are_words(text: str, sighting: Sighting) -> bool:
    """Return whether no two-hanzi term of a sighting is a chance run across two words, as 保安 in 确保安全 is.

    A term inside one longer word is let pass: 出口 in 进出口 is meant as often as not.
    """
    short = (start for start, end in sighting.words if end - start == _SHORT and not text[start].isascii())
    return not any(_is_chance(text, start) for start in short)
