"""Walks archives and the attachments of mails, in memory, with limits on depth, count, ratio and total.

Names of members serve for display only and are never used as paths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_check.documents import reasons
from evidence_check.documents.archive_formats import FORMATS, entries
from evidence_check.documents.archive_stream import MAX_TOTAL
from evidence_check.documents.attached import attached_files, may_hold_files
from evidence_check.documents.base import Unreadable
from evidence_check.documents.sniff import sniff

MAILS = frozenset({"eml", "msg"})


def holds_files(data: bytes, file_format: str) -> bool:
    """Tell whether a file may hold others: an archive, which has no text of its own; a mail or document, which has."""
    return file_format in FORMATS or file_format in MAILS or may_hold_files(data, file_format)


MAX_DEPTH = 3
MAX_MEMBERS = 2_000
MAX_DEEP = 20
"""Archives beyond the depth that are named one by one; a bomb holds thousands, which would bury the other files."""

_SKIP = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)", re.I)


def members(data: bytes, path: str) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Yield (``path/inner/name``, bytes) for each file in an archive or mail; inner archives are walked in place.

    A member that can't be had comes with the Unreadable that says why, so that no file goes missing silently. Parts of
    a name that would lead out of the folder ("..", drives, roots) are dropped; the name serves for display only.

    Raises:
        Unreadable: the archive itself can't be opened.
    """
    file_format = sniff(data, path.rpartition("/")[2])
    budget = _Budget()
    yield from _walk(data, path, file_format if holds_files(data, file_format) else "zip", 1, budget)
    if budget.deep > MAX_DEEP:
        yield f"{path}/…", Unreadable("too_large", reasons.more_too_deep(budget.deep - MAX_DEEP))


def _contents(data: bytes, file_format: str, path: str) -> Iterator[tuple[str, bytes | Unreadable]]:
    if file_format in FORMATS:
        yield from entries(data, file_format, path)
        return
    from evidence_check.documents.readers.mail import attachments

    try:
        for name, content in attachments(data, file_format) if file_format in MAILS else attached_files(data):
            yield name if safe_name(name) else "attachment", content
    except Unreadable:
        raise
    except Exception as error:  # the readers of mails and packages raise many kinds on damaged input
        raise Unreadable("failed", reasons.DAMAGED) from error


class _Budget:
    """What a whole archive, inner ones included, may still cost."""

    def __init__(self) -> None:
        self.members = MAX_MEMBERS
        self.total = MAX_TOTAL
        self.deep = 0


def _walk(
    data: bytes, path: str, file_format: str, depth: int, budget: _Budget
) -> Iterator[tuple[str, bytes | Unreadable]]:
    for real, content in _contents(data, file_format, path):
        name = safe_name(real)
        if not name or _SKIP.search(name):
            continue
        inner = f"{path}/{name}"
        budget.members -= 1
        if budget.members < 0 or budget.total < 0:
            yield inner, Unreadable("too_large", reasons.TOO_LARGE)
            return
        if isinstance(content, Unreadable):
            yield inner, content
            continue
        budget.total -= len(content)
        kind = sniff(content, name)
        if kind not in FORMATS:
            yield inner, content
        if not holds_files(content, kind):
            continue
        rest = inner if kind in FORMATS else f"{inner}/…"  # what has text has its own line already
        if depth >= MAX_DEPTH and (kind in FORMATS or _holds_any(content, kind)):
            budget.deep += 1
            if budget.deep <= MAX_DEEP:
                yield rest, Unreadable("too_large", reasons.TOO_DEEP)
        elif depth < MAX_DEPTH:
            try:
                yield from _walk(content, inner, kind, depth + 1, budget)
            except Unreadable as error:
                yield rest, error


def _holds_any(data: bytes, kind: str) -> bool:
    """Tell whether a mail or document has files inside after all."""
    try:
        return next(_contents(data, kind, ""), None) is not None
    except Unreadable:
        return False


def safe_name(name: str) -> str:
    """Return a member's name as a plain relative one: no roots, drives, ".." or control characters."""
    clean = re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/"))
    parts = [part for part in clean.split("/") if part not in ("", ".", "..") and not re.fullmatch(r"[A-Za-z]:", part)]
    return "/".join(parts)
