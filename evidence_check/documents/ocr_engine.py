"""The text recognition engine: where the lines of a picture stand, and what each says. Nothing about pages.

rapidocr finds and reads; its own check for upside-down lines is left out, since it turns good lines (a third of the
lines of a plain English page, measured), and so is its limit on sureness, since a line that it drops is lost silently.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

Quad = Any
"""The corners of a line as an array of four (x, y) in pixels, y downwards: top left, top right, bottom right, …"""

Pixels = Any
"""A picture as an array: rows × columns × 3 of uint8."""

_DETECT_SIDE = 1_280
"""Pixels of the longer side while lines are looked for: finds what 2,000 finds down to 8 points on A4, 2.5 × faster."""

_DETECT_SIDE_SMALL = 2_000
_SMALL_LINE = 17.0
"""Pixels; where the lines found are lower than this, they are looked for again at the larger size."""


@lru_cache(maxsize=1)
def available() -> bool:
    """Tell whether the extra is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


_threads = [2]


def use_threads(count: int) -> None:
    """Set how many cores the engine of this process uses: before its first picture, 2 unless said.

    Two workers with two threads each on two cores read a fifth fewer pages than with one thread each (measured).
    """
    _threads[:] = [max(1, count)]


@lru_cache(maxsize=1)
def _engine() -> Any:
    options = {
        "Global.log_level": "critical",
        "Global.text_score": 0.0,
        "Global.max_side_len": _DETECT_SIDE_SMALL,
        "Rec.rec_batch_num": 1,  # more at once only fill memory with the padding of short lines (measured)
        "EngineConfig.onnxruntime.intra_op_num_threads": _threads[-1],
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return importlib.import_module("rapidocr").RapidOCR(params=options)


def numpy() -> Any:
    """Return numpy, which comes with the extra."""
    return importlib.import_module("numpy")


def _cv2() -> Any:
    return importlib.import_module("cv2")  # comes with the extra


def find_lines(pixels: Pixels) -> list[Quad]:
    """Return the lines of text in a picture, in no order that can be relied on."""
    quads = _find(pixels, _DETECT_SIDE)
    if quads and max(pixels.shape[:2]) > _DETECT_SIDE:
        thin = sorted(thickness(quad) for quad in quads)[len(quads) // 2]
        if thin * _DETECT_SIDE / max(pixels.shape[:2]) < _SMALL_LINE:
            return _find(pixels, _DETECT_SIDE_SMALL)
    return quads


def _find(pixels: Pixels, side: int) -> list[Quad]:
    scale = min(1.0, side / max(pixels.shape[:2]))
    if scale < 1:
        pixels = _cv2().resize(pixels, None, fx=scale, fy=scale, interpolation=_cv2().INTER_AREA)
    found = _engine()(pixels, use_det=True, use_cls=False, use_rec=False)
    return [] if found.boxes is None else [quad.astype(float) / scale for quad in found.boxes]


def read_lines(pixels: Pixels, quads: Sequence[Quad], turns: int = 0) -> list[tuple[str, float]]:
    """Return each line's text and how sure it is (0 to 1); lines are cut out straight and given ``turns`` quarter turns
    to the left, one more where a line runs upwards."""
    if not quads:
        return []
    usual = sorted(thickness(quad) for quad in quads)[len(quads) // 2]
    crops = [_cut(pixels, quad, turns, usual) for quad in quads]
    found = _engine().recognize_txt(crops)
    return [(text.strip(), float(score)) for text, score in zip(found.txts, found.scores, strict=True)]


def sides(quad: Quad) -> tuple[float, float]:
    """Return (width, height) of a line as it stands, in pixels."""
    norm = numpy().linalg.norm
    return (
        float(max(norm(quad[0] - quad[1]), norm(quad[2] - quad[3]))),
        float(max(norm(quad[0] - quad[3]), norm(quad[1] - quad[2]))),
    )


def thickness(quad: Quad) -> float:
    """Return a line's shorter side in pixels: the height of its letters and a little more."""
    return min(sides(quad))


def _cut(pixels: Pixels, quad: Quad, turns: int, usual: float) -> Pixels:
    """Return one line, straight. A lone narrow digit is taller than wide as well, but no longer than a line is high."""
    width, height = (max(1, round(side)) for side in sides(quad))
    target = numpy().float32([[0, 0], [width, 0], [width, height], [0, height]])
    matrix = _cv2().getPerspectiveTransform(quad.astype("float32"), target)
    line = _cv2().warpPerspective(
        pixels, matrix, (width, height), flags=_cv2().INTER_CUBIC, borderMode=_cv2().BORDER_REPLICATE
    )
    upwards = height >= 1.5 * width and height > 1.8 * usual
    return numpy().ascontiguousarray(numpy().rot90(line, turns + upwards))
