"""Reads Word 97–2003 (.doc, and WPS Writer's .wps) from its piece table: text, tables, headings, changes settled.

Automatic numbers are not rebuilt here. Offsets are those of [MS-DOC], "The Word Binary File Format".
"""

from __future__ import annotations

import io
import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from evidence_check.documents import reasons
from evidence_check.documents.base import MAX_BLOCKS, Block, Reading, Unreadable, add_mark
from evidence_check.documents.readers.ole_properties import read_ole_properties
from evidence_check.documents.tables import GridCell, lay_out
from evidence_check.model import Locator, PassageKind

_WORD_97 = 0x00C1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_CLX, _BTE_CHPX, _BTE_PAPX = 0x01A2, 0x00FA, 0x0102
_COUNTS = 0x4C
_STORIES: tuple[PassageKind | None, ...] = (
    "paragraph",
    "footnote",
    "header",
    None,
    "comment",
    "footnote",
    "textbox",
    None,
)
"""The parts of the text in order: body, footnotes, headers, macros, comments, endnotes, text boxes, header boxes."""

_IN_TABLE, _ROW_END, _OUTLINE = 0x2416, 0x2417, 0x2640
_DELETED, _HIDDEN = 0x0800, 0x083C
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_CONTROLS = {code: None for code in range(0x20) if code not in (0x07, 0x09, 0x0A, 0x0C, 0x0D)} | {
    0x0B: "\n", 0x1E: "-", 0xA0: " ", 0xAD: None, 0x0E: "\n",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    offset: int
    wide: bool


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """How a paragraph ends and what it is: in a table, the end of a row, a heading's level."""

    in_table: bool = False
    row_end: bool = False
    level: int | None = None


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the document as blocks.

    Raises:
        Unreadable: a password, Word 6/95, or damage.
    """
    del name, file_format
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            word = ole.openstream("WordDocument").read()
            magic, version = struct.unpack_from("<HH", word, 0)
            (flags,) = struct.unpack_from("<H", word, 0x0A)
            if magic not in (0xA5EC, 0xA5DC) or version < _WORD_97:
                raise Unreadable("unsupported", reasons.OLD_OFFICE)
            if flags & _ENCRYPTED:
                raise Unreadable("encrypted", reasons.ENCRYPTED)
            table = ole.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
            reading = Reading()
            read_ole_properties(ole, reading)
            _Document(word, table, reading).read()
            return reading
    except Unreadable:
        raise
    except (OSError, struct.error, IndexError, ValueError, UnicodeError) as error:
        raise Unreadable("failed", reasons.DAMAGED) from error


class _Document:
    def __init__(self, word: bytes, table: bytes, reading: Reading) -> None:
        self._word = word
        self._reading = reading
        self._pieces = list(_pieces(word, table))
        self._starts = [piece.start for piece in self._pieces]
        self._paragraphs = sorted(_runs(word, table, _BTE_PAPX, papx=True))
        self._paragraph_starts = [run[0] for run in self._paragraphs]
        self._gone = sorted(self._unseen(_runs(word, table, _BTE_CHPX, papx=False)))
        self._table = 0
        self._count = 0

    def read(self) -> None:
        """Add every story's text to the reading."""
        text = "".join(self._piece_text(piece) for piece in self._pieces)
        add_mark(self._reading.marks, "pictures", text.count("\x01") + text.count("\x08"))
        counts = struct.unpack_from("<8i", self._word, _COUNTS)
        start = 0
        for kind, count in zip(_STORIES, counts, strict=True):
            end = min(start + max(count, 0), len(text))
            if kind is not None and end > start:
                self._story(text, start, end, kind)
            start = end
        comments = sum(block.kind == "comment" for block in self._reading.blocks)
        add_mark(self._reading.marks, "comments", comments)

    def _piece_text(self, piece: _Piece) -> str:
        length = piece.end - piece.start
        if piece.wide:
            raw = self._word[piece.offset : piece.offset + 2 * length]
            text = raw.decode("utf-16-le", errors="replace")
        else:
            text = self._word[piece.offset : piece.offset + length].decode("cp1252", errors="replace")
        return text[:length].ljust(length, "\0")

    def _unseen(self, runs: Iterator[tuple[int, int, int, bytes]]) -> Iterator[tuple[int, int]]:
        """Yield the character ranges that were deleted or hidden."""
        for start, end, _, properties in runs:
            codes = dict(_properties(properties))
            deleted, hidden = codes.get(_DELETED, 0) == 1, codes.get(_HIDDEN, 0) == 1
            if not (deleted or hidden):
                continue
            add_mark(self._reading.marks, "deletions" if deleted else "hidden_runs")
            for piece in self._pieces:
                width = 2 if piece.wide else 1
                first = piece.start + max(start - piece.offset, 0) // width
                last = piece.start + min(end - piece.offset, (piece.end - piece.start) * width) // width
                if first < last:
                    yield first, last

    def _paragraph_at(self, at: int) -> _Paragraph:
        """Return the properties of the paragraph whose last character is at ``at``."""
        piece = self._pieces[bisect_right(self._starts, at) - 1]
        offset = piece.offset + (at - piece.start) * (2 if piece.wide else 1)
        found = bisect_right(self._paragraph_starts, offset) - 1
        if found < 0 or offset >= self._paragraphs[found][1]:
            return _Paragraph()
        _, _, style, properties = self._paragraphs[found]
        codes = dict(_properties(properties))
        level = style if 1 <= style <= 9 else None
        outline = codes.get(_OUTLINE)
        if outline is not None:
            level = outline + 1 if outline < 9 else None
        return _Paragraph(bool(codes.get(_IN_TABLE)), bool(codes.get(_ROW_END)), level)

    def _shown(self, text: str, start: int, end: int) -> str:
        """Return the characters from ``start`` to ``end`` that a reader sees."""
        parts, at = [], start
        for first, last in self._gone[max(bisect_right(self._gone, (start, 0)) - 1, 0) :]:
            if first >= end:
                break
            if last > at:
                parts.append(text[at : max(first, at)])
                at = last
        parts.append(text[at:end] if at < end else "")
        return "".join(parts)

    def _story(self, text: str, start: int, end: int, kind: PassageKind) -> None:
        grid: list[list[GridCell]] = []
        cells: list[GridCell] = []
        cell: list[str] = []
        seen: set[str] = set()
        for match in re.finditer("[^\r\x07\x0c]*(?:[\r\x07\x0c]|$)", text[start:end]):
            if match.start() == match.end():
                continue
            last = start + match.end() - 1
            mark = text[last] if last < len(text) else "\r"
            shown = _clean(self._shown(text, start + match.start(), start + match.end() - (mark in "\r\x07\x0c")))
            look = self._paragraph_at(last)
            if mark == "\x07" or look.in_table:
                if look.row_end or (mark == "\x07" and not look.in_table and not shown and cells):
                    grid.append(cells)
                    cells, cell = [], []
                    continue
                cell.append(shown)
                if mark == "\x07":
                    cells.append(GridCell(len(cells), "\n".join(part for part in cell if part).replace("\t", " ")))
                    cell = []
                continue
            self._flush(grid, cells, kind)
            grid, cells, cell = [], [], []
            if shown and (kind not in ("header", "footer") or shown not in seen):
                seen.add(shown)
                self._add(Block(shown, kind, level=look.level if kind == "paragraph" else None))
        self._flush(grid, cells, kind)

    def _flush(self, grid: list[list[GridCell]], cells: list[GridCell], kind: PassageKind) -> None:
        """Add the table that has just ended."""
        if cells:
            grid = [*grid, cells]
        for row in lay_out(grid, self._table + 1) if grid else ():
            self._table = max(self._table, row.table)
            if row.kind == "title" and len(row.text) <= 200:
                self._add(Block(row.text, kind, centred=True))
            else:
                shown: PassageKind = "row" if kind == "paragraph" else kind
                self._add(Block(row.text, shown, cells=row.cells, table=row.table, header_row=row.kind == "header"))

    def _add(self, block: Block) -> None:
        if len(self._reading.blocks) < MAX_BLOCKS:
            if block.kind in ("paragraph", "row", "textbox"):
                self._count += 1
                block.locator = Locator(paragraph=self._count)
            self._reading.blocks.append(block)


def _clean(text: str) -> str:
    """Return text with fields shown as their results and control characters gone."""
    for _ in range(6):  # fields nest
        text, count = _FIELD.subn(lambda match: match[1] or "", text)
        if not count:
            break
    return text.translate(_CONTROLS).strip(" \t\n\u3000")


def _pieces(word: bytes, table: bytes) -> Iterator[_Piece]:
    start, length = struct.unpack_from("<II", word, _CLX)
    clx = table[start : start + length]
    at = 0
    while at < len(clx) and clx[at] == 1:  # property modifiers stand before the piece table
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
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
            yield _Piece(ends[index], ends[index + 1], offset if wide else offset // 2, wide)


def _runs(word: bytes, table: bytes, place: int, papx: bool) -> Iterator[tuple[int, int, int, bytes]]:
    """Yield (first byte, last byte, style, properties) of each run that the formatting pages list."""
    start, length = struct.unpack_from("<II", word, place)
    plc = table[start : start + length]
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
            style = struct.unpack_from("<H", body, 0)[0] if len(body) >= 2 else 0
            yield offsets[run], offsets[run + 1], style, body[2:]


def _properties(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield (code, first byte of its value) for each property; the code itself says how long its value is."""
    at = 0
    while at + 3 <= len(data):
        (code,) = struct.unpack_from("<H", data, at)
        yield code, data[at + 2]
        kind = code >> 13
        if kind == 6:
            long = code == 0xD608 and at + 4 <= len(data)
            at += 2 + (struct.unpack_from("<H", data, at + 2)[0] + 1 if long else data[at + 2] + 1)
        else:
            at += 2 + (1, 1, 2, 4, 2, 2, 0, 3)[kind]
