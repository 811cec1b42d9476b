"""Reads one date as documents write it, Chinese or English, and gives it back as ISO text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTHS = {
    name: number + 1
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec")
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_HAN_DIGIT = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "Ｏ": "0"}

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?"), "ymd"),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?!\d)"), "y.m.d"),
    (
        re.compile(
            r"([〇零○Ｏ一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
        ),
        "han",
    ),
    (re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[\s./-]*({_MONTH})\.?,?[\s./-]*((?:19|20)\d\d)", re.I), "dmy"),
    (re.compile(rf"\b({_MONTH})\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s*((?:19|20)\d\d)", re.I), "mdy"),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"), "ymd"),
    (re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)(?!\d)"), "num"),
    (re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月"), "ym"),
    (re.compile(rf"\b({_MONTH})\.?\s*((?:19|20)\d\d)", re.I), "my"),
    (re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.]\s*(0?[1-9]|1[0-2])(?!\d)"), "ym"),
)

_YEAR = re.compile(r"(?:19|20)\d\d|[〇零○Ｏ一二三四五六七八九]{4}年")
"""What every date holds; most text holds none."""


def find_date(text: str) -> tuple[str, tuple[int, int]] | None:
    """Return the first date of ``text`` as ISO (a day, or a month where no day is given) and where it stands."""
    if _YEAR.search(text) is None:
        return None
    best: tuple[str, tuple[int, int]] | None = None
    for pattern, shape in _PATTERNS:
        found = pattern.search(text)
        if found is None:
            continue
        iso = _iso(found, shape)
        if iso and (best is None or (found.start() < best[1][0] and len(iso) >= len(best[0]))):
            best = (iso, found.span())
    return best


def find_dates(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield every date of ``text`` from left to right, as ``find_date`` does."""
    offset = 0
    while found := find_date(text[offset:]):
        iso, (start, end) = found
        yield iso, (offset + start, offset + end)
        offset += end


def to_iso(text: str) -> str:
    """Return ``text`` as an ISO date where it holds one, else unchanged."""
    found = find_date(text)
    return found[0] if found else text


def _iso(found: re.Match[str], shape: str) -> str | None:
    part = found.group
    if shape == "ym":
        return _check(part(1), part(2))
    if shape == "my":
        return _check(part(2), _MONTHS[part(1).lower()])
    if shape == "ymd":
        return _check(part(1), part(2), part(3))
    if shape == "y.m.d":
        return _check(part(1), part(3), part(4))
    if shape == "dmy":
        return _check(part(3), _MONTHS[part(2).lower()], part(1))
    if shape == "mdy":
        return _check(part(3), _MONTHS[part(1).lower()], part(2))
    if shape == "num":  # 31/12/2024 is clear; 03/04/2024 is not, and a guess would be a false date
        day, month = int(part(1)), int(part(2))
        if day > 12:
            return _check(part(3), month, day)
        return _check(part(3), day, month) if month > 12 or day == month else None
    year = "".join(_HAN_DIGIT.get(char, "") for char in part(1))
    return _check(year, _han_number(part(2)), _han_number(part(3))) if len(year) == 4 else None


def _check(year: str | int, month: str | int, day: str | int | None = None) -> str | None:
    if not 1 <= int(month) <= 12 or (day is not None and not 1 <= int(day) <= 31):
        return None
    return f"{int(year):04d}-{int(month):02d}" + (f"-{int(day):02d}" if day is not None else "")


def _han_number(text: str) -> int:
    """Return 1–39 written in hanzi, e.g. 二十一; 0 for what is no number, such as 十十."""
    tens, mark, ones = text.partition("十")
    if not mark:
        tens, ones = "〇", text
    digits = [_HAN_DIGIT.get(part, "") for part in (tens or "一", ones or "〇")]
    return int(digits[0]) * 10 + int(digits[1]) if all(digits) else 0
