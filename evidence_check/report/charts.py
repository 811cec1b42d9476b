"""Works out the charts: where the pieces of a bar lie, and the scale on which a score stands.

Charts are inline SVG without text of their own that matters: the figures stand beside each, for eyes and for readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WIDTH = 1000.0  # of a chart, in its own units


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a bar: the key that colours it, its figure, and where it lies."""

    key: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A score's scale: the ends of what is still possible, where it stands now, and the line to reach, as places."""

    low: int
    worst: float
    best: float
    now: float
    line: float | None


def segments(counts: Mapping[str, int], whole: int | None = None) -> tuple[Segment, ...]:
    """Return the pieces of a bar in the order given, without empty ones. ``whole`` is what fills it, else their sum."""
    total = (whole if whole is not None else sum(counts.values())) or 1
    pieces: list[Segment] = []
    x = 0.0
    for key, count in counts.items():
        if count:
            width = WIDTH * count / total
            pieces.append(Segment(key, count, round(x, 2), round(width, 2)))
            x += width
    return tuple(pieces)


def scale(worst: int, best: int, now: int, line: int | None) -> Scale:
    """Return the scale of a score that ends at 100 or its best, and begins at the ten below the lowest of all."""
    high = max(100, best)
    low = min(worst, now, line if line is not None else high) // 10 * 10
    reach = max(high - low, 1)

    def at(points: int) -> float:
        return round(WIDTH * (points - low) / reach, 2)

    return Scale(low, at(worst), at(best), at(now), None if line is None else at(line))
