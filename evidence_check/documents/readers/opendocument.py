"""Reads OpenDocument text and presentations (.odt, .odp): headings, tables, notes, remarks, headers and footers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

from evidence_check.documents import reasons
from evidence_check.documents.base import MAX_BLOCKS, Block, Reading, Unreadable, add_mark
from evidence_check.documents.container import Package
from evidence_check.documents.lines import is_page_number
from evidence_check.documents.readers.opendocument_lists import Numbers
from evidence_check.documents.readers.opendocument_styles import PLAIN, Style, read_styles
from evidence_check.documents.readers.word_symbols import show_symbols
from evidence_check.documents.tables import GridCell, lay_out
from evidence_check.model import Locator, PassageKind

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE, OFFICE, DRAW, STYLE, _PRES = (
    f"{{{_NS}{name}:1.0}}" for name in ("text", "table", "office", "drawing", "style", "presentation")
)
XLINK = "{http://www.w3.org/1999/xlink}"
_META = {"title": "title", "creator": "last_modified_by", "initial-creator": "author", "date": "modified",
         "creation-date": "created", "subject": "subject", "description": "description"}  # fmt: skip
_GONE = frozenset({f"{TEXT}tracked-changes", f"{TEXT}sequence-decls", f"{OFFICE}forms", f"{TEXT}bibliography-source"})
_INLINE_SKIP = frozenset({f"{TEXT}note", f"{OFFICE}annotation", f"{TEXT}tracked-changes", f"{TEXT}ruby-text"})
_MAX_REPEAT = 64


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the document as blocks.

    Raises:
        Unreadable: a password or damage.
    """
    del name
    package = Package(data)
    if b"encryption-data" in (package.read("META-INF/manifest.xml") or b""):
        raise Unreadable("encrypted", reasons.ENCRYPTED)
    root = package.xml("content.xml")
    body = root.find(f"{OFFICE}body") if root is not None else None
    if body is None:
        raise Unreadable("failed", reasons.DAMAGED)
    reading = Reading()
    looks = package.xml("styles.xml")
    walker = _Walker(reading, read_styles(root, looks), Numbers(root, looks))
    walker.package = package
    if file_format == "odp":
        for number, page in enumerate(body.iter(f"{DRAW}page"), 1):
            walker.slide = number
            walker.walk(page)
        reading.pages = walker.slide
    else:
        walker.walk(body)
    walker.slide = None
    _margins(package, walker)
    read_meta(package, reading)
    if package.recovered:
        reading.notes.append(reasons.RECOVERED)
        reading.marks["recovered"] = 1
    return reading


class _Walker:
    def __init__(self, reading: Reading, styles: dict[str, Style], numbers: Numbers) -> None:
        self._reading = reading
        self._numbers = numbers
        self._number = ""  # of the list item whose first paragraph comes next
        self._styles = styles
        self._count = 0
        self._table = 0
        self.slide: int | None = None
        self.package: Package | None = None

    def walk(self, node: etree._Element, kind: PassageKind = "paragraph") -> None:
        """Add everything below ``node`` in document order."""
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag in _GONE:
                if tag in _GONE and tag.endswith("tracked-changes"):
                    add_mark(self._reading.marks, "deletions", sum(1 for _ in child.iter(f"{TEXT}deletion")))
                    add_mark(self._reading.marks, "insertions", sum(1 for _ in child.iter(f"{TEXT}insertion")))
            elif tag in (f"{TEXT}p", f"{TEXT}h"):
                self._paragraph(child, kind)
            elif tag == f"{TABLE}table":
                self._rows(child)
            elif tag == f"{TEXT}list":
                self._list(child, kind)
            elif tag == f"{_PRES}notes":
                self.walk(child, "footnote")
            elif tag in (f"{TEXT}table-of-content", f"{TEXT}alphabetical-index"):
                before = len(self._reading.blocks)
                self.walk(child, kind)
                for block in self._reading.blocks[before:]:
                    block.toc, block.level = True, None
            else:
                self.walk(child, kind)

    def _list(self, node: etree._Element, kind: PassageKind) -> None:
        self._numbers.enter(node)
        for item in node:
            self._number = self._numbers.item(item) if item.tag == f"{TEXT}list-item" else ""
            self.walk(item, kind)
        self._number = ""
        self._numbers.leave()

    def _paragraph(self, node: etree._Element, kind: PassageKind) -> None:
        number, self._number = self._number, ""
        if not number and node.tag == f"{TEXT}h":
            number = self._numbers.heading(node)
        text = self.text(node)
        text = f"{number} {text}" if number and text else text
        own = node.get(f"{TEXT}outline-level") if node.tag == f"{TEXT}h" else None
        style = self._styles.get(node.get(f"{TEXT}style-name") or "", PLAIN)
        if text:
            level = int(own) if own and own.isdigit() else style.level
            self._add(Block(text, kind, level=level, title=style.title))
        self._asides(node)

    def _asides(self, node: etree._Element) -> None:
        """Add what hangs on a paragraph: notes, remarks, text boxes."""
        for extra in node.iter(f"{TEXT}note-body", f"{OFFICE}annotation", f"{DRAW}*"):
            drawn = str(extra.tag).startswith(DRAW)
            add_mark(self._reading.marks, "pictures", extra.tag == f"{DRAW}image")
            inner = [self.text(p) for p in extra.iter(f"{TEXT}p") if p.getparent() is extra or not drawn]
            if extra.tag == f"{DRAW}object":
                inner += self.chart(extra)
            kinds: dict[str, PassageKind] = {f"{TEXT}note-body": "footnote", f"{OFFICE}annotation": "comment"}
            joined = "\n".join(filter(None, inner))
            if joined:
                self._add(Block(joined, kinds.get(str(extra.tag), "textbox")))
                add_mark(self._reading.marks, "comments", extra.tag == f"{OFFICE}annotation")

    def text(self, node: etree._Element) -> str:
        """Return what a paragraph shows."""
        return text_of(node, self._styles, self._reading.marks)

    def chart(self, node: etree._Element) -> list[str]:
        """Return the words of an embedded chart."""
        part = (node.get(f"{XLINK}href") or "").removeprefix("./").strip("/")
        root = self.package.xml(f"{part}/content.xml") if part and self.package is not None else None
        if root is None:
            return []
        return [self.text(p) for p in root.iter(f"{TEXT}p") if next(p.iterancestors(f"{TABLE}table"), None) is None]

    def _rows(self, table: etree._Element) -> None:
        grid: list[list[GridCell]] = []
        nested: list[etree._Element] = []
        for row in table.iter(f"{TABLE}table-row"):
            if next(row.iterancestors(f"{TABLE}table")) is not table:
                continue
            cells: list[GridCell] = []
            col = 0
            for cell in row:
                if not isinstance(cell.tag, str):
                    continue
                repeat = _number(cell.get(f"{TABLE}number-columns-repeated"))
                if cell.tag == f"{TABLE}table-cell":
                    text = "\n".join(
                        filter(None, (self.text(p) for p in cell.iter(f"{TEXT}p", f"{TEXT}h") if _own(p, table)))
                    )
                    nested.extend(cell.iter(f"{TABLE}table"))
                    span = _number(cell.get(f"{TABLE}number-columns-spanned"))
                    height = _number(cell.get(f"{TABLE}number-rows-spanned"))
                    plain = text.replace("\t", " ")
                    cells.extend(GridCell(col + at, plain, span, height) for at in range(repeat))
                col += repeat
            grid.append(cells)
        for found in lay_out(grid, self._table + 1):
            self._table = max(self._table, found.table)
            self._add(Block(found.text, "row", cells=found.cells, table=found.table, header_row=found.kind == "header"))
        for inner in nested:
            if next(inner.iterancestors(f"{TABLE}table")) is table:
                self._rows(inner)

    def _add(self, block: Block) -> None:
        if len(self._reading.blocks) >= MAX_BLOCKS:
            return
        if block.kind in ("paragraph", "row", "textbox", "footnote") and self.slide:
            block.locator = Locator(slide=self.slide)
        elif block.kind in ("paragraph", "row", "textbox"):
            self._count += 1
            block.locator = Locator(paragraph=self._count)
        self._reading.blocks.append(block)


def _own(paragraph: etree._Element, table: etree._Element) -> bool:
    return next(paragraph.iterancestors(f"{TABLE}table")) is table


def _number(text: str | None) -> int:
    return min(int(text), _MAX_REPEAT) if text and text.isdigit() else 1


def text_of(
    node: etree._Element, styles: Mapping[str, Style] = MappingProxyType({}), marks: dict[str, int] | None = None
) -> str:
    """Return what a paragraph shows; notes, remarks, text boxes and hidden spans are not part of it."""
    parts: list[str] = []

    def collect(element: etree._Element) -> None:
        parts.append(element.text or "")
        for child in element:
            tag = child.tag
            if tag == f"{TEXT}span" and styles.get(child.get(f"{TEXT}style-name") or "", PLAIN).hidden:
                add_mark(marks if marks is not None else {}, "hidden_runs")
            elif tag == f"{TEXT}s":
                parts.append(" " * min(_number(child.get(f"{TEXT}c")), _MAX_REPEAT))
            elif tag == f"{TEXT}tab":
                parts.append("\t")
            elif tag == f"{TEXT}line-break":
                parts.append("\n")
            elif isinstance(tag, str) and tag not in _INLINE_SKIP and not tag.startswith(DRAW):
                collect(child)
            parts.append(child.tail or "")

    collect(node)
    return show_symbols("".join(parts).replace("\u2011", "-").strip())


def _margins(package: Package, walker: _Walker) -> None:
    root = package.xml("styles.xml")
    seen: set[str] = set()
    kinds: tuple[tuple[str, PassageKind], ...] = (("header", "header"), ("footer", "footer"))
    for name, kind in kinds:
        for margin in root.iter(f"{STYLE}{name}") if root is not None else ():
            for paragraph in margin.iter(f"{TEXT}p"):
                text = walker.text(paragraph)
                if text and text not in seen and not is_page_number(text):
                    seen.add(text)
                    walker._add(Block(text, kind))


def read_meta(package: Package, reading: Reading) -> None:
    """Fill ``reading.properties`` and ``title`` from what the file says of itself."""
    root = package.xml("meta.xml")
    for element in root.iter() if root is not None else ():
        if isinstance(element.tag, str) and (name := _META.get(element.tag.rpartition("}")[2])) and element.text:
            reading.properties.setdefault(name, " ".join(element.text.split())[:500])
    reading.title = reading.properties.get("title")
