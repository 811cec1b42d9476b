"""Sets the years and persons that the labels give for records beside those of the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from evidence_check.evaluate.labels import Labels
from evidence_check.text import normal


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
    """Yield a row for each labelled year of each record that the enterprise must have."""
    for entry in labels.get("records") or ():
        kind, clause = str(entry.get("kind") or ""), str(entry["clause"])
        years = _nearest_years(kind, clauses.get(clause, {}))
        for year, state in (entry.get("years") or {}).items():
            ours = None if years is None else any(v != "missing" for k, v in years.items() if k.startswith(year))
            yield YearRow(name, clause, kind, year, state != "missing", ours)


def _nearest_years(kind: str, clause: Mapping[str, Any]) -> Mapping[str, str] | None:
    """Return the years of the clause's record that is called most like the labelled one."""
    dated = [r for r in clause.get("requirements") or () if r.get("years")]
    best = max(dated, key=lambda r: _alike(kind, r["title"]), default=None)
    return best["years"] if best else None


def _alike(kind: str, title: Mapping[str, str | None]) -> float:
    return max((fuzz.WRatio(kind, text) for text in title.values() if text), default=0.0)


def person_rows(name: str, labels: Labels, clauses: Mapping[str, Mapping[str, Any]]) -> Iterator[PersonRow]:
    """Yield a row for each labelled person and year of the trainings that executives must attend."""
    for entry in labels.get("records") or ():
        person, clause = entry.get("person"), str(entry["clause"])
        if not person:
            continue
        counted = [r["persons"] for r in clauses.get(clause, {}).get("requirements") or () if r.get("persons")]
        found = next((c for one in counted for who, c in one.items() if normal(who) == normal(person)), None)
        for year, count in (entry.get("counts") or {}).items():
            yield PersonRow(name, clause, person, year, int(count), _of_year(found, year))


def _of_year(counts: Mapping[str, int] | None, year: str) -> int | None:
    if counts is None:
        return None
    return next((count for name, count in counts.items() if name.startswith(year)), None)
