"""Examines many files on the workers: what each shows, sorted by path, whatever the number of workers."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from evidence_check import intake, registry
from evidence_check.documents.base import Unreadable
from evidence_check.examine import Examiner
from evidence_check.model import Bilingual, Document, Examined, Status
from evidence_check.reasons import say
from evidence_check.unpack import documents_of
from evidence_check.workers import Progress, Work, run_each, size_of


def examine_files(paths: Iterable[Work], jobs: int, progress: Progress | None = None) -> list[Examined]:
    """Return what each file shows, sorted by path; ``jobs`` 0 works in this process.

    A file that hangs, crashes its reader or eats its memory becomes a line with the status timeout or failed; the
    others are not affected.
    """
    work = list(paths)
    done: list[Examined] = []
    for (path, name), found in run_each(work, examine_file, _lost, _examiner, jobs):
        done += found
        if progress:
            progress(name, size_of(path), len(work))
    return sorted(done, key=lambda examined: examined.document.path)


def _lost(path: Path, name: str, how: Literal["timeout", "stopped"]) -> list[Examined]:
    status: Status = "timeout" if how == "timeout" else "failed"
    return [_unread(path, name, status, say(f"unread_{how}"))]


@lru_cache(maxsize=1)
def _examiner() -> Examiner:
    return Examiner(registry.load())


def examine_file(path: str, name: str) -> list[Examined]:
    """Return what a file shows, and each member of an archive."""
    try:
        data = intake.take(Path(path), name)
    except Unreadable as why:
        return [_unread(Path(path), name, why.status, why.reason)]
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
    document = Document(name, intake.digest(path, name), size_of(path), path.suffix.lower().lstrip("."), status, reason)
    return _examiner().examine_document(document)
