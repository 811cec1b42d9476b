"""Opens .rar through a program that is found: bsdtar as one stream, else unrar or unar member by member (rarfile).

bsdtar (libarchive) comes with Windows and macOS as ``tar``. It turns the archive into a tar on a pipe, so that nothing
is unpacked to the disk and a solid archive is unpacked once. What it can't finish is tried with the others.
"""

from __future__ import annotations

import importlib
import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from evidence_check.documents import reasons
from evidence_check.documents.archive_stream import (
    FAILURES,
    MAX_MEMBER,
    MAX_TOTAL,
    Bounded,
    Content,
    Entries,
    decoded_name,
    tar_entries,
)
from evidence_check.documents.base import Unreadable
from evidence_check.documents.container import MAX_RATIO, RATIO_FLOOR
from evidence_check.documents.encoding import name_encoding

INSTALL = "pip install rarfile"


def rar_entries(data: bytes, name: str) -> Entries:
    """Yield the name and the content of each file.

    Raises:
        Unreadable: a password, damage, or no program that opens it.
    """
    del name
    rarfile = _rarfile()
    listed = _listed(rarfile, data) if rarfile else None
    done: set[str] = set()
    tar = bsdtar()
    if tar:
        try:
            for member, content in _through_tar(tar, data):
                done.add(member)
                yield member, content
            return
        except Unreadable as error:
            if error.status != "failed" or not _other_program(rarfile):
                raise
    if rarfile is None:
        raise Unreadable("unsupported", reasons.RAR_NEEDS_PROGRAM if not tar else reasons.archive_needs(INSTALL))
    yield from ((member, content) for member, content in _one_by_one(rarfile, listed) if member not in done)


@lru_cache(maxsize=1)
def bsdtar() -> str | None:
    """Return the program bsdtar, None where there is none."""
    for name in ("bsdtar", "tar"):
        found = shutil.which(name)
        if not found:
            continue
        try:
            said = subprocess.run([found, "--version"], capture_output=True, timeout=10, check=False).stdout
        except (OSError, subprocess.TimeoutExpired):
            continue
        if said.startswith(b"bsdtar"):
            return found
    return None


def _rarfile() -> Any:
    try:
        return importlib.import_module("rarfile")
    except ImportError:
        return None


def _other_program(rarfile: Any) -> bool:
    return rarfile is not None and any(shutil.which(name) for name in ("unrar", "unar"))


# --- bsdtar ----------------------------------------------------------------------------------------------------------


def _through_tar(program: str, data: bytes) -> Entries:
    with tempfile.TemporaryFile() as complaints, _running(program, data, complaints) as process:
        try:
            yield from tar_entries(Bounded(process.stdout, len(data)))
            ended_well = process.wait(60) == 0
        except (*FAILURES, subprocess.TimeoutExpired):
            ended_well = False
        if not ended_well:
            complaints.seek(0)
            locked = b"ncrypt" in complaints.read(4096)
            raise Unreadable("encrypted", reasons.ENCRYPTED) if locked else Unreadable("failed", reasons.DAMAGED)


@contextmanager
def _running(program: str, data: bytes, complaints: Any) -> Iterator[Any]:
    """Run bsdtar on the archive; it ends with the block. Its input is a file, since pipes at both ends could jam."""
    command = [program, "-c", "-f", "-", "--format=pax", "@-"]
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    with tempfile.TemporaryFile() as archive:
        archive.write(data)
        archive.seek(0)
        process = subprocess.Popen(command, stdin=archive, stdout=subprocess.PIPE, stderr=complaints, env=environment)
        try:
            yield process
        finally:
            process.kill()
            if process.stdout:
                process.stdout.close()
            process.wait()


# --- rarfile ---------------------------------------------------------------------------------------------------------


def _listed(rarfile: Any, data: bytes) -> Any:
    """Return the archive as rarfile reads its headers, which takes no other program."""
    try:
        archive = rarfile.RarFile(io.BytesIO(data))
        if archive.needs_password():
            raise Unreadable("encrypted", reasons.ENCRYPTED)
    except rarfile.Error as error:
        raise Unreadable("failed", reasons.DAMAGED) from error
    if not archive.infolist():  # rarfile passes over what it does not understand
        raise Unreadable("failed", reasons.DAMAGED)
    return archive


def _one_by_one(rarfile: Any, archive: Any) -> Entries:
    infos = [info for info in archive.infolist() if info.is_file()]
    unmarked = {info.filename: info.orig_filename for info in infos if not info.flags & rarfile.RAR_FILE_UNICODE}
    encoding = name_encoding(unmarked.values())
    spent = 0
    for info in infos:
        content = _content(rarfile, archive, info, MAX_TOTAL - spent)
        spent += len(content) if isinstance(content, bytes) else 0
        yield decoded_name(unmarked.get(info.filename), encoding) or info.filename, content


def _content(rarfile: Any, archive: Any, info: Any, left: int) -> Content:
    limit = min(MAX_MEMBER, left)
    if info.file_size > limit or (info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * info.compress_size):
        return Unreadable("too_large", reasons.TOO_LARGE)
    try:
        with archive.open(info) as stream:
            content: bytes = stream.read(limit + 1)
    except rarfile.RarCannotExec:
        return Unreadable("unsupported", reasons.RAR_NEEDS_PROGRAM)
    except (rarfile.Error, *FAILURES):
        return Unreadable("failed", reasons.DAMAGED)
    return content if len(content) <= limit else Unreadable("too_large", reasons.TOO_LARGE)
