"""Asks pdfplumber for the cells of pages that show boxes or rules of which our own arithmetic makes no table.

Cells drawn as filled or rounded boxes with gaps between them, rows parted by shading or by level rules alone: the table
finder of pdfplumber sees them. It is given the shapes and words that pdfium found, not the file: parsing the page once
more would cost 0.1 to 2 seconds (fonts above all), and would let damaged or hostile files into a second parser. So a
quote has one source, and every limit of pdfium's side holds here too. A table counts only if it takes up its lines to
the letter; pages that hold no boxes and rules around free text are never asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

from evidence_check.documents.readers.pdf_calls import Box
from evidence_check.documents.readers.pdf_cells import from_cells
from evidence_check.documents.readers.pdf_page import FEW_AREAS, Page, Word
from evidence_check.documents.readers.pdf_tables import PdfTable

MAX_ASKED = 200
"""Pages of one file that are asked about; each costs some 10 ms."""

_PATIENCE = 10  # pages in a row without a table, after which a file is asked no more: slides, forms with frames
_MAX_WORDS, _MAX_EDGES, _MAX_CROSSINGS = 2_000, 4_000, 3_000
_FEW_WORDS, _FEW_RULES = 6, 4
_NEAR = 6.0
"""Points between two boxes of one table, at most."""

_GAP = 0.8
"""Heights of a word between two columns that nothing but their words shows, at least."""

_LINES = {"snap_tolerance": _NEAR, "join_tolerance": _NEAR, "intersection_tolerance": _NEAR}
Edge = dict[str, Any]
"""A side of a box or a rule, as pdfplumber describes them."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """As much of a page as pdfplumber's table finder asks for; "top" is counted downwards from the page's foot."""

    bbox: Box
    edges: list[Edge]
    words: list[Edge]

    def extract_words(self, **_: Any) -> list[Edge]:
        """Return the words."""
        return self.words


class SecondOpinion:
    """Asks about the pages of one PDF, within its limits."""

    def __init__(self) -> None:
        self._asked = self._in_vain = 0

    def tables(self, page: Page, found: Sequence[PdfTable]) -> list[PdfTable]:
        """Return the tables of a page beside those that were ``found``; usually none, and at no cost."""
        if self._asked >= MAX_ASKED or self._in_vain >= _PATIENCE or len(page.words) < _FEW_WORDS:
            return []
        sheet, words = _free(page, found)
        if sheet is None:
            return []
        self._asked += 1
        kept: list[PdfTable] = []
        for cells in _seen(sheet):
            table = from_cells(page, words, cells)
            if table is not None and not any(table.taken & other.taken for other in kept):
                kept.append(table)
        self._in_vain = 0 if kept else self._in_vain + 1
        return sorted(kept, key=lambda table: table.start)


def _free(page: Page, tables: Sequence[PdfTable]) -> tuple[_Sheet | None, list[Word]]:
    """Return what stands in no table yet; no sheet where that is not worth asking about, or too much."""
    shapes = page.shapes
    spans = [(table.bottom - 2, table.top + 2) for table in tables]

    def free(height: float) -> bool:
        return not any(low <= height <= high for low, high in spans)

    areas = [box for box in shapes.areas if free((box[1] + box[3]) / 2)]
    level = [rule for rule in shapes.horizontal if free(rule[0])]
    if len(areas) < FEW_AREAS and len(level) < _FEW_RULES:
        return None, []
    heights = [y for box in areas for y in (box[1], box[3])] + [rule[0] for rule in level]
    low, high = min(heights), max(heights)
    words = [word for word in page.words if low <= (word.bottom + word.top) / 2 <= high]
    words = [word for word in words if free((word.bottom + word.top) / 2)]
    upright = [rule for rule in shapes.vertical if free((rule[1] + rule[2]) / 2)]
    edges = [edge for box in areas for edge in _sides(box)]
    edges += [_edge("h", x0, -y, x1, -y) for y, x0, x1 in level]
    edges += [_edge("v", x, -y1, x, -y0) for x, y0, y1 in upright]
    if not _FEW_WORDS <= len(words) <= _MAX_WORDS or len(edges) > _MAX_EDGES or shapes.intricate:
        return None, []
    across = {round(edge["x0"] / _NEAR) for edge in edges if edge["orientation"] == "v"}
    down = {round(edge["top"] / _NEAR) for edge in edges if edge["orientation"] == "h"}
    if len(across) * len(down) > _MAX_CROSSINGS:
        return None, []
    placed = [{"x0": word.left, "x1": word.right, "top": -word.top, "bottom": -word.bottom} for word in words]
    left, right = min(edge["x0"] for edge in edges), max(edge["x1"] for edge in edges)
    return _Sheet((left, -high, right, -low), edges, placed), words


def _sides(box: Box) -> Iterator[Edge]:
    left, bottom, right, top = box
    yield _edge("h", left, -top, right, -top)
    yield _edge("h", left, -bottom, right, -bottom)
    yield _edge("v", left, -top, left, -bottom)
    yield _edge("v", right, -top, right, -bottom)


def _edge(orientation: str, x0: float, top: float, x1: float, bottom: float) -> Edge:
    return {
        "orientation": orientation, "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0,
        "height": bottom - top,
    }  # fmt: skip


def _seen(sheet: _Sheet) -> Iterator[list[Box]]:
    """Yield the cells of each table that pdfplumber sees: those between lines, then those between level lines alone."""
    from pdfplumber.table import TableFinder  # most files never need it

    def cells(settings: dict[str, Any]) -> Iterator[list[Box]]:
        for table in TableFinder(cast(Any, sheet), {**_LINES, **settings}).tables:
            yield [(x0, -bottom, x1, -top) for x0, top, x1, bottom in table.cells]

    yield from cells({})
    flush = cells({"vertical_strategy": "text"})
    places = sorted({x for found in flush for box in found for x in (box[0], box[2])})
    left, right = sheet.bbox[0], sheet.bbox[2]
    close = _close_followers(sheet.words)
    inner = [x for x in places if left + _NEAR < x < right - _NEAR and not any(abs(x - near) <= 2 for near in close)]
    if inner:
        yield from cells({"vertical_strategy": "explicit", "explicit_vertical_lines": [left, *inner, right]})


def _close_followers(words: Sequence[Edge]) -> list[float]:
    """Return where words begin that stand so close behind another that no column can begin there."""
    rows: dict[int, list[Edge]] = {}
    for word in words:
        rows.setdefault(round((word["top"] + word["bottom"]) / 4), []).append(word)
    ordered = [sorted(row, key=lambda word: float(word["x0"])) for row in rows.values()]
    return [b["x0"] for row in ordered for a, b in pairwise(row) if b["x0"] - a["x1"] < _GAP * (b["bottom"] - b["top"])]
