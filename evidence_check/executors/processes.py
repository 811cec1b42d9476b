"""The default executor: worker processes on this machine, each file with its own limits of time and memory.

Files are handed over one by one: a hand-over costs 0.1 ms, and a file that hangs or kills its worker takes no other
with it. The pool is pebble's; ``concurrent.futures`` breaks as a whole when one worker dies.
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TimedOut
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

from evidence_check.executors.base import Job, Loss, Outcome, Task

if TYPE_CHECKING:
    from pebble import ProcessPool

_LOST_SECONDS = 60.0  # for the line of a file that was lost: only its name is looked at
_GARBAGE = 50_000  # objects between two rounds of the collector, which took a tenth of the time at Python's 700
_UNDER_WAY = 3  # files per worker that are handed over, the one in work included


class Processes:
    """A pool of worker processes, started with the first file: where there is none, nothing is loaded."""

    batch = 0

    def __init__(self, count: int | None) -> None:
        """Take up to ``count`` workers, at least one; None for as many as the machine has room for."""
        self._wanted = count
        self._count = 1
        self._pool: ProcessPool | None = None

    @property
    def window(self) -> int:
        """Files to have under way at once."""
        return _UNDER_WAY * self._count

    def expect(self, files: int) -> None:
        """Start no more workers than the most files expected; once the pool runs, it stays as it is."""
        if self._pool is None and files:
            from evidence_check import workers

            self._count = max(self._count, min(self._wanted or workers.default_jobs(), files))

    def start(self, job: Job) -> ProcessPool:
        """Start the workers, unless they run already."""
        if self._pool is None:
            from pebble import ProcessPool

            context = get_context("spawn")  # a fork would copy locks and libraries in an unknown state
            arguments = (job, self._count)
            self._pool = ProcessPool(self._count, initializer=_start, initargs=arguments, context=context)
        return self._pool

    def submit(self, job: Job, tasks: Sequence[Task]) -> Future[list[Outcome]]:
        """Hand a file over to the pool; it may take as long as its size allows."""
        from evidence_check import workers

        seconds = sum(_LOST_SECONDS if t.loss or t.reading else workers.patience(Path(t.path)) for t in tasks)
        future: Future[list[Outcome]] = self.start(job).schedule(
            _within_limits, args=(job, tuple(tasks)), timeout=seconds
        )
        return future

    def loss(self, error: BaseException) -> Loss | None:
        """Return how a file was lost: its time ran out, or its worker died or ran out of memory."""
        from pebble import ProcessExpired

        if isinstance(error, TimedOut):
            return "timeout"
        return "stopped" if isinstance(error, ProcessExpired | MemoryError) else None

    def close(self, *, at_once: bool = False) -> None:
        """End the workers."""
        if self._pool is None:
            return
        if at_once:
            self._pool.stop()  # type: ignore[no-untyped-call]
        else:
            self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()
        self._pool = None


def _within_limits(job: Job, tasks: Sequence[Task]) -> list[Outcome]:
    """Work on files one by one, each within the memory that it may take."""
    from evidence_check import workers
    from evidence_check.executors.work import work

    outcomes = []
    for task in tasks:
        workers.bound_memory(Path(task.path))
        outcomes += work(job, (task,))
    return outcomes


def _start(job: Job, count: int) -> None:
    """Begin as a worker: within its memory, gone when its parent is, with everything compiled."""
    from evidence_check import workers

    workers.bound_worker(count)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    gc.disable()  # nothing of what is compiled is garbage: a sixth of its time went into looking
    job.prepare()
    gc.enable()
    gc.collect()
    gc.freeze()  # what was compiled stays for good: the collector need not walk through it again and again
    gc.set_threshold(_GARBAGE, 20, 50)


def _end_with(parent: BaseProcess) -> None:
    """End this process when its parent is gone: a killed scan must leave no worker behind."""
    parent.join()
    os._exit(1)
