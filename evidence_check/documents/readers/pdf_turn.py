"""Coordinates of a PDF page: turning a rotated page upright, and the matrices of its objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from evidence_check.documents.readers.pdf_calls import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Turn:
    """Turns boxes of a page upright, and counts from its lower left corner."""

    quarter: int
    left: float
    bottom: float
    right: float
    top: float

    @classmethod
    def of(cls, page: Any) -> Turn:
        """Return how a page of pypdfium2 lies."""
        return cls(page.get_rotation() // 90 % 4, *page.get_bbox())

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a box in upright coordinates."""
        if self.quarter == 1:
            return bottom - self.bottom, self.right - right, top - self.bottom, self.right - left
        if self.quarter == 2:
            return self.right - right, self.top - top, self.right - left, self.top - bottom
        if self.quarter == 3:
            return self.top - top, left - self.left, self.top - bottom, right - self.left
        return left - self.left, bottom - self.bottom, right - self.left, top - self.bottom

    def boxes(self, found: list[Box]) -> list[Box]:
        """Return boxes in upright coordinates, which those of most pages are already."""
        if not self.quarter and not self.left and not self.bottom:
            return found
        return [self.box(*box) for box in found]


def matrix_of(item: Any) -> Matrix:
    """Return the matrix of a page object."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that does first ``inner``, then ``outer``."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def place(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a matrix puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def place_box(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Box:
    """Return where a matrix puts a box, with its sides in order."""
    if matrix == IDENTITY:
        return left, bottom, right, top
    x0, y0 = place(matrix, left, bottom)
    x1, y1 = place(matrix, right, top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
