"""Builds table cells from a page's ruling lines and puts each character into its cell by where it stands.

pdfium writes text in the order of the file, not of the table; characters assigned by place keep wrapped cells whole.
Pure arithmetic on what ``pdf_page`` collected: no second PDF library is needed, at a tenth of its cost.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from evidence_check.documents.lines import join, starts_paragraph
from evidence_check.documents.readers.pdf_page import Page, mend_hyphens
from evidence_check.documents.tables import GridCell

_SNAP = 2.0
_TOUCH = 3.0
_MIN_EDGE = 6.0
_NEVER_FIRST = "，。、；：！？）》」』”’,.;:!?)"
_MAX_EDGES = 1500
_MAX_CELLS = 20_000

Edge = tuple[float, float, float]
"""(position across, from, to)."""


@dataclass(slots=True)
class PdfTable:
    """A table on one page: its rows of cells, its column lines, and where its text begins in the page's text.

    ``doubtful`` tables hold text whose order in the file is not that of its place, or characters without a place.
    ``loose`` holds from where to where the text of each column reaches in a table that no lines rule.
    """

    grid: list[list[GridCell]]
    columns: tuple[float, ...]
    start: int
    top: float
    bottom: float
    taken: set[int] = field(default_factory=set)
    doubtful: bool = False
    loose: tuple[tuple[float, float], ...] = ()


def find_tables(page: Page) -> list[PdfTable]:
    """Return the ruled tables of a page. Cells that frame most of the page are left to the running text."""
    if page.boxes is None:
        return []
    horizontal, vertical = _merge(page.horizontal), _merge(page.vertical)
    if not vertical or len(horizontal) + len(vertical) > _MAX_EDGES:
        return []
    tables = []
    for h_edges, v_edges in _components(horizontal, vertical):
        table = _build(page, h_edges, v_edges)
        if table is not None:
            tables.append(table)
    return sorted(tables, key=lambda table: table.start)


def _merge(edges: list[Edge]) -> list[Edge]:
    """Snap edges that lie almost on one line together, and join pieces of one line."""
    merged: list[Edge] = []
    group: list[Edge] = []
    for edge in sorted(edges):
        if group and edge[0] - group[-1][0] > _SNAP:
            merged.extend(_join_pieces(group))
            group = []
        group.append(edge)
    merged.extend(_join_pieces(group))
    return merged


def _join_pieces(group: list[Edge]) -> list[Edge]:
    if not group:
        return []
    position = sum(edge[0] for edge in group) / len(group)
    joined: list[tuple[float, float]] = []
    for _, start, end in sorted(group, key=lambda edge: edge[1]):
        if joined and start <= joined[-1][1] + _TOUCH:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return [(position, start, end) for start, end in joined if end - start >= _MIN_EDGE]


def _components(horizontal: list[Edge], vertical: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Return groups of lines that touch each other: each is one table."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, (y, x0, x1) in enumerate(horizontal):
        for j, (x, y0, y1) in enumerate(vertical):
            if x0 - _TOUCH <= x <= x1 + _TOUCH and y0 - _TOUCH <= y <= y1 + _TOUCH:
                parent[root(len(horizontal) + j)] = root(i)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, edge in enumerate(horizontal):
        groups.setdefault(root(i), ([], []))[0].append(edge)
    for j, edge in enumerate(vertical):
        groups.setdefault(root(len(horizontal) + j), ([], []))[1].append(edge)
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


def _lines_across(edges: list[Edge], low: float, high: float) -> list[float]:
    """Return the distinct positions of lines, with the open sides of the table added."""
    positions: list[float] = []
    for position in sorted([edge[0] for edge in edges] + [low, high]):
        if not positions or position - positions[-1] > _SNAP * 1.5:
            positions.append(position)
    return positions


def _build(page: Page, h_edges: list[Edge], v_edges: list[Edge]) -> PdfTable | None:
    xs = _lines_across(v_edges, min(e[1] for e in h_edges), max(e[2] for e in h_edges))
    ys = _lines_across(h_edges, min(e[1] for e in v_edges), max(e[2] for e in v_edges))
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows < 2 or columns * rows > _MAX_CELLS:
        return None
    owner = _regions(xs, ys, h_edges, v_edges)
    members = _place(page, xs, ys, owner)
    spans = _spans(owner, columns, rows)
    for region in [r for r in members if _is_frame(spans[r], ys, page, columns)]:
        del members[region]
    if len(members) < 2 and columns * rows > 1 and not any(members.values()):
        return None
    if len(spans) < 2 or not members:
        return None
    grid: list[list[GridCell]] = [[] for _ in range(rows)]
    scrambled = 0
    for region, (c0, c1, r0, r1) in sorted(spans.items(), key=lambda item: (-item[1][3], item[1][0])):
        lines, orderly = _cell_lines(page, members.get(region, []))
        scrambled += not orderly
        grid[rows - 1 - r1].append(GridCell(c0, join_cell_lines(lines, xs[c1 + 1]), c1 - c0 + 1, r1 - r0 + 1))
    filled = sum(bool(cell.text) for row in grid for cell in row)
    if filled < 2:
        return None
    taken = {at for indices in members.values() for at in indices}
    doubtful = scrambled > 0.1 * filled or _unplaced(page, taken)
    return PdfTable(grid, tuple(xs), min(taken), ys[-1], ys[0], taken, doubtful)


def _unplaced(page: Page, taken: set[int]) -> bool:
    """Tell whether lines that begin in the table hold characters of which pdfium does not know where they stand."""
    lost = sum(
        page.boxes[at] is None and not page.chars[at].isspace()
        for line in page.lines
        if line.start in taken
        for at in range(line.start, line.end)
    )
    return lost > 0.05 * len(taken)


def _regions(xs: list[float], ys: list[float], h_edges: list[Edge], v_edges: list[Edge]) -> list[int]:
    """Return for each elementary cell (row · columns + column, rows from below) the cell that owns it after merging."""
    columns, rows = len(xs) - 1, len(ys) - 1
    owner = list(range(columns * rows))

    def root(at: int) -> int:
        while owner[at] != at:
            owner[at] = owner[owner[at]]
            at = owner[at]
        return at

    def ruled(edges: list[Edge], position: float, middle: float) -> bool:
        return any(abs(e[0] - position) <= _SNAP * 1.5 and e[1] - 1 <= middle <= e[2] + 1 for e in edges)

    for row in range(rows):
        middle_y = (ys[row] + ys[row + 1]) / 2
        for column in range(columns):
            middle_x = (xs[column] + xs[column + 1]) / 2
            here = row * columns + column
            if column + 1 < columns and not ruled(v_edges, xs[column + 1], middle_y):
                owner[root(here + 1)] = root(here)
            if row + 1 < rows and not ruled(h_edges, ys[row + 1], middle_x):
                owner[root(here + columns)] = root(here)
    return [root(at) for at in range(columns * rows)]


def _spans(owner: list[int], columns: int, rows: int) -> dict[int, tuple[int, int, int, int]]:
    """Return for each cell its first and last column and its lowest and highest row."""
    spans: dict[int, tuple[int, int, int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            region = owner[row * columns + column]
            c0, c1, r0, r1 = spans.get(region, (column, column, row, row))
            spans[region] = (min(c0, column), max(c1, column), min(r0, row), max(r1, row))
    return spans


def _place(page: Page, xs: list[float], ys: list[float], owner: list[int]) -> dict[int, list[int]]:
    """Return for each cell the indices of the characters whose middle lies in it."""
    columns = len(xs) - 1
    members: dict[int, list[int]] = {}
    for at, box in enumerate(page.boxes):
        if box is None:
            continue
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if xs[0] <= x < xs[-1] and ys[0] <= y < ys[-1]:
            column, row = bisect_right(xs, x) - 1, bisect_right(ys, y) - 1
            members.setdefault(owner[row * columns + column], []).append(at)
    return members


def _is_frame(span: tuple[int, int, int, int], ys: list[float], page: Page, columns: int) -> bool:
    """Tell whether a cell is the frame of the page's running text: as wide as the table and very tall."""
    c0, c1, r0, r1 = span
    return c0 == 0 and c1 == columns - 1 and ys[r1 + 1] - ys[r0] > 0.35 * page.height


def _cell_lines(page: Page, indices: list[int]) -> tuple[list[tuple[str, float, float]], bool]:
    """Return a cell's lines (text, right edge, size), and whether its characters come in the order of their places."""
    lines: list[tuple[str, float, float]] = []
    previous, low, x, back = -2, 0.0, 0.0, 0
    for at in indices:
        box = page.boxes[at]
        between = page.chars[previous + 1 : at] if previous >= 0 else ""
        middle, size = (box[1] + box[3]) / 2, max(box[3] - box[1], 4.0)
        fresh = previous < 0 or abs(middle - low) > size * 0.7
        if fresh:
            back += previous >= 0 and middle > low + size
            lines.append((page.chars[at], box[2], size))
        else:
            back += box[0] < x - 0.6 * size
            text, edge, _ = lines[-1]
            gap = " " if between and (" " in between or "\n" in between) else ""
            lines[-1] = (text + gap + page.chars[at], max(edge, box[2]), size)
        if fresh or page.chars[at] not in "，。、；：,.;:-_":
            low = middle
        previous, x = at, box[0]
    return lines, not back


def join_cell_lines(lines: list[tuple[str, float, float]], right: float) -> str:
    """Return the text of a cell from its lines (text, right edge, size): wrapped ones joined, other line ends kept."""
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
