"""Opens one archive of any kind (zip, tar in gz/bz2/xz, 7z, rar) as a stream of (name, bytes or why not), in memory.

7z needs py7zr (the extra ``archives``); rar needs a program that unpacks it (see ``rar``).
Sizes that a header claims are never trusted: every read is bounded.
"""

from __future__ import annotations

import bz2
import gzip
import importlib
import io
import lzma
import zipfile
from collections.abc import Callable
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
from evidence_check.documents.container import MAX_RATIO, RATIO_FLOOR, read_bounded
from evidence_check.documents.encoding import name_encoding
from evidence_check.documents.rar import rar_entries

INSTALL = "pip install py7zr"


def entries(data: bytes, file_format: str, name: str) -> Entries:
    """Yield the real name and the content of each file; ``name`` is the archive's own, for a lone packed file.

    Raises:
        Unreadable: the archive can't be opened at all, or what opens it is not installed.
    """
    opened = _OPENERS[file_format](data, name)
    try:
        yield from opened
    except FAILURES as error:
        raise Unreadable("failed", reasons.DAMAGED) from error


def _zip(data: bytes, _: str) -> Entries:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        encoding = name_encoding(raw for info in infos if (raw := _raw_name(info)) is not None)
        for info in infos:
            yield decoded_name(_raw_name(info), encoding) or info.filename, _zip_content(archive, info)


def _zip_content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Content:
    if info.flag_bits & 1:
        return Unreadable("encrypted", reasons.ENCRYPTED)
    try:
        return read_bounded(archive, info, MAX_MEMBER)
    except Unreadable as error:
        return error
    except FAILURES:
        return Unreadable("failed", reasons.DAMAGED)


def _raw_name(info: zipfile.ZipInfo) -> bytes | None:
    """Return a member's name as it stands in the archive, None where it is marked as UTF-8.

    Without the mark Chinese Windows writes GBK or Big5 (or UTF-8 all the same); zipfile reads them as cp437.
    """
    if info.flag_bits & 0x800:
        return None
    try:
        return info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return None


_UNPACKERS: dict[str, Callable[[io.BytesIO], Any]] = {
    "gz": lambda raw: gzip.GzipFile(fileobj=raw), "bz2": bz2.BZ2File, "xz": lzma.LZMAFile,
}  # fmt: skip


def _packed(file_format: str) -> Callable[[bytes, str], Entries]:
    """Return the opener of a packed tar, or of a lone packed file."""

    def opened(data: bytes, name: str) -> Entries:
        head = _UNPACKERS[file_format](io.BytesIO(data)).read(512)
        stream = Bounded(_UNPACKERS[file_format](io.BytesIO(data)), len(data))
        if head[257:262] == b"ustar":
            yield from tar_entries(stream)
            return
        base = name.rpartition("/")[2]
        chunks = list(iter(lambda: stream.read(1 << 20), b""))
        yield base.rpartition(".")[0] or base, b"".join(chunks)

    return opened


def _tar(data: bytes, _: str) -> Entries:
    yield from tar_entries(io.BytesIO(data))


class _Sink:
    """Takes what py7zr unpacks of one file, up to the limit."""

    def __init__(self, spent: list[int]) -> None:
        self.buffer = io.BytesIO()
        self._spent = spent

    def write(self, data: bytes) -> int:
        self._spent[0] += len(data)
        if self.buffer.tell() + len(data) > MAX_MEMBER or self._spent[0] > MAX_TOTAL:
            raise Unreadable("too_large", reasons.TOO_LARGE)
        return self.buffer.write(data)

    def read(self, size: int | None = None) -> bytes:
        return self.buffer.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.buffer.seek(offset, whence)

    def flush(self) -> None:
        return None

    def close(self) -> None:
        return None

    def size(self) -> int:
        return self.buffer.getbuffer().nbytes


class _Sinks:
    """Gives py7zr a sink for each file, so that nothing is written to the disk."""

    def __init__(self) -> None:
        self.made: dict[str, _Sink] = {}
        self._spent = [0]

    def create(self, filename: str) -> _Sink:
        self.made[filename] = _Sink(self._spent)
        return self.made[filename]


def _seven(data: bytes, _: str) -> Entries:
    try:
        py7zr = importlib.import_module("py7zr")
    except ImportError as error:
        raise Unreadable("unsupported", reasons.archive_needs(INSTALL)) from error
    sinks = _Sinks()
    try:
        with py7zr.SevenZipFile(io.BytesIO(data)) as archive:
            if archive.needs_password():
                raise Unreadable("encrypted", reasons.ENCRYPTED)
            total = sum(info.uncompressed for info in archive.list() if not info.is_directory)
            if total > MAX_TOTAL or (total > RATIO_FLOOR and total > MAX_RATIO * len(data)):
                raise Unreadable("too_large", reasons.TOO_LARGE)
            archive.extractall(factory=sinks)
    except (Unreadable, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except Exception as error:  # py7zr raises kinds of its own, and those of six decoders
        kind = "encrypted" if "assword" in f"{type(error).__name__} {error}" else "failed"
        reason = reasons.ENCRYPTED if kind == "encrypted" else reasons.DAMAGED
        raise Unreadable(kind, reason) from error  # type: ignore[arg-type]
    for name, sink in sinks.made.items():
        yield name, sink.buffer.getvalue()


_OPENERS: dict[str, Callable[[bytes, str], Entries]] = {
    "zip": _zip, "tar": _tar, "gz": _packed("gz"), "bz2": _packed("bz2"), "xz": _packed("xz"),
    "7z": _seven, "rar": rar_entries,
}  # fmt: skip
FORMATS = frozenset(_OPENERS)
