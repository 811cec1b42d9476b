"""Tells whether two written names may be one person's written in two ways: Dr. H. Dallmann for Henrik Dallmann.

Nothing here is a slip (see ``names``): titles, the order of the words, initials before a family name in full, the
other script. Whether nobody else is meant, who calls it must see to.
"""

from __future__ import annotations

import re
from functools import lru_cache

from evidence_check.names import is_full_pinyin
from evidence_check.records.labels import says
from evidence_check.text import normal

_HAN = re.compile(r"[\u3400-\u9fff]{2,4}")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_WORDS = re.compile(r"[a-zà-öø-ÿ]+(?:['’][a-z]+)?")
_LONG = 3  # letters of a family name from which initials before it are telling
_MANY = 3  # words of a name from which one that holds them all, and one more, is the same with a name added


@lru_cache(maxsize=65_536)
def other_spelling(name: str, other: str) -> bool:
    """Return whether ``other`` is another way of writing ``name``, one of them possibly holding both scripts."""
    return any(_is_one(a, b) for a in _forms(name) for b in _forms(other))


def holds(name: str, other: str) -> bool:
    """Return whether a written name gives ``other`` itself: 罗志强 (Henry Lo) gives Henry Lo."""
    return bool(set(_forms(name)) & set(_forms(other)))


def _forms(name: str) -> tuple[str, ...]:
    """Return the ways in which one written name gives itself: 罗志强 (Henry Lo) holds two."""
    plain = normal(name)
    han = [_without_honour(run) for run in _HAN_RUN.findall(plain)]
    latin = " ".join(word for word in _WORDS.findall(plain) if not says(word, "title"))
    found = [run for run in han if _HAN.fullmatch(run)] + ([latin] if len(latin) > 1 else [])
    return tuple(dict.fromkeys(found))


def _without_honour(run: str) -> str:
    """Return the characters before 先生, 女士, 博士 at the end of a name in hanzi."""
    return next((run[:-n] for n in (2, 1) if len(run) > n + 1 and says(run[-n:], "title")), run)


def _is_one(a: str, b: str) -> bool:
    if _HAN.fullmatch(a) or _HAN.fullmatch(b):
        return (
            a == b
            or (_HAN.fullmatch(a) is not None and b.isascii() and is_full_pinyin(a, b))
            or (_HAN.fullmatch(b) is not None and a.isascii() and is_full_pinyin(b, a))
        )
    one, two = a.split(), b.split()
    if len(one) < 2 or len(two) < 2:
        return False
    if sorted(one) == sorted(two):
        return True
    few, many = sorted((set(one), set(two)), key=len)
    return (len(few) >= _MANY and few < many) or _with_initials(one, two) or _with_initials(two, one)


def _with_initials(full: list[str], short: list[str]) -> bool:
    """Return whether ``short`` gives the family name, first or last, in full, and of the others the first letters."""
    for family, given in ((full[-1], full[:-1]), (full[0], full[1:])):
        if len(family) < _LONG or family not in (short[-1], short[0]):
            continue
        rest = short[:-1] if short[-1] == family else short[1:]
        initials = "".join(word[:1] for word in given)
        written = "".join(rest)
        if any(len(word) == 1 for word in rest) and initials.startswith(written):
            return True
        if rest and rest == given[: len(rest)]:
            return True  # a middle name left out
    return False
