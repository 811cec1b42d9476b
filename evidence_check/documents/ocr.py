"""Reads the text in pictures of pages, offline, through rapidocr and onnxruntime (the extra ``ocr``).

Both the models and the engine come with their wheels; nothing is fetched. One engine per process, loaded when the first
picture comes. Red ink is read apart from the rest, so that a seal (公章) over a line does not hide it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from evidence_check.documents.ocr_engine import (
    Pixels,
    Quad,
    available,
    find_lines,
    numpy,
    read_lines,
    sides,
    thickness,
    use_threads,
)
from evidence_check.documents.ocr_layout import bounds, reading_order, straight
from evidence_check.documents.readers.pdf_columns import Piece

__all__ = ["INSTALL", "Recognised", "available", "budget", "recognise", "take_page", "use_threads"]

INSTALL = "pip install rapidocr onnxruntime"
"""The line that installs the extra, whatever way the package itself came."""

MAX_PAGES = 200
"""Pages read per file: at 2 to 5 s each they are most of what a scan of a dossier costs."""

SECONDS_PER_PAGE = 15.0
"""The longest that a page may take on a slow or busy machine."""

MEMORY = 1024 * 2**20
"""Bytes that a process holds while it reads a page (measured: 0.6 to 0.75 GB)."""

MAX_SIDE = 2_400
"""Pixels; a larger picture is made smaller, which costs no accuracy at the size of a page."""

LOW = 80
"""Per cent; a page that is read with less certainty has to be compared with its original."""

_LEAST = 0.5  # a line that is less sure is more likely a stain, a signature or a stroke of a seal than these words
_SURE = 0.8
_UPRIGHT = 0.85  # a page that is read less surely may stand on its head
_RED = 60
_FEW_RED = 0.0004


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of one upright picture: placed pieces in pixels (y upwards from the bottom), and how sure they are.

    ``confidence`` is in per cent, weighted by characters, with the lines that could not be made out; 0 where nothing
    was read. ``lines`` come in reading order.
    """

    width: float
    height: float
    lines: tuple[Piece, ...]
    confidence: int


@dataclass(slots=True)
class _Line:
    """One line as the engine found it: corners in pixels, y downwards."""

    text: str
    score: float
    quad: Quad


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


def recognise(picture: Any) -> Recognised:
    """Return the text of a picture (a PIL image) with the page turned upright.

    Raises:
        RuntimeError, MemoryError: whatever the engine raises where memory runs out.
    """
    pixels = _pixels(picture)
    black = _black_ink(pixels)
    quads = find_lines(black)
    turns = _quarter_turns(black, quads)
    lines = _read(_turned(black, turns), _turned_quads(quads, turns, black.shape))
    if not turns and _sureness(lines) < _UPRIGHT and _reads_better(black, quads, 2, 0):
        turns = 2
        lines = _read(_turned(black, turns), _turned_quads(quads, turns, black.shape))
    pixels = _turned(pixels, turns)
    lines += _red_lines(pixels, lines)
    height, width = pixels.shape[:2]
    kept = [line for line in lines if line.text and line.score >= _LEAST]
    placed = straight([(line.text, line.quad) for line in kept], float(width), float(height))
    confidence = round(100 * _sureness(lines)) if kept else 0
    return Recognised(float(width), float(height), tuple(reading_order(placed, float(width))), confidence)


def _pixels(picture: Any) -> Pixels:
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "P", "PA"):
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    picture = picture.convert("RGB")
    side = max(picture.size)
    if side > MAX_SIDE:
        scale = MAX_SIDE / side
        picture = picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale))))
    return numpy().asarray(picture)


def _read(pixels: Pixels, quads: Sequence[Quad]) -> list[_Line]:
    found = read_lines(pixels, quads)
    return [_Line(text, score, quad) for (text, score), quad in zip(found, quads, strict=True)]


def _sureness(lines: Sequence[_Line]) -> float:
    """Return how sure the lines are, from 0 to 1. A line that was not made out weighs as much as its length says."""
    total = weights = 0.0
    for line in lines:
        lost = line.score < _LEAST
        weight = max(sides(line.quad)) / max(thickness(line.quad), 1.0) if lost else len(line.text)
        total += weight * line.score
        weights += weight
    return total / weights if weights else 0.0


# --- which way up ----------------------------------------------------------------------------------------------------


def _quarter_turns(black: Pixels, quads: Sequence[Quad]) -> int:
    """Return how many quarter turns to the left make a page upright whose lines run up or down; 0 for others."""
    shapes = [sides(quad) for quad in quads]
    long = [(width, height) for width, height in shapes if max(width, height) > 1.5 * min(width, height)]
    tall = sum(height / width for width, height in long if height > width)
    wide = sum(width / height for width, height in long if width >= height)
    if tall <= wide:
        return 0
    return 3 if _reads_better(black, quads, 3, 1) else 1


def _reads_better(black: Pixels, quads: Sequence[Quad], one: int, other: int) -> bool:
    """Tell whether the longest lines read more surely after ``one`` number of quarter turns than after ``other``."""
    longest = sorted(quads, key=lambda quad: -max(sides(quad)))[:5]
    scores = []
    for turns in (one, other):
        found = _read(_turned(black, turns), _turned_quads(longest, turns, black.shape))
        scores.append(sum(line.score * len(line.text) for line in found))
    return scores[0] > scores[1]


def _turned(pixels: Pixels, turns: int) -> Pixels:
    return numpy().ascontiguousarray(numpy().rot90(pixels, turns)) if turns else pixels


def _turned_quads(quads: Sequence[Quad], turns: int, shape: tuple[int, ...]) -> list[Quad]:
    """Return corners as they stand once the picture of this shape was given quarter turns to the left."""
    height, width = shape[:2]
    found = list(quads)
    for _ in range(turns):
        found = [
            numpy().roll(numpy().stack([quad[:, 1], width - quad[:, 0]], axis=1), -1, axis=0) for quad in found
        ]  # fmt: skip
        height, width = width, height
    return found


# --- red ink ---------------------------------------------------------------------------------------------------------


def _black_ink(pixels: Pixels) -> Pixels:
    """Return the picture without red ink, which is white in the red channel."""
    red = pixels[:, :, 0]
    return numpy().stack([red, red, red], axis=2)


def _red_lines(pixels: Pixels, others: Sequence[_Line]) -> list[_Line]:
    """Return the lines in red ink that are lines of their own: the head of an official letter is red."""
    signed = pixels.astype("int16")
    red = (signed[:, :, 0] - numpy().maximum(signed[:, :, 1], signed[:, :, 2])) > _RED
    if red.mean() < _FEW_RED:
        return []
    ink = numpy().where(red, 0, 255).astype("uint8")
    picture = numpy().stack([ink, ink, ink], axis=2)
    quads = [quad for quad in find_lines(picture) if _stands_alone(quad, others)]
    return [line for line in _read(picture, quads) if line.score >= _SURE and len(line.text) >= 4]


def _stands_alone(quad: Quad, others: Sequence[_Line]) -> bool:
    """Tell whether a place is wide and not over other text, as the words of a seal are."""
    left, top, right, bottom = bounds(quad)
    wide, tall = right - left, bottom - top
    if max(wide, tall) < 2.5 * min(wide, tall):
        return False
    for other in others:
        a, b, c, d = bounds(other.quad)
        if min(right, c) - max(left, a) > 0 and min(bottom, d) - max(top, b) > 0.25 * min(tall, d - b):
            return False
    return True
