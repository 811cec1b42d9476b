"""The sheets to look things up in: elements with their quotes, records by year, findings, and every file."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_check.model import ClauseResult, Coverage, DocumentLine, ElementResult, Evidence, RequirementResult
from evidence_check.report import ledger, wording
from evidence_check.report.grid import years as year_grid
from evidence_check.report.lookup import Lookup
from evidence_check.report.sources import source
from evidence_check.report.workbook.book import Book, Cell, Column, Placed, Value, both, said
from evidence_check.report.workbook.content import Content
from evidence_check.report.workbook.styles import of_coverage

_ELEMENTS = (
    Column("id", 22, "strong"),
    Column("requirement_zh", 22, lang="zh"),
    Column("requirement_en", 22, lang="en"),
    Column("material", 11, "muted"),
    Column("element_zh", 26, lang="zh"),
    Column("element_en", 26, lang="en"),
    Column("essential", 8, "center"),
    Column("found", 12),
    Column("quote", 60, "quote"),
    Column("file", 34),
    Column("place", 24, "muted"),
    Column("further", 8, "number"),
)
_FINDINGS = (
    Column("finding", 18, "strong"),
    Column("file", 40),
    Column("place", 24, "muted"),
    Column("quote", 46, "quote"),
    Column("why_zh", 46, lang="zh"),
    Column("why_en", 46, lang="en"),
)
_FILES = (
    Column("number", 5, "center"),
    Column("file", 46, "strong"),
    Column("status", 14),
    Column("role", 16),
    Column("role_zh", 30, lang="zh"),
    Column("role_en", 30, lang="en"),
    Column("serves", 22, "muted"),
    Column("title", 28),
    Column("language", 8, "center"),
    Column("pages", 7, "number"),
    Column("size", 11, "number"),
    Column("sha256", 20, "muted"),
)
_FOUND = {"present": "element_found", "missing": "element_missing", "unreadable": "element_unread"}


def add_elements(book: Book, content: Content) -> Placed:
    """Add one row for each element of each requirement, with the best quote for it."""
    rows = [
        row
        for result in content.assessment.clauses
        for requirement in result.requirements
        for row in _requirement(result, requirement, content.lookup)
    ]
    return book.table(book.sheet("elements"), _ELEMENTS, rows, freeze=1)


def _requirement(result: ClauseResult, requirement: RequirementResult, lookup: Lookup) -> Iterator[list[Value]]:
    head: list[Value] = [
        result.id,
        requirement.title.zh,
        requirement.title.en,
        both(wording.word("kind", requirement.kind)),
    ]
    for element in requirement.elements:
        essential = both(wording.text("essential" if element.essential else "optional"))
        state = _state_of(element)
        yield [*head, element.name.zh, element.name.en, essential, state, *_quote(element.evidence, lookup)]
    if not requirement.elements:
        state = Cell(said("coverage", requirement.coverage), of_coverage(requirement.coverage))
        yield [*head, None, None, None, state, *_quote(requirement.evidence, lookup)]


def _state_of(element: ElementResult) -> Cell:
    if not element.follows_from:
        return _state(element.coverage)
    follows = wording.text("element_follows", others=wording.join(list(element.follows_from)))
    return Cell(f"{wording.symbol('coverage', element.coverage)} {both(follows)}", of_coverage(element.coverage))


def _state(coverage: Coverage) -> Cell:
    word = wording.text(_FOUND[coverage]) if coverage in _FOUND else wording.word("coverage", coverage)
    return Cell(f"{wording.symbol('coverage', coverage)} {both(word)}", of_coverage(coverage))


def _quote(evidence: tuple[Evidence, ...], lookup: Lookup) -> list[Value]:
    if not evidence:
        return [None, None, None, None]
    best = evidence[0]
    where = both(source(best.file, best.locator, lookup, None).where)
    if best.ocr:
        where = f"{where}\n{both(wording.text('ocr'))}"
    return [best.quote, best.file, where, len(evidence) - 1 or None]


def add_years(book: Book, content: Content) -> Placed:
    """Add the map of records by year."""
    years, found = year_grid(content.lookup)
    columns = (
        Column("id", 22, "strong"),
        Column("requirement_zh", 40, lang="zh"),
        Column("requirement_en", 40, lang="en"),
        *(Column(f"year_{year}", 16) for year in years),
        Column("holes_zh", 40, lang="zh"),
        Column("holes_en", 40, lang="en"),
    )
    rows: list[list[Value]] = [
        [
            row.clause,
            row.title.zh,
            row.title.en,
            *(
                Cell(" ".join(filter(None, (said("coverage", each), months))), of_coverage(each)) if each else None
                for each, months in zip(row.cells, row.months, strict=True)
            ),
            "；".join(hole.zh or "" for hole in row.holes) or None,
            "; ".join(hole.en or "" for hole in row.holes) or None,
        ]
        for _, group in found
        for row in group
    ]
    sheet = book.sheet("years")
    placed = book.table(sheet, columns, rows, heads={f"year_{year}": year for year in years}, freeze=1)
    if not rows:
        book.put(sheet, placed.first, 0, both(wording.text("workbook_no_years")), "plain")
    return placed


def add_findings(book: Book, content: Content) -> Placed:
    """Add the findings on files, by kind in the page's order."""
    rows = (
        [both(group.word), view.source.file, both(view.source.where), view.quote, view.why.zh, view.why.en]
        for group in ledger.findings(content.lookup, None)
        for view in group
    )
    sheet = book.sheet("findings", long=True)
    placed = book.table(sheet, _FINDINGS, rows, freeze=2)
    if not content.assessment.findings:
        book.put(sheet, placed.first, 0, both(wording.text("findings_none")), "plain")
    return placed


def add_files(book: Book, content: Content) -> Placed:
    """Add the ledger: every file of the dossier and what became of it."""
    rows = (_file(number, line) for number, line in content.lookup.files.each())
    return book.table(book.sheet("files", long=True), _FILES, rows, freeze=2)


def _file(number: int, line: DocumentLine) -> list[Value]:
    read = line.status == "ok"
    reason = line.reason if not read and line.reason else line.role_reason
    return [
        number,
        line.path,
        Cell(said("status", line.status), "text" if read else "unread"),
        both(wording.word("role", line.role)),
        reason.zh,
        reason.en,
        "\n".join(line.clauses),
        line.title,
        line.language,
        line.pages,
        line.size,
        line.sha256,
    ]
