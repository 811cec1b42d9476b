"""Says which years and days a dossier is judged by, and which of them a set of dates covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

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


def years_wanted(enterprise: Enterprise) -> tuple[str, ...]:
    """Return the years for which a renewal wants records: from ``certified_since`` to the last full year.

    The first, partial year counts, the running year is not judged. Empty for a first application, and for a renewal
    within the year of its certification: there the last twelve months count (see :func:`period`).
    """
    if enterprise.certification != "renewal" or enterprise.certified_since is None:
        return ()
    first, running = int(enterprise.certified_since[:4]), int(enterprise.as_of[:4])
    return tuple(str(year) for year in range(first, running))


def period(enterprise: Enterprise) -> tuple[str, str]:
    """Return the first and the last day (ISO) on which a record counts, both included."""
    since = enterprise.certified_since
    if since is not None and years_wanted(enterprise):
        return (since if len(since) == 10 else f"{since}-01"), enterprise.as_of
    last = date.fromisoformat(enterprise.as_of)
    leap_day = last.month == 2 and last.day == 29
    year_before = last.replace(year=last.year - 1, day=28 if leap_day else last.day)
    return (year_before + timedelta(days=1)).isoformat(), enterprise.as_of


def period_of(enterprise: Enterprise) -> Period:
    """Return the period in question; see ``years_wanted`` for the years of a renewal."""
    first, last = period(enterprise)
    return Period(first, last, years_wanted(enterprise))


def falls_within(iso: str, first: str, last: str) -> bool:
    """Return whether an ISO date, month or year may lie between two days; "2025" overlaps any day of 2025."""
    low = (iso + "-01-01")[:10] if len(iso) == 4 else (iso + "-01")[:10]
    high = f"{iso}-12-31" if len(iso) == 4 else f"{iso}-31" if len(iso) == 7 else iso
    return low <= last and high >= first
