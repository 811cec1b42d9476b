"""Shows on a terminal how far a long run has come; silent in a pipe."""

from __future__ import annotations

import sys
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class ScanProgress:
    """Counts files and megabytes on stderr while a scan runs, and leaves nothing behind."""

    def __init__(self) -> None:
        columns = (
            TextColumn("读取 / reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[megabytes]:.1f} MB"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[name]}", markup=False),
        )
        shown = sys.stderr.isatty()
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True, disable=not shown)
        self._task = self._progress.add_task("", total=None, megabytes=0.0, name="")
        self._bytes = 0

    def __enter__(self) -> ScanProgress:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def advance(self, path: str, size: int, total: int) -> None:
        """Note that one more of ``total`` files is done."""
        self._bytes += size
        self._progress.update(self._task, advance=1, total=total, megabytes=self._bytes / 1024**2, name=path[-60:])
