"""Compares names of persons with care: the same, or so near that a reader must decide."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from evidence_check.text import normal

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LETTERS = re.compile(r"[a-z]+")
_LONG = 3  # hanzi from which one different character is more likely a slip than another person's whole name
_LONG_LATIN = 6  # letters from which one different letter is
_READINGS = 16  # ways to read a name's characters that are tried


def same_name(one: str, other: str) -> bool:
    """Return whether two written names are one: equal in normal form."""
    return normal(one) == normal(other)


@lru_cache(maxsize=65_536)
def near_miss(name: str, other: str) -> bool:
    """Return whether ``other`` may be meant for ``name`` and is not the same: a slip, a namesake in pinyin.

    A slip is one character of three (王建囯), a character of the same sound (顾青 for 顾清), one letter of a longer
    Latin name. Pinyin may put the given name first and shorten it to initials.
    """
    a, b = normal(name), normal(other)
    if a == b or not a or not b:
        return False
    if _HAN.fullmatch(a) and _HAN.fullmatch(b):
        return len(a) == len(b) and _one_differs(a, b)
    if _HAN.fullmatch(a) and b.isascii():
        return _is_pinyin(a, b)
    if a.isascii() and _HAN.fullmatch(b):
        return _is_pinyin(b, a)
    one, two = _LETTERS.findall(a), _LETTERS.findall(b)
    if sorted(one) == sorted(two):
        return True
    letters, others = "".join(one), "".join(two)
    return len(letters) == len(others) >= _LONG_LATIN and sum(x != y for x, y in zip(letters, others, strict=True)) == 1


def _one_differs(a: str, b: str) -> bool:
    places = [i for i in range(len(a)) if a[i] != b[i]]
    if len(places) != 1:
        return False
    at = places[0]
    return len(a) >= _LONG or bool(_readings(a[at]) & _readings(b[at]))


@lru_cache(maxsize=8192)
def _readings(char: str) -> frozenset[str]:
    from pypinyin import Style, pinyin  # its dictionary takes a moment to load and most dossiers need none of it

    return frozenset(reading.replace("ü", "v") for reading in pinyin(char, style=Style.NORMAL, heteronym=True)[0])


def _is_pinyin(hanzi: str, latin: str) -> bool:
    words = _LETTERS.findall(latin)
    if len(words) < 2 or not 2 <= len(hanzi) <= 4:  # "Wang" alone is anybody
        return False
    written = {"".join(words), "".join((*words[1:], words[0])), "".join((words[-1], *words[:-1]))}
    for syllables in list(product(*(sorted(_readings(char)) for char in hanzi)))[:_READINGS]:
        for family in (1, 2) if len(hanzi) == 4 else (1,):
            surname, given = "".join(syllables[:family]), syllables[family:]
            initials = "".join(syllable[:1] for syllable in given)
            if written & {surname + "".join(given), surname + initials}:
                return True
    return False
