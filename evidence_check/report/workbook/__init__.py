"""``gaps.xlsx``: the workbook in which the team works through the gaps and the assessor gives verdicts.

One file per sheet. Texts from documents only ever enter as text (see ``cells.py``); the only formulas are our own, on
the scoring sheets, and they arrive at the program's own score.
"""

from __future__ import annotations

from evidence_check.differences import Differences
from evidence_check.model import Assessment, Registry
from evidence_check.report.workbook import changes as changes_sheet
from evidence_check.report.workbook import clauses, listings, overview, parts, scoring, state, tasks
from evidence_check.report.workbook.book import Book
from evidence_check.report.workbook.content import Content
from evidence_check.verdicts.carried import Carried


def render(
    assessment: Assessment,
    registry: Registry,
    lang: str = "zh",
    changes: Differences | None = None,
    carried: Carried | None = None,
) -> bytes:
    """Return the workbook.

    Args:
        assessment: what the scan found.
        registry: the standards it was judged by.
        lang: ``zh`` or ``en``: the language of long texts that is not folded away; heads are in both.
        changes: what differs from an earlier scan.
        carried: what people wrote into the list of actions of an earlier workbook.
    """
    content = Content.of(assessment, registry, changes, carried)
    book = Book(lang, assessment.enterprise.as_of)
    first = overview.add(book)
    table = clauses.add(book, content)
    tasks.add(book, content)
    tasks.add_requests(book, content)
    # The sheet of parts stands behind the score that people read, but the score's formulas need its place.
    placed = parts.placed(content)
    scored = scoring.add(book, content, placed)
    parts.add(book, content, table)
    listings.add_elements(book, content)
    listings.add_years(book, content)
    listings.add_findings(book, content)
    listings.add_files(book, content)
    changes_sheet.add(book, content)
    state.add(book, content)
    overview.fill(book, first, content, scored)
    return book.bytes()
