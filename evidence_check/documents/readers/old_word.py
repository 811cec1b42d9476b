"""Reads Word 97–2003 (.doc, and WPS Writer's .wps) from its piece table: text, tables, headings and their numbers.

Offsets are those of [MS-DOC], "The Word Binary File Format".
"""

from __future__ import annotations

import io
import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import olefile

from evidence_check.documents import reasons
from evidence_check.documents.base import MAX_BLOCKS, Block, Reading, Unreadable, add_mark
from evidence_check.documents.lines import is_page_number
from evidence_check.documents.readers.old_word_format import (
    BTE_CHPX,
    BTE_PAPX,
    Piece,
    located,
    properties,
    read_pieces,
    read_runs,
)
from evidence_check.documents.readers.old_word_lists import ParagraphStyle, read_lists, read_styles
from evidence_check.documents.readers.ole_properties import read_ole_properties
from evidence_check.documents.readers.word_symbols import show_symbols
from evidence_check.documents.tables import GridCell, lay_out
from evidence_check.model import Locator, PassageKind

_WORD_97 = 0x00C1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_COUNTS, _HEADER_PLACES = 0x4C, 0x00F2
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

_IN_TABLE, _ROW_END = 0x2416, 0x2417
_DELETED, _HIDDEN = 0x0800, 0x083C
_FIELD = re.compile("\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_CONTROLS = {code: None for code in range(0x20) if code not in (0x07, 0x09, 0x0A, 0x0C, 0x0D)} | {
    0x0B: "\n", 0x1E: "-", 0xA0: " ", 0xAD: None, 0x0E: "\n",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """How a paragraph ends and what it is: in a table, the end of a row, a heading, numbered."""

    in_table: bool = False
    row_end: bool = False
    style: ParagraphStyle = field(default_factory=ParagraphStyle)
    number: int = 0


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
        self._pieces = list(read_pieces(word, table))
        self._starts = [piece.start for piece in self._pieces]
        self._paragraphs = sorted(read_runs(word, table, BTE_PAPX))
        self._paragraph_starts = [run[0] for run in self._paragraphs]
        self._gone = sorted(self._unseen(read_runs(word, table, BTE_CHPX)))
        self._styles = read_styles(word, table)
        self._lists = read_lists(word, table)
        self._header_places = _places(located(word, table, _HEADER_PLACES))
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
            if kind == "header":
                self._margins(text, start, end)
            elif kind is not None and end > start:
                self._story(text, start, end, kind)
            start = end
        comments = sum(block.kind == "comment" for block in self._reading.blocks)
        add_mark(self._reading.marks, "comments", comments)

    def _margins(self, text: str, start: int, end: int) -> None:
        """Add the headers and footers: six places for each section, after six that hold the lines above footnotes."""
        before = len(self._reading.blocks)
        for at, (first, last) in enumerate(pairwise(self._header_places)):
            if at >= 6 and first < last and start + last <= end:
                self._story(text, start + first, start + last, "footer" if at % 6 in (2, 3, 5) else "header")
        if len(self._header_places) < 8:
            self._story(text, start, end, "header")
        found = {(block.kind, block.text): block for block in reversed(self._reading.blocks[before:])}
        self._reading.blocks[before:] = [b for b in reversed(found.values()) if not is_page_number(b.text)]

    def _piece_text(self, piece: Piece) -> str:
        length = piece.end - piece.start
        if piece.wide:
            raw = self._word[piece.offset : piece.offset + 2 * length]
            text = raw.decode("utf-16-le", errors="replace")
        else:
            text = self._word[piece.offset : piece.offset + length].decode("cp1252", errors="replace")
        return text[:length].ljust(length, "\0")

    def _unseen(self, runs: Iterator[tuple[int, int, int, bytes]]) -> Iterator[tuple[int, int]]:
        """Yield the character ranges that were deleted or hidden."""
        for start, end, _, data in runs:
            codes = dict(properties(data))
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
        _, _, number, data = self._paragraphs[found]
        style = self._style(number)
        codes = dict(properties(data))
        return _Paragraph(bool(codes.get(_IN_TABLE)), bool(codes.get(_ROW_END)), style.with_properties(data), number)

    def _style(self, number: int) -> ParagraphStyle:
        """Return a style; where the file holds none, the built-in headings are known by their numbers."""
        if number < len(self._styles):
            return self._styles[number]
        return ParagraphStyle(number if 1 <= number <= 9 else None)

    def _numbered(self, shown: str, look: _Paragraph) -> str:
        """Return a paragraph with the number that Word draws before it."""
        style = look.style
        if not style.ilfo:
            return shown
        num = str(style.ilfo)
        ilvl = style.ilvl if style.ilvl is not None else self._lists.level_of_style(num, str(look.number))
        return f"{self._lists.next(num, ilvl)} {shown}".strip()

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
                cell.append(self._numbered(shown, look) if shown else "")
                if mark == "\x07":
                    cells.append(GridCell(len(cells), "\n".join(part for part in cell if part).replace("\t", " ")))
                    cell = []
                continue
            self._flush(grid, cells, kind)
            grid, cells, cell = [], [], []
            shown = self._numbered(shown, look) if shown else ""
            if shown:
                self._add(Block(shown, kind, level=look.style.level if kind == "paragraph" else None))
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


def _places(plc: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(plc) // 4}I", plc[: len(plc) // 4 * 4])


def _clean(text: str) -> str:
    """Return text with fields shown as their results and control characters gone."""
    for _ in range(6):  # fields nest
        text, count = _FIELD.subn(lambda match: match[1] or "", text)
        if not count:
            break
    return show_symbols(text.translate(_CONTROLS)).strip(" \t\n\u3000")
