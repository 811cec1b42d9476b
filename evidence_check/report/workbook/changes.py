"""The sheet of differences: what is worse, new, closed or otherwise different since the last scan, and why."""

from __future__ import annotations

from evidence_check.differences import ClauseChange
from evidence_check.report import wording
from evidence_check.report.changes import cause_text, coverage_word
from evidence_check.report.workbook.book import Book, Cell, Column, Placed, Value, both, said
from evidence_check.report.workbook.content import Content
from evidence_check.report.workbook.styles import of_change, of_coverage

_COLUMNS = (
    Column("change", 15),
    Column("id", 22, "strong"),
    Column("text_zh", 44, lang="zh"),
    Column("text_en", 44, lang="en"),
    Column("before", 16),
    Column("after", 16),
    Column("lacking_zh", 28, lang="zh"),
    Column("lacking_en", 28, lang="en"),
    Column("cause_zh", 50, lang="zh"),
    Column("cause_en", 50, lang="en"),
)


def add(book: Book, content: Content) -> Placed | None:
    """Add the sheet where there is an earlier report to compare with."""
    if content.changes is None:
        return None
    rows = [_row(group, change) for group, changes in content.changes.groups for change in changes]
    sheet = book.sheet("changes")
    placed = book.table(sheet, _COLUMNS, rows)
    if not rows:
        said_so = wording.text("changes_same", before=content.changes.old.as_of, n=content.changes.unchanged)
        book.put(sheet, placed.first, 0, both(said_so), "plain")
    return placed


def _row(group: str, change: ClauseChange) -> list[Value]:
    causes = [cause_text(cause) for cause in change.causes]
    lost = wording.text("changes_lost", items=wording.join(list(change.lost))) if change.lost else None
    return [
        Cell(said("change", group), of_change(group)),
        change.id,
        change.text.zh,
        change.text.en,
        Cell(both(coverage_word(change.before)), of_coverage(change.before)),
        Cell(both(coverage_word(change.after)), of_coverage(change.after)),
        lost.zh if lost else None,
        lost.en if lost else None,
        "\n".join(cause.zh or "" for cause in causes),
        "\n".join(cause.en or "" for cause in causes),
    ]
