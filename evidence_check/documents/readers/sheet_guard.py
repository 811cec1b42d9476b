"""Looks at the sheets of a workbook before calamine does: one stray cell at XFD1048576 makes it claim all memory."""

from __future__ import annotations

import io
import re

import olefile

from evidence_check.documents import reasons
from evidence_check.documents.base import Unreadable
from evidence_check.documents.container import Package
from evidence_check.documents.readers.binary_sheets import HEADER_FOOTER, binary_margins, records
from evidence_check.model import PassageKind

MAX_AREA = 12_000_000
"""Cells of the rectangle that spans all filled cells; calamine holds it whole, at 32 bytes each."""

_CELL = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,4})(\d{1,9})"[^>]*[^/>]>|<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,4})(\d{1,9})">'
)
_FAR = re.compile(rb'r="(?:\d{5}|[A-Z]{3}\d)')
"""Beyond row 9,999 or column ZZ; a sheet that stays within both can be held."""

_WIDE = re.compile(rb' r="([A-Z]{2,4})\d')
_ROW = re.compile(rb'row [^>]*?r="(\d{1,9})"')
_REPEAT_ROWS = re.compile(
    rb'<table:table-row\b[^>]*number-rows-repeated="(\d+)"[^>]*[^/]>(.*?)</table:table-row>', re.S
)
_REPEAT_COLUMNS = re.compile(rb'<table:table-cell\b[^>]*number-columns-repeated="(\d+)"[^>]*[^/]>')


_BIFF_CELLS = frozenset({0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
_BIFF_BEGIN, _BIFF_SHEET, _BIFF_AREA = 0x0809, 0x0085, 0x0200


def is_far(sheet: bytes) -> bool:
    """Tell whether the filled cells of an xlsx worksheet part span more than calamine can hold."""
    return _area(sheet) > MAX_AREA


def _area(data: bytes) -> int:
    """Return the size of the rectangle of filled cells, from cheap upper bounds first."""
    if not _FAR.search(data):
        return 9_999 * 702
    rows = [int(row) for row in _ROW.findall(data)]
    height = max(rows) - min(rows) + 1 if rows else 1
    wide = set(_WIDE.findall(data))
    width = max((_column(name) for name in wide), default=26)
    if height * width <= MAX_AREA:
        return height * width
    cells = [(_column(a or c), int(b or d)) for a, b, c, d in _CELL.findall(data)]
    if not cells:
        return 0
    columns, lines = [cell[0] for cell in cells], [cell[1] for cell in cells]
    return (max(columns) - min(columns) + 1) * (max(lines) - min(lines) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def ods_is_far(package: Package) -> bool:
    """Tell whether an OpenDocument sheet repeats filled rows and cells beyond what can be held."""
    data = package.read("content.xml") or b""
    total = sum(min(int(count), 1 << 31) for count in _REPEAT_COLUMNS.findall(data))
    for count, content in _REPEAT_ROWS.findall(data):
        if b"<text:p" in content or b"office:value" in content:
            cells = content.count(b"<table:table-cell") + sum(int(n) for n in _REPEAT_COLUMNS.findall(content))
            total += int(count) * max(cells, 1)
    return total > MAX_AREA


def check_biff(data: bytes) -> bytes:
    """Return the records of an Excel 97–2003 file, b"" for one of Excel 5 or 95.

    calamine believes the coordinates of a damaged record and asks for all the memory between them.

    Raises:
        Unreadable: its cells lie where no such file can have any, or too far apart.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            stream = ole.openstream("Workbook").read() if ole.exists("Workbook") else b""
    except OSError as error:
        raise Unreadable("failed", reasons.DAMAGED) from error
    at, end = 0, len(stream) - 4
    lowest, highest, widest = 1 << 16, 0, 0
    begins: set[int] = set()
    sheets: set[int] = set()
    while at <= end:
        kind = stream[at] | stream[at + 1] << 8
        if kind in _BIFF_CELLS and at + 8 <= len(stream):
            row = stream[at + 4] | stream[at + 5] << 8
            column = stream[at + 6] | stream[at + 7] << 8
            if column > 255:
                raise Unreadable("failed", reasons.DAMAGED)
            lowest, highest, widest = min(lowest, row), max(highest, row), max(widest, column)
        elif kind == _BIFF_BEGIN:
            lowest, highest, widest = 1 << 16, 0, 0
            begins.add(at)
        elif kind == _BIFF_SHEET and at + 8 <= len(stream):
            sheets.add(int.from_bytes(stream[at + 4 : at + 8], "little"))
        elif kind == _BIFF_AREA and at + 16 <= len(stream):
            _check_claimed_area(stream[at + 4 : at + 16])
        if (highest - lowest + 1) * (widest + 1) > MAX_AREA:
            raise Unreadable("too_large", reasons.SHEET_TOO_LARGE)
        at += 4 + (stream[at + 2] | stream[at + 3] << 8)
    if not sheets <= begins:  # calamine would read records from the middle of others
        raise Unreadable("failed", reasons.DAMAGED)
    return stream


def _check_claimed_area(record: bytes) -> None:
    """Refuse a sheet that claims more rows and columns than the format has: calamine reserves them all."""
    first, last = int.from_bytes(record[:4], "little"), int.from_bytes(record[4:8], "little")
    left, right = int.from_bytes(record[8:10], "little"), int.from_bytes(record[10:12], "little")
    if last > 1 << 16 or right > 256 or first > last or left > right:
        raise Unreadable("failed", reasons.DAMAGED)


def check_xlsb(package: Package) -> dict[tuple[PassageKind, str], None]:
    """Return the page headers and footers of an .xlsb, in order, which stand among its cells.

    Raises:
        Unreadable: its cells lie too far apart; see ``check_biff``.
    """
    margins: dict[tuple[PassageKind, str], None] = {}
    for name in package.names:
        if name.lower().startswith("xl/worksheets/sheet") and name.lower().endswith(".bin"):
            data = package.read(name) or b""
            for start, size in _check_xlsb_sheet(data):
                margins.update(dict.fromkeys(binary_margins(data[start : start + size])))
    return margins


def _check_xlsb_sheet(data: bytes) -> list[tuple[int, int]]:
    row = 0
    lowest, highest, widest = 1 << 20, 0, 0
    margins: list[tuple[int, int]] = []
    for kind, at, size in records(data):
        if kind == 0:  # the head of a row
            row = int.from_bytes(data[at : at + 4], "little")
            lowest, highest = min(lowest, row), max(highest, row)
        elif kind <= 11:  # a cell
            widest = max(widest, int.from_bytes(data[at : at + 4], "little"))
        elif kind == HEADER_FOOTER:
            margins.append((at, size))
            continue
        else:
            continue
        if (max(highest - lowest, 0) + 1) * (widest + 1) > MAX_AREA:
            raise Unreadable("too_large", reasons.SHEET_TOO_LARGE)
    return margins


def part_of_sheet(package: Package) -> dict[str, str]:
    """Return sheet name → part name, as ``xl/workbook.xml`` and its relationships say."""
    try:
        root = package.xml("xl/workbook.xml")
    except Unreadable:
        return {}
    relations = package.relations("xl/workbook.xml")
    parts: dict[str, str] = {}
    for element in root.iter("{*}sheet") if root is not None else ():
        ident = next((value for key, value in element.attrib.items() if str(key).endswith("}id")), "")
        if ident in relations:
            parts[str(element.get("name"))] = relations[str(ident)][1]
    return parts
