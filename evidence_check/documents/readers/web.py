"""Reads HTML (also the tables that many programs save as ".xls") and EPUB: visible text, headings, tables as rows."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from evidence_check.documents import reasons
from evidence_check.documents.base import MAX_BLOCKS, Block, Reading, Unreadable, add_mark
from evidence_check.documents.container import Package
from evidence_check.documents.encoding import decode
from evidence_check.documents.readers.number_formats import format_number
from evidence_check.documents.tables import GridCell, lay_out
from evidence_check.model import Locator

_SKIPPED = frozenset(re.findall(r"\w+", "script style head template noscript svg object iframe option button nav del"))
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "p div section article header footer main aside li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre table tr td "
        "th body html form fieldset address figure figcaption hr center",
    )
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MAX_DEPTH = 200
_UNSHOWN = frozenset({"hidden", "password", "submit", "button", "reset", "image", "file"})
_LISTS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the page's, or the book's, visible text as blocks.

    Raises:
        Unreadable: nothing that can be parsed.
    """
    del name
    reading = Reading()
    if file_format == "epub":
        _book(data, reading)
    else:
        add_html(_decode(data), reading)
    return reading


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        encoding = declared[1].decode("ascii")
        encoding = "gb18030" if encoding.lower() in ("gb2312", "gbk", "x-gbk") else encoding
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)[0]


def add_html(text: str, reading: Reading) -> None:
    """Add the visible text of an HTML page."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return
    title = root.find(".//title")
    if title is not None and title.text and not reading.title:
        reading.title = " ".join(title.text.split())[:500]
        reading.properties["title"] = reading.title
    _Page(reading).walk(root, 0)


class _Page:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._open: list[str] = []
        self._level: int | None = None
        self._table = 0

    def walk(self, node: etree._Element, depth: int) -> None:
        """Add ``node`` and what is below it; a block element ends the paragraph before and after it."""
        tag = node.tag
        if not isinstance(tag, str) or tag in _SKIPPED or depth > _MAX_DEPTH or _hidden(node):
            add_mark(self._reading.marks, "deletions", tag == "del")
            return
        if tag == "table" and _is_data(node):
            self._close()
            self._rows(node)
            return
        block = tag in _BLOCKS
        if block:
            self._close()
            self._level = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else None
        if tag == "br":
            self._open.append("\n")
        elif tag == "li":
            self._open.append(_number(node))
        self._open.append(_field(node) or _SPACE.sub(" ", node.text or ""))
        for child in node:
            self.walk(child, depth + 1)
            self._open.append(_SPACE.sub(" ", child.tail or ""))
        if block:
            self._close()
            self._level = None
        if depth == 0:
            self._close()

    def _close(self) -> None:
        text = "\n".join(line.strip() for line in "".join(self._open).split("\n")).strip()
        self._open.clear()
        if text and len(self._reading.blocks) < MAX_BLOCKS:
            place = Locator(paragraph=len(self._reading.blocks) + 1)
            self._reading.blocks.append(Block(text, locator=place, level=self._level))

    def _rows(self, table: etree._Element) -> None:
        grid: list[list[GridCell]] = []
        covered: dict[tuple[int, int], bool] = {}
        marked: set[int] = set()
        for at, row in enumerate(table.iter("tr")):
            cells: list[GridCell] = []
            col = 0
            for cell in row.iterchildren("td", "th"):
                while covered.get((at, col)):
                    col += 1
                width, height = _span(cell, "colspan"), _span(cell, "rowspan")
                for below in range(1, height):
                    for beside in range(width):
                        covered[(at + below, col + beside)] = True
                text = _SPACE.sub(" ", "".join(_visible(cell))).strip()
                cells.append(GridCell(col, text, width, height))
                col += width
            if len(cells) > 1 and all(cell.tag == "th" for cell in row.iterchildren("td", "th")) and len(marked) == at:
                marked.add(at)
            grid.append(cells)
        for found in lay_out(grid, self._table + 1, frozenset(marked)):
            self._table = max(self._table, found.table)
            place = Locator(paragraph=len(self._reading.blocks) + 1)
            self._reading.blocks.append(
                Block(found.text, "row", place, cells=found.cells, table=found.table, header_row=found.kind == "header")
            )


def _visible(node: etree._Element) -> list[str]:
    parts = [_field(node) or node.text or ""]
    for child in node:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED and not _hidden(child):
            if child.tag in _BLOCKS or child.tag == "br":
                parts.append(" ")
            parts.extend(_visible(child))
        parts.append(child.tail or "")
    return parts


def _field(node: etree._Element) -> str:
    """Return what a form field shows: the value typed in, the option chosen, a box ticked or not."""
    if node.tag == "select":
        chosen = next(node.iterfind(".//option[@selected]"), None)
        return " ".join((chosen.text or "").split()) if chosen is not None else ""
    if node.tag != "input":
        return ""
    kind = (node.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if node.get("checked") is not None else "☐"
    return "" if kind in _UNSHOWN else (node.get("value") or "")


def _number(item: etree._Element) -> str:
    """Return the number that a browser shows before an item of an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    number = 0
    for at, one in enumerate(parent.iterchildren("li")):
        own = one.get("value") or (parent.get("start") if not at else None) or ""
        number = int(own) if own.isdigit() and len(own) < 6 else number + 1
        if one is item:
            break
    return format_number(number, _LISTS.get(parent.get("type") or "", "decimal")) + ". "


def _hidden(node: etree._Element) -> bool:
    return node.get("hidden") is not None or bool(_HIDDEN.search(node.get("style") or ""))


def _is_data(table: etree._Element) -> bool:
    """Tell a table of data from one that only arranges a page: rows of several cells, no table inside."""
    return table.find(".//table") is None and any(
        len(list(row.iterchildren("td", "th"))) > 1 for row in table.iter("tr")
    )


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name) or "1"
    return min(max(int(value), 1), 64) if value.isdigit() and len(value) < 6 else 1


def _book(data: bytes, reading: Reading) -> None:
    """Add an EPUB's chapters in the order of its spine."""
    package = Package(data)
    container = package.xml("META-INF/container.xml")
    rootfile = container.find(".//{*}rootfile") if container is not None else None
    opf = (rootfile.get("full-path") or "") if rootfile is not None else ""
    root = package.xml(opf)
    if root is None:
        raise Unreadable("failed", reasons.DAMAGED)
    hrefs = {item.get("id"): item.get("href") or "" for item in root.iter("{*}item")}
    for reference in list(root.iter("{*}itemref"))[:2000]:
        part = package.read(
            posixpath.normpath(posixpath.join(posixpath.dirname(opf), hrefs.get(reference.get("idref"), "")))
        )
        if part:
            add_html(_decode(part), reading)
