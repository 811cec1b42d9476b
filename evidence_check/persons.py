"""Counts how often the holder of each post that a clause names took part, by year: who held it on the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from evidence_check.model import Enterprise, Holder, RecordEvent, Requirement
from evidence_check.names import near_miss, same_name
from evidence_check.period import Period, falls_within
from evidence_check.spellings import holds, other_spelling

_MOST_SHOWN = 2  # near names shown beside one gap


@dataclass(frozen=True, slots=True)
class Attendance:
    """How often each holder appears by span, what lacks ("王强 2025（1/2）"), the spans that lack, and whether a name
    was met that may be meant for one that lacks."""

    counts: dict[str, dict[str, int]]
    lacking: tuple[str, ...]
    spans: frozenset[str]
    doubtful: bool


def holders_of(enterprise: Enterprise, role: str) -> tuple[Holder, ...]:
    """Return who has held a post, with from and to; nobody where no one is named."""
    named = enterprise.holders.get(role, ())
    plain = enterprise.people.get(role)
    return named or ((Holder(plain),) if plain else ())


def attendance(
    requirement: Requirement, events: Sequence[RecordEvent], enterprise: Enterprise, period: Period
) -> Attendance:
    """Return who appears in the events, as a requirement's posts want it. A copy of an event does not count again.

    Two who held a post one after the other in a year share its count; a holder is named for the spans of his time.
    """
    met = frozenset(person for event in events for person in event.people)
    counts: dict[str, dict[str, int]] = {}
    lacking: dict[str, str] = {}
    doubtful = False
    for role in requirement.persons:
        holders = holders_of(enterprise, role)
        for span, first, last in period.spans:
            days: set[str] = set()
            here = [h for h in holders if _overlaps(h, first, last)]
            for holder in here:
                written = _written(holder, met)
                doubtful = doubtful or not all(same_name(holder.name, one) for one in written)
                own = {day for day in _days(holder, events, written) if falls_within(day, first, last)}
                row = counts.setdefault(holder.name, {})
                row[span] = max(row.get(span, 0), len(own))
                days |= own
            if here and len(days) < requirement.per_year:
                near = _near(here, events, first, last)
                doubtful = doubtful or bool(near)
                lacking[_label(here[-1].name, span, len(days), requirement.per_year, near)] = span
    return Attendance(counts, tuple(lacking), frozenset(lacking.values()), doubtful)


def _label(name: str, span: str, count: int, wanted: int, near: Sequence[str]) -> str:
    seen = "；另有“" + "”“".join(near) + "”，是否同一人？same person?" if near else ""
    return f"{name} {span}（{count}/{wanted}{seen}）"


def _overlaps(holder: Holder, first: str, last: str) -> bool:
    begins, ends = holder.first or "", holder.last or "9999"
    return begins <= last and _end(ends) >= first


def _end(iso: str) -> str:
    return f"{iso}-31" if len(iso) == 7 else iso


def _written(holder: Holder, met: Iterable[str]) -> frozenset[str]:
    """Return how a holder is written among those who were met: his name, and other spellings that only he can bear."""
    same = {one for one in met if same_name(one, holder.name)}
    others = {one for one in met if one not in same and other_spelling(holder.name, one)}
    rivals = [one for one in met if one not in same | others]
    alone = {o for o in others if not any(other_spelling(rival, o) for rival in rivals)}
    told = {o for o in alone if holds(holder.name, o)}
    apart = any(not other_spelling(a, b) for a, b in combinations(alone - told, 2))
    return frozenset(same | told | (set() if apart else alone))


def _days(holder: Holder, events: Iterable[RecordEvent], written: frozenset[str]) -> Iterator[str]:
    for event in events:
        there = not written.isdisjoint(event.people)
        if event.date and there and falls_within(event.date, holder.first or "0000", _end(holder.last or "9999")):
            yield event.date


def _near(holders: Sequence[Holder], events: Iterable[RecordEvent], first: str, last: str) -> list[str]:
    found = {
        person
        for event in events
        if event.date and falls_within(event.date, first, last)
        for person in event.people
        for holder in holders
        if near_miss(holder.name, person)
    }
    return sorted(found)[:_MOST_SHOWN]
