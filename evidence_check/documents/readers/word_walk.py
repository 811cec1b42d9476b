"""Walks the body of a Word document in order and turns paragraphs, tables and text boxes into blocks."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from evidence_check.documents.base import MAX_BLOCKS, MAX_ROWS, Block, Reading, add_mark
from evidence_check.documents.readers.word_inline import MC, InlineReader, choice
from evidence_check.documents.readers.word_lists import Lists
from evidence_check.documents.readers.word_numbers import W
from evidence_check.documents.readers.word_plain import Inline
from evidence_check.documents.readers.word_styles import Style, Styles, list_of
from evidence_check.documents.readers.word_tables import (
    TRPR,
    WRAPPERS,
    cells_of,
    extend_merges,
    properties,
    rows_of,
    span,
    visible,
)
from evidence_check.documents.tables import GridCell, lay_out
from evidence_check.model import Locator, PassageKind

_VAL = W + "val"
_P, _TBL, _SDT = W + "p", W + "tbl", W + "sdt"
_PPR, _PSTYLE, _NUMPR, _JC, _OUTLINE = W + "pPr", W + "pStyle", W + "numPr", W + "jc", W + "outlineLvl"
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

    def add(self, block: Block) -> None:
        """Append a block, giving it its place; past the limit it is only counted."""
        if len(self._reading.blocks) >= MAX_BLOCKS:
            add_mark(self._reading.marks, "paragraphs_left_out")
            return
        if block.kind in ("paragraph", "row", "textbox"):
            self._paragraph += 1
            block.locator = Locator(None, self._paragraph)
        self._reading.blocks.append(block)

    def walk(self, container: etree._Element) -> None:
        """Add everything in ``container``, in document order."""
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
                self.walk(node)
            elif tag in _GONE:
                add_mark(self._reading.marks, "deletions")
            elif tag == MC + "AlternateContent" and (chosen := choice(node)) is not None:
                self.walk(chosen)

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
        self.walk(content)
        self._toc = outer

    def _add_paragraph(self, paragraph: etree._Element) -> None:
        block, boxes = self._read_paragraph(paragraph)
        if block.text:
            self.add(block)
        self._add_boxes(boxes)

    def _add_boxes(self, boxes: list[etree._Element]) -> None:
        for box in boxes:
            at = len(self._reading.blocks)
            self.walk(box)
            for block in self._reading.blocks[at:]:
                if block.kind == "paragraph":
                    block.kind = "textbox"

    def _read_paragraph(self, paragraph: etree._Element) -> tuple[Block, list[etree._Element]]:
        """Return a paragraph as a block (blank text if it shows nothing) and the text boxes anchored in it."""
        first = paragraph[0] if len(paragraph) else None
        props = {node.tag: node for node in first} if first is not None and first.tag == _PPR else {}
        named = props.get(_PSTYLE)
        ident = named.get(_VAL) if named is not None else None
        style = self._styles.get(ident)
        inline = self._inline.read(paragraph, style)
        text = inline.text
        number = ""
        if style.num is not None or _NUMPR in props:
            number = self._number(props.get(_NUMPR), style, ident, inline, bool(text))
        if number:
            text = f"{number} {text}" if text else number
        toc = style.toc or self._toc
        alignment = props.get(_JC)
        block = Block(
            text,
            level=None if toc else _own_level(props.get(_OUTLINE), style.level),
            bold=inline.shown > 0 and inline.bold * 10 >= inline.shown * 9,
            size=inline.size,
            centred=bool(style.centred) if alignment is None else alignment.get(_VAL) == "center",
            title=style.title,
            toc=toc,
        )
        return block, inline.boxes

    def _number(self, own: etree._Element | None, style: Style, ident: str | None, inline: Inline, shown: bool) -> str:
        """Return the automatic number, counting the paragraph even where it is blank, unless it was deleted."""
        num, ilvl = list_of(own)
        if num is None:
            num = style.num
            if num is not None and ilvl is None:
                ilvl = style.ilvl
                if ilvl is None:
                    ilvl = self._numbering.level_of_style(num, ident or self._styles.default or "")
        if num is None or num == "0" or (inline.deleted and not shown):
            return ""
        return self._numbering.next(num, ilvl or 0)

    def _add_table(self, table: etree._Element) -> None:
        """Add a table's rows. A row that is one long cell is a frame around paragraphs, not a record."""
        grid: list[list[GridCell]] = []
        frames: list[list[Block] | None] = []
        nested: list[list[etree._Element]] = []
        marked: set[int] = set()
        for row in rows_of(table):
            if self._rows >= MAX_ROWS:
                add_mark(self._reading.marks, "rows_left_out")
                continue
            self._rows += 1
            if _TBL_HEADER in properties(row, TRPR) and len(marked) == len(grid):
                marked.add(len(grid))
            cells, blocks, inner = self._read_row(row)
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

    def _read_row(self, row: etree._Element) -> tuple[list[GridCell], list[Block] | None, list[etree._Element]]:
        """Return a row's cells, its paragraphs where it is a mere frame, and what is nested in it."""
        cells: list[GridCell] = []
        inner: list[etree._Element] = []
        blocks: list[Block] = []
        col = span(properties(row, TRPR).get(_GRID_BEFORE))
        filled = 0
        for cell, props in cells_of(row):
            width = max(1, span(props.get(_GRID_SPAN)))
            merge = props.get(_VMERGE)
            if merge is not None and merge.get(_VAL, "continue") == "continue":
                cells.append(GridCell(col, "\0", width))  # covered by the cell above
            else:
                found = list(self._cell_blocks(cell, inner))
                text = found[0].text if len(found) == 1 else "\n".join([block.text for block in found])
                text = text.replace("\t", " ")
                cells.append(GridCell(col, text, width))
                filled += bool(text)
                blocks = found if text else blocks
            col += width
        lone = filled == 1 and (len(blocks) > 1 and sum(len(b.text) for b in blocks) > _LONG_CELL)
        return cells, (blocks if lone else None), inner

    def _cell_blocks(self, container: etree._Element, inner: list[etree._Element]) -> Iterator[Block]:
        """Yield the paragraphs of a cell; nested tables and text boxes go to ``inner`` and are read after the row."""
        for node in container:
            tag = node.tag
            if tag == _P:
                block, boxes = self._read_paragraph(node)
                inner.extend(boxes)
                if block.text:
                    yield block
            elif tag == _TBL:
                inner.append(node)
            elif tag == _SDT:
                content = node.find(W + "sdtContent")
                if content is not None:
                    yield from self._cell_blocks(content, inner)
            elif tag in WRAPPERS:
                yield from self._cell_blocks(node, inner)
            elif tag == MC + "AlternateContent" and (chosen := choice(node)) is not None:
                yield from self._cell_blocks(chosen, inner)


def _own_level(outline: etree._Element | None, inherited: int | None) -> int | None:
    value = (outline.get(_VAL) or "") if outline is not None else ""
    if value.isdigit():
        return int(value) + 1 if int(value) < 9 else None
    return inherited
