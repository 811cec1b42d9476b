"""What stands in an Excel 97-2003 workbook (.xls) outside its cells: comments, text boxes, chart titles, page margins.

After [MS-XLS] 2.4.179 (Note), 2.4.181 (Obj), 2.4.329 (TxO), 2.4.254 (SeriesText), 2.4.136 (Header).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from evidence_check.documents.base import Block
from evidence_check.documents.grid import column_letters
from evidence_check.documents.readers.sheet_extras import places_of
from evidence_check.model import Locator, PassageKind

_BEGIN, _END, _SHEET, _CONTINUE = 0x0809, 0x000A, 0x0085, 0x003C
_HEADER, _FOOTER, _NOTE, _OBJECT, _TEXT = 0x0014, 0x0015, 0x001C, 0x005D, 0x01B6
_SERIES, _CHART_TEXT, _SERIES_TEXT = 0x1003, 0x1025, 0x100D
_DEEPEST = 8
_LONGEST = 32_767


@dataclass(slots=True)
class _Sheet:
    """What was met in one sheet: the object whose text comes next, texts by object, the cells of comments."""

    name: str | None
    object: int = 0
    texts: dict[int, str] = field(default_factory=dict)
    notes: list[tuple[int, str]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    titled: bool = False


def old_extras(stream: bytes) -> Iterator[Block]:
    """Yield text boxes, chart titles and comments of each sheet of a Workbook stream, then the page margins of all."""
    names: dict[int, str] = {}
    margins: dict[tuple[PassageKind, str], None] = {}
    open_: list[_Sheet] = []
    found = list(_records(stream))
    for at, (kind, start, content) in enumerate(found):
        if kind == _SHEET and len(content) >= 8:
            names[struct.unpack_from("<I", content)[0]] = _string(content, 6, 1)
        elif kind == _BEGIN and len(open_) < _DEEPEST:  # a chart lies within its sheet
            open_.append(open_[-1] if open_ else _Sheet(names.get(start)))
        elif kind == _END and open_:
            sheet = open_.pop()
            if not open_:
                yield from _blocks(sheet)
        elif kind in (_HEADER, _FOOTER) and len(content) > 3:
            side: PassageKind = "header" if kind == _HEADER else "footer"
            margins.update(dict.fromkeys((side, place) for place in places_of(_string(content, 0, 2))))
        elif open_:
            _take(open_[-1], kind, content, found[at + 1 : at + 1 + _DEEPEST])
    yield from (Block(text, side) for side, text in margins)


def _take(sheet: _Sheet, kind: int, content: bytes, following: list[tuple[int, int, bytes]]) -> None:
    if kind == _OBJECT and len(content) >= 8:
        sheet.object = struct.unpack_from("<H", content, 6)[0]
    elif kind == _TEXT and len(content) >= 14:
        sheet.texts[sheet.object] = _continued(struct.unpack_from("<H", content, 10)[0], following)
    elif kind == _NOTE and len(content) >= 8:
        row, column, _, number = struct.unpack_from("<4H", content)
        sheet.notes.append((number, f"{column_letters(column)}{row + 1}"))
    elif kind in (_SERIES, _CHART_TEXT):
        sheet.titled = kind == _CHART_TEXT
    elif kind == _SERIES_TEXT and sheet.titled and len(content) > 4:  # the name of a series stands in its cell
        sheet.titles.append(_string(content, 2, 1))


def _blocks(sheet: _Sheet) -> Iterator[Block]:
    for text in dict.fromkeys(sheet.titles):
        if text.strip():
            yield Block(text.strip(), "textbox", Locator(sheet=sheet.name))
    noted = {number for number, _ in sheet.notes}
    for number, text in sheet.texts.items():
        if number not in noted and text.strip():
            yield Block(text.strip(), "textbox", Locator(sheet=sheet.name))
    for number, cell in sheet.notes:
        if text := sheet.texts.get(number, "").strip():
            yield Block(text, "comment", Locator(sheet=sheet.name, cell=cell))


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield (kind, start, content) of the records that are told apart here."""
    wanted = {_BEGIN, _END, _SHEET, _CONTINUE, _HEADER, _FOOTER, _NOTE, _OBJECT, _TEXT, _SERIES, _CHART_TEXT,
              _SERIES_TEXT}  # fmt: skip
    at, end = 0, len(stream) - 4
    while at <= end:
        kind = stream[at] | stream[at + 1] << 8
        size = stream[at + 2] | stream[at + 3] << 8
        if kind in wanted:
            yield kind, at, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _continued(length: int, following: list[tuple[int, int, bytes]]) -> str:
    """Return the text of a box, which stands in the records that continue it, each in wide or narrow characters."""
    text = ""
    for kind, _, content in following:
        if kind != _CONTINUE or len(text) >= length:
            break
        text += _characters(content[1:], length - len(text), bool(content and content[0] & 1))
    return text.replace("\r", "\n")


def _string(content: bytes, at: int, width: int) -> str:
    """Return a string that its length stands before, in ``width`` bytes, and whether its characters are wide."""
    length = int.from_bytes(content[at : at + width], "little")
    flags = content[at + width] if at + width < len(content) else 0
    return _characters(content[at + width + 1 :], length, bool(flags & 1))


def _characters(raw: bytes, length: int, wide: bool) -> str:
    length = min(length, _LONGEST)
    return raw[: 2 * length].decode("utf-16-le", "replace") if wide else raw[:length].decode("latin-1")
