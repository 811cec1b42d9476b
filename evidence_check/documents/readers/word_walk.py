"""Walks the body of a Word document in order and turns paragraphs, tables and text boxes into blocks."""

from __future__ import annotations

from lxml import etree

from evidence_check.documents.base import MAX_BLOCKS, MAX_ROWS, Block, Reading, add_mark
from evidence_check.documents.readers.word_inline import MC, InlineReader, choice
from evidence_check.documents.readers.word_lists import Lists
from evidence_check.documents.readers.word_numbers import W
from evidence_check.documents.readers.word_plain import PlainParagraphs, Shown
from evidence_check.documents.readers.word_styles import Style, Styles, list_of
from evidence_check.documents.readers.word_tables import (
    WRAPPERS,
    cells_of,
    extend_merges,
    rows_of,
    span,
    visible,
)
from evidence_check.documents.tables import GridCell, lay_out
from evidence_check.model import Locator, PassageKind

_VAL = W + "val"
_P, _TBL, _SDT = W + "p", W + "tbl", W + "sdt"
_GRID_SPAN, _VMERGE = W + "gridSpan", W + "vMerge"
_TBL_HEADER, _GRID_BEFORE = W + "tblHeader", W + "gridBefore"
_GONE = frozenset({W + "del", W + "moveFrom"})
_LONG_CELL = 160


class Walker:
    """Adds blocks to a Reading; keeps the running paragraph, table and list counters of one document."""

    def __init__(self, styles: Styles, numbering: Lists, reading: Reading) -> None:
        self._styles = styles
        self._numbering = numbering
        self._reading = reading
        self._inline = InlineReader(styles, reading.marks)
        self._paragraph = 0
        self._table = 0
        self._rows = 0
        self._toc = False
        self._plain: PlainParagraphs | None = None

    def add(self, block: Block) -> None:
        """Append a block, giving it its place; past the limit it is only counted."""
        if len(self._reading.blocks) >= MAX_BLOCKS:
            add_mark(self._reading.marks, "paragraphs_left_out")
            return
        if block.kind in ("paragraph", "row", "textbox"):
            self._paragraph += 1
            block.locator = Locator(None, self._paragraph)
        self._reading.blocks.append(block)

    def walk(self, part: etree._Element) -> None:
        """Add everything in a part, or a note of one, in document order."""
        self._plain = PlainParagraphs(part, self._styles)
        self._walk(part)

    def _walk(self, container: etree._Element) -> None:
        for node in container:
            tag = node.tag
            if tag == _P:
                self._add_paragraph(node)
            elif tag == _TBL:
                self._add_table(node)
            elif tag == _SDT:
                self._control(node)
            elif tag in WRAPPERS:
                add_mark(self._reading.marks, "insertions", tag in (W + "ins", W + "moveTo"))
                self._walk(node)
            elif tag in _GONE:
                add_mark(self._reading.marks, "deletions")
            elif tag == MC + "AlternateContent" and (chosen := choice(node)) is not None:
                self._walk(chosen)

    def aside(self, container: etree._Element, kind: PassageKind, joined: bool = False) -> None:
        """Add a header, footer, note or comment: the same walk, with every block given ``kind``."""
        before, counter = len(self._reading.blocks), self._paragraph
        self.walk(container)
        fresh = self._reading.blocks[before:]
        del self._reading.blocks[before:]
        self._paragraph = counter
        if joined and fresh:
            fresh = [Block("\n".join(block.text for block in fresh))]
        for block in fresh:
            block.kind, block.level, block.title, block.locator = kind, None, False, Locator()
        self._reading.blocks.extend(fresh)

    def _control(self, node: etree._Element) -> None:
        """Walk a content control; the one that Word builds a table of contents in marks its lines as such."""
        content = node.find(W + "sdtContent")
        if content is None:
            return
        gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        outer = self._toc
        self._toc = outer or (gallery is not None and gallery.get(_VAL) == "Table of Contents")
        self._walk(content)
        self._toc = outer

    def _add_paragraph(self, paragraph: etree._Element) -> None:
        shown, text = self._read_paragraph(paragraph)
        if text:
            self.add(self._block(shown, text))
        if shown.boxes:
            self._add_boxes(shown.boxes)

    def _add_boxes(self, boxes: list[etree._Element]) -> None:
        for box in boxes:
            at = len(self._reading.blocks)
            self._walk(box)
            for block in self._reading.blocks[at:]:
                if block.kind == "paragraph":
                    block.kind = "textbox"

    def _read_paragraph(self, paragraph: etree._Element) -> tuple[Shown, str]:
        """Return what a paragraph shows, and its text with its automatic number; blank if it shows nothing."""
        shown = self._plain.take(paragraph) if self._plain else None
        if shown is None:
            shown = self._inline.read(paragraph)
        text = shown.text
        style = self._styles.get(shown.named)
        if style.num is not None or shown.listed is not None:
            number = self._number(style, shown, bool(text))
            if number:
                text = f"{number} {text}" if text else number
        return shown, text

    def _block(self, shown: Shown, text: str) -> Block:
        style = self._styles.get(shown.named)
        toc = style.toc or self._toc
        return Block(
            text,
            level=None if toc else _own_level(shown.outlined, style.level),
            bold=shown.shown > 0 and shown.bold * 10 >= shown.shown * 9,
            size=shown.size,
            centred=bool(style.centred) if shown.aligned is None else shown.aligned == "center",
            title=style.title,
            toc=toc,
        )

    def _number(self, style: Style, shown: Shown, filled: bool) -> str:
        """Return the automatic number, counting the paragraph even where it is blank, unless it was deleted."""
        num, ilvl = list_of(shown.listed)
        if num is None:
            num = style.num
            if num is not None and ilvl is None:
                ilvl = style.ilvl
                if ilvl is None:
                    ilvl = self._numbering.level_of_style(num, shown.named or self._styles.default or "")
        if num is None or num == "0" or (shown.deleted and not filled):
            return ""
        return self._numbering.next(num, ilvl or 0)

    def _add_table(self, table: etree._Element) -> None:
        """Add a table's rows. A row that is one long cell is a frame around paragraphs, not a record."""
        grid: list[list[GridCell]] = []
        frames: list[list[Block] | None] = []
        nested: list[list[etree._Element]] = []
        marked: set[int] = set()
        for row, props in rows_of(table):
            if self._rows >= MAX_ROWS:
                add_mark(self._reading.marks, "rows_left_out")
                continue
            self._rows += 1
            if _TBL_HEADER in props and len(marked) == len(grid):
                marked.add(len(grid))
            cells, blocks, inner = self._read_row(row, props)
            grid.append(cells)
            frames.append(blocks)
            nested.append(inner)
        extend_merges(grid)
        if len(marked) >= len(grid) or any(sum(bool(c.text) for c in grid[at]) < 2 for at in marked):
            marked = set()
        rows = {row.index: row for row in lay_out(visible(grid), self._table + 1, frozenset(marked))}
        for at in range(len(grid)):
            found, frame = rows.get(at), frames[at]
            if frame is not None:
                for block in frame:
                    self.add(block)
            elif found is not None and found.kind == "title" and len(found.text) <= 200:
                self.add(Block(found.text, centred=True, table=None))
            elif found is not None:
                self.add(Block(found.text, "row", cells=found.cells, table=found.table,
                               header_row=found.kind == "header"))  # fmt: skip
            for element in nested[at]:
                if element.tag == _TBL:
                    self._table = max(self._table, *(row.table for row in rows.values()), 0)
                    self._add_table(element)
                else:
                    self._add_boxes([element])
        self._table = max([self._table, *(row.table for row in rows.values())])

    def _read_row(
        self, row: etree._Element, props: dict[object, etree._Element]
    ) -> tuple[list[GridCell], list[Block] | None, list[etree._Element]]:
        """Return a row's cells, its paragraphs where it is a mere frame, and what is nested in it."""
        cells: list[GridCell] = []
        inner: list[etree._Element] = []
        lone: list[tuple[Shown, str]] = []
        col = span(props.get(_GRID_BEFORE)) if props else 0
        filled = 0
        for cell, own in cells_of(row):
            width = max(1, span(own.get(_GRID_SPAN))) if own else 1
            merge = own.get(_VMERGE) if own else None
            if merge is not None and merge.get(_VAL, "continue") == "continue":
                cells.append(GridCell(col, "\0", width))  # covered by the cell above
            else:
                found: list[tuple[Shown, str]] = []
                self._read_cell(cell, found, inner)
                text = found[0][1] if len(found) == 1 else "\n".join([text for _, text in found])
                text = text.replace("\t", " ")
                cells.append(GridCell(col, text, width))
                if text:
                    filled += 1
                    lone = found
            col += width
        if filled == 1 and len(lone) > 1 and sum(len(text) for _, text in lone) > _LONG_CELL:
            return cells, [self._block(*one) for one in lone], inner
        return cells, None, inner

    def _read_cell(
        self, container: etree._Element, found: list[tuple[Shown, str]], inner: list[etree._Element]
    ) -> None:
        """Add the paragraphs of a cell to ``found``; nested tables and text boxes, read after the row, to ``inner``."""
        for node in container:
            tag = node.tag
            if tag == _P:
                shown, text = self._read_paragraph(node)
                inner.extend(shown.boxes)
                if text:
                    found.append((shown, text))
            elif tag == _TBL:
                inner.append(node)
            elif tag == _SDT:
                content = node.find(W + "sdtContent")
                if content is not None:
                    self._read_cell(content, found, inner)
            elif tag in WRAPPERS:
                self._read_cell(node, found, inner)
            elif tag == MC + "AlternateContent" and (chosen := choice(node)) is not None:
                self._read_cell(chosen, found, inner)


def _own_level(outline: str | None, inherited: int | None) -> int | None:
    value = outline
    if value and value.isdigit():
        return int(value) + 1 if int(value) < 9 else None
    return inherited
