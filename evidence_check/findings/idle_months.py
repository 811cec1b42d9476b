"""Reads of a line beside a table in which months nothing went on: 2024年1月至3月停产, closed in February and August."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

Month = tuple[str, int]
"""The year, "" where none is named, and the month (1 to 12)."""

_HAN = {
    name: at
    for at, name in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], start=1)
}
_ENGLISH = {
    name: at
    for at, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_NUMBER = "(?:1[0-2]|0?[1-9])"
_MAY = r"(?:(?<=in )|(?<=to )|(?<=and )|(?<=of ))may|may(?= ?(?:20\d\d|[,.;)&–-]|to |and |through |$))"  # no "may be"
_TOKEN = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?!\d)"
    rf"|(?<!\d)(?P<number>{_NUMBER})(?= ?月)"
    rf"|(?<=20\d\d[-./])(?P<iso>{_NUMBER})(?!\d)"
    rf"|(?<![\d.])(?P<listed>{_NUMBER})(?=(?: ?[-~–—至到、,和及] ?{_NUMBER})+ ?月)"
    r"|(?<![一二三四五六七八九十])(?P<han>十[一二]?|[一二三四五六七八九])(?=月)"
    rf"|(?<![a-z])(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|{_MAY}|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
    r"|(?P<spring>春节|spring festival|chinese new year)"
)
_BESIDE = re.compile(r"20\d\d[-./年]?|\d{1,2}(?:st|nd|rd|th|日|号)|-\d{1,2}(?!\d)|[月份年\d\s.,]")
_RANGE = re.compile("至|到|[-~–—]+|to|through|until|till")


def excuses(note: str, year: str, months: frozenset[int]) -> bool:
    """Return whether a line, in normal form, names one of some months: of that year, or of none."""
    return any(month in months and named in ("", year) for named, month in idle_months(note))


@lru_cache(maxsize=256)
def idle_months(note: str) -> frozenset[Month]:
    """Return the months that a line names, those between the ends of a range included."""
    tokens = list(_TOKEN.finditer(note))
    years = [(token.start(), token["year"]) for token in tokens if token["year"]]
    named = [token for token in tokens if not token["year"]]
    found: set[Month] = set()
    for at, token in enumerate(named):
        last = _year_of(token, years), 2 if token["spring"] else _number(token)
        before = named[at - 1] if at else None
        if token["spring"]:
            found |= {(last[0], 1), (last[0], 2)}
        elif before and not before["spring"] and _is_range(note[before.end() : token.start()]):
            first = _year_of(before, years), _number(before)
            found.discard(first)  # which year it is of, the whole range says
            found |= set(_between(first, last, bool(token["name"])))
        else:
            found.add(last)
    return frozenset(found)


def _is_range(between: str) -> bool:
    return bool(_RANGE.fullmatch(_BESIDE.sub("", between)))


def _number(token: re.Match[str]) -> int:
    if token["name"]:
        return _ENGLISH[token["name"][:3]]
    return _HAN[token["han"]] if token["han"] else int(token["number"] or token["iso"] or token["listed"])


def _year_of(token: re.Match[str], years: list[tuple[int, str]]) -> str:
    """Return the year of a month: Chinese names it before the month, English behind it."""
    before = [year for at, year in years if at < token.start()][-1:]
    behind = [year for at, year in years if at > token.start()][:1]
    return next(iter(behind + before if token["name"] else before + behind), "")


def _between(first: Month, last: Month, year_behind: bool) -> Iterator[Month]:
    """Yield the months of a range; one that ends before it begins runs over the turn of the year."""
    (year, month), (to_year, to_month) = first, last
    years = int(to_year) - int(year) if year and to_year else 0
    if years == 0 and to_month < month:
        years = 1
        year = str(int(year) - 1) if year and year_behind else year
    for step in range(month, to_month + 12 * min(years, 2) + 1):
        yield (str(int(year) + (step - 1) // 12) if year else ""), (step - 1) % 12 + 1
