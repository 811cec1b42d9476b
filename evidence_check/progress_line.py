"""The line that a terminal shows while a run goes on."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Column

from evidence_check.documents import ocr
from evidence_check.progress_tally import Tally

_KILOBYTE, _MEGABYTE = 2**10, 2**20
_BAR = 12  # characters: the figures beside it must fit a terminal of 80
_BEFORE, _AFTER = "准备 / getting ready", "核对、写报告 / judging, writing"


class Line:
    """One line on stderr: files, megabytes, rate, time left, what waits for text recognition, what is in work.

    Where the terminal is narrow the name in work is cut, never a figure.
    """

    def __init__(self, console: Console | None = None) -> None:
        columns = (
            BarColumn(bar_width=_BAR),
            TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True)),
            TextColumn("{task.fields[current]}", markup=False, table_column=Column(no_wrap=True, ratio=1)),
        )
        self._bar = Bar(*columns, console=console or Console(stderr=True), transient=True, expand=True)
        self._task = self._bar.add_task("", total=None, current=_BEFORE)
        self._current = ""

    def start(self) -> None:
        """Begin to show."""
        self._bar.start()

    def stop(self) -> None:
        """Leave nothing behind."""
        self._bar.stop()

    def show(self, tally: Tally, now: float, current: str | None) -> None:
        """Show the figures, and the file in work where that has changed; after the last file, what is done then."""
        if current is not None:
            self._current = current
        over = tally.files and tally.files_done == tally.files
        said = "  ".join(figures(tally, now))
        self._bar.update(
            self._task,
            total=tally.files,
            completed=tally.files_done,
            description=said,
            current=_AFTER if over else self._current,
        )


def figures(tally: Tally, now: float) -> list[str]:
    """Return what is said beside the bar, without what is not known."""
    said = [f"{tally.files_done}/{tally.files}", f"{tally.size_done / _MEGABYTE:.1f}/{tally.size / _MEGABYTE:.1f} MB"]
    rate = tally.rate(now)
    if rate is not None:
        said.append(f"{rate / _MEGABYTE:.1f} MB/s" if rate >= _MEGABYTE else f"{rate / _KILOBYTE:.0f} kB/s")
    left = tally.seconds_left(now)
    if left is not None and tally.files_done < tally.files:
        said.append(f"剩/left {_duration(left)}")
    if tally.kept:
        said.append(f"未变/kept {tally.kept}")
    waiting = tally.pictures.files - tally.pictures.files_done
    if waiting and ocr.available():
        said.append(f"待识别/OCR {waiting}")
    return said


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
