"""The workbook's live scoring arrives at the program's score, whatever the assessor decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import office
import pytest
from calc import Calculator
from scored_samples import MIXED, random_verdicts, scored
from workbook_hands import CLAUSES, SCORING, formulas, give, keys, opened, stored

from evidence_check.model import Assessment, AssessorVerdict, Coverage
from evidence_check.report import wording, workbook
from evidence_check.report.workbook.book import both, sheet_name

PARTS, OVERVIEW = sheet_name("parts"), sheet_name("overview")
FINANCE = {"audit_opinion": "qualified", "debt_ratios": {str(year): 0.5 for year in range(2021, 2026)}}
BRANCH = {
    "branches": {"宁波分公司": {"2018-advanced-common/3": "not_met", "2018-advanced-common/6.1": "not_applicable"}}
}


def every(edition: str, wanted: str) -> dict[str, AssessorVerdict]:
    """Return the same verdict on every clause that offers it."""
    plain, _ = scored(edition)
    clauses = [c for s in plain.standards for c in s.clauses if c.decided_by != "other_standard"]
    return {c.id: AssessorVerdict(wanted, "x") for c in clauses if wanted in c.verdict_options}  # type: ignore[arg-type]


@dataclass(frozen=True)
class Case:
    """An assessment, and the verdicts that an assessor types into its workbook."""

    verdicts: Mapping[str, AssessorVerdict]
    edition: str = "2018"
    coverages: tuple[Coverage, ...] = MIXED
    facts: Mapping[str, object] = field(default_factory=dict)
    seed: int = 0
    upside_down: bool = False

    def assessment(self, judged: bool = True) -> Assessment:
        return scored(self.edition, self.coverages, self.verdicts if judged else {}, self.facts, self.seed)[0]

    def workbook(self, judged: bool = True) -> bytes:
        verdicts = self.verdicts if judged else {}
        return workbook.render(*scored(self.edition, self.coverages, verdicts, self.facts, self.seed))


@cache
def judged(name: str) -> bytes:
    """Return the workbook that the program writes once the verdicts stand in enterprise.yaml."""
    return CASES[name].workbook()


def some(seed: int, share: float, whole: float, **more: Any) -> Case:
    plain = Case({}, seed=seed, **more)
    return Case(random_verdicts(plain.assessment(), seed, share, whole), seed=seed, **more)


CASES = {
    "nothing judged": some(1, 0.0, 0.0),
    "all met": Case(every("2018", "met")),
    "all not met": Case(every("2018", "not_met")),
    "clauses and items": some(3, 0.5, 0.3),
    "every clause": some(5, 1.0, 0.0),
    "nearly passing": some(7, 0.06, 0.0, coverages=("present",)),
    "a branch": Case({"2018-advanced-common/3": AssessorVerdict("met", "总部")}, coverages=("present",), facts=BRANCH),
    "2022": some(9, 0.4, 0.0, edition="2022"),
    "2022 with facts": some(10, 0.2, 0.3, edition="2022", facts=FINANCE),
    "upside down": Case(random_verdicts(Case({}).assessment(), 12, 0.5, 0.0), upside_down=True),
}


def typed(case: Case) -> Any:
    """Return the workbook of a case as the assessor leaves it: verdicts chosen, rows perhaps sorted."""
    book = opened(case.workbook(judged=False))
    give(book, case.verdicts)
    if case.upside_down:
        turn(book[CLAUSES])
    return book


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every case's workbook as LibreOffice calculates it after the verdicts were typed in."""
    office.needed()
    folder = tmp_path_factory.mktemp("typed")
    paths = [stored(typed(case), folder / f"case{number}.xlsx") for number, case in enumerate(CASES.values())]
    return dict(zip(CASES, office.saved(*paths), strict=True))


def turn(sheet: Any) -> None:
    """Sort the clauses the other way round."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    for row, values in enumerate(reversed(rows), 3):
        for at, value in enumerate(values, 1):
            sheet.cell(row, at).value = value


def shown(content: bytes | Path) -> dict[tuple[str, str], str]:
    """Return what the scoring sheets and the overview's formulas show; what people type is left out."""
    book = opened(content, values=True)
    live = formulas(content)
    return {
        (name, cell): "" if book[name][cell].value is None else str(book[name][cell].value)
        for name, cell in live
        if name in (SCORING, PARTS, OVERVIEW)
    }


@pytest.mark.parametrize("name", CASES)
def test_every_formula_arrives_at_the_programs_value(name: str) -> None:
    want, book = shown(judged(name)), typed(CASES[name])
    calculator = Calculator(book)
    got = {place: str(calculator.cell(*place)) for place in want}
    assert len(want) > 500
    assert {place: (value, got[place]) for place, value in want.items() if got[place] != value} == {}


@pytest.mark.parametrize("name", CASES)
def test_libreoffice_calculates_the_same(name: str, calculated: dict[str, Path]) -> None:
    want, got = shown(judged(name)), shown(calculated[name])
    assert len(want) > 500
    assert {cell: (value, got.get(cell)) for cell, value in want.items() if got.get(cell) != value} == {}


def test_the_cases_reach_every_outcome() -> None:
    scores = [case.assessment().score for case in CASES.values() if case.edition == "2018"]
    assert {score.passed for score in scores} == {True, False, None}
    assert {condition.passed for score in scores for condition in score.conditions} == {True, False, None}
    bases = {item.basis for case in CASES.values() for item in case.assessment().score.items}
    assert bases == {"documents", "facts", "assessor"}


def test_the_workbooks_score_is_the_reports() -> None:
    for name in ("nothing judged", "clauses and items", "nearly passing", "2022 with facts"):
        assessment = CASES[name].assessment()
        sheet = opened(judged(name), values=True)[SCORING]
        columns, items = keys(sheet), {item.id: item for item in assessment.score.items}
        rows = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, columns["id"]).value in items]
        assert len(rows) > 20
        for row in rows:
            item = items[sheet.cell(row, columns["id"]).value]
            assert sheet.cell(row, columns["result"]).value == both(wording.word("verdict", item.verdict))
            assert sheet.cell(row, columns["points"]).value == item.points
        if assessment.score.total is not None:
            score = assessment.score
            assert [sheet.cell(row, 4).value for row in (3, 4, 5)] == [score.total, score.best, score.worst]


def test_formulas_stand_only_where_scores_are_shown() -> None:
    assert {sheet for sheet, _ in formulas(judged("2022"))} == {SCORING, PARTS}
    assert {sheet for sheet, _ in formulas(judged("all met"))} == {OVERVIEW, SCORING, PARTS}
