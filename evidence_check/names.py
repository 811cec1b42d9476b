"""Compares names of persons with care: the same, or so near that a reader must decide."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from evidence_check.data import read_yaml
from evidence_check.resources import standards_dir
from evidence_check.text import normal

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LETTERS = re.compile(r"[a-z]+")
_LONG = 3  # hanzi from which one different character is more likely a slip than another person's whole name
_LONG_LATIN = 6  # letters from which one different letter is
_LONG_SLIP = 8  # letters of a Latin name from which one letter more or less is
_TRANSPOSED = 6  # letters of one in which two may have changed places
_ACCOUNT = 4  # letters of an account's name that are telling
_PAIRS = re.compile(r"\b([a-z]{2,}) ([a-z]{2,})\b")
_WORD = 4  # letters of the word in which it is
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


@lru_cache(maxsize=65_536)
def slip_of(name: str, other: str) -> bool:
    """Return whether ``other`` looks like a slip in writing ``name``: one hanzi of the same sound or shape, or two that
    changed places; one letter more, less or other in a longer Latin name.

    Stricter than :func:`near_miss`: 王建国 and 王建军 are brothers, 李静怡 and 李静宜 probably one person.
    """
    a, b = normal(name), normal(other)
    if a == b:
        return False
    if _HAN.fullmatch(a) and _HAN.fullmatch(b):
        if len(a) != len(b):
            return False
        if len(a) >= _LONG and a[0] == b[0] and sorted(a) == sorted(b):
            return True
        places = [i for i in range(len(a)) if a[i] != b[i]]
        return len(places) == 1 and _alike(a[places[0]], b[places[0]])
    one, two = _LETTERS.findall(a), _LETTERS.findall(b)
    if not (a.isascii() and b.isascii()) or len(one) != len(two) or len(one) < 2 or sorted(one) == sorted(two):
        return False
    if any(min(len(x), len(y)) < 2 for x, y in zip(one, two, strict=True)):  # initials
        return False
    changed = [(x, y) for x, y in zip(one, two, strict=True) if x != y]
    if len(changed) != 1:
        return False
    swapped = sorted(changed[0][0]) == sorted(changed[0][1])
    if max(len("".join(one)), len("".join(two))) < (_TRANSPOSED if swapped else _LONG_SLIP):
        return False
    return OSA.distance(*changed[0]) == 1 and min(map(len, changed[0])) >= _WORD


def slip_keys(name: str) -> frozenset[str]:
    """Return keys of which two names share one wherever ``slip_of`` may hold: what is left without one hanzi or word,
    and which hanzi there are. Of many names only those that share a key need be compared."""
    plain = normal(name)
    words = _LETTERS.findall(plain) if plain.isascii() else []
    if _HAN.fullmatch(plain):
        parts: list[str] = list(plain)
    elif len(words) > 1:
        parts = words
    else:
        return frozenset()
    left = {"\0".join((*parts[:at], "", *parts[at + 1 :])) for at in range(len(parts))}
    return frozenset({*left, "\1" + "".join(sorted(plain))} if _HAN.fullmatch(plain) else left)


def _alike(one: str, other: str) -> bool:
    """Return whether two hanzi sound the same, tones apart, or are among those that are mistaken for each other."""
    shapes = shared_shapes()
    return bool(_readings(one) & _readings(other)) or any(one in group and other in group for group in shapes)


@lru_cache(maxsize=1)
def shared_shapes() -> tuple[str, ...]:
    """Return the groups of hanzi that look alike (records.yaml, ``alike``)."""
    return tuple(read_yaml(standards_dir() / "statements.yaml", "statements")["names"]["alike"].split())


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


@lru_cache(maxsize=65_536)
def is_full_pinyin(hanzi: str, latin: str) -> bool:
    """Return whether a text in normal form spells every character of a name: wang jianguo, jian guo wang."""
    words = _LETTERS.findall(latin)
    if len(words) < 2 or not 2 <= len(hanzi) <= 4:
        return False
    written = {"".join(words), "".join((*words[1:], words[0])), "".join((words[-1], *words[:-1]))}
    spelt = list(product(*(sorted(_readings(char)) for char in hanzi)))[:_READINGS]
    return any("".join(syllables) in written for syllables in spelt)


@lru_cache(maxsize=65_536)
def is_account_of(account: str, name: str) -> bool:
    """Return whether a user's account is made of a person's name: btang, tangbo, bo.tang, bltang for Tang Boli."""
    plain = "".join(_LETTERS.findall(normal(account).partition("@")[0]))
    return len(plain) >= _ACCOUNT and plain in _accounts(normal(name))


@lru_cache(maxsize=8192)
def _accounts(name: str) -> frozenset[str]:
    spelt: list[tuple[str, ...]] = []
    if _HAN.fullmatch(name) and 2 <= len(name) <= 4:
        spelt = list(product(*(sorted(_readings(char)) for char in name)))[:_READINGS]
    else:
        words = tuple(_LETTERS.findall(name))
        spelt = [words, words[::-1]] if len(words) > 1 else []
    found = set()
    for words in spelt:
        family, given = words[0], words[1:]
        initials = "".join(word[:1] for word in given)
        full = "".join(given)
        found |= {initials + family, family + initials, full + family, family + full, given[0][:1] + family}
    return frozenset(found)


def named_in(name: str, text: str) -> bool:
    """Return whether a text in normal form names a person: in full, with initials, or in pinyin."""
    plain = normal(name)
    if _HAN.fullmatch(plain):
        return plain in text or any(_is_pinyin(plain, f"{a} {b}") for a, b in _PAIRS.findall(text))
    words = _LETTERS.findall(plain)
    if plain in text or len(words) < 2:
        return plain in text
    first, last = words[0], words[-1]
    shortened = (rf"\b{first[0]}\.? ?{last}\b", rf"\b{last[0]}\.? ?{first}\b", rf"\b{last},? {first}\b")
    return any(re.search(pattern, text) for pattern in shortened)
