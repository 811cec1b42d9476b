"""Says which years and days a dossier is judged by, and which of them a set of dates covers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from evidence_check.model import Enterprise


@dataclass(frozen=True, slots=True)
class Period:
    """The period in question, ISO days inclusive; ``years`` is empty for a first application."""

    first: str
    last: str
    years: tuple[str, ...]

    @property
    def spans(self) -> tuple[tuple[str, str, str], ...]:
        """Return (name, first day, last day) of each stretch that wants a sample of its own."""
        if not self.years:
            return ((f"{self.first[:7]}–{self.last[:7]}", self.first, self.last),)
        return tuple((year, max(f"{year}-01-01", self.first), f"{year}-12-31") for year in self.years)


def period_of(enterprise: Enterprise) -> Period:
    """Return the period in question (CONTRACT, "Years").

    A renewal: from ``certified_since``, its partial first year included, to the last full year before ``as_of``. A
    first application, or a renewal that has no full year yet: the twelve months up to ``as_of``.
    """
    as_of = date.fromisoformat(enterprise.as_of)
    if enterprise.certification == "renewal" and enterprise.certified_since:
        first_year, last_year = int(enterprise.certified_since[:4]), as_of.year - 1
        if as_of == date(as_of.year, 12, 31):
            last_year = as_of.year
        if first_year <= last_year:
            years = tuple(str(year) for year in range(first_year, last_year + 1))
            return Period(f"{enterprise.certified_since[:7]}-01", f"{last_year}-12-31", years)
    try:
        year_ago = as_of.replace(year=as_of.year - 1)
    except ValueError:  # 29 February
        year_ago = date(as_of.year - 1, 2, 28)
    return Period(year_ago.isoformat(), as_of.isoformat(), ())


def falls_within(iso: str, first: str, last: str) -> bool:
    """Return whether an ISO date, month or year may lie between two days; "2025" overlaps any day of 2025."""
    low = (iso + "-01-01")[:10] if len(iso) == 4 else (iso + "-01")[:10]
    high = f"{iso}-12-31" if len(iso) == 4 else f"{iso}-31" if len(iso) == 7 else iso
    return low <= last and high >= first


def covered(dates: Iterable[str], spans: Iterable[tuple[str, str, str]]) -> dict[str, bool]:
    """Return for each span (name, first, last) whether one of the ISO dates falls within it."""
    known = list(dates)
    return {name: any(falls_within(iso, first, last) for iso in known) for name, first, last in spans}
