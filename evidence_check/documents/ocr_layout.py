"""Lays the recognised lines of a picture out as a flat, straight page: slant and perspective out, columns in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from evidence_check.documents.ocr_engine import Quad, numpy, sides
from evidence_check.documents.readers.pdf_columns import Piece, rows_of

_LONG = 4.0  # a line this many times as long as it is high tells the slant of its place


def bounds(quad: Quad) -> tuple[float, float, float, float]:
    """Return (left, top, right, bottom) of the upright box around a line."""
    xs, ys = quad[:, 0], quad[:, 1]
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())


def straight(lines: Sequence[tuple[str, Quad]], width: float, height: float) -> list[Piece]:
    """Return lines as pieces of the page, y upwards, its slant taken out.

    A photograph from an angle slants the top of a page otherwise than its foot, so each height has a slant of its own.
    """
    if not lines:
        return []
    slant, change = _slants([quad for _, quad in lines], height)
    pieces = []
    for text, quad in lines:
        x, y = (float(value) for value in quad.mean(axis=0))
        left, _, right, _ = bounds(quad)
        long, tall = sides(quad)
        angle = slant + change * (y - height / 2)
        level = y - (x - width / 2) * float(numpy().tan(angle))
        half = tall / 2
        if tall <= 1.5 * long:  # the box around a slanted line is wider than the line by what its height leans over
            lean = tall * abs(float(numpy().sin(angle))) / 2
            left, right = left + lean, right - lean
        pieces.append(Piece(text, left, right, height - level - half, height - level + half))
    return pieces


def _slants(quads: Sequence[Quad], height: float) -> tuple[float, float]:
    """Return the slant at the middle of the page in radians, and its change per pixel downwards."""
    np = numpy()
    told: list[tuple[float, float, float]] = []
    for quad in quads:
        long, tall = sides(quad)
        if long > _LONG * tall:
            x, y = (quad[1] + quad[2] - quad[0] - quad[3]) / 2
            told.append((float(quad[:, 1].mean()) - height / 2, float(np.arctan2(y, x)), long))
    if not told:
        return 0.0, 0.0
    places, angles, weights = (np.array(column) for column in zip(*told, strict=True))
    middle = _median(angles, weights)
    near = abs(angles - middle) < 0.05  # 3 degrees: lines of another slant are a stamp or a thing in the picture
    if near.sum() < 6 or np.ptp(places[near]) < 0.3 * height:
        return middle, 0.0
    change, at_middle = np.polyfit(places[near], angles[near], 1, w=weights[near])
    return float(at_middle), float(change)


def _median(values: Any, weights: Any) -> float:
    """Return the value in the middle where each counts by its weight."""
    order = values.argsort()
    sums = weights[order].cumsum()
    return float(values[order][numpy().searchsorted(sums, sums[-1] / 2)])


def reading_order(pieces: list[Piece], width: float) -> Iterator[Piece]:
    """Yield the pieces row by row, those of one line joined; text in two columns one column after the other."""
    rows = rows_of(pieces)
    gutter = _gutter(rows, width)
    if gutter is None:
        for row in rows:
            yield from row
        return
    for side in (True, False):
        for row in rows:
            yield from (piece for piece in row if ((piece.left + piece.right) / 2 < gutter) == side)


def _gutter(rows: list[list[Piece]], width: float) -> float | None:
    """Return where a page of prose is parted into two columns, None where it is not."""
    pairs = [row for row in rows if len(row) == 2 and all(piece.right - piece.left > 0.28 * width for piece in row)]
    if len(pairs) < 5 or len(pairs) < 0.5 * len(rows):
        return None
    low, high = max(row[0].right for row in pairs), min(row[1].left for row in pairs)
    crossed = any(piece.left < low - 1 and piece.right > high + 1 for row in rows for piece in row)
    return (low + high) / 2 if low < high and not crossed else None
