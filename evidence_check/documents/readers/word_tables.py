"""Finds the rows and cells of Word tables, through content controls and tracked changes, and settles merged cells."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from evidence_check.documents.grid import GridCell
from evidence_check.documents.readers.word_numbers import W

_VAL = W + "val"
_P, _TR, _TC, _SDT = W + "p", W + "tr", W + "tc", W + "sdt"
_TRPR, _TCPR = W + "trPr", W + "tcPr"
_DELETED, _CELL_DELETED = W + "del", W + "cellDel"
WRAPPERS = frozenset(W + name for name in ("customXml", "ins", "moveTo", "smartTag", "sdtContent", "body"))
"""Elements that stand around paragraphs, rows and cells and show nothing themselves."""

MAX_SPAN = 512
"""Columns that one cell may claim; a document that says 200,000,000 is lying."""


def properties(node: etree._Element, tag: str) -> dict[object, etree._Element]:
    """Return the properties of a row or cell by tag; they stand among its first children."""
    for child in node:
        if child.tag == tag:
            return {prop.tag: prop for prop in child}
        if child.tag in (_P, _TC):
            break
    return {}


def visible(grid: list[list[GridCell]]) -> list[list[GridCell]]:
    """Return rows without the cells that a merged one above covers."""
    return [[cell for cell in row if cell.text != "\0"] for row in grid]


def extend_merges(grid: list[list[GridCell]]) -> None:
    """Give each vertically merged cell its height, from the covered cells below it."""
    open_cells: dict[int, GridCell] = {}
    for row in grid:
        for cell in row:
            if cell.text == "\0":
                if cell.col in open_cells:
                    open_cells[cell.col].height += 1
            else:
                open_cells[cell.col] = cell


def rows_of(table: etree._Element) -> Iterator[tuple[etree._Element, dict[object, etree._Element]]]:
    """Yield the rows of a table with their properties, through content controls and changes; deleted ones are gone."""
    for node in table:
        tag = node.tag
        if tag == _TR:
            props = properties(node, _TRPR)
            if _DELETED not in props:
                yield node, props
        elif tag == _SDT:
            content = node.find(W + "sdtContent")
            if content is not None:
                yield from rows_of(content)
        elif tag in WRAPPERS:
            yield from rows_of(node)


def cells_of(row: etree._Element) -> Iterator[tuple[etree._Element, dict[object, etree._Element]]]:
    """Yield the cells of a row with their properties; deleted ones are gone."""
    for node in row:
        tag = node.tag
        if tag == _TC:
            props = properties(node, _TCPR)
            if _CELL_DELETED not in props:
                yield node, props
        elif tag == _SDT:
            content = node.find(W + "sdtContent")
            if content is not None:
                yield from cells_of(content)
        elif tag in WRAPPERS:
            yield from cells_of(node)


def span(element: etree._Element | None) -> int:
    """Return the number of columns that a property claims, 0 where it claims none."""
    value = (element.get(_VAL) or "") if element is not None else ""
    return min(int(value), MAX_SPAN) if value.isdigit() and len(value) < 12 else 0
