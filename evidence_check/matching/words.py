"""Tells a word from a chance run of characters, as 保安 is in 确保|安全. Segments with jieba."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

import jieba
import platformdirs

from evidence_check.matching.scanner import Sighting

_SHORT = 2  # hanzi; longer forms hardly ever arise by chance


@lru_cache(maxsize=1)
def _tokenizer() -> jieba.Tokenizer:
    """Return a tokenizer of our own, whose cache is in the user's folder rather than in a shared one."""
    logging.getLogger("jieba").setLevel(logging.WARNING)
    folder = Path(platformdirs.user_cache_dir("evidence-check"))
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(folder)
    return tokenizer


@lru_cache(maxsize=4096)
def _borders(text: str) -> frozenset[int]:
    """Return the borders between the words of a normalised text."""
    return frozenset(border for _, start, end in _tokenizer().tokenize(text, HMM=False) for border in (start, end))


def are_words(text: str, sighting: Sighting) -> bool:
    """Return whether no two-hanzi term of a sighting is a chance run across two words, as 保安 in 确保安全 is.

    A term inside one longer word is let pass: 出口 in 进出口 is meant as often as not.
    """
    short = [(start, end) for start, end in sighting.words if end - start == _SHORT and not text[start].isascii()]
    return all(start + 1 not in _borders(text) or start in _borders(text) for start, _ in short)
