"""Checks declared facts for sense before anything is settled by them: no negative sums, no years to come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from evidence_check.model import Bilingual

_BY_YEAR = ("debt_ratios", "audit_opinion")
_HIGHEST = 10.0  # a debt ratio of 1000 %; what is more was meant in per cent
_EARLIEST = 1949
_YEAR = re.compile(r"(\d{4})年?")


class Nonsense(NamedTuple):
    """A fact that can't be: where it stands below ``facts``, and why."""

    where: tuple[str, ...]
    why: Bilingual


def nonsense(facts: Mapping[str, object], as_of: str) -> Iterator[Nonsense]:
    """Yield what can't be in ``facts``, in order: negative numbers, ratios above 1000 %, years after ``as_of``."""
    for name, value in facts.items():
        where: tuple[str, ...] = (str(name),)
        number = _number(value)
        if number is not None and number < 0:
            yield Nonsense(where, Bilingual(f"{value} 是负数", f"{value} is negative"))
        if name == "established" and isinstance(value, int) and not _EARLIEST <= value <= int(as_of[:4]):
            yield Nonsense(where, Bilingual(f"{value} 不是成立年份", f"{value} is no year of establishment"))
        if name in _BY_YEAR and isinstance(value, Mapping):
            for year, entry in value.items():
                for why in (_year(year, as_of), _ratio(entry) if name == "debt_ratios" else None):
                    if why:
                        yield Nonsense((*where, str(year)), why)


def _year(year: object, as_of: str) -> Bilingual | None:
    match = _YEAR.fullmatch(str(year).strip())
    if match and int(match[1]) > int(as_of[:4]):
        return Bilingual(f"{match[1]} 年晚于评估日期 {as_of}", f"the year {match[1]} lies after as_of ({as_of})")
    return None


def _ratio(entry: object) -> Bilingual | None:
    if isinstance(entry, Mapping):
        assets, liabilities = _number(entry.get("assets")), _number(entry.get("liabilities"))
        if any(number is not None and number < 0 for number in (assets, liabilities)):
            return Bilingual("金额为负数", "a negative amount")
        return _limits(liabilities / assets) if assets and liabilities is not None else None
    text = str(entry).strip().replace("％", "%")
    try:
        return _limits(float(text.removesuffix("%")) / (100 if text.endswith("%") else 1))
    except ValueError:
        return None  # the scoring says what it expects there


def _limits(ratio: float) -> Bilingual | None:
    if ratio < 0:
        return Bilingual(f"资产负债率 {ratio:.0%} 为负", f"a debt ratio of {ratio:.0%} is negative")
    if ratio > _HIGHEST:
        zh, en = f"资产负债率 {ratio:.0%} 过高", f"a debt ratio of {ratio:.0%} can't be right"
        return Bilingual(f"{zh}；62% 请写 0.62 或 62%", f"{en}; write 62 % as 0.62 or 62%")
    return None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
