"""Shows on a terminal how far a long run has come: files, bytes, what is in work, what waits; silent in a pipe.

Time left is told from what was read in this run, pictures apart: recognising their text takes a hundred times as long
per byte, and a scan's other files say nothing about it. Until there is something to tell it from, nothing is told.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol

PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".gif")
"""Endings of files that are sure to wait for text recognition; whether a PDF does shows only when it is opened."""

_ENOUGH = 2.0  # seconds of work from which a rate says something
_NAME = 48  # characters of a path that are shown: its end, which tells files apart


class Progress(Protocol):
    """What a run tells about itself."""

    @property
    def watched(self) -> bool:
        """Whether somebody looks, so that it is worth saying what is in work."""

    def expect(self, todo: Sequence[tuple[str, int]], kept: Sequence[tuple[str, int]]) -> None:
        """Be told the files, (path, bytes) each: those to work on, and those whose results were kept."""

    def working(self, names: Sequence[str]) -> None:
        """Be told the files in work, the one that came first in front."""

    def done(self, name: str, size: int, seconds: float) -> None:
        """Be told that a file is through, which took a worker some seconds."""


class Silent:
    """Nobody looks."""

    watched = False

    def expect(self, todo: Sequence[tuple[str, int]], kept: Sequence[tuple[str, int]]) -> None:
        """Say nothing."""

    def working(self, names: Sequence[str]) -> None:
        """Say nothing."""

    def done(self, name: str, size: int, seconds: float) -> None:
        """Say nothing."""


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


class ScanProgress:
    """Shows a line on stderr while a run goes on, and leaves nothing behind."""

    def __init__(self) -> None:
        self.watched = sys.stderr.isatty()
        self._tally = Tally()
        if self.watched:
            from evidence_check.progress_line import Line

            self._line = Line()

    def __enter__(self) -> ScanProgress:
        if self.watched:
            self._line.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.watched:
            self._line.stop()

    def expect(self, todo: Sequence[tuple[str, int]], kept: Sequence[tuple[str, int]]) -> None:
        """Be told the files of the run."""
        self._tally.expect(todo, kept)
        if self._tally.started is None:
            self._tally.started = time.monotonic()
        self._show("")

    def working(self, names: Sequence[str]) -> None:
        """Show the file that has been in work for longest."""
        if self.watched and names:
            more = f" +{len(names) - 1}" if len(names) > 1 else ""
            self._show(names[0][-_NAME:] + more)

    def done(self, name: str, size: int, seconds: float) -> None:
        """Count a file that is through."""
        self._tally.done(name, size, seconds)
        self._show(None)

    def _show(self, current: str | None) -> None:
        if self.watched:
            self._line.show(self._tally, time.monotonic(), current)
