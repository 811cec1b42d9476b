"""The second reader for cells, pdfplumber, on the few pages where pdfium's lines and text are not enough.

It costs 25 times as much as pdfium, so pages, time and size are bounded, and the file is opened only when first needed.
"""

from __future__ import annotations

import io
import logging
import time
from collections import Counter
from typing import Any

from evidence_check.documents.lines import width
from evidence_check.documents.readers.pdf_columns import MAX_PIECES, Piece, Region, find_regions, rows_of
from evidence_check.documents.readers.pdf_page import Line, Page
from evidence_check.documents.readers.pdf_tables import PdfTable, join_cell_lines
from evidence_check.documents.tables import GridCell

MAX_PAGES = 60
MAX_SECONDS = 20.0
MAX_CHARACTERS = 20_000
MAX_PATHS = 4_000
_AGREE = 0.98

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it reports every oddity of a font


class Plumber:
    """Reads cells of single pages of one file. What it can't do in time, or does worse than pdfium, it leaves alone."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None
        self._pages = MAX_PAGES
        self._seconds = MAX_SECONDS

    def close(self) -> None:
        """Give the file back."""
        if self._pdf is not None:
            self._pdf.close()

    def tables(self, page: Page, ruled: list[PdfTable]) -> list[PdfTable]:
        """Return the page's tables: doubtful ruled ones read anew, and unruled ones found in the text around them."""
        doubtful = any(table.doubtful for table in ruled)
        outside = lines_outside(page, ruled)
        columns = looks_columned(outside)
        if not (doubtful or columns) or not self._may(page):
            return ruled
        start = time.monotonic()
        self._pages -= 1
        try:
            handle = self._open(page)
            if handle is None:
                return ruled
            if doubtful:
                ruled = [self._again(handle, page, table) if table.doubtful else table for table in ruled]
            found = self._unruled(handle, page, ruled, outside) if columns else []
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except Exception:  # pdfminer raises many kinds on odd files; the text of pdfium stands all the same
            return ruled
        finally:
            self._seconds -= time.monotonic() - start
        return sorted([*ruled, *found], key=lambda table: table.start)

    def _may(self, page: Page) -> bool:
        small = len(page.chars) <= MAX_CHARACTERS and page.paths <= MAX_PATHS
        return small and self._pages > 0 and self._seconds > 0

    def _open(self, page: Page) -> Any:
        """Return the page, None where the two libraries do not see the same sheet of paper."""
        import pdfplumber

        if self._pdf is None:
            self._pdf = pdfplumber.open(io.BytesIO(self._data))
        handle = self._pdf.pages[page.number - 1]
        left, top, right, bottom = handle.cropbox
        return handle if abs(right - left - page.width) < 2 and abs(bottom - top - page.height) < 2 else None

    def _unruled(self, handle: Any, page: Page, ruled: list[PdfTable], outside: list[Line]) -> list[PdfTable]:
        words = _words(handle)
        if len(words) > MAX_PIECES:
            return []
        free = [
            word for word in words
            if not any(
                table.bottom <= word.middle <= table.top and table.columns[0] <= word.left <= table.columns[-1]
                for table in ruled
            )
        ]  # fmt: skip
        tables = [as_table(region, outside) for region in find_regions(rows_of(free), page.width)]
        return [table for table in tables if table is not None]

    def _again(self, handle: Any, page: Page, table: PdfTable) -> PdfTable:
        """Return a ruled table with the cells that pdfplumber finds in its place, if they hold the same text."""
        left, _top, _right, bottom = handle.cropbox
        wanted = (table.columns[0] + left, bottom - table.top, table.columns[-1] + left, bottom - table.bottom)
        for found in handle.find_tables():
            if any(abs(a - b) > 6 for a, b in zip(found.bbox, wanted, strict=True)):
                continue
            grid = _ruled_grid(handle, found)
            there = Counter("".join(page.chars[at] for at in table.taken))
            here = Counter("".join("".join(cell.text.split()) for row in grid for cell in row))
            if _share(here, there) >= _AGREE:
                table.grid, table.doubtful = grid, False
                break
        return table


def looks_columned(lines: list[Line]) -> bool:
    """Tell, at no cost, whether lines may stand in columns: wide gaps inside them, or several at one height."""
    if len(lines) < 3:
        return False
    gaps = sum(  # pdfium may also run the end of one row and the start of the next together: a line two rows tall
        " " in line.text
        and (line.right - line.left > 0.55 * line.size * width(line.text) + 1.5 * line.size
             or line.top - line.bottom > 1.9 * line.size)
        for line in lines
    )  # fmt: skip
    if gaps >= 3:
        return True
    heights = Counter(round(line.bottom / 2) for line in lines if width(line.text) < 60)
    return sum(count > 1 for count in heights.values()) >= 3


def lines_outside(page: Page, tables: list[PdfTable]) -> list[Line]:
    """Return the page's lines that no table holds."""
    if not tables:
        return page.lines
    taken = set().union(*(table.taken for table in tables))
    return [line for line in page.lines if line.start not in taken]


def as_table(region: Region, lines: list[Line]) -> PdfTable | None:
    """Return an unruled table that takes its lines out of the running text; None where the two do not agree."""
    left, bottom, right, top = region.box
    inside = [
        line for line in lines
        if bottom <= (line.bottom + line.top) / 2 <= top and line.left >= left - 3 and line.right <= right + 3
    ]  # fmt: skip
    text = Counter("".join("".join(line.text.split()) for line in inside))
    cells = Counter("".join("".join(cell.text.split()) for row in region.grid for cell in row))
    if not inside or _share(cells, text) < _AGREE or _share(text, cells) < _AGREE:
        return None
    edges = (*(span[0] for span in region.columns), right)
    taken = {line.start for line in inside}
    return PdfTable(region.grid, edges, min(taken), top, bottom, taken, loose=region.columns)


def _share(part: Counter[str], whole: Counter[str]) -> float:
    """Return how much of ``whole`` the characters of ``part`` make up, from 0 to 1."""
    return (part & whole).total() / max(whole.total(), 1)


def _words(handle: Any) -> list[Piece]:
    left, _, _, bottom = handle.cropbox
    return [
        Piece(word["text"], word["x0"] - left, word["x1"] - left, bottom - word["bottom"], bottom - word["top"])
        for word in handle.extract_words(x_tolerance=1.5, y_tolerance=2, keep_blank_chars=False)
    ]


def _ruled_grid(handle: Any, table: Any) -> list[list[GridCell]]:
    """Return pdfplumber's cells with the columns and rows that merged ones span."""
    cells = [cell for row in table.rows for cell in row.cells if cell]
    xs, ys = (_distinct([cell[at] for cell in cells for at in pair]) for pair in ((0, 2), (1, 3)))
    grid: list[list[GridCell]] = [[] for _ in range(max(len(ys) - 1, 1))]
    for cell in cells:
        x0, y0, x1, y1 = (_nearest(line, value) for line, value in zip((xs, ys, xs, ys), cell, strict=True))
        inside = rows_of(_words(handle.crop(cell, strict=False)) if cell[2] > cell[0] and cell[3] > cell[1] else [])
        lines = [(" ".join(piece.text for piece in row), row[-1].right, row[0].size) for row in inside]
        grid[y0].append(GridCell(x0, join_cell_lines(lines, cell[2]), max(x1 - x0, 1), max(y1 - y0, 1)))
    return [sorted(row, key=lambda cell: cell.col) for row in grid]


def _distinct(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2:
            found.append(value)
    return found


def _nearest(values: list[float], value: float) -> int:
    return min(range(len(values)), key=lambda at: abs(values[at] - value))
