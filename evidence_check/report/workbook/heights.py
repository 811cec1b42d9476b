"""Reckons how high a row must be for its wrapped text: not every office program does so when it opens a file."""

from __future__ import annotations

import re
from collections.abc import Iterable

LINE = 12.5
"""Points of one line of text."""

_MOST = 400.0  # Excel allows 409 points
_ROOM = 1.15  # characters of our small type for one character of the type that widths are counted in
_ROW = re.compile(rb"<row [^>]*>")
_OWN = b' customHeight="1"'


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in so many characters; a hanzi is as wide as two letters."""
    room = max(1, int(width * _ROOM))
    sizes = (sum(2 if ord(sign) > 0x2E80 else 1 for sign in line) for line in text.split("\n"))
    return sum(max(1, -(-size // room)) for size in sizes)


def height(cells: Iterable[tuple[object, float]]) -> float:
    """Return the height in points for a row of (value, width of its column)."""
    most = max((lines_of(value, width) for value, width in cells if isinstance(value, str)), default=1)
    return min(_MOST, most * LINE + 4)


def growing(sheet: bytes) -> bytes:
    """Return a worksheet's XML with rows that are as high as given and still grow with what people type.

    A height without the mark of being somebody's choice is what Excel itself notes down for a row that fits its text.
    """
    return _ROW.sub(lambda match: match.group().replace(_OWN, b""), sheet)
