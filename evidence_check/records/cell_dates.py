"""Reads the date in a cell that its column, label or place in a matrix says is one: 24/3/18, 112.03.05, 45363, Mar."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from evidence_check.records.dates import find, month_named, quarter_named, year_in, year_of

_SERIAL = re.compile(r"(?:3[3-9]|4\d|5[0-4])\d{3}(?:\.\d+)?")  # days since 1899-12-30: 1990 to 2050
_SPREADSHEET = date(1899, 12, 30)
_THREE = re.compile(r"(?P<a>\d{1,3})\s*[-/.]\s*(?P<b>\d{1,2})\s*[-/.]\s*(?P<c>\d{1,2})(?:\s+\d{1,2}:\d{2}.*)?")
_SIX = re.compile(r"(?P<a>[1-3]\d)(?P<b>0[1-9]|1[0-2])(?P<c>0[1-9]|[12]\d|3[01])")
_REIWA = re.compile(r"R\s?(?P<a>\d{1,2})[./](?P<b>\d{1,2})[./](?P<c>\d{1,2})", re.IGNORECASE)
_WITH_YEAR = re.compile(r"^20\d{2}\s*[年\-/]?\s*")
_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>20\d{2})(?!\d)")
_TAIL = re.compile(r"[)）]?\s*(?:[(（]?(?:周|星期|礼拜)?[一二三四五六日天][)）]?)?$")
_NOW = range(2005, 2041)  # years that a two-digit year is likely to mean
_REPUBLIC = range(90, 140)


def read(text: str, year: str | None = None, day_first: bool | None = None) -> str | None:
    """Return the first date (ISO) of a cell that is known to hold one, None where it holds none.

    Args:
        text: the cell, as printed.
        year: what completes a month and day: "2024" or a period such as "2024-10/2025-09".
        day_first: whether 03/04/2025 is the third of April; None where nothing in its column says so.
    """
    if day_first is not None and (match := _NUMERIC.search(text)):
        day, month = (match["a"], match["b"]) if day_first else (match["b"], match["a"])
        if iso := _iso(int(match["y"]), int(month), int(day)):
            return iso
    found = find(text, year)
    if found:
        return found[0].iso
    plain = _TAIL.sub("", unicodedata.normalize("NFKC", text).strip())
    if _SERIAL.fullmatch(plain):
        return (_SPREADSHEET + timedelta(days=int(float(plain)))).isoformat()
    if match := _THREE.fullmatch(plain) or _SIX.fullmatch(plain):
        return _three(int(match["a"]), int(match["b"]), int(match["c"]), year)
    if match := _REIWA.fullmatch(plain):
        return _iso(2018 + int(match["a"]), int(match["b"]), int(match["c"]))
    month_only = (month_named(plain) or quarter_named(_WITH_YEAR.sub("", plain))) if year or year_in(plain) else None
    year = year or year_in(plain)
    return f"{year_of(year or '', month_only):04d}-{month_only:02d}" if month_only else None


def day_first(texts: Iterable[str]) -> bool | None:
    """Return whether the numeric dates of a column put the day first, by those that can be read in one way only."""
    votes: Counter[bool] = Counter()
    for text in texts:
        match = _NUMERIC.search(text)
        if match and (int(match["a"]) > 12) != (int(match["b"]) > 12):
            votes[int(match["a"]) > 12] += 1
    return votes.most_common(1)[0][0] if votes else None


def context_of(text: str) -> str | None:
    """Return the year, or the period of at most twelve months, that a title or line speaks of."""
    if year := year_in(text):
        return year
    ends = [dated.iso[:7] for dated in find(text) if len(dated.iso) >= 7]
    if len(ends) == 2 and ends[0][:4] < ends[1][:4] and _months(ends[0], ends[1]) <= 12:
        return f"{ends[0]}/{ends[1]}"
    return None


def _months(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1


def _three(a: int, b: int, c: int, year: str | None) -> str | None:
    """Return a date of three short numbers: year first as here, or last as in Europe where only that is a date."""
    if a in _REPUBLIC:
        return _iso(1911 + a, b, c)
    readings = [iso for y, m, d in ((a, b, c), (c, b, a)) if (iso := _short(y, m, d))]
    known = [iso for iso in readings if year and iso[:4] in (year[:4], year[-7:-3] or year[:4])]
    return next(iter(known or readings), None)


def _short(year: int, month: int, day: int) -> str | None:
    return _iso(2000 + year, month, day) if 2000 + year in _NOW else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
