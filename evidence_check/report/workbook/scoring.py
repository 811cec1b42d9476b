"""The scoring sheet: total, best and worst case, pass conditions and counts, live over the assessor's verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evidence_check.report import wording
from evidence_check.report.workbook import conditions, items, refs
from evidence_check.report.workbook.book import Book, Cell, Placed, both, said, sheet_name
from evidence_check.report.workbook.clauses import input_help, verdict_list
from evidence_check.report.workbook.content import Content
from evidence_check.report.workbook.parts import CLAUSE
from evidence_check.report.workbook.parts import parts as list_parts
from evidence_check.report.workbook.state import code

FIGURES = 3
"""The column (from 0) in which the figures of the upper part begin; the words stand before it."""

_TOP = 2


@dataclass(frozen=True, slots=True)
class Scored:
    """The table of items, and where the live figures stand: total, best, worst, passed."""

    placed: Placed
    cells: dict[str, str]


def add(book: Book, content: Content, parts: Placed) -> Scored:
    """Add the sheet; ``parts`` is where the single verdicts stand."""
    sheet = book.sheet("scoring")
    placed = _items(book, sheet, content, parts)
    book.put(sheet, 0, 0, sheet_name("scoring"), "title")
    sheet.set_row(0, 28)
    sheet.freeze_panes(0, 2)
    row, cells = _totals(book, sheet, content, placed)
    if content.whole.rules.conditions:
        row, passed = conditions.add(book, sheet, content, placed, cells, row)
        cells["passed"] = passed
    _counts(book, sheet, content, parts, row + 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    return Scored(placed, cells)


def _items(book: Book, sheet: Any, content: Content, parts: Placed) -> Placed:
    chosen = items.columns(content.whole.rules)
    at = {column.key: number for number, column in enumerate(chosen)}
    listed = items.lines(content)
    top = _height(content)
    rows = [items.row(line, content, parts, at, top + 2 + n) for n, line in enumerate(listed)]
    heads = {column.key: column.key.removeprefix("step_") for column in chosen if column.hidden}
    heads["verdict"] = both(wording.word("head", "whole_verdict"))
    placed = book.table(sheet, chosen, rows, top=top, heads=heads, filters=False)
    for line, item in enumerate(listed, placed.first):
        if item.whole_verdict:
            verdict_list(sheet, line, placed.columns["verdict"], (*item.after.options, "undetermined"))
    input_help(sheet, placed)
    return placed


def _height(content: Content) -> int:
    """Return the row at which the table of items begins."""
    rules = content.whole.rules
    totals = 3 if rules.base is not None else 1
    listed = len(conditions.listed(content))
    return _TOP + totals + (listed + 3 if listed else 0) + len(_categories(content)) + 3


def _totals(book: Book, sheet: Any, content: Content, placed: Placed) -> tuple[int, dict[str, str]]:
    """Write total, best and worst case; return the next free row and where the figures stand."""
    base, score = content.whole.rules.base, content.score
    if base is None:
        book.put(sheet, _TOP, 0, both(wording.text("no_points")), "title_note")
        return _TOP + 1, {}
    cells = {}
    figures = (("total", "points", score.total), ("best", "best", score.best), ("worst", "worst", score.worst))
    for row, (key, column, value) in enumerate(figures, _TOP):
        book.across(sheet, row, 0, FIGURES - 1, both(wording.text(key)), "strong")
        book.put(sheet, row, FIGURES, Cell(value, "figure", f"={base}+SUM({refs.data(placed, column)})"))
        cells[key] = refs.cell(row, FIGURES)
    return _TOP + len(figures), cells


def _categories(content: Content) -> list[str]:
    return list(dict.fromkeys(part.category for part in list_parts(content)))


def _counts(book: Book, sheet: Any, content: Content, parts: Placed, row: int) -> None:
    """Write how many clauses of each category have each verdict."""
    verdicts = wording.keys("verdict")
    book.across(sheet, row, 0, FIGURES - 1, both(wording.text("verdicts_by_category")), "head")
    for at, verdict in enumerate(verdicts, FIGURES):
        book.put(sheet, row, at, said("verdict", verdict), "head")
    sheet.set_row(row, 30)
    for line, category in enumerate(_categories(content), row + 1):
        book.across(sheet, line, 0, FIGURES - 1, category, "text")
        for at, verdict in enumerate(verdicts, FIGURES):
            book.put(sheet, line, at, _count(content, parts, category, verdict))


def _count(content: Content, parts: Placed, category: str, verdict: str) -> Cell:
    name = sheet_name("parts")
    kinds, sought, codes = (refs.data(parts, key, name) for key in ("category", "part_kind", "part_code"))
    value = code(verdict, content.whole.rules)  # type: ignore[arg-type]
    quoted = f'"{value}"' if isinstance(value, str) else value
    clauses = [part for part in list_parts(content) if part.category == category and part.kind == CLAUSE]
    number = sum(part.now.verdict == verdict for part in clauses)
    return Cell(number, "number", f'=COUNTIFS({kinds},"{category}",{sought},"{CLAUSE}",{codes},{quoted})')
