"""Sets the years and persons that the labels give for records beside those of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from evidence_check.evaluate.labels import Labels, normal_path
from evidence_check.text import normal

_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of one kind of record: whether the label and we find it (None where we judge no years there)."""

    dossier: str
    clause: str
    kind: str
    year: str
    label: bool
    ours: bool | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """How often one person took part in one year, by the label and by us (None where we do not count him)."""

    dossier: str
    clause: str
    person: str
    year: str
    label: int
    ours: int | None


def year_rows(name: str, labels: Labels, clauses: Mapping[str, Mapping[str, Any]]) -> Iterator[YearRow]:
    """Yield a row for each labelled year, or period, of each record that the enterprise must have.

    Where the clause is not judged by the year, the months in which its records say it was done are compared. Years
    outside of the time that is judged (a first application's last twelve months) are left out on both sides.
    """
    for entry in labels.get("records") or ():
        kind, clause = str(entry.get("kind") or ""), str(entry["clause"])
        files = {normal_path(path) for path in entry.get("file") or ()}
        record = _nearest(kind, files, clauses.get(clause, {}))
        for year, state in (entry.get("years") or {}).items():
            if record is None or _is_judged(_spans(record), str(year)):
                ours = None if record is None else _in_year(record, str(year))
                yield YearRow(name, clause, kind, year, state != "missing", ours)


def _nearest(kind: str, files: Set[str], clause: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the clause's record that a label means, None where none is judged by time.

    That is the one that rests on the labelled files; where none does, the one that is called most like the label.
    """
    records = [r for r in clause.get("requirements") or () if r.get("years") or r.get("months") is not None]
    return max(records, key=lambda r: (_rests_on(r, files), _alike(kind, r["title"])), default=None)


def _spans(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the spans of time that a record is judged by: "2024", or "2024-10–2025-09"."""
    return tuple(record.get("years") or record.get("months") or ())


def _is_judged(spans: Sequence[str], year: str) -> bool:
    """Return whether a labelled year lies in what is judged; whatever is no year ("last_12_months") stands for it."""
    return not _YEAR.fullmatch(year) or any(span[:4] <= year <= span.rpartition("–")[2][:4] for span in spans)


def _in_year(record: Mapping[str, Any], year: str) -> bool:
    """Return whether a record was found in a labelled year, or in the period that stands for all of the time."""
    months: Mapping[str, Sequence[str]] = record.get("months") or {}
    judged: Mapping[str, str] = record.get("years") or {}
    if year in judged:
        return judged[year] != "missing"
    if _YEAR.fullmatch(year):
        return any(month.startswith(year) for found in months.values() for month in found)
    return any(state != "missing" for state in judged.values()) if judged else any(months.values())


def _rests_on(requirement: Mapping[str, Any], files: Set[str]) -> bool:
    return any(normal_path(str(evidence["file"])) in files for evidence in requirement.get("evidence") or ())


def _alike(kind: str, title: Mapping[str, str | None]) -> float:
    return max((fuzz.WRatio(kind, text) for text in title.values() if text), default=0.0)


def person_rows(name: str, labels: Labels, clauses: Mapping[str, Mapping[str, Any]]) -> Iterator[PersonRow]:
    """Yield a row for each labelled person and year of the trainings that executives must attend.

    Where we count by a period that is not a year, its own label is taken, or else the labelled years within it
    together.
    """
    for entry in labels.get("records") or ():
        person, clause = entry.get("person"), str(entry["clause"])
        if not person:
            continue
        counted = [r["persons"] for r in clauses.get(clause, {}).get("requirements") or () if r.get("persons")]
        found = next((c for one in counted for who, c in one.items() if normal(who) == normal(person)), None)
        labelled = {str(year): int(count) for year, count in (entry.get("counts") or {}).items()}
        periods = [span for span in found or {} if len(span) > len("2025")]
        if periods and found:
            yield PersonRow(name, clause, person, periods[0], _together(labelled, periods), found[periods[0]])
            continue
        for year, count in labelled.items():
            yield PersonRow(name, clause, person, year, count, None if found is None else found.get(year))


def _together(labelled: Mapping[str, int], periods: Sequence[str]) -> int:
    of_period = [count for year, count in labelled.items() if not _YEAR.fullmatch(year)]
    return of_period[0] if of_period else sum(n for year, n in labelled.items() if _is_judged(periods, year))
