"""Reads .pptx: the words of each slide in order, tables as rows, diagrams, charts and speaker's notes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from evidence_check.documents import reasons
from evidence_check.documents.base import Block, Reading, Unreadable, add_mark
from evidence_check.documents.container import Package
from evidence_check.documents.readers.office_properties import read_properties
from evidence_check.documents.readers.slide_numbers import SlideNumbers
from evidence_check.documents.tables import GridCell, lay_out
from evidence_check.model import Locator, PassageKind

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TITLES = frozenset({"title", "ctrTitle"})
_MARGINS: dict[str, PassageKind] = {"ftr": "footer", "hdr": "header"}
_SKIPPED = frozenset({"sldNum", "dt", "sldImg"})


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the slides as blocks, each with its slide number; hidden slides are marked.

    Raises:
        Unreadable: no presentation in it.
    """
    del name, file_format
    package = Package(data)
    main = next(
        (t for k, t, x in package.relations("").values() if k == "officeDocument" and not x), "ppt/presentation.xml"
    )
    root = package.xml(main)
    if root is None:
        raise Unreadable("failed", reasons.DAMAGED)
    relations = package.relations(main)
    reading = Reading()
    state = _State(package, reading)
    number = 0
    for entry in root.iter(f"{_P}sldId"):
        kind, part, external = relations.get(entry.get(f"{_R}id") or "", ("", "", True))
        if kind == "slide" and not external:
            number += 1
            state.slide(part, number)
    reading.pages = number
    read_properties(package, reading)
    reading.pages = number
    if package.recovered:
        reading.notes.append(reasons.RECOVERED)
        reading.marks["recovered"] = 1
    return reading


class _State:
    """Keeps the running table number and what was said in footers while slides are added."""

    def __init__(self, package: Package, reading: Reading) -> None:
        self._package = package
        self._reading = reading
        self._table = 0
        self._margins: set[str] = set()
        self._pictures = 0

    def slide(self, part: str, number: int) -> None:
        """Add one slide, then its diagrams, charts, comments and notes."""
        root = self._package.xml(part)
        if root is None:
            return
        hidden = root.get("show") in ("0", "false")
        add_mark(self._reading.marks, "hidden_slides", hidden)
        tree = root.find(f"{_P}cSld/{_P}spTree")
        place = Locator(slide=number)
        for block in self._shapes(tree) if tree is not None else ():
            block.locator, block.hidden = place, hidden
            self._reading.blocks.append(block)
        for kind, target, external in self._package.relations(part).values():
            if external:
                continue
            if kind == "image":
                add_mark(self._reading.marks, "pictures")
            elif kind in ("diagramData", "chart"):
                self._raw(target, "textbox", place)
            elif kind == "notesSlide":
                self._notes(target, place)
            elif kind == "comments":
                self._comments(target, place)

    def _shapes(self, tree: etree._Element) -> Iterator[Block]:
        for shape in tree:
            tag = shape.tag
            if tag == f"{_P}sp":
                yield from self._shape(shape)
            elif tag == f"{_P}grpSp":
                yield from self._shapes(shape)
            elif tag == f"{_P}graphicFrame":
                for table in shape.iter(f"{_A}tbl"):
                    yield from self._rows(table)
            elif tag == f"{_MC}AlternateContent":
                chosen = shape.find(f"{_MC}Choice")
                chosen = shape.find(f"{_MC}Fallback") if chosen is None or not len(chosen) else chosen
                if chosen is not None:
                    yield from self._shapes(chosen)

    def _shape(self, shape: etree._Element) -> Iterator[Block]:
        holder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        role = holder.get("type", "body") if holder is not None else None
        if role in _SKIPPED:
            return
        numbers = SlideNumbers()
        for paragraph in shape.iter(f"{_A}p"):
            text = paragraph_text(paragraph)
            if not text:
                continue
            if number := numbers.next(paragraph):
                text = f"{number} {text}"
            if role in _MARGINS:
                if text not in self._margins:
                    self._margins.add(text)
                    yield Block(text, _MARGINS[role])
            else:
                yield Block(text, level=1 if role in _TITLES else None, title=False)

    def _rows(self, table: etree._Element) -> Iterator[Block]:
        grid = []
        for row in table.iter(f"{_A}tr"):
            cells = []
            for col, cell in enumerate(row.iter(f"{_A}tc")):
                if cell.get("hMerge") or cell.get("vMerge"):
                    continue
                text = "\n".join(filter(None, (paragraph_text(p) for p in cell.iter(f"{_A}p"))))
                span = cell.get("gridSpan", "1")
                cells.append(GridCell(col, text.replace("\t", " "), min(int(span), 64) if span.isdigit() else 1))
            grid.append(cells)
        for found in lay_out(grid, self._table + 1):
            self._table = max(self._table, found.table)
            yield Block(found.text, "row", cells=found.cells, table=found.table, header_row=found.kind == "header")

    def _raw(self, part: str, kind: PassageKind, place: Locator) -> None:
        root = self._package.xml(part)
        for paragraph in root.iter(f"{_A}p") if root is not None else ():
            if text := paragraph_text(paragraph):
                self._reading.blocks.append(Block(text, kind, place))

    def _notes(self, part: str, place: Locator) -> None:
        root = self._package.xml(part)
        for shape in root.iter(f"{_P}sp") if root is not None else ():
            for block in self._shape(shape):
                if block.kind == "paragraph":
                    self._reading.blocks.append(Block(block.text, "footnote", place))

    def _comments(self, part: str, place: Locator) -> None:
        root = self._package.xml(part)
        for comment in root.iter("{*}text", f"{_A}t") if root is not None else ():
            if comment.text and comment.text.strip():
                add_mark(self._reading.marks, "comments")
                self._reading.blocks.append(Block(comment.text.strip(), "comment", place))


def paragraph_text(paragraph: etree._Element) -> str:
    """Return the words of a drawing paragraph; a:br is a line break."""
    nodes = paragraph.iter(f"{_A}t", f"{_A}br")
    return "".join("\n" if node.tag == f"{_A}br" else node.text or "" for node in nodes).strip()
