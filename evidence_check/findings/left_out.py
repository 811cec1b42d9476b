"""Finds what a list names and the register of the same thing leaves out: a person, site, department, camera."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from evidence_check.findings.practice import Held, held_registers
from evidence_check.findings.rules import Rule, rules
from evidence_check.model import Bilingual, Examined, Finding, Listing
from evidence_check.records.dates import find as find_dates
from evidence_check.records.duties import acts_of, topics_of
from evidence_check.records.named import is_person
from evidence_check.standing import Standing
from evidence_check.text import normal

_SPLIT = re.compile(r"[、,，;；/\n]|\s(?=[\u4e00-\u9fff]{2,4}(?:\s|$))")
_HEAD = re.compile(r"[\s(（:：\[【]")
_CODE = re.compile(r"[a-z]{0,4}-?\d{1,4}[a-z]?")
_FIRM = re.compile(r"公司|\b(?:ltd|inc|co|gmbh|forwarding|brokerage|transport|logistics)\b")
_LONGEST, _MOST_VALUES = 40, 120


def find(files: Mapping[str, Examined], standing: Mapping[str, Standing]) -> Iterator[Finding]:
    """Yield one finding per list of which most, and not all, stands in the registers of the same thing."""
    rule = rules()["left-out-of-register"]
    registers = [
        h for path, file in files.items() if standing[path].refused is None for h in held_registers(path, file)
    ]
    told: set[tuple[str, str]] = set()
    for path, file in files.items():
        for listing in file.listings if standing[path].refused is None else ():
            for held, column, missing in _against(listing, path, registers, rule):
                spot = (path, missing[0])
                if spot not in told:
                    told.add(spot)
                    yield _remark(rule, listing, held, column, missing)
                break


def _remark(rule: Rule, listing: Listing, held: Held, column: str, missing: Sequence[str]) -> Finding:
    names = "、".join(missing[:5])
    what = Bilingual(names, ", ".join(missing[:5]))
    why = rule.why(names=what, file=held.file.rpartition("/")[2], column=column)
    quote = listing.quote
    return Finding(quote.file, rule.kind, quote.text, quote.locator, why)


def _against(
    listing: Listing, path: str, registers: Sequence[Held], rule: Rule
) -> Iterator[tuple[Held, str, list[str]]]:
    acts = set(acts_of(listing.about)) - set(rule.params["loose_acts"])
    topics = set(topics_of(listing.about)) - set(rule.params["loose_topics"])
    for held in registers:
        if held.file == path or not held.register.whole or rule.words("not_registers").spots(held.register.about):
            continue
        for column, values in _values(held):
            hits, missing = _compare(listing, values, rule)
            people = sum(is_person(_head(item)) for item in hits) * 2 > len(hits)
            own = not people and _labels(column, listing.about)
            shared = bool(acts & held.acts) if people else bool(own or acts & held.acts or topics & held.topics)
            due = not people or rule.words("due").spots(listing.about)
            if not (missing and shared and due):
                continue
            others = {
                v
                for h in registers
                if h is not held and (acts & h.acts or topics & h.topics)
                for _, vs in _values(h)
                for v in vs
            }
            if missing := [item for item in missing if not any(_same(item, v) for v in others)]:
                yield held, column, missing
                return


def _values(held: Held) -> list[tuple[str, frozenset[str]]]:
    """Return the columns of a register that name things, with what they name; the columns' own names are one more."""
    return _values_of(held.register.columns, tuple(e.cells for e in held.register.entries))


@lru_cache(maxsize=512)
def _values_of(columns: tuple[str, ...], entries: tuple[tuple[str, ...], ...]) -> list[tuple[str, frozenset[str]]]:
    found = []
    for at, name in enumerate(columns):
        parts = {normal(p) for cells in entries for p in _SPLIT.split(cells[at]) if p.strip()}
        plain = frozenset(p for p in parts if _is_name(p))
        if 1 <= len(plain) <= _MOST_VALUES and len(plain) * 2 > len(parts):
            found.append((name, plain))
    headed = frozenset(normal(name) for name in columns if _is_name(normal(name)))
    return [*found, ("", headed)]


def _is_name(text: str) -> bool:
    return 1 < len(text) <= _LONGEST and not find_dates(text) and not re.fullmatch(r"[\d.,:%\s\-/]+", text)


def _compare(listing: Listing, values: frozenset[str], rule: Rule) -> tuple[list[str], list[str]]:
    """Return the items of a list that a register names, and those left out; none where it is of other things."""
    matched: dict[str, set[str]] = defaultdict(set)
    for item in listing.items:
        matched[item] |= {value for value in values if _same(item, value)}
    hits = [item for item, found in matched.items() if found]
    seen = set().union(*matched.values()) if matched else set()
    rest = [item for item, found in matched.items() if not found]
    kinds = {_shape(_head(item)) for item in hits}
    missing = [item for item in rest if _shape(_head(item)) in kinds]
    enough = len(hits) >= rule.params["hits"] and len(seen) >= rule.params["share"] * len(values)
    if not enough or not missing or len(missing) > rule.params["missing"] * len(hits):
        return [], []
    return hits, [_head(item) for item in missing if not rule.words("excused").spots(normal(item))]


@lru_cache(maxsize=65_536)
def _same(item: str, value: str) -> bool:
    plain = normal(item)
    head = normal(_head(item))
    if is_person(_head(item)):
        return head == value or value in plain.split()
    return plain == value or head == value or (len(value) >= 3 and value in plain) or (len(head) >= 3 and head in value)


@lru_cache(maxsize=65_536)
def _head(item: str) -> str:
    """Return what an item names, without what is said of it in brackets or behind it."""
    part = _HEAD.split(item.strip(), maxsplit=1)[0]
    if part.isascii():
        bare = re.split(r"[(\[:]", item.strip(), maxsplit=1)[0].strip()
        return part if _CODE.fullmatch(part.lower()) else bare
    return part


def _shape(head: str) -> str:
    plain = normal(head)
    if _CODE.fullmatch(plain):
        return "code"
    if _FIRM.search(plain):
        return "firm"
    if is_person(head):
        return "person"
    return "latin" if head.isascii() and len(head) <= 24 else "name" if len(head) <= 8 else "text"


def _labels(column: str, about: str) -> bool:
    """Return whether a list says that it is of what a column is named for: 厂区分布说明, 厂区."""
    label = re.sub(r"[^\u4e00-\u9fff]", "", normal(column))
    label = re.sub("(?:名称|名|编号)$", "", label)
    return len(label) >= 2 and label in about
