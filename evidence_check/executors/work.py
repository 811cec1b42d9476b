"""What a worker does with a file: reads it, or takes up its kept reading, and lets the job study each document."""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evidence_check import intake
from evidence_check.cache.store import Part
from evidence_check.documents.base import Unreadable
from evidence_check.executors.base import Job, Loss, Outcome, Task
from evidence_check.model import Bilingual, Document, Status
from evidence_check.packing import Unpackable, pack_small, unpack
from evidence_check.reasons import say

_MOST_OUTPUT = 64 * 2**20  # bytes that one file's results may take; the largest register seen takes 3 MB
_MOST_READING = 16 * 2**20  # bytes, packed; what is larger is read again when it is renamed
_MOST_KEPT = 20_000  # passages of a reading that is kept; packing a larger one takes half as much memory again
_NAMED_BY_FILE = ("gz", "bz2", "xz")  # a lone packed file gives its content its own name
_PASSING = ("OSError", "PermissionError", "FileNotFoundError", "BlockingIOError", "InterruptedError", "TimeoutError",
            "TimeoutExpired", "ImportError", "ModuleNotFoundError", "BrokenPipeError", "ChildProcessError")  # fmt: skip


def work(job: Job, tasks: Sequence[Task]) -> list[Outcome]:
    """Return what each of some files gives. Runs in the workers; never raises for what stands in a file."""
    outcomes = []
    for task in tasks:
        started = time.monotonic()
        outcome = _outcome(job, task)
        outcomes.append(replace(outcome, seconds=time.monotonic() - started))
    return outcomes


def _outcome(job: Job, task: Task) -> Outcome:
    documents, sound = _documents(task)
    own = next((document for document in documents if document.path == task.name), None)
    studied = [_studied(job, document, task.name) for document in documents]
    parts = tuple(part for part, _ in studied)
    if not task.loss and sum(part.size for part in parts) > _MOST_OUTPUT:
        return _outcome(job, task.lost("output"))
    lasting = sound and all(fine for _, fine in studied) and all(_lasting(document) for document in documents)
    if own is None or not lasting:
        return Outcome(task.name, None, parts)
    return Outcome(task.name, own.sha256, parts, None if task.reading is not None else _reading(documents, own))


def _studied(job: Job, document: Document, path: str) -> tuple[Part, bool]:
    """Return what a document shows; a fault of ours on one file is a line in the ledger, not the end of the run."""
    try:
        return job.study(document, path), True
    except MemoryError:
        raise  # the limits of this worker decide, not the file
    except Exception as error:
        failed = replace(document, status="failed", reason=_fault(error), passages=())
        return job.study(failed, path), False


def _documents(task: Task) -> tuple[list[Document], bool]:
    """Return the documents of a file, and whether they would be the same at any other time."""
    if task.loss:
        return [_unread(task, *_LINES[task.loss])], False
    kept = _kept(task)
    return (kept, True) if kept is not None else _read(task)


def _read(task: Task) -> tuple[list[Document], bool]:
    from evidence_check.unpack import documents_of

    try:
        data = intake.take(Path(task.path), task.name)
    except Unreadable as why:
        return [_unread(task, why.status, why.reason)], why.status == "too_large"
    try:
        return list(documents_of(data, task.name)), True
    except MemoryError:
        raise
    except Exception as error:  # an archive may hold anything
        return [_unread(task, "failed", _fault(error))], False


_LINES: dict[Loss, tuple[Status, Bilingual]] = {
    "timeout": ("timeout", say("unread_timeout")),
    "stopped": ("failed", say("unread_stopped")),
    "output": ("too_large", say("unread_large")),
}


def _unread(task: Task, status: Status, reason: Bilingual) -> Document:
    """Return the line of a file that was not read. Its name may still say what it was likely to hold."""
    path = Path(task.path)
    return Document(
        path=task.name,
        sha256=intake.digest(path, task.name),
        size=task.size,
        format=path.suffix.lower().lstrip("."),
        status=status,
        reason=reason,
    )


def _fault(error: Exception) -> Bilingual:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return say("unread_fault", error=f"{type(error).__name__}, {Path(place.filename).name}:{place.lineno}")


def _lasting(document: Document) -> bool:
    """Return whether a document reads the same at any time: not where time ran out, or the machine got in the way."""
    if document.status == "timeout" or not document.sha256:
        return False
    return not document.properties.get("error", "").startswith(_PASSING)


# --- readings: documents without their file's path -----------------------------------------------------------------


def _reading(documents: Sequence[Document], own: Document) -> bytes | None:
    """Return documents packed, with paths that begin below the file's own."""
    name = own.path
    if sum(len(document.passages) for document in documents) > _MOST_KEPT:
        return None
    if own.format in _NAMED_BY_FILE or not all(document.path.startswith(name) for document in documents):
        return None
    rootless = tuple(_moved(document, name, "") for document in documents)
    packed = pack_small(rootless)
    return packed if len(packed) <= _MOST_READING else None


def _kept(task: Task) -> list[Document] | None:
    """Return the documents of a kept reading under the task's name, None where there is none of this content."""
    if task.reading is None:
        return None
    try:
        documents: tuple[Document, ...] = unpack(tuple[Document, ...], task.reading)
    except Unpackable:
        return None
    if not any(document.path == "" and document.sha256 == task.digest for document in documents):
        return None
    return [_moved(document, "", task.name) for document in documents]


def _moved(document: Document, before: str, after: str) -> Document:
    """Return a document with its path, and those of its members, below another file.

    A member that could not be had bears the digest of its name instead of a content's.
    """
    path = after + document.path[len(before) :]
    digest = document.sha256
    if digest == _name_digest(document.path):
        digest = _name_digest(path)
    members = tuple(after + member[len(before) :] for member in document.members)
    return replace(document, path=path, sha256=digest, members=members)


def _name_digest(name: str) -> str:
    return hashlib.sha256(name.encode(errors="surrogateescape")).hexdigest()
