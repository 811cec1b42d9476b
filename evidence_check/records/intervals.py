"""Reads how often, how long and how fast from a text in normal form: 每两年一次, 24 months, within 30 days.

Figures are months between two times, months of keeping, and hours until something is done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from evidence_check.data import read_yaml
from evidence_check.gated import Gated
from evidence_check.resources import standards_dir

Unit = Literal["every", "kept", "within"]
_HAN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
HOURS_A_MONTH = 730.0
_YEAR = 12.0
_ADVERB = re.compile(r"(?<![a-z])(once|twice|thrice|two|three|four|\d)(?: times)? $")
_NAMED = 60  # characters beside "every year" in which the months of it stand


@dataclass(frozen=True, slots=True)
class Interval:
    """One figure of a text: months between two times or of keeping, or hours until; and where it stands.

    ``working`` says that days are working days.
    """

    unit: Unit
    value: float
    start: int
    end: int
    working: bool = False


@lru_cache(maxsize=1)
def _patterns() -> dict[str, Gated]:
    raw = read_yaml(standards_dir() / "promises.yaml", "promises")["intervals"]
    return {
        name: Gated(re.compile(pattern) for pattern in raw[name])
        for name in ("every", "times", "named", "kept", "within", "day")
    }


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, float], dict[str, float]]:
    raw = read_yaml(standards_dir() / "promises.yaml", "promises")["intervals"]
    return raw["months"], raw["words"]


def number(text: str) -> float:
    """Return the number that digits, hanzi up to ninety-nine or an English word write; 0 for none."""
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    if text in _words()[1]:
        return float(_words()[1][text])
    tens, mark, ones = text.partition("十")
    if mark:
        return 10 * _HAN.get(tens, 1 if not tens else 0) + _HAN.get(ones, 0)
    return float(_HAN.get(text, 0))


@lru_cache(maxsize=4096)  # floors, duties and claims ask for the same sentences
def find(text: str) -> tuple[Interval, ...]:
    """Return the figures of a text in order; a longer reading of one spot wins over a shorter."""
    found = sorted((*_every(text), *_kept(text), *_within(text)), key=lambda i: (i.start - i.end, i.start))
    kept: list[Interval] = []
    for one in found:
        if not any(one.unit == other.unit and one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda i: i.start))


def _months(match: re.Match[str]) -> float:
    unit = match["u"]
    size: float = _words()[0].get(unit, 0.0)
    written = (match.groupdict().get("n") or "").strip()
    return size * (number(written) if written else 1.0)


def _every(text: str) -> Iterator[Interval]:
    for pattern in _patterns()["every"].possible(text):
        for match in pattern.finditer(text):
            months = _months(match)
            count = next(
                (
                    c
                    for p in _patterns()["times"].possible(match[0])
                    if (t := p.search(match[0])) and (c := number(t["n"]))
                ),
                0.0,
            )
            tail = text[match.end() : match.end() + 24].split(",")[0].split("。")[0]
            if not count:
                before = _ADVERB.search(text[: match.start()])
                count = number(before[1]) if before else 0.0
            if not count:
                count = next(
                    (c for p in _patterns()["times"].possible(tail) if (t := p.search(tail)) and (c := number(t["n"]))),
                    1.0,
                )
            if months == _YEAR:
                count *= max(len(_named_times(text, *match.span())), 1)
            if months:
                yield Interval("every", months / max(count, 1.0), *match.span())


def _named_times(text: str, start: int, end: int) -> set[str]:
    """Return the months, quarters or halves that a sentence names beside "every year": 每年3月、9月, in Q1 and Q3."""
    around = (
        re.split(r"[;。]", text[max(0, start - _NAMED) : start])[-1] + re.split(r"[;。]", text[end : end + _NAMED])[0]
    )
    return {match[0] for pattern in _patterns()["named"].possible(around) for match in pattern.finditer(around)}


def _kept(text: str) -> Iterator[Interval]:
    for pattern in _patterns()["kept"].possible(text):
        for match in pattern.finditer(text):
            if months := _months(match):
                yield Interval("kept", months, match.start("n"), match.end())


def _within(text: str) -> Iterator[Interval]:
    for pattern in _patterns()["within"].possible(text):
        for match in pattern.finditer(text):
            if months := _months(match):
                working = bool(match.groupdict().get("w"))
                yield Interval("within", months * HOURS_A_MONTH, *match.span(), working=working)
    for pattern in _patterns()["day"].possible(text):
        for match in pattern.finditer(text):
            yield Interval("within", 24.0, *match.span())
