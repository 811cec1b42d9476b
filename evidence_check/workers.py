"""Runs one function over many files: in this process, or in workers that a bad file can't take down with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import TimeoutError as TimedOut
from multiprocessing import get_context
from pathlib import Path
from typing import Literal, TypeVar

from pebble import ProcessPool

from evidence_check import limits
from evidence_check.documents import ocr

T = TypeVar("T")
Work = tuple[Path, str]
"""A file and its path below the dossier."""

Progress = Callable[[str, int, int], None]
"""Told the path and size of each file that is done, and the number of files."""


def run_each(
    work: Sequence[Work],
    function: Callable[[str, str], list[T]],
    lost: Callable[[Path, str, Literal["timeout", "stopped"]], list[T]],
    prepare: Callable[[], object],
    jobs: int,
) -> Iterator[tuple[Work, list[T]]]:
    """Yield each file with what ``function`` (path, name) makes of it, in the order given.

    Args:
        work: the files.
        function: must be importable by name; runs in the workers.
        lost: makes a result for a file that hung, crashed its reader or ate its memory.
        prepare: called once in each worker, to compile what the function needs.
        jobs: worker processes; 0 runs everything in this process, without limits, for tests.
    """
    if jobs == 0:
        for path, name in work:
            yield (path, name), function(str(path), name)
        return
    context = get_context("spawn")  # a fork would copy locks and libraries in an unknown state
    workers = max(1, min(jobs, len(work)))
    with ProcessPool(max_workers=workers, initializer=_start, initargs=(prepare, workers), context=context) as pool:
        futures = [
            (path, name, pool.schedule(_bounded, args=(function, str(path), name), timeout=patience(path)))
            for path, name in work
        ]
        try:
            for path, name, future in futures:
                try:
                    yield (path, name), future.result()
                except TimedOut:
                    yield (path, name), lost(path, name, "timeout")
                except Exception:  # ProcessExpired, MemoryError, and whatever else a file made of its reader
                    yield (path, name), lost(path, name, "stopped")
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _start(prepare: Callable[[], object], workers: int) -> None:
    """Bound what a worker may cost where the system can, and let it compile what it needs."""
    limits.bound_worker(workers)
    prepare()


def _bounded(function: Callable[[str, str], list[T]], path: str, name: str) -> list[T]:
    """Run the function within the memory of the file's kind."""
    limits.bound_memory(Path(path))
    return function(path, name)


def patience(path: Path) -> float:
    """Return the seconds that a file may take, by its kind and size."""
    return limits.patience(limits.limits_of(path), size_of(path))


def size_of(path: Path) -> int:
    """Return a file's size in bytes, 0 where it can't be told."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def default_jobs() -> int:
    """Return how many workers this machine should run: one per core, and no more than fit its memory with OCR."""
    cores = os.cpu_count() or 1
    if not ocr.available():
        return cores
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows does not say
        return cores
    return max(1, min(cores, memory // ocr.MEMORY))
