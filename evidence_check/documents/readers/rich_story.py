"""One stream of text in an RTF file (the body, a header, a footnote): its paragraphs and tables as blocks."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from evidence_check.documents.base import Block
from evidence_check.documents.grid import GridCell
from evidence_check.documents.readers.word_symbols import show_symbols
from evidence_check.documents.tables import lay_out
from evidence_check.model import PassageKind

_NEAR = 30
"""Twips; edges of cells no further apart than this are one."""

_HALF = re.compile("[\ud800-\udfff]")
_SPACE = " \t\n\u00a0\u3000"


@dataclass(slots=True)
class CellRule:
    """What a row's definition says of one cell: its right edge in twips, and whether it goes on with another."""

    right: int
    beside: bool = False
    above: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How the open paragraph looks, and whether it stands in a table (``depth`` of nesting)."""

    level: int | None = None
    title: bool = False
    depth: int = 0
    centred: bool = False


@dataclass(slots=True)
class _Table:
    """A table that is being read: finished rows, the cells of the open row, the lines of the open cell."""

    rows: list[tuple[list[str], list[CellRule]]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Numbers:
    """The number of the file's last table."""

    table: int = 0


class Story:
    """Collects text until a paragraph, cell or row ends. ``blocks`` are what is finished, in order."""

    def __init__(self, kind: PassageKind, numbers: Numbers, label: bool = False) -> None:
        self.kind = kind
        self.numbers = numbers
        self.label = label  # it holds no more than the number of a paragraph
        self.blocks: list[Block] = []
        self.asides: list[Block] = []
        self._parts: list[str] = []
        self._bold = self._shown = 0
        self._size: float | None = None
        self._tables: dict[int, _Table] = {}
        self._nested: list[Block] = []

    def add(self, text: str, bold: bool, size: float | None) -> None:
        """Add text to the open paragraph."""
        self._parts.append(text)
        length = len(text.strip())
        self._shown += length
        self._bold += length if bold else 0
        if length and size and (self._size is None or size > self._size):
            self._size = size

    def take(self) -> str:
        """Return the text of the open paragraph and begin anew; halves of wide characters are put together."""
        text = "".join(self._parts).strip(_SPACE)
        self._parts.clear()
        if not text.isascii() and _HALF.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return show_symbols(text)

    def end_paragraph(self, look: Look) -> None:
        """End a paragraph; one in a table is a line of its cell."""
        text = self.take()
        bold = 0 < self._shown <= self._bold
        size, self._size = self._size, None
        self._bold = self._shown = 0
        if look.depth:
            if text:
                self._table(look.depth).lines.append(text)
            return
        self._close_tables(0)
        if text:
            self.blocks.append(
                Block(text, self.kind, level=look.level, bold=bold, size=size, title=look.title, centred=look.centred)
            )
        self._flush_asides()

    def _table(self, depth: int) -> _Table:
        return self._tables.setdefault(depth, _Table())

    def end_cell(self, depth: int) -> None:
        """End a cell of the table at ``depth``; tables inside it are finished."""
        self.end_paragraph(Look(depth=depth))
        self._close_tables(depth)
        table = self._table(depth)
        table.cells.append("\n".join(table.lines).replace("\t", " "))
        table.lines = []

    def end_row(self, depth: int, rules: list[CellRule]) -> None:
        """End a row of the table at ``depth`` whose cells ``rules`` define."""
        table = self._table(depth)
        if table.cells:
            table.rows.append((table.cells, rules))
            table.cells = []

    def _close_tables(self, above: int) -> None:
        """Lay out the tables that are deeper than ``above``; nested ones stand after the one that holds them."""
        for depth in sorted((depth for depth in self._tables if depth > above), reverse=True):
            self.end_row(depth, [])
            blocks = self._laid_out(self._tables.pop(depth))
            if depth > 1:
                self._nested = [*blocks, *self._nested]
            else:
                self.blocks += blocks + self._nested
                self._nested = []
                self._flush_asides()

    def _laid_out(self, table: _Table) -> list[Block]:
        grid = _grid(table.rows)
        blocks = []
        for row in lay_out(grid, self.numbers.table + 1) if grid else ():
            self.numbers.table = max(self.numbers.table, row.table)
            kind: PassageKind = "row" if self.kind == "paragraph" else self.kind
            if row.kind == "title" and len(row.text) <= 200 and len(grid) > 1:
                blocks.append(Block(row.text, self.kind, centred=True))
            else:
                head = row.kind == "header"
                blocks.append(Block(row.text, kind, cells=row.cells, table=row.table, header_row=head))
        return blocks

    def _flush_asides(self) -> None:
        """Put notes, remarks and text boxes after the paragraph or table that they hang on."""
        self.blocks += self.asides
        self.asides = []

    def end(self) -> list[Block]:
        """End the stream and return all its blocks."""
        self.end_paragraph(Look())
        return self.blocks


def _grid(rows: list[tuple[list[str], list[CellRule]]]) -> list[list[GridCell]]:
    """Return rows as cells placed by their edges, cells that go on with others left out."""
    edges: list[int] = [0]
    for right in sorted({rule.right for _, rules in rows for rule in rules}):
        if right - edges[-1] > _NEAR:
            edges.append(right)
    grid: list[list[GridCell]] = []
    for texts, rules in rows:
        cells: list[GridCell] = []
        col = 0
        for at, text in enumerate(texts):
            rule = rules[at] if at < len(rules) else None
            end = max(bisect_left(edges, rule.right - _NEAR), col + 1) if rule else col + 1
            if rule is not None and rule.beside and cells:
                cells[-1].width += end - col
            elif rule is None or not rule.above:
                cells.append(GridCell(col, text, end - col))
            col = end
        grid.append(cells)
    return grid


@dataclass(slots=True)
class Group:
    """What holds until the group's closing brace."""

    story: Story
    look: Look
    name: str = ""
    skip: bool = False
    encoding: str = ""
    symbols: str = ""
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False
    bold: bool = False
    size: float | None = None
