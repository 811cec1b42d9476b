"""Prepares the two maps: clause by kind of material, and record by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from evidence_check.model import Bilingual, Coverage, RequirementResult
from evidence_check.report.cards import Card
from evidence_check.report.links import requirement_anchor
from evidence_check.report.lookup import Lookup

COLUMNS: dict[str, tuple[str, ...]] = {
    "written_system": ("written_system",),
    "record": ("record",),
    "papers": ("certificate", "contract"),
    "onsite": ("onsite",),
    "customs": ("customs",),
}
_OUTSIDE = ("not_applicable", "customs", "onsite", "other_standard")
_BEST_FIRST: tuple[Coverage, ...] = ("present", "partial", "unreadable", "missing")


@dataclass(frozen=True, slots=True)
class GridCell:
    """What one kind of material shows for a clause; ``support`` where nothing of this kind is required."""

    coverage: Coverage
    support: bool
    anchor: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One clause across the kinds of material, in the order of ``COLUMNS``."""

    card: Card
    cells: tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class YearRow:
    """One record across the years; None where a year is not wanted of it.

    ``support``: its absence lowers nothing. ``months`` tells when it was done in each year.
    """

    standard: str
    number: str
    clause: str
    anchor: str
    title: Bilingual
    support: bool
    cells: tuple[Coverage | None, ...]
    months: tuple[str, ...]
    holes: tuple[Bilingual, ...]


def matrix(cards: list[Card], lookup: Lookup) -> list[GridRow]:
    """Return the map clause by kind of material."""
    return [GridRow(card, tuple(_cell(card, column, lookup) for column in COLUMNS)) for card in cards]


def years(lookup: Lookup) -> tuple[list[str], list[tuple[str, list[YearRow]]]]:
    """Return the years in question and by standard, for each record wanted by the year, where it was found."""
    wanted = [(c, r) for c in lookup.assessment.clauses for r in c.requirements if r.years or _is_kept(r)]
    columns = sorted({year for _, requirement in wanted for year in requirement.years or requirement.months or {}})
    rows = [
        YearRow(
            standard=clause.id.partition("/")[0],
            number=lookup.number_of(clause.id),
            clause=clause.id,
            anchor=requirement_anchor(requirement.id),
            title=requirement.title,
            support=requirement not in lookup.deciding(clause),
            cells=tuple(_of_year(requirement, year) for year in columns),
            months=tuple(_months((requirement.months or {}).get(year, ())) for year in columns),
            holes=requirement.holes,
        )
        for clause, requirement in wanted
    ]
    return columns, [(standard, list(group)) for standard, group in groupby(rows, lambda row: row.standard)]


def _is_kept(result: RequirementResult) -> bool:
    """Return whether a record of which one sample will do is there: what years it shows is told all the same."""
    return result.counts == "required" and result.kind == "record" and any((result.months or {}).values())


def _of_year(result: RequirementResult, year: str) -> Coverage | None:
    """Return a year's coverage; of a record that is not wanted for each year only that it is there."""
    if result.years:
        return result.years.get(year)
    return "present" if (result.months or {}).get(year) else None


def _months(months: Sequence[str]) -> str:
    """Return the months of one span in short: "01–03, 07"; "" where no more than the year is known."""
    numbers = sorted({int(month[:4]) * 12 + int(month[5:7]) - 1 for month in months if len(month) > 4})
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    ends = [(run[0], run[-1]) if len(run) > 1 else (run[0],) for run in runs]
    return ", ".join("–".join(f"{number % 12 + 1:02d}" for number in pair) for pair in ends)


def _cell(card: Card, column: str, lookup: Lookup) -> GridCell | None:
    of_kind = [r for r in card.result.requirements if r.kind in COLUMNS[column]]
    deciding = lookup.deciding(card.result)
    required = [r for r in of_kind if r in deciding and not _served_elsewhere(r, card, lookup)]
    if of_kind:
        chosen = required or of_kind
        return GridCell(_together(chosen, lookup), not required, requirement_anchor(chosen[0].id))
    if card.result.coverage == column or column in card.outside:  # looked at on site, or known to customs alone
        return GridCell("customs" if column == "customs" else "onsite", False, card.result.id)
    return None


def _together(requirements: list[RequirementResult], lookup: Lookup) -> Coverage:
    """Return one coverage for several requirements: theirs if they agree, partial if not.

    Of alternatives only the best counts; what lies outside the documents is left out while anything else is there.
    """
    groups: dict[str, list[Coverage]] = {}
    for result in requirements:
        groups.setdefault(lookup.group_of(result.id) or result.id, []).append(result.coverage)
    best = {min(group, key=_rank) for group in groups.values()}
    inside = {coverage for coverage in best if coverage not in _OUTSIDE}
    decisive = inside or best
    if len(decisive) == 1:
        return decisive.pop()
    if decisive == {"present", "unreadable"}:
        return "unreadable"
    return "partial" if inside else min(decisive)


def _served_elsewhere(result: RequirementResult, card: Card, lookup: Lookup) -> bool:
    """Return whether an alternative of another kind does better, so that this one's absence lowers nothing."""
    group = lookup.group_of(result.id)
    others = [r for r in card.result.requirements if r.kind != result.kind and lookup.group_of(r.id) == group]
    return group is not None and any(_rank(other.coverage) < _rank(result.coverage) for other in others)


def _rank(coverage: Coverage) -> int:
    return _BEST_FIRST.index(coverage) if coverage in _BEST_FIRST else len(_BEST_FIRST)
