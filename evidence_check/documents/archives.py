"""Walks zip archives and the attachments of mails, in memory, with limits on depth, count, ratio and total.

Names of members serve for display only and are never used as paths.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from evidence_check.documents import reasons
from evidence_check.documents.base import Unreadable
from evidence_check.documents.container import read_bounded
from evidence_check.documents.sniff import sniff

MAX_DEPTH = 3
MAX_MEMBERS = 2_000
MAX_MEMBER = 100 * 2**20
MAX_TOTAL = 500 * 2**20

_SKIP = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)", re.I)
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def members(data: bytes, path: str) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Yield (``path/inner/name``, bytes) for each file in a zip archive or mail; inner archives are walked in place.

    A member that can't be had comes with the Unreadable that says why, so that no file goes missing silently. Parts of
    a name that would lead out of the folder ("..", drives, roots) are dropped; the name serves for display only.

    Raises:
        Unreadable: the archive itself can't be opened.
    """
    file_format = sniff(data, path.rpartition("/")[2])
    if file_format in ("eml", "msg"):
        yield from _attached(data, path, file_format)
    else:
        yield from _walk(data, path, 1, _Budget())


def _attached(data: bytes, path: str, file_format: str) -> Iterator[tuple[str, bytes | Unreadable]]:
    from evidence_check.documents.readers.mail import attachments

    try:
        for name, content in attachments(data, file_format):
            yield f"{path}/{safe_name(name) or 'attachment'}", content
    except _FAILURES as error:
        raise Unreadable("failed", reasons.DAMAGED) from error


class _Budget:
    """What a whole archive, inner ones included, may still cost."""

    def __init__(self) -> None:
        self.members = MAX_MEMBERS
        self.total = MAX_TOTAL


def _walk(data: bytes, path: str, depth: int, budget: _Budget) -> Iterator[tuple[str, bytes | Unreadable]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _FAILURES as error:
        raise Unreadable("failed", reasons.DAMAGED) from error
    with archive:
        for info in archive.infolist():
            name = safe_name(_real_name(info))
            if info.is_dir() or not name or _SKIP.search(name):
                continue
            inner = f"{path}/{name}"
            budget.members -= 1
            if budget.members < 0 or budget.total < 0:
                yield inner, Unreadable("too_large", reasons.TOO_LARGE)
                return
            content = _content(archive, info)
            if isinstance(content, Unreadable):
                yield inner, content
                continue
            budget.total -= len(content)
            if sniff(content, name) != "zip":
                yield inner, content
            elif depth >= MAX_DEPTH:
                yield inner, Unreadable("too_large", reasons.TOO_DEEP)
            else:
                try:
                    yield from _walk(content, inner, depth + 1, budget)
                except Unreadable as error:
                    yield inner, error


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | Unreadable:
    if info.flag_bits & 1:
        return Unreadable("encrypted", reasons.ENCRYPTED)
    try:
        return read_bounded(archive, info, MAX_MEMBER)
    except Unreadable as error:
        return error
    except _FAILURES:
        return Unreadable("failed", reasons.DAMAGED)


def _real_name(info: zipfile.ZipInfo) -> str:
    """Return the member's name; without the UTF-8 flag Chinese Windows writes GBK (or UTF-8 all the same)."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def safe_name(name: str) -> str:
    """Return a member's name as a plain relative one: no roots, drives, ".." or control characters."""
    clean = re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/"))
    parts = [part for part in clean.split("/") if part not in ("", ".", "..") and not re.fullmatch(r"[A-Za-z]:", part)]
    return "/".join(parts)
