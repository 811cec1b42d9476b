"""What a run tells of itself is true: counts, rates, time left; on a narrow terminal no figure is cut."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from evidence_check import progress_line
from evidence_check.progress import ScanProgress
from evidence_check.progress_line import Line, figures
from evidence_check.progress_tally import Tally

MEGABYTE = 2**20


def tally(*done: tuple[str, int, float]) -> Tally:
    """Four texts and two pictures of a megabyte each, one file kept, begun at second 0; some are through."""
    found = Tally(started=0.0)
    texts = [(f"{number}.docx", MEGABYTE) for number in range(4)]
    found.expect([*texts, ("a.JPG", MEGABYTE), ("b.png", MEGABYTE)], [("kept.pdf", 5 * MEGABYTE)])
    for name, size, seconds in done:
        found.done(name, size, seconds)
    return found


def test_kept_files_count_as_files_and_not_as_work() -> None:
    assert (tally().files, tally().files_done, tally().size) == (7, 1, 6 * MEGABYTE)


def test_nothing_is_said_of_rate_and_time_left_before_there_is_something_to_tell_them_from() -> None:
    assert tally().rate(100.0) is None
    assert tally().seconds_left(100.0) is None
    assert tally(("0.docx", MEGABYTE, 1.0)).seconds_left(100.0) is None  # no picture was recognised yet


def test_time_left_is_told_apart_for_pictures_and_shared_by_the_workers_that_were_busy() -> None:
    some = tally(("0.docx", MEGABYTE, 2.0), ("a.JPG", MEGABYTE, 18.0))
    assert some.rate(10.0) == pytest.approx(0.2 * MEGABYTE)
    assert some.seconds_left(10.0) == pytest.approx((3 * 2.0 + 18.0) / 2)  # 20 s of work in 10 s: two workers


def shown(width: int, some: Tally, now: float, current: str) -> str:
    screen = io.StringIO()
    line = Line(Console(file=screen, width=width, force_terminal=True, color_system=None))
    line.show(some, now, current)
    line._bar.refresh()
    line._bar.console.print(line._bar)
    return screen.getvalue()


def test_a_narrow_terminal_costs_the_name_and_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_line.ocr, "available", lambda: True)
    some = tally(("0.docx", MEGABYTE, 2.0), ("a.JPG", MEGABYTE, 18.0))
    text = shown(80, some, 10.0, "贸易安全/" * 20)
    for figure in ("3/7", "2.0/6.0 MB", "205 kB/s", "left 0:12", "kept 1", "OCR 1"):
        assert figure in text
    assert "贸易安全/" * 20 not in text


def test_after_the_last_file_it_says_what_is_done_then() -> None:
    files = [(f"{number}.docx", MEGABYTE, 1.0) for number in range(4)]
    some = tally(*files, ("a.JPG", MEGABYTE, 1.0), ("b.png", MEGABYTE, 1.0))
    assert "judging" in shown(120, some, 10.0, "0.docx")
    assert not any("left" in figure or "OCR" in figure for figure in figures(some, 10.0))


def test_in_a_pipe_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with ScanProgress() as progress:
        progress.expect([("a.txt", 1)], [])
        progress.working(["a.txt"])
        progress.done("a.txt", 1, 0.1)
    assert capsys.readouterr() == ("", "")
