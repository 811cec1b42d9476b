"""Reads the text in pictures of pages, offline, through rapidocr and onnxruntime (the extra ``ocr``).

Both the models and the engine come with their wheels; nothing is fetched. One engine per process, loaded when the first
picture comes. Red ink is read apart from the rest, so that a seal (公章) over a line does not hide it.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from evidence_check.documents.readers.pdf_columns import Piece, rows_of

INSTALL = "pip install rapidocr onnxruntime"
"""The line that installs the extra, whatever way the package itself came."""

MAX_PAGES = 60
"""Pages read per file: at 2 to 10 s each they are most of what a scan of a dossier costs."""

SECONDS_PER_PAGE = 15.0
"""The longest that a page may take on a slow or busy machine."""

MEMORY = 1536 * 2**20
"""Bytes that a process holds once it has read a page (measured: 0.9 to 1.3 GB)."""

MAX_SIDE = 2_400
"""Pixels; a larger picture is made smaller, which costs no accuracy at the size of a page."""

LOW = 80
"""Per cent; a page that is read with less certainty has to be compared with its original."""

_THREADS = 2
_SURE = 0.8
_RED = 60
_FEW_RED = 0.0004


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of one upright picture: placed pieces in pixels (y upwards from the bottom), and how sure they are.

    ``confidence`` is in per cent, weighted by characters; 0 where nothing was read. ``lines`` come in reading order.
    """

    width: float
    height: float
    lines: tuple[Piece, ...]
    confidence: int


@dataclass(slots=True)
class _Box:
    """One line as the engine found it: corners in pixels, y downwards."""

    text: str
    score: float
    corners: Any


_budget: list[int] = []


@contextmanager
def budget(pages: int) -> Iterator[None]:
    """Bound the pages that all files read inside the block may have recognised together: the members of an archive."""
    _budget.append(pages)
    try:
        yield
    finally:
        _budget.pop()


def take_page() -> bool:
    """Count one page against the budget, if there is one; False where it is used up."""
    if _budget and _budget[-1] <= 0:
        return False
    if _budget:
        _budget[-1] -= 1
    return True


@lru_cache(maxsize=1)
def available() -> bool:
    """Tell whether the extra is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


@lru_cache(maxsize=1)
def _engine() -> Any:
    options = {
        "Global.log_level": "critical",
        "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return importlib.import_module("rapidocr").RapidOCR(params=options)


def _numpy() -> Any:
    return importlib.import_module("numpy")  # comes with the extra


def recognise(picture: Any) -> Recognised:
    """Return the text of a picture (a PIL image) with the page turned upright.

    Raises:
        RuntimeError, MemoryError: whatever the engine raises where memory runs out.
    """
    numpy = _numpy()

    numpy = _numpy()
    pixels = _pixels(picture)
    boxes = _all_boxes(pixels, turned=False)
    turn = _quarter(pixels[:, :, 0], boxes)
    if turn:  # read anew: single lines of a turned page come out upside down
        pixels = numpy.ascontiguousarray(numpy.rot90(pixels, turn))
        boxes = _all_boxes(pixels, turned=True)
    height, width = pixels.shape[:2]
    placed = _straight(boxes, float(width), float(height))
    weight = sum(len(box.text) for box in boxes)
    confidence = round(100 * sum(box.score * len(box.text) for box in boxes) / weight) if weight else 0
    return Recognised(float(width), float(height), tuple(_reading_order(placed, float(width))), confidence)


def _all_boxes(pixels: Any, turned: bool) -> list[_Box]:
    """Return the lines of a picture, those in red ink included; ``turned`` pages are known to stand upright."""
    red = pixels[:, :, 0]  # red ink is white in the red channel
    boxes = _read(_numpy().stack([red, red, red], axis=2), check=not turned)
    ink = _red_ink(pixels)
    if ink is not None:
        boxes += [box for box in _read(ink, check=not turned) if _is_own_line(box, boxes)]
    return boxes


def _pixels(picture: Any) -> Any:
    from PIL import Image

    numpy = _numpy()

    if picture.mode in ("RGBA", "LA", "P", "PA"):
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    picture = picture.convert("RGB")
    side = max(picture.size)
    if side > MAX_SIDE:
        scale = MAX_SIDE / side
        picture = picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale))))
    return numpy.asarray(picture)


def _red_ink(pixels: Any) -> Any:
    """Return a picture of the red ink alone (the head of an official letter is red), None where there is little."""
    numpy = _numpy()

    signed = pixels.astype(numpy.int16)
    red = (signed[:, :, 0] - numpy.maximum(signed[:, :, 1], signed[:, :, 2])) > _RED
    if red.mean() < _FEW_RED:
        return None
    plain = numpy.where(red, 0, 255).astype(numpy.uint8)
    return numpy.stack([plain, plain, plain], axis=2)


def _read(pixels: Any, check: bool) -> list[_Box]:
    result = _engine()(pixels, use_det=True, use_cls=check, use_rec=True)
    if result.boxes is None or not result.txts:
        return []
    return [
        _Box(text.strip(), float(score), corners)
        for text, score, corners in zip(result.txts, result.scores, result.boxes, strict=True)
        if text.strip()
    ]


def _is_own_line(box: _Box, others: list[_Box]) -> bool:
    """Tell whether red text is a line of its own: sure, wide, and not over other text, as the words of a seal are."""
    left, top, right, bottom = _bounds(box.corners)
    wide, tall = right - left, bottom - top
    if box.score < _SURE or max(wide, tall) < 2.5 * min(wide, tall) or len(box.text) < 4:
        return False
    for other in others:
        a, b, c, d = _bounds(other.corners)
        if min(right, c) - max(left, a) > 0 and min(bottom, d) - max(top, b) > 0.25 * min(tall, d - b):
            return False
    return True


def _bounds(corners: Any) -> tuple[float, float, float, float]:
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _quarter(red: Any, boxes: list[_Box]) -> int:
    """Return how many quarter turns to the left make the page upright: 0 to 3."""
    numpy = _numpy()

    sized = [(_bounds(box.corners), len(box.text)) for box in boxes if len(box.text) > 1]
    tall = sum(weight for (left, top, right, bottom), weight in sized if bottom - top > 1.5 * (right - left))
    turns = 1 if tall * 2 > sum(weight for _, weight in sized) else 0
    votes = 0
    for (left, top, right, bottom), _weight in sorted(sized, key=lambda item: -item[1])[:7]:
        crop = numpy.rot90(red[max(0, int(top)) : int(bottom) + 1, max(0, int(left)) : int(right) + 1], turns)
        if crop.shape[1] < 1.5 * crop.shape[0]:
            continue
        picture = numpy.ascontiguousarray(numpy.stack([crop, crop, crop], axis=2))
        result = _engine()(picture, use_det=False, use_cls=True, use_rec=False)
        for label, score in result.cls_res or ():
            votes += (1 if label == "180" else -1) if score > 0.7 else 0
    return turns + (2 if votes > 0 else 0)


def _straight(boxes: list[_Box], width: float, height: float) -> list[Piece]:
    """Return the boxes as pieces of the page, its small slant taken out."""
    numpy = _numpy()
    quads = [numpy.asarray(box.corners, dtype=float) for box in boxes]
    slants = sorted(
        (float(numpy.arctan2(*_long_side(quad)[::-1])), len(box.text)) for quad, box in zip(quads, boxes, strict=True)
    )
    half, seen, slant = sum(weight for _, weight in slants) / 2, 0, 0.0
    for angle, weight in slants:
        seen += weight
        if seen >= half:
            slant = angle
            break
    cos, sin = numpy.cos(-slant), numpy.sin(-slant)
    middle = numpy.array([width / 2, height / 2])
    matrix = numpy.array([[cos, -sin], [sin, cos]])
    pieces = []
    for quad, box in zip(quads, boxes, strict=True):
        left, top, right, bottom = _bounds((quad - middle) @ matrix.T + middle)
        pieces.append(Piece(box.text, left, right, height - bottom, height - top))
    return pieces


def _long_side(quad: Any) -> tuple[float, float]:
    """Return the direction of a line's longer side, pointing right."""
    sides = [quad[(at + 1) % 4] - quad[at] for at in range(2)]
    x, y = max(sides, key=lambda side: float(side[0] ** 2 + side[1] ** 2))
    return (float(x), float(y)) if x >= 0 else (-float(x), -float(y))


def _reading_order(pieces: list[Piece], width: float) -> Iterator[Piece]:
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
