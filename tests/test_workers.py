"""A file that hangs or kills its reader costs itself and nothing else; results come in the order given."""

import os
import time
from pathlib import Path
from typing import Literal

import pytest

from evidence_check import limits
from evidence_check.workers import run_each


def read(path: str, name: str) -> list[str]:
    text = Path(path).read_text(encoding="utf-8")
    if text == "hang":
        time.sleep(60)
    if text == "crash":
        os._exit(3)
    return [f"{name}: {text}"]


def lost(path: Path, name: str, how: Literal["timeout", "stopped"]) -> list[str]:
    assert path.is_file()
    return [f"{name}: {how}"]


def nothing() -> None:
    return None


@pytest.fixture
def files(tmp_path: Path) -> list[tuple[Path, str]]:
    found = []
    for number, text in enumerate(("a", "crash", "b", "hang", "c")):
        path = tmp_path / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        found.append((path, path.name))
    return found


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_hang_and_a_crash_cost_their_own_file_only(
    files: list[tuple[Path, str]], jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.KINDS, "text", limits.Limits(seconds=3.0))
    results = [result for _, found in run_each(files, read, lost, nothing, jobs) for result in found]
    assert results == ["0.txt: a", "1.txt: stopped", "2.txt: b", "3.txt: timeout", "4.txt: c"]


def test_without_workers_everything_runs_here_in_order(files: list[tuple[Path, str]]) -> None:
    calm = [files[0], files[2], files[4]]
    assert [found for _, found in run_each(calm, read, lost, nothing, 0)] == [["0.txt: a"], ["2.txt: b"], ["4.txt: c"]]
