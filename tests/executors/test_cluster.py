"""A real Dask cluster gives what this machine gives, one of its workers killed on the way; bad files stay alone."""

from __future__ import annotations

import importlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence_check.cache import Store
from evidence_check.errors import EvidenceCheckError
from evidence_check.executors import choose
from evidence_check.pipeline import Round
from tests.executors.jobs import WORDS, Obeying, expected, files_of, results

distributed = importlib.import_module("distributed")  # of the group dev: without it these tests fail, not skip

ROOT = Path(__file__).resolve().parent.parent.parent


class Dask:
    """A scheduler and workers in processes of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self._start("scheduler", "--host", self.address, "--no-dashboard")
        self._said(0, "Scheduler at")

    def worker(self, *options: str) -> subprocess.Popen[bytes]:
        """Start a worker and wait until it is registered."""
        number = len(self._started)
        base = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(self._folder / f"work{number}"))
        process = self._start("worker", self.address, *base, *options)
        self._said(number, "Registered to")
        return process

    def _start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "distributed.cli.dask_" + what, *options]
        log = (self._folder / f"log{len(self._started)}").open("wb")
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
        self._started.append(process)
        return process

    def _said(self, number: int, words: str) -> None:
        for _ in range(600):
            said = (self._folder / f"log{number}").read_text(encoding="utf-8", errors="replace")
            if re.search(words, said):
                return
            if self._started[number].poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(said)

    def end(self) -> None:
        """End what was started, each process group by its own number."""
        for process in self._started:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            process.wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    (tmp_path / "dask").mkdir()
    cluster = Dask(tmp_path / "dask")
    yield cluster
    cluster.end()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


def test_a_worker_killed_on_the_way_changes_nothing(dask: Dask, folder: Path) -> None:
    dask.worker("--no-nanny")
    doomed = dask.worker("--no-nanny")
    texts = [f"wait 0.{number % 7}" for number in range(40)]
    with choose(0, dask.address) as executor:
        executor.batch = 40  # bytes: several small files to a batch, so that there is something to lose
        round_ = Round(Obeying(), files_of(folder, texts), Store(None))
        take, taken = round_.take, [0]

        def killing(task: object, outcome: object) -> None:
            taken[0] += 1
            if taken[0] == 8:
                os.killpg(doomed.pid, signal.SIGKILL)
            take(task, outcome)  # type: ignore[arg-type]

        round_.take = killing  # type: ignore[method-assign]
        found = results(round_, executor)
    assert doomed.wait() == -signal.SIGKILL
    assert found == expected(texts, {})


@pytest.mark.parametrize("nanny", ["--nanny", "--no-nanny"])
def test_files_that_crash_or_hang_do_not_take_the_workers_of_the_cluster_with_them(
    dask: Dask, folder: Path, nanny: str
) -> None:
    worker = dask.worker(nanny)
    texts = (WORDS[0], "crash", WORDS[1], "memory", WORDS[2])
    with choose(0, dask.address) as executor:
        found = results(Round(Obeying(), files_of(folder, texts), Store(None)), executor)
    assert found == expected(texts, {"crash": "failed", "memory": "failed"})
    assert worker.poll() is None


def test_a_cluster_that_does_not_answer_is_said_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence_check.executors.cluster._SECONDS", 1.0)
    with pytest.raises(EvidenceCheckError, match="can't be reached"), choose(0, "tcp://127.0.0.1:9"):
        pass


def test_a_cluster_without_workers_is_said_in_plain_words(dask: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evidence_check.executors.cluster._SECONDS", 1.0)
    with pytest.raises(EvidenceCheckError, match="no workers"), choose(0, dask.address):
        pass
