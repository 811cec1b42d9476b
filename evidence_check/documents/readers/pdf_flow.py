"""Turns the lines and tables of all pages into blocks: wrapped lines joined, tables kept open over page ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from itertools import accumulate, pairwise

from evidence_check.documents.base import MAX_ROWS, Block, Reading, add_mark
from evidence_check.documents.lines import HAN, ends_sentence, join, starts_paragraph
from evidence_check.documents.readers.pdf_margins import PageItems, zone_of
from evidence_check.documents.readers.pdf_page import Line, Page
from evidence_check.documents.readers.pdf_tables import PdfTable
from evidence_check.documents.tables import lay_out
from evidence_check.model import Locator

_HAN = re.compile(f"[{HAN}]")


class Flow:
    """Adds body blocks page by page; keeps paragraphs and tables open over page ends."""

    def __init__(self, pages: list[PageItems], reading: Reading) -> None:
        self._reading = reading
        self._pages = pages
        self._right = _usual_right(pages)
        self._table = 0
        self._rows = 0
        self._counts: Counter[int] = Counter()
        self._open: tuple[PdfTable, list[int]] | None = None

    def run(self) -> None:
        """Add all pages to the reading."""
        last: tuple[Line, Block, bool] | None = None
        for entry in self._pages:
            geometry = _Geometry(entry, self._right)
            for at, item in enumerate(entry.items):
                if isinstance(item, PdfTable):
                    last = None
                    self._add_table(item, entry.page.number, first=at == 0)
                    continue
                self._close_table()
                last = self._add_line(item, last, geometry, entry.page, first=at == 0)
        self._close_table()

    def _add_line(
        self, line: Line, last: tuple[Line, Block, bool] | None, geometry: _Geometry, page: Page, first: bool
    ) -> tuple[Line, Block, bool]:
        """Join a line to the open paragraph, or begin a new one with it. The flag says "first line of its block"."""
        text = line.text
        if last is not None and geometry.continues(last[0], line, last[2], over_page=first):
            last[1].text = join(last[1].text, text)
            last[1].bold = last[1].bold and line.bold
            return line, last[1], False
        block = Block(
            text, locator=self._place(page.number), bold=line.bold, size=line.size,
            centred=geometry.centred(line),
        )  # fmt: skip
        self._reading.blocks.append(block)
        return line, block, True

    def _place(self, page: int) -> Locator:
        self._counts[page] += 1
        return Locator(page=page, paragraph=self._counts[page])

    def _add_table(self, table: PdfTable, page: int, first: bool) -> None:
        """Keep a table open: the first thing on the next page may go on with it, and all of it is laid out as one."""
        if self._open is not None and first and _same_columns(self._open[0], table):
            _drop_repeated_header(self._open[0], table)
            self._open[0].grid.extend(table.grid)
            self._open[1].extend([page] * len(table.grid))
        else:
            self._close_table()
            self._open = (table, [page] * len(table.grid))

    def _close_table(self) -> None:
        if self._open is None:
            return
        (table, pages), self._open = self._open, None
        for row in lay_out(table.grid, self._table + 1):
            if self._rows >= MAX_ROWS:
                add_mark(self._reading.marks, "rows_left_out")
                continue
            self._rows += 1
            place = self._place(pages[row.index])
            self._table = max(self._table, row.table)
            if row.kind == "title" and len(row.text) <= 200:
                self._reading.blocks.append(Block(row.text, locator=place, centred=True))
            else:
                self._reading.blocks.append(
                    Block(row.text, "row", place, cells=row.cells, table=row.table, header_row=row.kind == "header")
                )


class _Geometry:
    """How text stands on one page: its right edge, its usual line pitch, whether paragraphs are indented."""

    def __init__(self, entry: PageItems, usual_right: float) -> None:
        self._lines = [item for item in entry.items if isinstance(item, Line)]
        self._page = entry.page
        body = sorted((line.left, line.right) for line in self._lines if not zone_of(line, entry.page))
        self._body_lefts = [left for left, _ in body]
        self._reach = list(accumulate((right for _, right in body), max))
        self._usual = usual_right if not any(line.left > entry.page.width * 0.52 for line in self._lines) else 0.0
        pitches = sorted(
            a.bottom - b.bottom for a, b in pairwise(self._lines) if 0 < a.bottom - b.bottom < 5 * max(a.size, 4)
        )
        self._pitch = pitches[len(pitches) // 2] if pitches else 0.0
        lefts = sorted(line.left for line in self._lines)
        self._left = lefts[len(lefts) // 10] if lefts else 0.0
        if not usual_right and lefts:  # too little text to see its right edge: as far from the edge as on the left
            self._usual = entry.page.width - max(self._left, 0.0)
        self._indents = sum(line.left - self._left > 1.2 * line.size for line in self._lines) >= 2

    def _right_of(self, line: Line) -> float:
        """Return how far text reaches on the right of the column that a line stands in."""
        beside = bisect_left(self._body_lefts, line.right)
        return max(self._reach[beside - 1] if beside else 0.0, line.right, self._usual)

    def centred(self, line: Line) -> bool:
        """Tell whether a line stands in the middle of the page, away from both margins."""
        middle = (line.left + line.right) / 2
        inside = line.left > self._left + 2 * line.size and line.right < self._right_of(line) - 2 * line.size
        return abs(middle - self._page.width / 2) < 12 and (inside or len(self._lines) == 1)

    def continues(self, a: Line, b: Line, first: bool, over_page: bool) -> bool:
        """Tell whether line ``b`` goes on with the paragraph that line ``a`` (its first line or not) belongs to."""
        size = max(a.size, b.size, 4.0)
        if abs(a.size - b.size) > 0.12 * size or starts_paragraph(b.text) or a.bold != b.bold:
            return False
        if over_page:
            if ends_sentence(a.text) or b.left > self._left + 1.2 * size:
                return False
        else:
            pitch = a.bottom - b.bottom
            if pitch < 0.3 * size or pitch > max(1.3 * self._pitch, 1.3 * size) or pitch > 4 * size:
                return False
        if self.centred(a) and not over_page:
            return False
        token = b.text.split(" ", 1)[0]
        need = 2.2 * size if _HAN.match(token) else (0.55 * len(token) + 0.5) * size
        right = self._right_of(a) if not over_page else max(self._usual, a.right)
        if a.right + need < right and not (token[:1].islower() and not ends_sentence(a.text) and a.right > 0.7 * right):
            return False
        indent = b.left - a.left
        if indent > 0.8 * size:
            return first and starts_paragraph(a.text) and indent < 6 * size
        if abs(indent) <= 0.8 * size and ends_sentence(a.text):
            indented = a.left > self._left + 1.2 * size
            return self._indents and not (first and indented) and a.right >= right - 1.2 * size
        return True


def _usual_right(pages: list[PageItems]) -> float:
    """Return the right edge of the running text over the whole document."""
    rights = sorted(item.right for entry in pages for item in entry.items if isinstance(item, Line))
    return rights[int(len(rights) * 0.97) - 1] if len(rights) >= 8 else 0.0


def _same_columns(a: PdfTable, b: PdfTable) -> bool:
    if len(a.loose) != len(b.loose):
        return False
    if a.loose:  # text reaches as far as it happens to: each column must meet its own fellow alone
        meet = [[x[0] <= y[1] and y[0] <= x[1] for y in b.loose] for x in a.loose]
        return all(met == (i == j) for i, row in enumerate(meet) for j, met in enumerate(row))
    return len(a.columns) == len(b.columns) and all(abs(x - y) <= 3 for x, y in zip(a.columns, b.columns, strict=True))


def _drop_repeated_header(a: PdfTable, b: PdfTable) -> None:
    """Drop the rows that a table repeats at the top of its next page."""
    for row in a.grid[:3]:
        if b.grid and [cell.text for cell in row] == [cell.text for cell in b.grid[0]]:
            del b.grid[0]
        else:
            break
