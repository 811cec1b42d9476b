"""Finds what a list names and the register of the same thing leaves out: a person, site, department, camera."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from evidence_check.findings import practice_dates as dates
from evidence_check.findings.practice_pairs import Held, held_registers
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
_PLATE = re.compile(r"[\u4e00-\u9fff][a-z][·・ ]?[a-z0-9]{5,6}")
_UNIT = re.compile(r"(?:部|课|科|处|组|室|中心|车间)$")
_PLACE = re.compile(r"(?:厂|仓|库|区|门|口|楼|站|场|点|房|岗|间|台|道)$|^(?:[a-z]?\d{1,3}|[一二三四五六七八九十]+)号")
_NAMED = re.compile(r"[A-Z][A-Za-z&'-]*(?: (?:[A-Za-z&'-]+|\d{1,3}|[A-Z]\d{0,3})){0,2}")
_SAID = re.compile(r"[由须应不没未得的在将把为是可需及至向对]|说明|负责|管理|完成|签字|进行|执行")
_SHORT = 10  # hanzi of the name of a place or unit
_LONGEST, _MOST_VALUES = 40, 120


def find(files: Mapping[str, Examined], standing: Mapping[str, Standing]) -> Iterator[Finding]:
    """Yield one finding per list of which most, and not all, stands in the registers of the same thing."""
    rule = rules()["left-out-of-register"]
    registers = [
        h for path, file in files.items() if standing[path].refused is None for h in held_registers(path, file)
    ]
    logs = [(held, _values(held)) for held in registers if _is_log(held, rule)]
    told: set[tuple[str, str]] = set()
    for path, file in files.items():
        for listing in file.listings if standing[path].refused is None else ():
            for held, column, missing in _against(listing, path, logs, registers, rule):
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
    listing: Listing,
    path: str,
    logs: Sequence[tuple[Held, list[tuple[str, frozenset[str]]]]],
    registers: Sequence[Held],
    rule: Rule,
) -> Iterator[tuple[Held, str, list[str]]]:
    items = _nameable(listing, rule)
    if not items:
        return
    acts = set(acts_of(listing.about)) - set(rule.params["loose_acts"])
    topics = set(topics_of(listing.about)) - set(rule.params["loose_topics"])
    for held, columns in logs:
        if held.file == path:
            continue
        for column, values in columns:
            hits, missing = _compare(items, values, rule)
            people = bool(hits) and _shape(_head(hits[0])) == "person"
            own = not people and _labels(column, listing.about)
            shared = bool(acts & held.acts) if people else bool(own or acts & held.acts or topics & held.topics)
            due = not people or rule.words("due").spots(listing.about)
            if missing and shared and due and (missing := _nowhere(missing, registers)):
                yield held, column, missing
                return


def _nameable(listing: Listing, rule: Rule) -> list[str]:
    """Return the items of a list of nameable things of one form; none for a list that is mostly something else."""
    forms: dict[str, list[str]] = defaultdict(list)
    for item in listing.items:
        forms[_shape(_head(item))].append(item)
    best = max(forms, key=lambda form: (len(forms[form]), form))
    enough = len(forms[best]) >= rule.params["items"] and len(forms[best]) >= rule.params["alike"] * len(listing.items)
    return list(dict.fromkeys(forms[best])) if best and enough else []


def _is_log(held: Held, rule: Rule) -> bool:
    """Return whether a register logs what was done: whole, of a name that says so, with a date in most of its rows."""
    register = held.register
    if not register.whole or rule.words("not_registers").spots(register.about):
        return False
    return len(dates.dated(register)) * 2 > len(register.entries)


def _nowhere(missing: Sequence[str], registers: Sequence[Held]) -> list[str]:
    """Return the names that no cell of any register holds, under a longer or shorter name either."""
    cells = {normal(cell) for held in registers for entry in held.register.entries for cell in entry.cells if cell}
    cells |= {normal(name) for held in registers for name in held.register.columns}
    return [name for name in missing if not any(_same(name, cell) for cell in cells)]


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


def _compare(items: Sequence[str], values: frozenset[str], rule: Rule) -> tuple[list[str], list[str]]:
    """Return the items that stand in a register as whole cells, and those left out; none if it is of other things."""
    hits = [item for item in items if normal(_head(item)) in values or normal(item) in values]
    rest = [item for item in items if item not in hits and not any(_same(item, value) for value in values)]
    known = sum(any(_same(item, value) for item in items) for value in values)
    most = len(hits) >= rule.params["hits"] and len(hits) > rule.params["found"] * len(items)
    if not most or not rest or known < rule.params["share"] * len(values):
        return [], []
    return hits, [_head(item) for item in rest if not rule.words("excused").spots(normal(item))]


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


def _labels(column: str, about: str) -> bool:
    """Return whether a list says that it is of what a column is named for: 厂区分布说明, 厂区."""
    label = re.sub(r"[^\u4e00-\u9fff]", "", normal(column))
    label = re.sub("(?:名称|名|编号)$", "", label)
    return len(label) >= 2 and label in about
