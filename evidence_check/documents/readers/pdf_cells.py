"""Makes a table of cells that another program saw on a page, and doubts it: it must take up its lines to the letter."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from evidence_check.documents.grid import GridCell
from evidence_check.documents.lines import starts_paragraph
from evidence_check.documents.readers.pdf_calls import Box
from evidence_check.documents.readers.pdf_page import Page, Word
from evidence_check.documents.readers.pdf_tables import PdfTable, cell_lines, join_cell_lines
from evidence_check.documents.readers.pdf_unruled import agree

_SNAP = 3.0
_MAX_CELLS = 5_000
_FILLED = 0.6
"""Share of its rows in which a column of a table is filled, in two columns at least."""


def from_cells(page: Page, words: Sequence[Word], cells: Sequence[Box]) -> PdfTable | None:
    """Return the table that some cells and the words in them make; None where they make none beyond doubt.

    That is: two columns and three rows, in most rows two columns filled, no row that is a stack of rows, no word over
    the side of a cell, and the words in the cells are all that the lines there hold.
    """
    xs = _places([x for box in cells for x in (box[0], box[2])])
    ys = _places([y for box in cells for y in (box[1], box[3])])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 3 or len(cells) > _MAX_CELLS:
        return None
    spans = [_span(box, xs, ys) for box in cells]
    members = _members(words, cells)
    if members is None:
        return None
    grid: list[list[GridCell]] = [[] for _ in range(rows)]
    lined: list[list[list[str]]] = [[] for _ in range(rows)]
    for (c0, c1, r0, r1), inside in sorted(zip(spans, members, strict=True), key=lambda pair: pair[0]):
        lines = cell_lines(page.chars, inside) if inside else []
        grid[rows - r1].append(GridCell(c0, join_cell_lines(lines, xs[c1]), c1 - c0, r1 - r0))
        lined[rows - r1] += [[text for text, _, _ in lines]] if lines else []
    taken = {word.start for inside in members for word in inside}
    held = [line.text for line in page.lines if line.start in taken]
    if (
        not _is_table(grid)
        or sum(map(_is_stack, lined)) > rows / 3
        or not agree(held, [cell.text for row in grid for cell in row])
    ):
        return None
    return PdfTable(grid, tuple(xs), min(taken), ys[-1], ys[0], taken)


def _places(values: Sequence[float]) -> list[float]:
    """Return the distinct places of sides."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _SNAP:
            places.append(value)
    return places


def _span(box: Box, xs: Sequence[float], ys: Sequence[float]) -> tuple[int, int, int, int]:
    """Return between which places a cell stands: columns from, to, rows from, to, rows counted from below."""

    def at(places: Sequence[float], value: float) -> int:
        return max(bisect_right(places, value + 0.01) - 1, 0)

    c0, r0 = at(xs, box[0]), at(ys, box[1])
    return c0, max(at(xs, box[2]), c0 + 1), r0, max(at(ys, box[3]), r0 + 1)


def _members(words: Sequence[Word], cells: Sequence[Box]) -> list[list[Word]] | None:
    """Return the words in each cell; None where a word reaches out of its cell, or where two cells share one."""
    found: list[list[Word]] = [[] for _ in cells]
    for word in words:
        x, y = (word.left + word.right) / 2, (word.bottom + word.top) / 2
        homes = [at for at, box in enumerate(cells) if box[0] <= x < box[2] and box[1] <= y < box[3]]
        if not homes:
            continue
        box, size = cells[homes[0]], max(word.top - word.bottom, 4.0)
        if len(homes) > 1 or word.left < box[0] - 0.5 * size or word.right > box[2] + 0.5 * size:
            return None
        found[homes[0]].append(word)
    return found


def _is_stack(cells: Sequence[Sequence[str]]) -> bool:
    """Tell by the lines in the cells of a row whether it is a stack of rows: as many in every cell, or numbers."""
    if len(cells) < 2:
        return False
    if len(cells[0]) > 1 and len({len(lines) for lines in cells}) == 1:
        return True
    return any(len(lines) > 1 and all(starts_paragraph(f"{line} 、") for line in lines) for lines in cells)


def _is_table(grid: Sequence[Sequence[GridCell]]) -> bool:
    filled = [{cell.col for cell in row if cell.text} for row in grid]
    rows = [columns for columns in filled if columns]
    if len(rows) < 3 or sum(len(columns) > 1 for columns in rows) < _FILLED * len(rows):
        return False
    often = Counter(column for columns in rows for column in columns)
    return sum(count >= _FILLED * len(rows) for count in often.values()) >= 2
