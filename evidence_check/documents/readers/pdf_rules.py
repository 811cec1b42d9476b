"""Arithmetic on the ruling lines of a page: pieces joined, lines that touch gathered, the cells between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

from evidence_check.documents.readers.pdf_page import Rule

_SNAP = 2.0
_TOUCH = 3.0
_MIN_EDGE = 6.0


def merge_pieces(edges: list[Rule]) -> list[Rule]:
    """Snap edges that lie almost on one line together, and join pieces of one line."""
    merged: list[Rule] = []
    group: list[Rule] = []
    for edge in sorted(edges):
        if group and edge[0] - group[-1][0] > _SNAP:
            merged.extend(_join_pieces(group))
            group = []
        group.append(edge)
    merged.extend(_join_pieces(group))
    return merged


def _join_pieces(group: list[Rule]) -> list[Rule]:
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


def components(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return groups of lines that touch each other: each is one table."""
    parent = list(range(len(vertical)))
    places = [edge[0] for edge in vertical]

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    touched: list[int | None] = []
    for y, x0, x1 in horizontal:
        near = range(bisect_left(places, x0 - _TOUCH), bisect_right(places, x1 + _TOUCH))
        hit = [j for j in near if vertical[j][1] - _TOUCH <= y <= vertical[j][2] + _TOUCH]
        touched.append(hit[0] if hit else None)
        first = root(hit[0]) if hit else 0
        for j in hit:
            if parent[j] != first:
                parent[root(j)] = first
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for edge, at in zip(horizontal, touched, strict=True):
        if at is not None:
            groups.setdefault(root(at), ([], []))[0].append(edge)
    for j, edge in enumerate(vertical):
        groups.setdefault(root(j), ([], []))[1].append(edge)
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


def lines_across(edges: list[Rule], low: float, high: float) -> list[float]:
    """Return the distinct positions of lines, with the open sides of the table added."""
    positions: list[float] = []
    for position in sorted([edge[0] for edge in edges] + [low, high]):
        if not positions or position - positions[-1] > _SNAP * 1.5:
            positions.append(position)
    return positions


def regions(xs: list[float], ys: list[float], h_edges: list[Rule], v_edges: list[Rule]) -> list[int]:
    """Return for each elementary cell (row · columns + column, rows from below) the cell that owns it after merging."""
    columns, rows = len(xs) - 1, len(ys) - 1
    owner = list(range(columns * rows))

    def merge(one: int, other: int) -> None:
        owner[_root(owner, other)] = _root(owner, one)

    middles_x = [(a + b) / 2 for a, b in pairwise(xs)]
    middles_y = [(a + b) / 2 for a, b in pairwise(ys)]
    upright = [_ruled(v_edges, x, middles_y) for x in xs[1:-1]]
    level = [_ruled(h_edges, y, middles_x) for y in ys[1:-1]]
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not upright[column][row]:
                merge(here, here + 1)
            if row + 1 < rows and not level[row][column]:
                merge(here, here + columns)
    return [_root(owner, at) for at in owner]


def _root(owner: list[int], at: int) -> int:
    while owner[at] != at:
        owner[at] = owner[owner[at]]
        at = owner[at]
    return at


def _ruled(edges: list[Rule], position: float, middles: list[float]) -> bytearray:
    """Return for each cell along a line whether an edge at ``position`` runs past its middle."""
    found = bytearray(len(middles))
    for at, start, end in edges:
        if abs(at - position) <= _SNAP * 1.5:
            first, last = bisect_left(middles, start - 1), bisect_right(middles, end + 1)
            found[first:last] = b"\1" * (last - first)
    return found
