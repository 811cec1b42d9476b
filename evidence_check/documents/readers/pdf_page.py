"""One page of a PDF as it was taken apart: the nouns that the readers of scans and of text share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

Rule = tuple[float, float, float]
"""A ruling line: (position across, from, to), in points."""

FEW_AREAS = 4
"""Boxes on a page from which they may be the cells of a table."""


@dataclass(slots=True)
class Line:
    """A line of text: its characters' places in the page's text, and its box in points, y upwards from the bottom."""

    text: str
    start: int
    end: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False


class Word(NamedTuple):
    """Characters without a gap: from where to where they stand in the page's text, and their box in points."""

    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class Shapes:
    """The ruling lines of a page, the share of it that pictures cover, and how many paths are drawn on it.

    ``areas`` are boxes (left, bottom, right, top) that may frame or shade cells. ``intricate`` marks a drawing: more
    than was looked at.
    """

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    image_share: float = 0.0
    paths: int = 0
    areas: list[tuple[float, float, float, float]] = field(default_factory=list)
    intricate: bool = False


@dataclass(slots=True)
class Page:
    """What one page holds; sizes in points. ``chars`` is its text with one character per pdfium index.

    ``words`` are there only where lines or gaps show that text may stand in cells; ``boxes`` are texts without a place.
    """

    number: int
    width: float
    height: float
    chars: str = ""
    lines: list[Line] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    shapes: Shapes = field(default_factory=Shapes)
    remarks: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
