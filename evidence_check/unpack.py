"""One file of a dossier → its documents: the file itself, or an archive with each of its members beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from evidence_check import documents
from evidence_check.documents import ocr, office, reasons
from evidence_check.documents.archive_formats import FORMATS
from evidence_check.documents.archives import holds_files
from evidence_check.documents.base import Unreadable
from evidence_check.documents.sniff import sniff
from evidence_check.model import Document


def documents_of(data: bytes, path: str) -> Iterator[Document]:
    """Yield the documents of one file: what it holds first, itself last.

    An archive has status ok where it could be walked; a mail or document with files inside that of its own text.
    """
    file_format = sniff(data, path.rpartition("/")[2])
    if not holds_files(data, file_format):
        yield documents.read(data, path)
        return
    names: list[str] = []
    failure: Unreadable | None = None
    with ocr.budget(ocr.MAX_PAGES), office.budget(office.SECONDS_IN_ALL):  # one file's worth, whatever it holds
        try:
            for name, content in documents.members(data, path):
                name = _distinct(name, names)
                names.append(name)
                yield documents.read(content, name) if isinstance(content, bytes) else _refused(name, content)
        except Unreadable as error:
            failure = error
        if file_format in FORMATS:
            yield _archive(data, path, file_format, failure, names)
        else:
            yield _holder(documents.read(data, path), failure, names)


def _holder(own: Document, error: Unreadable | None, members: list[str]) -> Document:
    """Return a mail or document with the files inside it; one of nothing but files is no scan for its icons."""
    if members and not own.passages and own.status in ("empty", "needs_ocr"):
        own = replace(own, status="empty", reason=reasons.ONLY_FILES)
    return replace(own, members=tuple(members), reason=own.reason or (error.reason if error else None))


def _distinct(name: str, taken: list[str]) -> str:
    """Return a member's name, numbered where the archive holds another of the same name."""
    number = 2
    distinct = name
    while distinct in taken:
        distinct, number = f"{name} ({number})", number + 1
    return distinct


def _refused(name: str, why: Unreadable) -> Document:
    digest = hashlib.sha256(name.encode(errors="surrogateescape")).hexdigest()
    return Document(name, digest, 0, "unknown", why.status, why.reason)


def _archive(data: bytes, path: str, file_format: str, error: Unreadable | None, members: list[str]) -> Document:
    digest = hashlib.sha256(data).hexdigest()
    status, reason = ("ok", None) if members else ("empty", reasons.EMPTY)
    if error:
        status, reason = error.status, error.reason
    return Document(path, digest, len(data), file_format, status, reason, members=tuple(members))  # type: ignore[arg-type]
