"""Says where exactly the records of one requirement stop or leave out a time: "2024: none", "ends 2023-08"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from evidence_check.model import Bilingual, Coverage
from evidence_check.period import Period
from evidence_check.reasons import say

_RUNNING = 6  # months with entries in one span from which a record is a running register, kept all the time
_SILENT = 3  # months without an entry at an end of a running register that are told
_PAUSE = 4  # months without an entry within it that are told


def holes(
    years: Mapping[str, Coverage] | None,
    months: Mapping[str, Sequence[str]],
    people: Sequence[str],
    period: Period,
    sites: Sequence[str] = (),
) -> tuple[Bilingual, ...]:
    """Return the holes of a record in order: years without it, people it lacks, where a running register stops.

    Args:
        years: each wanted year's coverage, None where one sample will do.
        months: the months (ISO) in which the records say it was done, by span.
        people: who lacks, as ``persons.attendance`` words it.
        period: the period in question.
        sites: places of business of which the records tell nothing, though they tell of others.
    """
    lacking = [year for year, state in (years or {}).items() if state == "missing"]
    found = [say("hole_year", year=Bilingual("、".join(lacking), ", ".join(lacking)))] if lacking else []
    found += [say("hole_person", person=person) for person in people]
    found += [say("hole_site", site=site) for site in sites]
    return (*found, *_of_register(months, period))


def _of_register(months: Mapping[str, Sequence[str]], period: Period) -> Iterator[Bilingual]:
    known = {name: [month for month in own if len(month) > 4] for name, own in months.items()}
    if max((len(own) for own in known.values()), default=0) < _RUNNING:
        return
    every = sorted({month for own in known.values() for month in own})
    spans = period.spans
    if _between(spans[0][1][:7], every[0]) >= _SILENT:
        yield say("hole_begins", month=every[0])
    for before, after in pairwise(every):
        if _between(before, after) > _PAUSE:
            yield say("hole_pause", first=_next(before), last=_next(after, -1))
    if _between(every[-1], spans[-1][2][:7]) >= _SILENT:
        yield say("hole_ends", month=every[-1])


def _between(first: str, last: str) -> int:
    """Return the months from one to the other."""
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])


def _next(month: str, by: int = 1) -> str:
    count = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{count // 12:04d}-{count % 12 + 1:02d}"
