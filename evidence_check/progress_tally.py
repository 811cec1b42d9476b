"""Counts how far a run has come, and tells the rate and the time left from what was read in it, pictures apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".gif")
"""Endings of files that are sure to wait for text recognition; whether a PDF does shows only when it is opened."""

_ENOUGH = 2.0  # seconds of work from which a rate says something


@dataclass
class Sort:
    """What is known of one sort of files: how many and how large they are, how many are through, what they took."""

    files: int = 0
    size: int = 0
    files_done: int = 0
    size_done: int = 0
    seconds: float = 0.0

    def seconds_left(self) -> float | None:
        """Return what the rest will take one worker at the rate so far; None while none is through."""
        left = self.size - self.size_done
        if left <= 0:
            return 0.0
        return left * self.seconds / self.size_done if self.size_done else None


@dataclass
class Tally:
    """The figures behind the display. ``started`` and the times given are seconds of one steady clock."""

    kept: int = 0
    started: float | None = None
    pictures: Sort = field(default_factory=Sort)
    others: Sort = field(default_factory=Sort)

    def expect(self, todo: Sequence[tuple[str, int]], kept: Sequence[tuple[str, int]]) -> None:
        """Add files to work on, and files whose results were kept."""
        self.kept += len(kept)
        for name, size in todo:
            sort = self._sort(name)
            sort.files += 1
            sort.size += size

    def done(self, name: str, size: int, seconds: float) -> None:
        """Note that a file is through, which took a worker some seconds."""
        sort = self._sort(name)
        sort.files_done += 1
        sort.size_done += size
        sort.seconds += seconds

    def _sort(self, name: str) -> Sort:
        return self.pictures if name.lower().endswith(PICTURES) else self.others

    @property
    def files(self) -> int:
        """Files of the run, those included whose results were kept."""
        return self.kept + self.pictures.files + self.others.files

    @property
    def files_done(self) -> int:
        """Files that are through."""
        return self.kept + self.pictures.files_done + self.others.files_done

    @property
    def size(self) -> int:
        """Bytes of the files to work on."""
        return self.pictures.size + self.others.size

    @property
    def size_done(self) -> int:
        """Bytes of those that are through."""
        return self.pictures.size_done + self.others.size_done

    def rate(self, now: float) -> float | None:
        """Return the bytes per second so far, None while that says nothing."""
        elapsed = now - self.started if self.started is not None else 0.0
        return self.size_done / elapsed if elapsed >= _ENOUGH and self.size_done else None

    def seconds_left(self, now: float) -> float | None:
        """Return how long the rest will take at the rates so far, None while they are not known."""
        elapsed = now - self.started if self.started is not None else 0.0
        worked = self.pictures.seconds + self.others.seconds
        left = [sort.seconds_left() for sort in (self.pictures, self.others)]
        if elapsed < _ENOUGH or not worked or None in left:
            return None
        at_once = max(worked / elapsed, 1.0)  # workers that were really busy
        return sum(seconds or 0.0 for seconds in left) / at_once
