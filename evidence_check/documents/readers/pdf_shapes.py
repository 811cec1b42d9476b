"""Collects what a PDF page shows beside text: its ruling lines, and how much of it pictures cover."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from evidence_check.documents.readers.pdf_calls import Box, handle, shapes
from evidence_check.documents.readers.pdf_page import Shapes
from evidence_check.documents.readers.pdf_turn import (
    IDENTITY,
    Matrix,
    Turn,
    matrix_of,
    multiply,
    place,
    place_box,
)

MAX_OBJECTS = 30_000
MAX_SEGMENTS = 20_000
_THIN = 2.5
"""Points; a path no thicker than this is a ruling line."""

_CELL = 0.3
"""Share of the page that a cell or shaded row covers, at most."""

_LOW = 7.0
"""Points; no line of text is lower."""


def find_shapes(page: Any, turn: Turn) -> Shapes:
    """Return the shapes of a page of pypdfium2, those in forms included, two levels deep."""
    return _Collector(page, turn).found


class _Collector:
    def __init__(self, page: Any, turn: Turn) -> None:
        self.found = Shapes()
        self._turn = turn
        self._area = max(page.get_width() * page.get_height(), 1.0)
        self._sides = tuple(ctypes.c_float() for _ in range(4))
        self._objects, self._segments = MAX_OBJECTS, MAX_SEGMENTS
        count = min(pdfium.FPDFPage_CountObjects(page.raw), MAX_OBJECTS)
        self._objects -= count
        self.found.intricate = self._objects <= 0
        for item in shapes(handle(page.raw), count):
            self._add(item, IDENTITY, 0)

    def _add(self, item: Any, matrix: Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < 2:
                self._add_form(item, multiply(matrix_of(item), matrix), depth + 1)
            else:
                self.found.intricate = True
            return
        left, bottom, right, top = self._sides
        if kind == pdfium.FPDF_PAGEOBJ_TEXT or not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return
        box = self._turn.box(*place_box(matrix, left.value, bottom.value, right.value, top.value))
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.found.image_share += max(0.0, (box[2] - box[0]) * (box[3] - box[1])) / self._area
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            self.found.paths += 1
            if not self._rule(box):
                self._add_area(box)
                self._add_path(item, matrix)

    def _add_form(self, form: Any, matrix: Matrix, depth: int) -> None:
        count = min(pdfium.FPDFFormObj_CountObjects(form), max(self._objects, 0))
        self._objects -= count
        self.found.intricate |= self._objects <= 0
        for at in range(count):
            if item := pdfium.FPDFFormObj_GetObject(form, at):
                self._add(item, matrix, depth)

    def _add_area(self, box: Box) -> None:
        """Keep a box of the size of a cell or a row, in case no lines show the table that it belongs to."""
        if (box[2] - box[0]) * (box[3] - box[1]) < _CELL * self._area and box[3] - box[1] > _LOW:
            self.found.areas.append(box)

    def _rule(self, box: Box) -> bool:
        """Keep a thin box as a ruling line; tell whether it was thin."""
        left, bottom, right, top = box
        wide, tall = right - left, top - bottom
        if tall <= _THIN < wide:
            self.found.horizontal.append(((bottom + top) / 2, left, right))
        elif wide <= _THIN < tall:
            self.found.vertical.append(((left + right) / 2, bottom, top))
        return tall <= _THIN or wide <= _THIN

    def _add_path(self, item: Any, matrix: Matrix) -> None:
        """Add the ruling lines of a path that is no thin box, piece by piece."""
        count = pdfium.FPDFPath_CountSegments(item)
        self._segments -= count
        if self._segments < 0:
            self.found.intricate = True
        if count < 2 or self._segments < 0:
            return
        stroked, filled = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, filled, stroked)
        for x0, y0, x1, y1 in _pieces(item, count, multiply(matrix_of(item), matrix), bool(stroked.value)):
            self._rule(self._turn.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _pieces(item: Any, count: int, matrix: Matrix, stroked: bool) -> Iterator[Box]:
    """Yield straight pieces: the segments of a stroked path, the thin rectangles of a filled one."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []

    def flush() -> Iterator[Box]:
        if stroked:
            for (x0, y0), (x1, y1) in pairwise(points):
                yield x0, y0, x1, y1
        elif len(points) >= 4:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN:
                yield min(xs), min(ys), max(xs), max(ys)

    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield from flush()
            points = []
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            points = []
            continue
        points.append(place(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    yield from flush()
