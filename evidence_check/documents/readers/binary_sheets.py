"""What stands in a binary workbook (.xlsb) outside its cells and its XML: cell comments, page headers and footers.

After [MS-XLSB] 2.1.4 (records), 2.4.28 (BrtBeginComment), 2.4.327 (BrtCommentText), 2.4.36 (BrtBeginHeaderFooter).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from evidence_check.documents.base import Block, Reading, add_mark
from evidence_check.documents.container import Package
from evidence_check.documents.grid import column_letters
from evidence_check.documents.readers.sheet_extras import places_of
from evidence_check.model import Locator, PassageKind

HEADER_FOOTER = 479
_COMMENT, _COMMENT_TEXT = 635, 637
_MARGINS: tuple[PassageKind, ...] = ("header", "footer") * 3
"""The strings of HEADER_FOOTER, in order: of odd pages, even ones, the first."""

_NONE = 0xFFFFFFFF
_LONGEST = 32_767


def records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (kind, start, size) of each record of a part."""
    at = 0
    while at + 1 < len(data):
        kind, at = _packed(data, at, 2)
        size, at = _packed(data, at, 4)
        yield kind, at, size
        at += size


def _packed(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number of up to ``most`` bytes, seven bits in each, and where the next thing begins."""
    number = 0
    for place in range(most):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at


def binary_margins(content: bytes) -> Iterator[tuple[PassageKind, str]]:
    """Yield the page headers and footers of a HEADER_FOOTER record: (kind, text) of each of their three places."""
    at = 2
    for kind in _MARGINS:
        text, at = _string(content, at)
        for place in places_of(text):
            yield kind, place


def add_binary_comments(package: Package, reading: Reading) -> None:
    """Add the comments of all sheets, each with its cell."""
    for part in package.names:
        if part.lower().startswith("xl/comments") and part.lower().endswith(".bin"):
            reading.blocks.extend(_comments(package.read(part) or b"", reading.marks))


def _comments(data: bytes, marks: dict[str, int]) -> Iterator[Block]:
    cell: str | None = None
    for kind, start, size in records(data):
        if kind == _COMMENT and size >= 20:
            row, _, column, _ = struct.unpack_from("<4I", data.ljust(start + 20, b"\0"), start + 4)
            cell = f"{column_letters(column)}{row + 1}" if column < 1 << 14 and row < 1 << 20 else None
        elif kind == _COMMENT_TEXT:
            text = _string(data[start : start + size], 1)[0].strip()
            if text:
                add_mark(marks, "comments")
                yield Block(text, "comment", Locator(cell=cell))


def _string(content: bytes, at: int) -> tuple[str, int]:
    """Return a string that its length in characters stands before, "" for one that is not there, and what follows."""
    if at + 4 > len(content):
        return "", len(content)
    (length,) = struct.unpack_from("<I", content, at)
    if length == _NONE:
        return "", at + 4
    end = at + 4 + 2 * min(length, _LONGEST)
    return content[at + 4 : end].decode("utf-16-le", "replace"), end
