"""Shows on a terminal how far a long run has come: files, bytes, what is in work, what waits; silent in a pipe.

Time left is told from what was read in this run, pictures apart: recognising their text takes a hundred times as long
per byte, and a scan's other files say nothing about it. Until there is something to tell it from, nothing is told.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Protocol

from evidence_check.progress_tally import Tally

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
