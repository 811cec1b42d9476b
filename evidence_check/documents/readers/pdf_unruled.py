"""Finds the tables of a PDF page that no lines rule, from where its words stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from evidence_check.documents.lines import width
from evidence_check.documents.readers.pdf_columns import MAX_PIECES, Piece, Region, find_regions, rows_of
from evidence_check.documents.readers.pdf_page import Line, Page
from evidence_check.documents.readers.pdf_tables import PdfTable
from evidence_check.documents.readers.pdf_text import mend_hyphens

_AGREE = 0.98


def looks_columned(lines: list[Line]) -> bool:
    """Tell, at no cost, whether lines may stand in columns: wide gaps inside them, or several at one height."""
    if len(lines) < 3:
        return False
    gaps = 0
    for line in lines:  # pdfium may run the end of one row and the start of the next together: a line two rows tall
        gaps += " " in line.text and (
            line.top - line.bottom > 1.9 * line.size
            or line.right - line.left > 0.55 * line.size * width(line.text) + 1.5 * line.size
        )
    if gaps >= 3:
        return True
    heights = Counter([round(line.bottom / 2) for line in lines])
    if len(lines) - len(heights) < 3:
        return False
    heights = Counter([round(line.bottom / 2) for line in lines if width(line.text) < 60])
    return sum(count > 1 for count in heights.values()) >= 3


def find_unruled(page: Page, ruled: list[PdfTable]) -> list[PdfTable]:
    """Return the unruled tables among the words that stand in none of the ruled ones."""
    outside = _lines_outside(page, ruled)
    if not page.words or not looks_columned(outside) or len(page.words) > MAX_PIECES:
        return []
    free = [
        Piece(
            mend_hyphens(page.chars[word.start : word.end]),
            word.left,
            word.right,
            word.bottom,
            word.top,
            word.start,
            word.end,
        )
        for word in page.words
        if not any(
            table.bottom <= (word.bottom + word.top) / 2 <= table.top
            and table.columns[0] <= word.left <= table.columns[-1]
            for table in ruled
        )
    ]
    tables = [as_table(region, outside) for region in find_regions(rows_of(free), page.width)]
    return [table for table in tables if table is not None]


def _lines_outside(page: Page, tables: list[PdfTable]) -> list[Line]:
    taken = set().union(*(table.taken for table in tables))
    return [line for line in page.lines if line.start not in taken]


def as_table(region: Region, lines: list[Line]) -> PdfTable | None:
    """Return an unruled table that takes its lines out of the running text; None where the two do not agree."""
    left, bottom, right, top = region.box
    inside = [
        line for line in lines
        if bottom <= (line.bottom + line.top) / 2 <= top and line.left >= left - 3 and line.right <= right + 3
    ]  # fmt: skip
    if not inside or not agree([line.text for line in inside], [cell.text for row in region.grid for cell in row]):
        return None
    edges = (*(span[0] for span in region.columns), right)
    taken = {line.start for line in inside}
    return PdfTable(region.grid, edges, min(taken), top, bottom, taken, loose=region.columns)


def agree(lines: Iterable[str], cells: Iterable[str]) -> bool:
    """Tell whether cells hold the characters of the lines that they stand for, no more and no less."""
    text, table = (Counter("".join("".join(piece.split()) for piece in pieces)) for pieces in (lines, cells))
    return _share(table, text) >= _AGREE and _share(text, table) >= _AGREE


def _share(part: Counter[str], whole: Counter[str]) -> float:
    """Return how much of ``whole`` the characters of ``part`` make up, from 0 to 1."""
    return (part & whole).total() / max(whole.total(), 1)
