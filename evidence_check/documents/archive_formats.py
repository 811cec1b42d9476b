"""Opens one archive of any kind (zip, tar in gz/bz2/xz, 7z, rar) as a stream of (name, bytes or why not), in memory.

7z needs py7zr and rar needs rarfile (the extra ``archives``), rar also a program that unpacks it (unrar, unar, bsdtar).
Sizes that a header claims are never trusted: every read is bounded.
"""

from __future__ import annotations

import bz2
import gzip
import importlib
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from evidence_check.documents import reasons
from evidence_check.documents.base import Unreadable
from evidence_check.documents.container import MAX_RATIO, RATIO_FLOOR, read_bounded
from evidence_check.documents.encoding import name_encoding

MAX_MEMBER = 100 * 2**20
MAX_TOTAL = 500 * 2**20

FAILURES = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, tarfile.TarError, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError, struct.error,
)  # fmt: skip
INSTALL = {"7z": "pip install py7zr", "rar": "pip install rarfile"}

Content = bytes | Unreadable
Entries = Iterator[tuple[str, Content]]


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
            yield _decoded(_raw_name(info), encoding) or info.filename, _zip_content(archive, info)


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


def _decoded(raw: bytes | None, encoding: str) -> str | None:
    for one in ("utf-8", encoding, "gb18030"):
        try:
            return raw.decode(one) if raw is not None else None
        except UnicodeDecodeError:
            continue
    return None


class _Bounded(io.RawIOBase):
    """A stream that unpacks no more than ``limit`` bytes, and no more than a bomb's ratio allows."""

    def __init__(self, stream: Any, packed: int) -> None:
        self._stream = stream
        self._left = min(MAX_TOTAL, max(RATIO_FLOOR, MAX_RATIO * packed))

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        chunk: bytes = self._stream.read(min(size, 1 << 20) if size >= 0 else 1 << 20)
        self._left -= len(chunk)
        if self._left < 0:
            raise Unreadable("too_large", reasons.TOO_LARGE)
        return chunk


_UNPACKERS: dict[str, Callable[[io.BytesIO], Any]] = {
    "gz": lambda raw: gzip.GzipFile(fileobj=raw), "bz2": bz2.BZ2File, "xz": lzma.LZMAFile,
}  # fmt: skip


def _packed(file_format: str) -> Callable[[bytes, str], Entries]:
    """Return the opener of a packed tar, or of a lone packed file."""

    def opened(data: bytes, name: str) -> Entries:
        head = _UNPACKERS[file_format](io.BytesIO(data)).read(512)
        stream = _Bounded(_UNPACKERS[file_format](io.BytesIO(data)), len(data))
        if head[257:262] == b"ustar":
            yield from _tar_entries(stream)
            return
        base = name.rpartition("/")[2]
        chunks = list(iter(lambda: stream.read(1 << 20), b""))
        yield base.rpartition(".")[0] or base, b"".join(chunks)

    return opened


def _tar(data: bytes, _: str) -> Entries:
    yield from _tar_entries(io.BytesIO(data))


def _tar_entries(stream: Any) -> Entries:
    """Yield the plain files of a tar; links and devices lead elsewhere and hold nothing of their own."""
    with tarfile.open(fileobj=stream, mode="r|", encoding="utf-8", errors="surrogateescape") as archive:
        for info in archive:
            if not info.isreg():
                continue
            raw = info.name.encode("utf-8", "surrogateescape")
            name = _decoded(raw, name_encoding([raw])) or info.name
            if info.size > MAX_MEMBER:
                yield name, Unreadable("too_large", reasons.TOO_LARGE)
                continue
            member = archive.extractfile(info)
            chunks: list[bytes] = []
            while member is not None and (chunk := member.read(1 << 20)):
                chunks.append(chunk)
            yield name, b"".join(chunks)


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


def _optional(module: str, file_format: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise Unreadable("unsupported", reasons.archive_needs(INSTALL[file_format])) from error


def _seven(data: bytes, _: str) -> Entries:
    py7zr = _optional("py7zr", "7z")
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


def _rar(data: bytes, _: str) -> Entries:
    rarfile = _optional("rarfile", "rar")
    try:
        archive = rarfile.RarFile(io.BytesIO(data))
        if archive.needs_password():
            raise Unreadable("encrypted", reasons.ENCRYPTED)
        infos = [info for info in archive.infolist() if info.is_file()]
    except rarfile.Error as error:
        raise Unreadable("failed", reasons.DAMAGED) from error
    if not archive.infolist():  # rarfile passes over what it does not understand
        raise Unreadable("failed", reasons.DAMAGED)
    spent = 0
    unmarked = {info.filename: info.orig_filename for info in infos if not info.flags & rarfile.RAR_FILE_UNICODE}
    encoding = name_encoding(unmarked.values())
    for info in infos:
        content = _rar_content(rarfile, archive, info, MAX_TOTAL - spent)
        spent += len(content) if isinstance(content, bytes) else 0
        yield _decoded(unmarked.get(info.filename), encoding) or info.filename, content


def _rar_content(rarfile: Any, archive: Any, info: Any, left: int) -> Content:
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


_OPENERS: dict[str, Callable[[bytes, str], Entries]] = {
    "zip": _zip, "tar": _tar, "gz": _packed("gz"), "bz2": _packed("bz2"), "xz": _packed("xz"),
    "7z": _seven, "rar": _rar,
}  # fmt: skip
FORMATS = frozenset(_OPENERS)
