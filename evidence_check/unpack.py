"""One file of a dossier → its documents: the file itself, or an archive with each of its members beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from evidence_check import documents
from evidence_check.documents import ocr, office, reasons
from evidence_check.documents.archives import CONTAINERS, MAILS
from evidence_check.documents.base import Unreadable
from evidence_check.documents.sniff import sniff
from evidence_check.model import Document


def documents_of(data: bytes, path: str) -> Iterator[Document]:
    """Yield the documents of one file: what it holds first, itself last.

    An archive has status ok where it could be walked; a mail that of its own text.
    """
    file_format = sniff(data, path.rpartition("/")[2])
    if file_format not in CONTAINERS:
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
        if file_format in MAILS:
            mail = documents.read(data, path)
            yield replace(mail, members=tuple(names), reason=mail.reason or (failure.reason if failure else None))
        else:
            yield _archive(data, path, file_format, failure, names)


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
