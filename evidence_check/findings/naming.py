"""Reads the names in a list and in the columns of a log: of what form each is, and when two are one thing's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from evidence_check.findings.rules import Rule, rules
from evidence_check.model import Listing, Naming, Register
from evidence_check.records.dates import find as find_dates
from evidence_check.records.duties import acts_of, topics_of
from evidence_check.records.named import is_person
from evidence_check.text import normal

_SPLIT = re.compile(r"[、,，;；/\n]|\s(?=[\u4e00-\u9fff]{2,4}(?:\s|$))")
_HEAD = re.compile(r"[\s(（:：\[【]")
_CODE = re.compile(r"[a-z]{0,4}-?\d{1,4}[a-z]?")
_FIRM = re.compile(r"公司|\b(?:ltd|inc|co|gmbh|forwarding|brokerage|transport|logistics)\b")
_PLATE = re.compile(r"[\u4e00-\u9fff][a-z][·・ ]?[a-z0-9]{5,6}")
_UNIT = re.compile(r"(?:部|课|科|处|组|室|中心|车间)$")
_PLACE = re.compile(r"(?:厂|仓|库|区|门|口|楼|站|场|点|房|岗|间|台|道)$|^(?:[a-z]?\d{1,3}|[一二三四五六七八九十]+)号")
_NAMED = re.compile(r"[A-Z][A-Za-z&'-]*(?: (?:[A-Za-z&'-]+|\d{1,3}|[A-Z]\d{0,3})){0,2}")
_SAID = re.compile(r"[由须应不没未得的在将把为是可需及至向对]|说明|负责|管理|完成|签字|进行|执行")
_NUMBERS = re.compile(r"[\d.,:%\s\-/]+")
_SHORT = 10  # hanzi of the name of a place or unit
_LONGEST, _MOST_VALUES = 40, 120


def rule() -> Rule:
    """Return the rule that lists are held against logs by."""
    return rules()["left-out-of-register"]


# --- lists -----------------------------------------------------------------------------------------------------------


def namings_of(listings: Sequence[Listing]) -> Iterator[Naming]:
    """Yield the lists of nameable things of one form; not those that are mostly something else."""
    loose_acts, loose_topics = set(rule().params["loose_acts"]), set(rule().params["loose_topics"])
    for number, listing in enumerate(listings):
        form, items = _nameable(listing.items)
        if items:
            people = form == "person"
            yield Naming(
                number,
                tuple((item, normal(item), normal(head_of(item))) for item in items),
                people,
                not people or bool(rule().words("due").spots(listing.about)),
                tuple(act for act in acts_of(listing.about) if act not in loose_acts),
                tuple(topic for topic in topics_of(listing.about) if topic not in loose_topics),
            )


def _nameable(items: Sequence[str]) -> tuple[str, list[str]]:
    """Return the form that most items of a list have, and these items, each once; none where they are too few."""
    forms: dict[str, list[str]] = defaultdict(list)
    for item in items:
        forms[_shape(head_of(item))].append(item)
    best = max(forms, key=lambda form: (len(forms[form]), form))
    enough = len(forms[best]) >= rule().params["items"] and len(forms[best]) >= rule().params["alike"] * len(items)
    return best, list(dict.fromkeys(forms[best])) if best and enough else []


# --- columns ---------------------------------------------------------------------------------------------------------


def values_of(register: Register, dated: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the columns that name things, with what they name; the columns' own names are one more, under no name.

    None of a register that is no log of what was done: whole, named so, with a date in most rows (``dated`` of them).
    """
    if not register.whole or rule().words("not_registers").spots(register.about):
        return
    if dated * 2 <= len(register.entries):
        return
    for at, name in enumerate(register.columns):
        parts = {normal(p) for e in register.entries for p in _SPLIT.split(e.cells[at]) if p.strip()}
        plain = {p for p in parts if _is_name(p)}
        if 1 <= len(plain) <= _MOST_VALUES and len(plain) * 2 > len(parts):
            yield name, tuple(sorted(plain))
    yield "", tuple(sorted({normal(name) for name in register.columns if _is_name(normal(name))}))


def _is_name(text: str) -> bool:
    return 1 < len(text) <= _LONGEST and not find_dates(text) and not _NUMBERS.fullmatch(text)


# --- names -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=65_536)
def same(item: str, value: str) -> bool:
    """Return whether an item of a list and a name in normal form are one thing's: equal, or one in the other."""
    plain = normal(item)
    head = normal(head_of(item))
    if is_person(head_of(item)):
        return head == value or value in plain.split()
    return plain == value or head == value or (len(value) >= 3 and value in plain) or (len(head) >= 3 and head in value)


@lru_cache(maxsize=65_536)
def head_of(item: str) -> str:
    """Return what an item names, without what is said of it in brackets or behind it."""
    part = _HEAD.split(item.strip(), maxsplit=1)[0]
    if part.isascii():
        bare = re.split(r"[(\[:]", item.strip(), maxsplit=1)[0].strip()
        return part if _CODE.fullmatch(part.lower()) else bare
    return part


@lru_cache(maxsize=65_536)
def _shape(head: str) -> str:
    """Return of what form a name is; "" for what names nothing that could be looked for: a clause, a rule, a noun."""
    plain = normal(head)
    if _CODE.fullmatch(plain) and any(c.isdigit() for c in plain):
        return "code"
    if _PLATE.fullmatch(plain):
        return "plate"
    if len(plain) <= _LONGEST and _FIRM.search(plain, 1) and not _SAID.search(plain):
        return "firm"
    if is_person(head):
        return "person"
    if head.isascii():
        return "latin" if _NAMED.fullmatch(head.strip()) else ""
    if len(head) > _SHORT or _SAID.search(plain):
        return ""
    return "unit" if _UNIT.search(plain) else "place" if _PLACE.search(plain) else ""
