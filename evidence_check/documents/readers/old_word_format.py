"""The structures of a Word 97–2003 file that say where its text lies and how it looks: pieces, runs, properties.

Offsets and names are those of [MS-DOC], "The Word Binary File Format".
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_CLX = 0x01A2
BTE_CHPX, BTE_PAPX = 0x00FA, 0x0102
"""Places in the file's head that point to the runs of characters and of paragraphs."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: its first and last character, and where its bytes begin; ``wide`` = two bytes each."""

    start: int
    end: int
    offset: int
    wide: bool


def located(word: bytes, table: bytes, place: int) -> bytes:
    """Return the structure whose offset and length stand at ``place`` in the file's head."""
    start, length = struct.unpack_from("<II", word, place)
    return table[start : start + length]


def read_pieces(word: bytes, table: bytes) -> Iterator[Piece]:
    """Yield the pieces in the order of the text.

    Raises:
        ValueError, struct.error: damage.
    """
    clx = located(word, table, _CLX)
    at = 0
    while at < len(clx) and clx[at] == 1:  # property modifiers stand before the piece table
        at += 3 + int(struct.unpack_from("<H", clx, at + 1)[0])
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("no piece table")
    (size,) = struct.unpack_from("<I", clx, at + 1)
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc, 0)
    for index in range(count):
        (offset,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)
        wide = not offset & 0x40000000
        offset &= 0x3FFFFFFF
        if ends[index + 1] > ends[index]:
            if ends[index + 1] - ends[index] > len(word):
                raise ValueError("a piece longer than the file")
            yield Piece(ends[index], ends[index + 1], offset if wide else offset // 2, wide)


def read_runs(word: bytes, table: bytes, place: int) -> Iterator[tuple[int, int, int, bytes]]:
    """Yield (first byte, last byte, style, properties) of each run that the formatting pages list."""
    papx = place == BTE_PAPX
    plc = located(word, table, place)
    count = (len(plc) - 4) // 8
    for index in range(max(count, 0)):
        (number,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * index)
        page = word[(number & 0x3FFFFF) * 512 : (number & 0x3FFFFF) * 512 + 512]
        if len(page) < 512:
            continue
        runs = page[511]
        offsets = struct.unpack_from(f"<{runs + 1}I", page, 0) if 4 * (runs + 1) < 512 else ()
        for run in range(len(offsets) - 1):
            at = 4 * (runs + 1) + run * (13 if papx else 1)
            where = page[at] * 2 if at < 511 else 0
            if not where:
                yield offsets[run], offsets[run + 1], 0, b""
                continue
            size = page[where]
            if not papx:
                yield offsets[run], offsets[run + 1], 0, page[where + 1 : where + 1 + size]
                continue
            begin = where + 1 if size else where + 2
            size = size * 2 - 1 if size else page[where + 1] * 2
            body = page[begin : begin + size]
            style = int.from_bytes(body[:2], "little") if len(body) >= 2 else 0
            yield offsets[run], offsets[run + 1], style, body[2:]


def properties(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield (code, value) for each property; the code itself says how long its value is. Long values come cut short."""
    at = 0
    while at + 3 <= len(data):
        (code,) = struct.unpack_from("<H", data, at)
        kind = code >> 13
        if kind == 6:
            long = code == 0xD608 and at + 4 <= len(data)
            yield code, data[at + 2]
            at += 2 + (int(struct.unpack_from("<H", data, at + 2)[0]) + 1 if long else data[at + 2] + 1)
        else:
            size = (1, 1, 2, 4, 2, 2, 0, 3)[kind]
            yield code, int.from_bytes(data[at + 2 : at + 2 + size], "little")
            at += 2 + size
