"""The limits of a worker process: how long a file may take, how much memory there is, how many workers to run."""

from __future__ import annotations

import os
from pathlib import Path

from evidence_check import limits
from evidence_check.documents import ocr


def bound_worker(count: int) -> None:
    """Set what holds for the whole life of one of ``count`` workers, where the system can bound it."""
    limits.bound_worker(count)


def bound_memory(path: Path) -> None:
    """Set the memory that one file may take in a worker, by its kind."""
    limits.bound_memory(path)


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
