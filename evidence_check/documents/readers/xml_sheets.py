"""Reads Excel 2003 XML (SpreadsheetML), which many ERP and customs systems export under the name .xls or .xml."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lxml import etree

from evidence_check.documents import reasons
from evidence_check.documents.base import MAX_ROWS, Block, Reading, Unreadable, add_mark
from evidence_check.documents.container import MAX_PART, parse_xml
from evidence_check.documents.readers.sheets import _add_sheet as add_sheet
from evidence_check.model import Locator

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_VISIBLE = "{urn:schemas-microsoft-com:office:excel}Visible"
_MAX_COLUMN = 16_384


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return every sheet's rows as blocks with sheet and cell.

    Raises:
        Unreadable: too large, or no such workbook.
    """
    del name, file_format
    if len(data) > MAX_PART:
        raise Unreadable("too_large", reasons.TOO_LARGE)
    root, whole = parse_xml(data)
    if root is None or root.tag != f"{_SS}Workbook":
        raise Unreadable("failed", reasons.DAMAGED)
    reading = Reading()
    table, left = 0, MAX_ROWS
    sheets = root.findall(f"{_SS}Worksheet")
    for sheet in sheets:
        title = sheet.get(f"{_SS}Name") or ""
        hidden = any((node.text or "") != "SheetVisible" for node in sheet.iter(_VISIBLE))
        add_mark(reading.marks, "hidden_sheets", hidden)
        rows, merged = _rows(sheet, title, reading, left)
        left -= len(rows)
        table = add_sheet(reading, title, rows, merged, (0, 0), table, hidden)
    if reading.marks.get("rows_left_out"):
        reading.notes.append(reasons.ROWS_LEFT_OUT)
    if not whole:
        reading.notes.append(reasons.RECOVERED)
    reading.properties["sheets"] = str(len(sheets))
    return reading


def _rows(sheet: etree._Element, title: str, reading: Reading, left: int) -> tuple[list[list[Any]], list[Any]]:
    """Return a sheet's rows of values, and its merged cells as ((top, left), (bottom, right))."""
    rows: list[list[Any]] = []
    merged: list[Any] = []
    line = 0
    for row in sheet.iter(f"{_SS}Row"):
        line = _index(row, line)
        if line >= left:
            add_mark(reading.marks, "rows_left_out")
            continue
        rows.extend([] for _ in range(line - len(rows) + 1))
        column = 0
        for cell in row.iterfind(f"{_SS}Cell"):
            column = _index(cell, column)
            if column >= _MAX_COLUMN:
                break
            across, down = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
            if across or down:
                merged.append(((line, column), (line + down, column + across)))
            rows[line].extend("" for _ in range(column - len(rows[line])))
            rows[line].append(_value(cell))
            _comment(cell, title, reading)
            column += across + 1
        line += 1
    return rows, merged


def _index(node: etree._Element, following: int) -> int:
    """Return where a row or cell stands, from 0: where its index says, else after the one before."""
    return max(following, _number(node, "Index") - 1)


def _number(node: etree._Element, name: str) -> int:
    stated = node.get(f"{_SS}{name}") or ""
    return int(stated) if stated.isdecimal() and len(stated) < 8 else 0


def _value(cell: etree._Element) -> Any:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return ""
    text = "".join(str(part) for part in data.itertext())
    kind = data.get(f"{_SS}Type")
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text)
    except ValueError:
        return text
    return text


def _comment(cell: etree._Element, title: str, reading: Reading) -> None:
    comment = cell.find(f"{_SS}Comment")
    text = "".join(str(part) for part in comment.itertext()).strip() if comment is not None else ""
    if text:
        add_mark(reading.marks, "comments")
        reading.blocks.append(Block(text, "comment", Locator(sheet=title)))
