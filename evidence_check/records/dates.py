"""Reads dates as people write them: 2022/04/18, 二〇二三年四月, 18 Apr 23, 民国112年, 4月18日 under a known year."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from evidence_check.gated import Gated

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_HAN_DIGIT = "[〇零○一二三四五六七八九]"
_HAN_NUMBER = "[一二三四五六七八九十]"
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?P<name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<y>(?:19|20)\d{2})"
_MD_HAN = r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]"
_ERAS = {"令和": 2018, "平成": 1988}
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}\s*年\s*(?P<m>\d{{1,2}})\s*月\s*(?P<d>\d{{1,2}})\s*[日号]",
        rf"(?P<hy>{_HAN_DIGIT}{{4}})年(?P<hm>{_HAN_NUMBER}{{1,2}})月(?:(?P<hd>{_HAN_NUMBER}{{1,3}})[日号])?",
        rf"(?<![\d.]){_YEAR}\s*[-/.]\s*(?P<m>\d{{1,2}})\s*[-/.]\s*(?P<d>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH}[\s,-]+(?P<y>(?:(?:19|20)\d{{2}}|\d{{2}}))(?!\d)",
        rf"\b{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/{_YEAR}(?!\d)",
        rf"(?<!\d)(?P<a>\d{{1,2}})\.(?P<b>\d{{1,2}})\.{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}\s*年\s*(?P<m>\d{{1,2}})\s*月",
        rf"民[国國]\s*(?P<roc>\d{{2,3}})\s*年(?:\s*{_MD_HAN})?",
        rf"(?<!\d)(?P<roc>1[0-3]\d)\s*年(?:度|\s*{_MD_HAN})",
        rf"(?P<era>令和|平成)\s*(?P<ey>\d{{1,2}}|元)\s*年(?:\s*{_MD_HAN})?",
        rf"(?<!\d)(?P<y>[12]\d)\s*年\s*{_MD_HAN}",
        rf"\b{_MONTH}[-'’](?P<y>\d{{2}})(?![\d-])",
        rf"\b{_MONTH}[\s-]+{_YEAR}(?!\d)",
        rf"(?<![\d./-]){_YEAR}\s*[-/.]\s*(?P<m>0?[1-9]|1[0-2])(?![\d./-])",
        rf"(?<!\d){_YEAR}(?P<m>0[1-9]|1[0-2])(?!\d)",
        rf"(?<!\d){_YEAR}\s*年",
        rf"(?P<hy>{_HAN_DIGIT}{{4}})年",
    )
)
_GATED = Gated(_PATTERNS)
_ANY = re.compile(rf"\d|{_HAN_DIGIT}{{4}}年|元年")
_DAY_MONTH = re.compile(rf"(?<![\d./-])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH}(?![\w./-])", re.IGNORECASE)
_MONTH_THEN_DAY = re.compile(rf"\b{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d./-])", re.IGNORECASE)
_MONTH_DAY = re.compile(r"(?<![\d年./-])(?P<m>\d{1,2})\s*(?:月|[-/.])\s*(?P<d>\d{1,2})(?![\d./-])\s*[日号]?")
_ONLY_MONTH = re.compile(rf"(?:(?P<m>\d{{1,2}})\s*月(?:份|度)?|{_MONTH})")
_ONLY_QUARTER = re.compile(r"第?\s*(?P<q>[一二三四1-4])\s*季度?|q\s*(?P<r>[1-4])|(?P<s>[1-4])\s*q(?:uarter)?")
_FISCAL = re.compile(r"\bFY\s?'?(\d{2})(?!\d)", re.IGNORECASE)
_BARE_YEAR = re.compile(rf"(?<!\d){_YEAR}(?!\d)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found in a text: ISO ("2025-03-05", "2025-03" or "2025") and its span."""

    iso: str
    start: int
    end: int


def _han_number(text: str) -> int:
    """Return a number written in hanzi, 0 (which is no month or day) for what is none, such as 十十."""
    tens, mark, ones = text.partition("十")
    digits = (
        [part.translate(_DIGITS) for part in (tens or "一", ones or "〇")] if mark else ["0", text.translate(_DIGITS)]
    )
    return int(digits[0]) * 10 + int(digits[1]) if all(digit.isdigit() for digit in digits) else 0


def _iso(year: int, month: int | None, day: int | None) -> str | None:
    """Return the ISO form of a date that exists and lies between 1980 and 2100, else None."""
    if not 1980 <= year <= 2100 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= monthrange(year, month)[1] else None


def _read(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    if parts.get("hy"):
        month = _han_number(parts["hm"]) if parts.get("hm") else None
        return _iso(int(parts["hy"].translate(_DIGITS)), month, _han_number(parts["hd"]) if parts.get("hd") else None)
    year = _year(parts)
    if parts.get("a"):
        first, second = int(parts["a"]), int(parts["b"])
        if first > 12 or second > 12:
            return _iso(year, min(first, second), max(first, second))
        return _iso(year, first, second) if first == second else _iso(year, None, None)  # 03/04: nobody can tell
    month = _MONTHS[parts["name"].lower()] if parts.get("name") else int(parts["m"]) if parts.get("m") else None
    return _iso(year, month, int(parts["d"]) if parts.get("d") else None)


def _year(parts: dict[str, str | None]) -> int:
    """Return the year of a match: of our era, of the Republic (民国112年) or of a Japanese era (令和6年)."""
    if parts.get("roc"):
        return 1911 + int(parts["roc"] or 0)
    if parts.get("era"):
        counted = 1 if parts["ey"] == "元" else int(parts["ey"] or 0)
        return _ERAS[parts["era"] or ""] + counted
    written = parts["y"] or "0"
    return int(written) + (2000 if len(written) == 2 else 0)


def find(text: str, year: str | None = None) -> list[Dated]:
    """Return the dates of a text in order.

    ``year`` completes "4月18日", "4/18" and "18 Apr" where the context gives one: "2024", or a period of at most twelve
    months, "2024-10/2025-09", in which each month has one year.
    """
    return list(_find(text, year)) if _ANY.search(text) else []


@lru_cache(4096)
def _find(text: str, year: str | None) -> tuple[Dated, ...]:
    plain = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    if len(plain) != len(text):
        plain = text  # offsets must hold; full-width digits alone keep the length
    found: list[Dated] = []
    taken = [False] * (len(plain) + 1)
    for pattern in _GATED.possible(plain):
        for match in pattern.finditer(plain):
            iso = _read(match)
            if iso and not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                found.append(Dated(iso, match.start(), match.end()))
    if year and not found:
        found = list(_in_year(plain, year))
    return tuple(sorted(found, key=lambda dated: dated.start))


def _in_year(text: str, year: str) -> Iterator[Dated]:
    """Yield the months and days of a text in the year, or period, of its context."""
    for pattern in (_MONTH_DAY, _DAY_MONTH, _MONTH_THEN_DAY):
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = _MONTHS[parts["name"].lower()] if parts.get("name") else int(parts["m"])
            iso = _iso(year_of(year, month), month, int(parts["d"]))
            if iso:
                yield Dated(iso, match.start(), match.end())


def year_of(context: str, month: int) -> int:
    """Return the year in which a month lies by its context, "2024" or "2024-10/2025-09"; 0 outside of a period."""
    first, _, last = context.partition("/")
    if not last:
        return int(first[:4])
    for year in range(int(first[:4]), int(last[:4]) + 1):
        if first <= f"{year:04d}-{month:02d}" <= last[:7]:
            return year
    return 0


def month_named(text: str) -> int | None:
    """Return the month that a text is the name of: "3月", "3月份", "Mar", "March"."""
    match = _ONLY_MONTH.fullmatch(text.strip().lower())
    if not match:
        return None
    month = _MONTHS[match["name"]] if match["name"] else int(match["m"])
    return month if 1 <= month <= 12 else None


def quarter_named(text: str) -> int | None:
    """Return the last month of the quarter that a text is the name of: "一季度", "第3季度", "Q2", "2Q"."""
    match = _ONLY_QUARTER.fullmatch(text.strip().lower())
    return None if match is None else 3 * int((match["q"] or match["r"] or match["s"]).translate(_DIGITS))


def year_in(text: str) -> str | None:
    """Return the one year that a title, sheet name or file name speaks of, None where there is none or several."""
    years = {dated.iso[:4] for dated in find(text)} | {match["y"] for match in _BARE_YEAR.finditer(text)}
    years |= {f"20{match[1]}" for match in _FISCAL.finditer(text)}
    return years.pop() if len(years) == 1 else None
