"""Reads workbooks (.xlsx, .xlsb, .xls, .ods) through calamine: every sheet, its titles, headers and rows."""

from __future__ import annotations

import datetime
import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import olefile
import python_calamine as calamine

from evidence_check.documents import reasons
from evidence_check.documents.base import MAX_ROWS, Block, Reading, Unreadable, add_mark
from evidence_check.documents.container import Package
from evidence_check.documents.grid import GridCell, RowMaker, SheetRow
from evidence_check.documents.readers.binary_sheets import add_binary_comments
from evidence_check.documents.readers.office_properties import read_properties
from evidence_check.documents.readers.old_sheets import old_extras
from evidence_check.documents.readers.ole_properties import read_ole_properties
from evidence_check.documents.readers.open_sheets import add_open_extras
from evidence_check.documents.readers.sheet_extras import add_extras, margins
from evidence_check.documents.readers.sheet_guard import check_biff, check_xlsb, is_far, ods_is_far, part_of_sheet
from evidence_check.documents.tables import lay_out
from evidence_check.model import Locator, PassageKind

_DEFAULT_NAME = re.compile(r"^(?:sheet|工作表|feuil|tabelle|hoja|chart)\s*\d*$", re.I)
_MAX_COLUMNS = 1024


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return all sheets as blocks; hidden sheets are marked, over-long ones cut and said so.

    Raises:
        Unreadable: a password, damage, or data scattered so far that no sheet can be held.
    """
    del name
    reading = Reading()
    package = Package(data) if data[:2] == b"PK" else None
    far: set[str] = set()
    around: list[Block] = []
    if package is not None and file_format == "xlsx":
        far, around = _look(package)
        _check_parts(package)
    if package is not None and file_format == "ods" and ods_is_far(package):
        raise Unreadable("too_large", reasons.SHEET_TOO_LARGE)
    if package is not None and file_format == "xlsb":
        around = [Block(text, kind) for kind, text in check_xlsb(package)]
    records = b""
    if file_format == "xls" and package is None and data[:4] == b"\xd0\xcf\x11\xe0":
        records = check_biff(data)
    with _open(data) as book:
        _read_book(book, reading, far)
    if package is not None and file_format in ("xlsx", "xlsb"):
        add_extras(package, reading)
        add_binary_comments(package, reading)
    if package is not None and file_format == "ods":
        add_open_extras(package, reading)
    if records:
        _add_old_extras(data, records, reading)
    reading.blocks += around if reading.blocks else []
    if not reading.blocks and file_format == "xls" and b"W\0o\0r\0k\0b\0o\0o\0k" not in data:
        raise Unreadable("unsupported", reasons.OLD_OFFICE)  # Excel 5 and 95: calamine finds the sheets, no cells
    if package is not None and package.has("docProps/core.xml"):
        read_properties(package, reading)
    if far:
        if not reading.blocks:
            raise Unreadable("too_large", reasons.SHEET_TOO_LARGE)
        reading.marks["unread_sheets"] = len(far)
        reading.notes.append(reasons.SHEET_TOO_LARGE)
    if reading.marks.get("rows_left_out"):
        reading.notes.append(reasons.ROWS_LEFT_OUT)
    return reading


def _add_old_extras(data: bytes, records: bytes, reading: Reading) -> None:
    reading.blocks.extend(old_extras(records))
    add_mark(reading.marks, "comments", sum(block.kind == "comment" for block in reading.blocks))
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        read_ole_properties(ole, reading)


def _check_parts(package: Package) -> None:
    """Read shared strings once under the limits; calamine itself has none."""
    for part in package.names:
        if part.lower().endswith("sharedstrings.xml"):
            package.read(part)


def _look(package: Package) -> tuple[set[str], list[Block]]:
    """Return the sheets whose cells lie too far apart to be held, and the page headers and footers of all.

    Raises:
        Unreadable: the sheets can't be told by name, and one of them is too large.
    """
    bad: set[str] = set()
    found: dict[tuple[PassageKind, str], None] = {}
    for part in package.names:
        if part.lower().startswith("xl/worksheets/") and part.lower().endswith(".xml"):
            data = package.read(part) or b""
            if is_far(data):
                bad.add(part)
            found.update(dict.fromkeys(margins(data)))
    far = {sheet for sheet, part in part_of_sheet(package).items() if part in bad}
    if bad and not far:
        raise Unreadable("too_large", reasons.SHEET_TOO_LARGE)
    return far, [Block(text, kind) for kind, text in found]


@contextmanager
def _open(data: bytes) -> Iterator[Any]:
    with _quiet():
        try:
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        except calamine.PasswordError as error:
            raise Unreadable("encrypted", reasons.ENCRYPTED) from error
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException as error:  # a Rust panic is a BaseException
            known = "password" in str(error).lower() or "encrypt" in str(error).lower()
            raise Unreadable(
                "encrypted" if known else "failed", reasons.ENCRYPTED if known else reasons.DAMAGED
            ) from error
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep a Rust panic's backtrace off the terminal: it goes to file descriptor 2, past Python's stderr."""
    try:
        saved = os.dup(2)
    except OSError:
        yield
        return
    sink = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(sink, 2)
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(sink)


def _read_book(book: Any, reading: Reading, far: set[str]) -> None:
    table, left, failed, sheets = 0, MAX_ROWS, 0, 0
    for meta in book.sheets_metadata:
        if meta.typ != calamine.SheetTypeEnum.WorkSheet or meta.name in far:
            continue
        sheets += 1
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        add_mark(reading.marks, "hidden_sheets", hidden)
        try:
            sheet = book.get_sheet_by_name(meta.name)
            rows = sheet.to_python(skip_empty_area=True)
            merged = sheet.merged_cell_ranges or []
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException:
            failed += 1
            continue
        if len(rows) > left:
            add_mark(reading.marks, "rows_left_out", len(rows) - left)
            del rows[left:]
        left -= len(rows)
        start = sheet.start or (0, 0)
        table = _add_sheet(reading, meta.name, rows, merged, start, table, hidden)
    if failed and not reading.blocks:
        raise Unreadable("failed", reasons.DAMAGED)
    if failed:
        reading.marks["unread_sheets"] = failed
        reading.notes.append(reasons.RECOVERED)
    reading.properties["sheets"] = str(sheets)


def _add_sheet(
    reading: Reading,
    sheet: str,
    rows: list[list[Any]],
    merged: list[Any],
    start: tuple[int, int],
    table: int,
    hidden: bool,
) -> int:
    """Add one sheet's rows and return the number of its last table."""
    context = () if _DEFAULT_NAME.match(sheet) else (sheet,)
    top, first = start
    grid = list(_grid(rows, top, first, _spans(merged), len(reading.blocks) + len(rows)))
    seen_table = False
    for row in lay_out(grid, table + 1):
        place = Locator(None, None, sheet, row.ref)
        if row.kind == "title" and len(row.text) <= 300:
            block = Block(row.text, locator=place, centred=not seen_table, context=context, hidden=hidden)
            if not seen_table and len(row.text) <= 60 and ":" not in row.text and "：" not in row.text:
                block.level, seen_table = 1, True
            reading.blocks.append(block)
            continue
        seen_table = True
        table = max(table, row.table)
        block = Block(row.text, "row", place, cells=row.cells, table=row.table, hidden=hidden, context=context)
        block.header_row = row.kind == "header"
        reading.blocks.append(block)
    return table


def _spans(merged: list[Any]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return (row, column) of each merged cell → its height and width."""
    return {
        (top, left): (min(bottom - top + 1, 1000), min(right - left + 1, _MAX_COLUMNS))
        for (top, left), (bottom, right) in merged[:50_000]
    }


def _grid(
    rows: list[list[Any]], top: int, first: int, spans: dict[tuple[int, int], tuple[int, int]], held: int
) -> Iterator[list[GridCell] | SheetRow]:
    width = min(max(map(len, rows), default=0), _MAX_COLUMNS)
    merged = {line for line, _ in spans}
    maker = RowMaker(held, first)
    for at, row in enumerate(rows, top):
        rows[at - top] = []  # a ledger of 200,000 rows need not be held twice
        texts = [value.strip() if value.__class__ is str else _text(value) for value in row[:width]]
        found = maker.row(texts, at + 1)
        if at in merged:
            for cell in found.cells:
                cell.height, cell.width = spans.get((at, cell.col), (1, 1))
            yield found.cells
        else:
            yield found


def _text(value: Any) -> str:
    """Return a cell's value as people read it: no ".0", ISO dates, 1 and 0 not mistaken for yes and no."""
    if value.__class__ is float:
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return f"{value:.10f}".rstrip("0").rstrip(".") if 1e-6 < abs(value) < 1e15 else repr(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("minutes" if not value.second else "seconds")
    if isinstance(value, datetime.timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return str(value).strip()
