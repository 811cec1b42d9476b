"""Sets the years and persons that the labels give for records beside those of the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from evidence_check.evaluate.labels import Labels, normal_path
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
    """Yield a row for each labelled year, or period, of each record that the enterprise must have.

    Where the clause is not judged by the year, the months in which its records say it was done are compared.
    """
    for entry in labels.get("records") or ():
        kind, clause = str(entry.get("kind") or ""), str(entry["clause"])
        files = {normal_path(path) for path in entry.get("file") or ()}
        years = _nearest_years(kind, files, clauses.get(clause, {}))
        for year, state in (entry.get("years") or {}).items():
            ours = None if years is None else _in_year(years, str(year))
            yield YearRow(name, clause, kind, year, state != "missing", ours)


def _nearest_years(kind: str, files: Set[str], clause: Mapping[str, Any]) -> dict[str, bool] | None:
    """Return for each span whether the clause's record that is meant was found.

    That is the one that rests on the labelled files; where none does, the one that is called most like the label.
    """
    records = [r for r in clause.get("requirements") or () if r.get("years") or r.get("months") is not None]
    best = max(records, key=lambda r: (_rests_on(r, files), _alike(kind, r["title"])), default=None)
    if best is None:
        return None
    judged = {span: state != "missing" for span, state in (best.get("years") or {}).items()}
    return judged or {span: bool(months) for span, months in best["months"].items()}


def _rests_on(requirement: Mapping[str, Any], files: Set[str]) -> bool:
    return any(normal_path(str(evidence["file"])) in files for evidence in requirement.get("evidence") or ())


def _in_year(spans: Mapping[str, bool], year: str) -> bool:
    """Return whether a year was found, or the period "2024-10/2025-09" (first to last month)."""
    wanted = year.replace("/", "–")
    return any(found for span, found in spans.items() if span == wanted or span.startswith(year))


def _alike(kind: str, title: Mapping[str, str | None]) -> float:
    return max((fuzz.WRatio(kind, text) for text in title.values() if text), default=0.0)


def person_rows(name: str, labels: Labels, clauses: Mapping[str, Mapping[str, Any]]) -> Iterator[PersonRow]:
    """Yield a row for each labelled person and year of the trainings that executives must attend.

    Where we count by a period that is not a year, the labelled years within it are taken together.
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
            yield PersonRow(name, clause, person, periods[0], sum(labelled.values()), found[periods[0]])
            continue
        for year, count in labelled.items():
            yield PersonRow(name, clause, person, year, count, None if found is None else found.get(year))
