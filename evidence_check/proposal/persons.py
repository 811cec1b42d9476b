"""Knows a person's name when it sees one: 张三, 欧阳文静, Zhang San, Hans Müller; and no department, post or verb."""

from __future__ import annotations

import re
from functools import lru_cache

from evidence_check.proposal.knowledge import HAN, knowledge
from evidence_check.proposal.paper import fold, is_han

_CAPITAL = r"[A-Z\u00c0-\u00dd][A-Za-z\u00c0-\u024f'’-]*\.?"
_LATIN = rf"{_CAPITAL}(?:[ \u00a0]{_CAPITAL}){{1,4}}"
_SEVERAL = re.compile(r"[、/&＆;；]|和|与|及|\band\b")
_REST = re.compile(r"^[\s\d\-+()（）*:：,，.、]*$")


class Persons:
    """The name rules of proposal.yaml, compiled. ``han`` and ``latin`` are patterns of candidates: check them."""

    def __init__(self) -> None:
        known = knowledge()
        compounds = {written: reading for reading, written in known.at("persons.compound_surnames").items()}
        self.readings: dict[str, str] = dict(compounds)
        for reading, written in known.at("persons.surnames").items():
            self.readings |= dict.fromkeys(written, reading)
        single = "".join(surname for surname in self.readings if len(surname) == 1)
        given = f"[{HAN}]"
        double = "|".join(sorted(compounds))
        apart = f"[ \u3000]{{1,2}}{given}"  # 张 三, as forms print it
        self.han = f"(?:(?:{double}){given}{{1,2}}?|[{single}](?:{apart}|{given}{{1,2}}?))"
        self.latin = _LATIN
        words = sorted((*known.at("persons.titles"),), key=len, reverse=True)
        self.titles = "|".join(map(re.escape, words))
        self.honorifics = "|".join(known.at("persons.honorifics"))
        follows = sorted(known.at("persons.follows"), key=len, reverse=True)
        self.stop = rf"(?=$|[^{HAN}]|{'|'.join(map(re.escape, follows))}|{self.titles})"
        self._compounds = frozenset(compounds)
        self._single = frozenset(single)
        self._not_names: tuple[str, ...] = tuple(known.at("persons.not_names"))
        self._not_ends: str = known.at("persons.not_ends")
        self._title_words = frozenset(words)
        self._latin_not = frozenset(known.at("persons.latin_not"))
        before = "|".join(known.at("persons.latin_honorifics"))
        self.mister = rf"(?:(?i:\b(?:{before}))\.?[ \u00a0]+)"
        self._whole = re.compile(
            rf"^(?:(?:{self.titles})\s*[:：]?\s*)*(?P<n>{self.han})\s*(?:\s*(?:{self.honorifics}|{self.titles}))*"
            rf"\s*(?P<rest>[(（].*)?[\s\d\-+*]*$"
        )
        self._first = re.compile(rf"^\s*(?:(?:{self.titles})\s*)*(?P<n>{self.han})\s*{self.stop}")
        self._whole_latin = re.compile(rf"^{self.mister}?(?P<n>{_LATIN})\s*(?P<rest>[(（,，].*)?$")

    def is_name(self, text: str) -> bool:
        """Return whether a candidate that ``han`` found is a name and not a word that begins with a surname."""
        name = re.sub(r"\s", "", text)
        surname = name[:2] if name[:2] in self._compounds else name[:1]
        if surname not in self.readings or not 1 <= len(name) - len(surname) <= 2 or name[-1] in self._not_ends:
            return False
        if any(word in name for word in self._not_names if len(word) > 1):
            return False
        return not any(word in name for word in self._title_words)

    def latin_name(self, text: str) -> str | None:
        """Return the name that a run of capitalised words begins with: at least two words, none of them a post's."""
        words: list[str] = []
        for word in text.split():
            if word.strip(".,").lower() in self._latin_not:
                break
            words.append(word)
        if not 2 <= len(words) <= 4 or any(len(word.strip(".")) < 2 for word in (words[0], words[-1])):
            return None
        return " ".join(words).rstrip(".,")

    def whole(self, text: str) -> str | None:
        """Return the one person that a value names (张三（总经理）, Mr. Li Wei), None for anything else."""
        value = fold(text).strip(" \u3000\t\n_＿:：。.,，;；")
        if not value or len(value) > 60 or _SEVERAL.search(re.sub(r"[(（].*", "", value)):
            return None
        match = self._whole.match(value)
        if match and self.is_name(match["n"]):
            return re.sub(r"\s", "", match["n"])
        latin = self._whole_latin.match(value)
        return self.latin_name(latin["n"]) if latin else None

    def leading(self, text: str) -> str | None:
        """Return the person that a text begins with, None where it begins with something else or with several."""
        match = self._first.match(text)
        if match and self.is_name(match["n"]):
            rest = text[match.end() :].lstrip()
            another = _SEVERAL.match(rest) and self._first.match(rest[1:])
            return None if another and self.is_name(another["n"]) else re.sub(r"\s", "", match["n"])
        latin = re.match(rf"\s*{self.mister}?(?P<n>{_LATIN})", text)
        return self.latin_name(latin["n"]) if latin else None

    def same(self, one: str, other: str) -> bool:
        """Return whether two names may be one person's. Where only one is Chinese, the surname's reading decides."""
        a, b = ("".join(fold(name).split()).casefold() for name in (one, other))
        if a == b:
            return True
        chinese = [is_han(name[0]) for name in (a, b)]
        if all(chinese):
            return False
        words = [{word.casefold().strip(".,") for word in re.split(r"[\s-]+", name)} for name in (one, other)]
        if not any(chinese):
            return words[0] == words[1] or "".join(sorted(a)) == "".join(sorted(b))
        han, latin = (a, words[1]) if chinese[0] else (b, words[0])
        surname = han[:2] if han[:2] in self._compounds else han[:1]
        return self.readings.get(surname) in latin


@lru_cache(maxsize=1)
def persons() -> Persons:
    """Return the compiled rules."""
    return Persons()
