"""Runs the examination of many files: serially, or in worker processes that bad files can't take down with them."""

from __future__ import annotations

import hashlib
import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TimedOut
from dataclasses import replace
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from evidence_check import registry
from evidence_check.documents import ocr
from evidence_check.examine import Examiner
from evidence_check.model import Bilingual, Document, Examined, Status
from evidence_check.reasons import say
from evidence_check.unpack import documents_of

_SECONDS = 60.0  # for any file, and more for a large one
_SECONDS_PER_MEGABYTE = 3.0
_MEMORY = 3 * 1024**3  # bytes of address space per worker
_MEMORY_OCR = 4 * 1024**3  # the same where a worker may recognise text in pictures
_PICTURES = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".gif",
             ".zip", ".7z", ".rar", ".gz", ".tgz", ".eml", ".msg")  # fmt: skip
_BYTES_PER_SCAN = 15_000  # no scanned page is smaller
_LARGEST = 300 * 1024**2  # bytes; larger files are not dossier documents
_FEW = 6  # files below which starting workers costs more than it gains

Progress = Callable[[str, int, int], None]


def examine_files(paths: Iterable[tuple[Path, str]], jobs: int, progress: Progress | None = None) -> list[Examined]:
    """Return what each file shows, sorted by path. ``paths`` pairs a file with its path below the dossier.

    A file that hangs, crashes its reader or eats its memory becomes a line with the status timeout or failed; the
    others are not affected. ``progress`` is told the path and size of each file that is done, and the number of files.
    """
    work = list(paths)
    jobs = 1 if len(work) < _FEW else max(1, jobs)
    results = _serially(work) if jobs == 1 else _in_workers(work, jobs)
    done = []
    for (path, _), found in results:
        done += found
        if progress:
            progress(str(path), found[0].document.size if found else 0, len(work))
    return sorted(done, key=lambda examined: examined.document.path)


Result = tuple[tuple[Path, str], list[Examined]]


def _serially(work: list[tuple[Path, str]]) -> Iterator[Result]:
    for path, name in work:
        yield (path, name), examine_file(str(path), name)


def _in_workers(work: list[tuple[Path, str]], jobs: int) -> Iterator[Result]:
    context = get_context("spawn")  # a fork would copy locks and libraries in an unknown state
    with ProcessPool(max_workers=jobs, initializer=_start_worker, context=context) as pool:
        futures = [
            (path, name, pool.schedule(examine_file, args=(str(path), name), timeout=_patience(path)))
            for path, name in work
        ]
        try:
            for path, name, future in futures:
                yield (path, name), _outcome(path, name, future.result)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _outcome(path: Path, name: str, result: Callable[[], list[Examined]]) -> list[Examined]:
    try:
        return result()
    except TimedOut:
        return [_unread(path, name, "timeout", say("unread_timeout"))]
    except (ProcessExpired, MemoryError):
        return [_unread(path, name, "failed", say("unread_stopped"))]


def _patience(path: Path) -> float:
    """Return the seconds that a file may take: more for a large one, and for one that may hold scanned pages."""
    try:
        size = path.stat().st_size
    except OSError:
        return _SECONDS
    pages = 0
    if ocr.available() and path.suffix.lower() in _PICTURES:
        pages = min(ocr.MAX_PAGES, 1 + size // _BYTES_PER_SCAN)
    return _SECONDS + _SECONDS_PER_MEGABYTE * size / 1024**2 + ocr.SECONDS_PER_PAGE * pages


@lru_cache(maxsize=1)
def _examiner() -> Examiner:
    return Examiner(registry.load())


def _start_worker() -> None:
    """Bound a worker's memory where the system can, and compile what it needs once."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        pass
    else:
        limit = _MEMORY_OCR if ocr.available() else _MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    _examiner()


def examine_file(path: str, name: str) -> list[Examined]:
    """Return what a file shows, and each member of an archive."""
    try:
        size = Path(path).stat().st_size
        if size > _LARGEST:
            return [_unread(Path(path), name, "too_large", say("unread_large"))]
        data = Path(path).read_bytes()
    except OSError as error:
        return [_unread(Path(path), name, "failed", say("unread_locked", error=error.strerror or ""))]
    return [_examined(document) for document in documents_of(data, name)]


def _examined(document: Document) -> Examined:
    """Return what a document shows; a fault of ours on one file is a line in the ledger, not the end of the run."""
    try:
        return _examiner().examine_document(document)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        reason = say("unread_fault", error=f"{type(error).__name__}, {Path(place.filename).name}:{place.lineno}")
        return _examiner().examine_document(replace(document, status="failed", reason=reason, passages=()))


def _unread(path: Path, name: str, status: Status, reason: Bilingual) -> Examined:
    """Return the line of a file that was not read. Its name may still say what it was likely to hold."""
    try:
        size = path.stat().st_size
        digest = hashlib.sha256(name.encode(errors="surrogateescape")).hexdigest()
    except OSError:
        size, digest = 0, ""
    document = Document(name, digest, size, path.suffix.lower().lstrip("."), status, reason)
    return _examiner().examine_document(document)


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
