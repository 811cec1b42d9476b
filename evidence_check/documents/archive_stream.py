"""What opening any archive shares: how much is read at most, names in their encoding, and the walk through a tar."""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from evidence_check.documents import reasons
from evidence_check.documents.base import Unreadable
from evidence_check.documents.container import MAX_RATIO, RATIO_FLOOR
from evidence_check.documents.encoding import name_encoding

MAX_MEMBER = 100 * 2**20
MAX_TOTAL = 500 * 2**20

FAILURES = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, tarfile.TarError, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError, struct.error,
)  # fmt: skip
Content = bytes | Unreadable
Entries = Iterator[tuple[str, Content]]


def decoded_name(raw: bytes | None, encoding: str) -> str | None:
    """Return a member's name in UTF-8 if it is that, else in the archive's encoding."""
    for one in ("utf-8", encoding, "gb18030"):
        try:
            return raw.decode(one) if raw is not None else None
        except UnicodeDecodeError:
            continue
    return None


class Bounded(io.RawIOBase):
    """A stream that unpacks no more than ``limit`` bytes, and no more than a bomb's ratio allows."""

    def __init__(self, stream: Any, packed: int) -> None:
        self._stream = stream
        self._left = min(MAX_TOTAL, max(RATIO_FLOOR, MAX_RATIO * packed))

    def readable(self) -> bool:
        """Tell that this is a stream to read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most 1 MB; raises Unreadable("too_large") beyond the limit."""
        chunk: bytes = self._stream.read(min(size, 1 << 20) if size >= 0 else 1 << 20)
        self._left -= len(chunk)
        if self._left < 0:
            raise Unreadable("too_large", reasons.TOO_LARGE)
        return chunk


def tar_entries(stream: Any) -> Entries:
    """Yield the plain files of a tar; links and devices lead elsewhere and hold nothing of their own."""
    with tarfile.open(fileobj=stream, mode="r|", encoding="utf-8", errors="surrogateescape") as archive:
        for info in archive:
            if not info.isreg():
                continue
            raw = info.name.encode("utf-8", "surrogateescape")
            name = decoded_name(raw, name_encoding([raw])) or info.name
            if info.size > MAX_MEMBER:
                yield name, Unreadable("too_large", reasons.TOO_LARGE)
                continue
            member = archive.extractfile(info)
            chunks: list[bytes] = []
            while member is not None and (chunk := member.read(1 << 20)):
                chunks.append(chunk)
            yield name, b"".join(chunks)
