"""Says which years and days a dossier is judged by, and which of them a set of dates covers."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_check.enterprise import period, years_wanted
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
    """Return the period in question; see ``enterprise.years_wanted`` for the years of a renewal."""
    first, last = period(enterprise)
    return Period(first, last, years_wanted(enterprise))


def falls_within(iso: str, first: str, last: str) -> bool:
    """Return whether an ISO date, month or year may lie between two days; "2025" overlaps any day of 2025."""
    low = (iso + "-01-01")[:10] if len(iso) == 4 else (iso + "-01")[:10]
    high = f"{iso}-12-31" if len(iso) == 4 else f"{iso}-31" if len(iso) == 7 else iso
    return low <= last and high >= first
