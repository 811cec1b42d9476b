"""The sheet that an assessor works in: one row per clause, what the documents show, and the verdict to give."""

from __future__ import annotations

from typing import Any

from evidence_check.model import AssessorVerdict, Bilingual, ClauseResult
from evidence_check.report import wording
from evidence_check.report.workbook.book import Book, Cell, Column, Placed, Value, both, lines, said
from evidence_check.report.workbook.content import Content
from evidence_check.report.workbook.styles import of_coverage, of_verdict
from evidence_check.scoring import Given
from evidence_check.verdicts import StandingVerdict

COLUMNS = (
    Column("id", 21, "strong"),
    Column("no", 5, "center"),
    Column("category", 13, "muted"),
    Column("item", 16, "muted"),
    Column("text_zh", 34, lang="zh"),
    Column("text_en", 34, lang="en"),
    Column("coverage", 12),
    Column("lacking_zh", 20, lang="zh"),
    Column("lacking_en", 20, lang="en"),
    Column("why_zh", 28, lang="zh"),
    Column("why_en", 28, lang="en"),
    Column("evidence", 26, "muted"),
    Column("review", 9, "center"),
    Column("suggested", 11),
    Column("verdict", 14, "input"),
    Column("reason", 36, "input"),
    Column("assessor", 10, "input"),
    Column("date", 11, "input_date"),
    Column("standing", 18),
    Column("next_zh", 34, lang="zh"),
    Column("next_en", 34, lang="en"),
)
_PRINTED = 58  # percent: what the documents show fills one A4 page across, what the assessor says the next
_FILES = 8


def add(book: Book, content: Content) -> Placed:
    """Add the sheet and return where its table stands."""
    sheet = book.sheet("clauses", scale=_PRINTED)
    machine = {clause: given for each in content.machine.sheets for clause, given in each.own}
    rows = [_row(result, content, machine.get(result.id)) for result in content.assessment.clauses]
    placed = book.table(sheet, COLUMNS, rows)
    sheet.repeat_columns(0, 1)
    sheet.set_v_pagebreaks([placed.columns["review"]])
    for line, result in enumerate(content.assessment.clauses, placed.first):
        if result.id not in content.pointers:
            verdict_list(sheet, line, placed.columns["verdict"], content.options(result.id))
    input_help(sheet, placed)
    return placed


def _row(result: ClauseResult, content: Content, machine: Given | None) -> list[Value]:
    lookup = content.lookup
    clause = lookup.clauses[result.id]
    missing = wording.join(lookup.missing_words(result), "、", "; ")
    standing = content.standing.get(result.id)
    return [
        result.id,
        lookup.number_of(result.id),
        both(wording.word("category", lookup.category_of(result.id))),
        lines(lookup.title_of(result.id)),
        clause.display.zh,
        clause.display.en,
        Cell(said("coverage", result.coverage), of_coverage(result.coverage)),
        missing.zh,
        missing.en,
        result.why.zh,
        result.why.en,
        _files(result),
        Cell(both(wording.text("review")), "fair") if result.review else None,
        _suggested(machine),
        *verdict_cells(standing.given if standing else None),
        standing_cell(standing),
        result.next_step.zh,
        result.next_step.en,
    ]


def _files(result: ClauseResult) -> str:
    found = list(dict.fromkeys(evidence.file for evidence in result.evidence))
    more = [both(wording.text("workbook_more", n=len(found) - _FILES))] if len(found) > _FILES else []
    return "\n".join([*found[:_FILES], *more])


def _suggested(machine: Given | None) -> Value:
    if machine is None:
        return None
    basis = f"\n（{both(wording.word('basis', 'facts'))}）" if machine.basis == "facts" else ""
    return Cell(said("verdict", machine.verdict) + basis, of_verdict(machine.verdict))


def verdict_cells(given: AssessorVerdict | None) -> list[Value]:
    """Return the four cells of an assessor's verdict: verdict, reason, assessor, date."""
    if given is None:
        return [None, None, None, None]
    return [both(wording.word("verdict", given.verdict)), given.reason, given.assessor, given.date]


def standing_cell(standing: StandingVerdict | None) -> Value:
    """Return what is said about the evidence that a verdict was given on."""
    if standing is None:
        return None
    if standing.changed is None:
        return Cell(lines(wording.text("evidence_unknown")), "aside")
    if standing.changed:
        return Cell(lines(wording.text("workbook_confirm")), "bad")
    return Cell(lines(wording.text("evidence_same")), "good")


def verdict_list(sheet: Any, row: int, column: int, options: tuple[str, ...]) -> None:
    """Give a cell the drop-down of the verdicts that may be given there."""
    sheet.data_validation(
        row,
        column,
        row,
        column,
        {
            "validate": "list",
            "source": [both(wording.word("verdict", option)) for option in options],
            "input_title": both(wording.text("workbook_verdict_title"))[:32],
            "input_message": lines(wording.text("workbook_verdict_help"))[:255],
        },
    )


def input_help(sheet: Any, placed: Placed) -> None:
    """Say beside the cells for reason and date what belongs there."""
    for key, title, message in (
        ("reason", "workbook_reason_title", "workbook_reason_help"),
        ("date", "", "workbook_date_help"),
    ):
        at = placed.columns[key]
        shown = both(wording.text(title) if title else wording.word("head", key))
        sheet.data_validation(
            placed.first,
            at,
            placed.last,
            at,
            {"validate": "any", "input_title": shown[:32], "input_message": lines(wording.text(message))[:255]},
        )


def bilingual(value: Bilingual) -> tuple[Value, Value]:
    """Return a text as the values of a pair of columns."""
    return value.zh, value.en
