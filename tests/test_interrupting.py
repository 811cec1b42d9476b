"""A scan that is stopped, or killed outright, goes on the next time from where it was, and ends in the same bytes."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.dossier_builder import VISITORS, configuration

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

_MAIN = """
import signal
from evidence_check import cli, pipeline
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is started with it ignored
    pipeline._FLUSH_SECONDS = 0.0
    cli.main()
"""
_FILES = 60


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = tmp_path / "d"
    folder.mkdir()
    text = "".join(f"{heading}\n{line}\n" for heading, line in VISITORS)
    for number in range(_FILES):
        body = f"外来人员进出管理办法（{number}号厂区）\n" + text + f"门卫分机 {number}\n"
        (folder / f"{number:03d}.txt").write_text(body, encoding="utf-8")
    configuration(folder / "enterprise.yaml")
    (tmp_path / "main.py").write_text(_MAIN, encoding="utf-8")
    return folder


def start(dossier: Path, out: str, cache: str) -> subprocess.Popen[str]:
    folder = dossier.parent
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    command = [sys.executable, folder / "main.py", "scan", dossier, "-o", folder / out, "--cache", folder / cache]
    return subprocess.Popen(
        [str(part) for part in (*command, "-j", "2")],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # as on a terminal, Ctrl-C goes to the whole group
    )


def kept(cache: Path) -> int:
    try:
        with sqlite3.connect(f"file:{cache}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM file").fetchone()[0])
    except sqlite3.Error:
        return 0


def stop_midway(dossier: Path, with_signal: signal.Signals) -> tuple[int, str]:
    run = start(dossier, "half", "cache")
    while kept(dossier.parent / "cache") < 5:
        assert run.poll() is None, run.stderr.read() if run.stderr else ""
        time.sleep(0.02)
    os.killpg(run.pid, with_signal)
    _, said = run.communicate(timeout=60)
    return run.returncode, said


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGKILL])
def test_what_was_done_before_is_not_done_again(dossier: Path, with_signal: signal.Signals) -> None:
    code, said = stop_midway(dossier, with_signal)
    if with_signal == signal.SIGINT:
        assert code == 130
        assert "interrupted" in said
        assert "run it again" in said
        assert "Traceback" not in said
    folder = dossier.parent
    before = kept(folder / "cache")
    assert 5 <= before < _FILES
    assert not (folder / "half").exists()
    resumed = start(dossier, "resumed", "cache")
    assert resumed.wait(timeout=300) == 0
    whole = start(dossier, "whole", "another cache")
    assert whole.wait(timeout=300) == 0
    assert bytes_of(folder / "resumed") == bytes_of(folder / "whole")
    with sqlite3.connect(folder / "cache") as db:
        first = [key for (key,) in db.execute("SELECT key FROM file ORDER BY id LIMIT ?", (before,))]
        assert len(set(first)) == before
        assert db.execute("SELECT count(*) FROM file").fetchone() == (_FILES,)


def test_two_runs_at_once_give_the_same_bytes_and_keep_each_result_once(dossier: Path) -> None:
    folder = dossier.parent
    both = [start(dossier, out, "cache") for out in ("one", "other")]
    assert [run.wait(timeout=300) for run in both] == [0, 0]
    assert bytes_of(folder / "one") == bytes_of(folder / "other")
    with sqlite3.connect(folder / "cache") as db:
        assert db.execute("SELECT count(*), count(DISTINCT key) FROM file").fetchone() == (_FILES, _FILES)
