"""Tells which words are names of persons, Chinese or in Latin letters, by surnames and by the labels beside them."""

from __future__ import annotations

import re
from functools import lru_cache

from evidence_check.data import read_yaml
from evidence_check.resources import standards_dir
from evidence_check.text import normal

_HANZI = re.compile(r"[\u4e00-\u9fff]{2,4}")
_LATIN = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?"
    r"(?P<name>[A-Z][a-z]{1,14}(?:-[A-Z]?[a-z]{1,10})?(?: [A-Z]\.?)?(?: [A-Z][a-z]{1,15}){1,2})"
)


@lru_cache(maxsize=1)
def _words() -> dict[str, re.Pattern[str] | frozenset[str]]:
    raw = read_yaml(standards_dir() / "statements.yaml", "statements")["names"]
    return {
        "surnames": frozenset(raw["surnames"].split()),
        "not_names": re.compile("|".join(raw["not_names"])),
        "not_latin": re.compile("|".join(raw["not_latin"])),
    }


@lru_cache(maxsize=65_536)
def is_person(text: str) -> bool:
    """Return whether a whole cell or phrase is a person's name: a surname and one or two hanzi, or Latin words."""
    plain = text.strip()
    if _HANZI.fullmatch(plain):
        return is_hanzi_name(normal(plain))
    match = _LATIN.fullmatch(plain)
    return bool(match) and not _search("not_latin", plain)


@lru_cache(maxsize=65_536)
def is_hanzi_name(text: str) -> bool:
    """Return whether 2 to 4 simplified hanzi are a surname with a given name, and no ordinary word."""
    surnames = _words()["surnames"]
    assert isinstance(surnames, frozenset)
    one, two = text[:1] in surnames, text[:2] in surnames
    named = two if len(text) == 4 else one or (len(text) == 3 and two)
    return 2 <= len(text) <= 4 and named and not _search("not_names", text)


def latin_names(text: str) -> list[tuple[str, int]]:
    """Return the names in Latin letters that stand in a text, with their places: words with capitals, two or three."""
    return [(m["name"], m.start("name")) for m in _LATIN.finditer(text) if not _search("not_latin", m["name"])]


def _search(name: str, text: str) -> bool:
    pattern = _words()[name]
    assert isinstance(pattern, re.Pattern)
    return bool(pattern.search(text))
