"""The line that a terminal shows while a run goes on."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from evidence_check.documents import ocr
from evidence_check.progress import Tally

_MEGABYTE = 2**20


class Line:
    """One line on stderr: files, megabytes, rate, time left, what waits for text recognition, what is in work."""

    def __init__(self) -> None:
        columns = (BarColumn(bar_width=20), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", total=None)
        self._current = ""

    def start(self) -> None:
        """Begin to show."""
        self._bar.start()

    def stop(self) -> None:
        """Leave nothing behind."""
        self._bar.stop()

    def show(self, tally: Tally, now: float, current: str | None) -> None:
        """Show the figures, and the file in work where that has changed."""
        if current is not None:
            self._current = current
        said = "  ".join((*figures(tally, now), self._current))
        self._bar.update(self._task, total=tally.files, completed=tally.files_done, description=said)


def figures(tally: Tally, now: float) -> list[str]:
    """Return what is said beside the bar, without what is not known."""
    said = [f"{tally.size_done / _MEGABYTE:.1f}/{tally.size / _MEGABYTE:.1f} MB"]
    rate = tally.rate(now)
    if rate is not None:
        said.append(f"{rate / _MEGABYTE:.2f} MB/s")
    left = tally.seconds_left(now)
    if left is not None and tally.files_done < tally.files:
        said.append(f"剩 / left {_duration(left)}")
    if tally.kept:
        said.append(f"未变 / kept {tally.kept}")
    waiting = tally.pictures.files - tally.pictures.files_done
    if waiting and ocr.available():
        said.append(f"待识别图片 / pictures to recognise {waiting}")
    return said


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
