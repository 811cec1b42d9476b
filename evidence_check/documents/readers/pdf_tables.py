"""Builds table cells from a page's ruling lines and puts each word into its cell by where it stands.

pdfium writes text in the order of the file, not of the table; words assigned by place keep wrapped cells whole.
Pure arithmetic on what ``pdf_pages`` collected: no second PDF library is needed, at a tenth of its cost.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from evidence_check.documents.grid import GridCell
from evidence_check.documents.lines import join, starts_paragraph
from evidence_check.documents.readers.pdf_page import Page, Rule, Word
from evidence_check.documents.readers.pdf_rules import components, lines_across, merge_pieces, regions
from evidence_check.documents.readers.pdf_text import mend_hyphens

_NEVER_FIRST = "，。、；：！？）》」』”’,.;:!?)"
_MAX_EDGES = 1500
_MAX_CELLS = 20_000


@dataclass(slots=True)
class PdfTable:
    """A table on one page: its rows of cells, its column lines, and where its text begins in the page's text.

    ``taken`` are the places in the page's text at which its words begin. ``loose`` holds from where to where the text
    of each column reaches in a table that no lines rule.
    """

    grid: list[list[GridCell]]
    columns: tuple[float, ...]
    start: int
    top: float
    bottom: float
    taken: set[int] = field(default_factory=set)
    loose: tuple[tuple[float, float], ...] = ()


def find_tables(page: Page) -> list[PdfTable]:
    """Return the ruled tables of a page. Cells that frame most of the page are left to the running text."""
    if not page.words or len(page.shapes.horizontal) < 2 or not page.shapes.vertical:
        return []
    horizontal, vertical = merge_pieces(page.shapes.horizontal), merge_pieces(page.shapes.vertical)
    if not vertical or len(horizontal) + len(vertical) > _MAX_EDGES:
        return []
    tables = []
    for h_edges, v_edges in components(horizontal, vertical):
        table = _build(page, h_edges, v_edges)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: table.start)


def _build(page: Page, h_edges: list[Rule], v_edges: list[Rule]) -> PdfTable | None:
    xs = lines_across(v_edges, min(e[1] for e in h_edges), max(e[2] for e in h_edges))
    ys = lines_across(h_edges, min(e[1] for e in v_edges), max(e[2] for e in v_edges))
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows < 2 or columns * rows > _MAX_CELLS:
        return None
    owner = regions(xs, ys, h_edges, v_edges)
    members = _place(page, xs, ys, owner)
    spans = _spans(owner, columns)
    for region in [r for r in members if _is_frame(spans[r], ys, page, columns)]:
        del members[region]
    if len(members) < 2 and columns * rows > 1 and not any(members.values()):
        return None
    if len(spans) < 2 or not members:
        return None
    grid: list[list[GridCell]] = [[] for _ in range(rows)]
    for region, (c0, c1, r0, r1) in sorted(spans.items(), key=lambda item: (-item[1][3], item[1][0])):
        lines = cell_lines(page.chars, members.get(region, []))
        grid[rows - 1 - r1].append(GridCell(c0, join_cell_lines(lines, xs[c1 + 1]), c1 - c0 + 1, r1 - r0 + 1))
    filled = sum(bool(cell.text) for row in grid for cell in row)
    if filled < 2:
        return None
    taken = {word.start for words in members.values() for word in words}
    return PdfTable(grid, tuple(xs), min(taken), ys[-1], ys[0], taken)


def _spans(owner: list[int], columns: int) -> dict[int, tuple[int, int, int, int]]:
    """Return for each cell its first and last column and its lowest and highest row."""
    spans: dict[int, tuple[int, int, int, int]] = {}
    for at, region in enumerate(owner):
        row, column = divmod(at, columns)
        if (span := spans.get(region)) is None:
            spans[region] = (column, column, row, row)
        else:
            c0, c1, r0, r1 = span
            spans[region] = (min(c0, column), max(c1, column), min(r0, row), max(r1, row))
    return spans


def _place(page: Page, xs: list[float], ys: list[float], owner: list[int]) -> dict[int, list[Word]]:
    """Return for each cell the words whose middle lies in it."""
    columns = len(xs) - 1
    left, right, bottom, top = xs[0], xs[-1], ys[0], ys[-1]
    members: dict[int, list[Word]] = {}
    for word in page.words:
        x, y = (word.left + word.right) / 2, (word.bottom + word.top) / 2
        if left <= x < right and bottom <= y < top:
            column, row = bisect_right(xs, x) - 1, bisect_right(ys, y) - 1
            members.setdefault(owner[row * columns + column], []).append(word)
    return members


def _is_frame(span: tuple[int, int, int, int], ys: list[float], page: Page, columns: int) -> bool:
    """Tell whether a cell is the frame of the page's running text: as wide as the table and very tall."""
    c0, c1, r0, r1 = span
    return c0 == 0 and c1 == columns - 1 and ys[r1 + 1] - ys[r0] > 0.35 * page.height


def cell_lines(chars: str, words: list[Word]) -> list[tuple[str, float, float]]:
    """Return a cell's lines (text, right edge, size), whatever the order in which the file holds its words."""
    if len(words) == 1:
        start, end, _, bottom, right, top = words[0]
        return [(chars[start:end], right, max(top - bottom, 4.0))]
    if any(_is_before(b, a) for a, b in pairwise(words)):
        words = _by_place(words)
    lines: list[tuple[str, float, float]] = []
    last: Word | None = None
    for word in words:
        start, end, _, bottom, right, top = word
        size = max(top - bottom, 4.0)
        if last is None or abs(bottom + top - last.bottom - last.top) > 1.4 * size:
            lines.append((chars[start:end], right, size))
        else:
            text, edge, _ = lines[-1]
            between = chars[last.end : start] if last.end <= start else " "
            lines[-1] = (text + (" " if between else "") + chars[start:end], max(edge, right), size)
        last = word
    return lines


def _is_before(word: Word, other: Word) -> bool:
    """Tell whether a word stands above another, or left of it in one line."""
    size = max(word.top - word.bottom, other.top - other.bottom, 4.0)
    rise = word.bottom + word.top - other.bottom - other.top
    return rise > 2 * size or (abs(rise) <= 1.4 * size and word.left < other.left - 0.6 * size)


def _by_place(words: list[Word]) -> list[Word]:
    """Return words from the top down and from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: -word.bottom - word.top):
        last = rows[-1][0] if rows else None
        near = last is not None and last.bottom + last.top - word.bottom - word.top <= 1.4 * max(
            word.top - word.bottom, 4
        )
        if near:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [word for row in rows for word in sorted(row, key=lambda word: word.left)]


def join_cell_lines(lines: list[tuple[str, float, float]], right: float) -> str:
    """Return the text of a cell from its lines (text, right edge, size): wrapped ones joined, other line ends kept."""
    if len(lines) == 1:
        return mend_hyphens(lines[0][0].strip())
    widest = max((edge for _, edge, _ in lines), default=0.0)
    text = ""
    for at, (piece, _edge, _size) in enumerate(lines):
        if not at:
            text = piece
            continue
        before, edge, size = lines[at - 1]
        full = edge >= right - 2.6 * size - 4 or (len(before) >= 7 and edge >= widest - 2.2 * size)
        wrapped = piece[0] in _NEVER_FIRST or (full and not starts_paragraph(piece))
        text = join(text, piece) if wrapped else f"{text}\n{piece}"
    return mend_hyphens(text.strip())
