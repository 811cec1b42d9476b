"""The limits of a worker process: how long a file may take, how much memory there is, how many workers to run."""

from __future__ import annotations

import os
from pathlib import Path

from evidence_check.documents import ocr

_SECONDS = 60.0  # for any file, and more for a large one
_SECONDS_PER_MEGABYTE = 3.0
_MEMORY = 3 * 1024**3  # bytes of address space per worker
_MEMORY_OCR = 4 * 1024**3  # the same where a worker may recognise text in pictures
_PICTURES = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".gif",
             ".zip", ".7z", ".rar", ".gz", ".tgz", ".eml", ".msg")  # fmt: skip
_BYTES_PER_SCAN = 15_000  # no scanned page is smaller


def bound_worker(count: int) -> None:
    """Set what holds for the whole life of one of ``count`` workers: its memory, where the system can bound it."""
    del count
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    limit = _MEMORY_OCR if ocr.available() else _MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def bound_memory(path: Path) -> None:
    """Set what holds for one file in a worker: nothing more than ``bound_worker`` set."""
    del path


def patience(path: Path) -> float:
    """Return the seconds that a file may take: more for a large one, and for one that may hold scanned pages."""
    size = size_of(path)
    pages = 0
    if ocr.available() and path.suffix.lower() in _PICTURES:
        pages = min(ocr.MAX_PAGES, 1 + size // _BYTES_PER_SCAN)
    return _SECONDS + _SECONDS_PER_MEGABYTE * size / 1024**2 + ocr.SECONDS_PER_PAGE * pages


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
