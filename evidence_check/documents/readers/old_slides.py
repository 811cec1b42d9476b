"""Reads the words of PowerPoint 97–2003 (.ppt, .dps): its text records, each distinct text once."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

from evidence_check.documents import reasons
from evidence_check.documents.base import Block, Reading, Unreadable, add_mark
from evidence_check.documents.readers.ole_properties import read_ole_properties
from evidence_check.model import Locator

_TEXT_CHARS, _TEXT_BYTES = 0x0FA0, 0x0FA8
_MASTER = 0x03F8
_MAX_RECORDS = 500_000
_DULL = frozenset({"*", "___PPT9", "___PPT10", "___PPT12"})


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the slides' text in the order of the file.

    Raises:
        Unreadable: a password or damage.
    """
    del name, file_format
    reading = Reading()
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("EncryptedSummary"):
                raise Unreadable("encrypted", reasons.ENCRYPTED)
            stream = ole.openstream("PowerPoint Document").read()
            add_mark(reading.marks, "pictures", ole.exists("Pictures"))
            read_ole_properties(ole, reading)
    except OSError as error:
        raise Unreadable("failed", reasons.DAMAGED) from error
    seen: set[str] = set()
    for text in _texts(stream):
        for line in text.replace("\x0b", "\n").replace("\xad", "").split("\r"):
            clean = line.strip()
            if clean and clean not in seen and clean not in _DULL:
                seen.add(clean)
                reading.blocks.append(Block(clean, locator=Locator(paragraph=len(reading.blocks) + 1)))
    return reading


def _texts(stream: bytes) -> Iterator[str]:
    """Yield the text of every text record outside the masters, whose words are only prompts."""
    stack = [(0, len(stream))]
    for _ in range(_MAX_RECORDS):
        if not stack:
            return
        at, end = stack.pop()
        if at + 8 > end:
            continue
        version, kind, length = struct.unpack_from("<HHI", stream, at)
        stop = min(at + 8 + length, end)
        stack.append((stop, end))
        if version & 0xF == 0xF:
            if kind != _MASTER:
                stack.append((at + 8, stop))
        elif kind == _TEXT_CHARS:
            yield stream[at + 8 : stop].decode("utf-16-le", errors="replace")
        elif kind == _TEXT_BYTES:
            yield stream[at + 8 : stop].decode("cp1252", errors="replace")
