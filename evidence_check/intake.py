"""Takes the bytes of one file of a dossier, or says why not: links, pipes, locks, files that change under our hands.

Nothing outside the dossier is opened, nothing is waited for, and what is read is one state of the file.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from evidence_check.documents.base import Unreadable
from evidence_check.reasons import say

LARGEST = 300 * 1024**2
"""Bytes; larger files are not dossier documents."""

_TRIES = 3


def take(path: Path, name: str) -> bytes:
    """Return a file's bytes. ``name`` is its path below the dossier, which tells where the dossier ends.

    Raises:
        Unreadable: it is no file of the dossier, too large, can't be opened, or changes while it is read.
    """
    for _ in range(_TRIES):
        with _opened(path, name) as stream:
            before = os.fstat(stream.fileno())
            if before.st_size > LARGEST:
                raise Unreadable("too_large", say("unread_large"))
            try:
                data = stream.read(LARGEST + 1)
            except OSError as error:
                raise Unreadable("failed", say("unread_locked", error=error.strerror or "")) from error
            after = os.fstat(stream.fileno())
        if (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size) and len(data) == after.st_size:
            return data
    raise Unreadable("failed", say("unread_changed"))


def digest(path: Path, name: str) -> str:
    """Return the SHA-256 of a file of the dossier, "" where it can't be opened."""
    try:
        with _opened(path, name) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (Unreadable, OSError):
        return ""


@contextmanager
def _opened(path: Path, name: str) -> Iterator[BufferedReader]:
    """Open a plain file of the dossier, and nothing else, without waiting."""
    try:
        if os.path.islink(path):  # noqa: PTH114 - Path's own raises where a folder may not be entered
            _check_link(path, name)
        stream = open(path, "rb", opener=without_waiting)  # noqa: SIM115 - closed below
    except FileNotFoundError as error:
        raise Unreadable("failed", say("unread_gone")) from error
    except IsADirectoryError as error:
        raise Unreadable("failed", say("unread_folder", error=error.strerror or "")) from error
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead to each other
        if os.path.isdir(path):  # noqa: PTH112
            raise Unreadable("failed", say("unread_folder", error=getattr(error, "strerror", None) or "")) from error
        raise Unreadable("failed", say("unread_locked", error=getattr(error, "strerror", None) or "")) from error
    with stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise Unreadable("unsupported", say("unread_special"))
        yield stream


def _check_link(path: Path, name: str) -> None:
    """Raise Unreadable for a link that leads nowhere, to a folder, or out of the dossier."""
    try:
        target = path.resolve(strict=True)
    except FileNotFoundError as error:
        raise Unreadable("failed", say("unread_link_broken")) from error
    except (OSError, RuntimeError) as error:
        raise Unreadable("failed", say("unread_link_loop")) from error
    root = path.parents[name.count("/")].resolve()
    if target.is_dir():
        raise Unreadable("unsupported", say("unread_link_folder"))
    if root not in target.parents:
        raise Unreadable("unsupported", say("unread_link_outside"))


def without_waiting(path: str, flags: int) -> int:
    """Open what may be a pipe that nobody writes to."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
