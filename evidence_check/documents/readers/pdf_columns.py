"""Finds tables that no lines rule: pieces of text that stand in the same columns over several rows.

Pure arithmetic on placed pieces of text, whoever placed them: pdfium for a PDF page, text recognition for a scan.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from evidence_check.documents.grid import GridCell
from evidence_check.documents.lines import join, starts_paragraph, width

MAX_PIECES = 6_000
"""Pieces on one page; a page with more is no table that a person made."""

_GAP = 0.9
"""Character sizes between two words of one cell, at most; columns stand further apart."""
_NEXT_ROW = 3.6
"""Character sizes from one row to the next, at most."""
_LONG = 26
"""Half-width columns beyond which a cell may be prose."""
_ROWS_OF_TWO, _ROWS = 4, 3
_LEADER = re.compile(r"[.．·…]{4,}")
_LABELLED = re.compile(r"[:：]")
_BULLET = re.compile(r"^\W{1,2}$")

Span = tuple[float, float]


@dataclass(slots=True)
class Piece:
    """Text that stands together, in points; y runs upwards from the bottom of the page.

    ``start`` and ``end`` are its place in the page's text, where that is known.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    start: int = -1
    end: int = -1

    @property
    def size(self) -> float:
        """The height of its letters."""
        return max(self.top - self.bottom, 4.0)

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


PieceRow = list[Piece]


@dataclass(slots=True)
class Region:
    """An unruled table: its rows of cells, where each column stands, and the box it fills."""

    grid: list[list[GridCell]]
    columns: tuple[Span, ...]
    pieces: list[Piece] = field(default_factory=list)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return (
            min(p.left for p in self.pieces),
            min(p.bottom for p in self.pieces),
            max(p.right for p in self.pieces),
            max(p.top for p in self.pieces),
        )


def rows_of(words: Sequence[Piece]) -> list[PieceRow]:
    """Return words as rows from the top down, each from left to right, words of one cell joined."""
    rows: list[PieceRow] = []
    for word in sorted(words, key=lambda word: -word.middle):
        if rows and abs(rows[-1][0].middle - word.middle) <= 0.45 * min(rows[-1][0].size, word.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_joined(sorted(row, key=lambda word: word.left)) for row in rows]


def _joined(row: PieceRow) -> PieceRow:
    pieces: PieceRow = []
    for word in row:
        last = pieces[-1] if pieces else None
        if last is not None and word.left - last.right <= _GAP * min(last.size, word.size):
            known = last.end >= 0 and word.start >= 0
            close = word.start == last.end if known else word.left - last.right <= 0.12 * last.size
            text = last.text + word.text if close else join(last.text, word.text)
            pieces[-1] = Piece(
                text, last.left, max(last.right, word.right), min(last.bottom, word.bottom), max(last.top, word.top),
                last.start, word.end,
            )  # fmt: skip
        else:
            pieces.append(word)
    return pieces


def find_regions(rows: list[PieceRow], page_width: float) -> list[Region]:
    """Return the unruled tables among a page's rows, from the top down; nothing where columns are not beyond doubt."""
    return [region for run in _runs(rows, page_width) for region in _regions(run)]


def _runs(rows: list[PieceRow], page_width: float) -> list[list[PieceRow]]:
    """Return stretches of rows of several pieces that follow each other; a short lone piece may stand between them."""
    runs: list[list[PieceRow]] = []
    run: list[PieceRow] = []
    for row in rows:
        near = bool(run) and run[-1][0].middle - row[0].middle <= _NEXT_ROW * max(run[-1][0].size, row[0].size)
        lone = len(row) == 1
        if run and (not near or (lone and row[0].right - row[0].left > 0.45 * page_width)):
            runs.append(run)
            run = []
        if run or not lone:
            run.append(row)
    runs.append(run)
    return [_trimmed(run) for run in runs]


def _trimmed(run: list[PieceRow]) -> list[PieceRow]:
    """Return a run without the lone pieces at its end, unless they go on with a cell above."""
    end = len(run)
    while end and len(run[end - 1]) == 1 and not _goes_on(run, end - 1):
        end -= 1
    return run[:end]


def _goes_on(run: list[PieceRow], at: int) -> bool:
    piece, above = run[at][0], run[at - 1][0]
    left = min(row[0].left for row in run)
    alike = piece.size < 1.5 * above.size  # larger letters are a watermark
    return alike and piece.left > left + 2 * piece.size and above.bottom - piece.top < 0.6 * piece.size


def _regions(run: list[PieceRow]) -> list[Region]:
    counts = Counter(len(row) for row in run if len(row) > 1)
    if not counts:
        return []
    columns = max(counts, key=lambda count: (counts[count] * (count + 1), count))
    base = [row for row in run if len(row) == columns]
    least = _ROWS_OF_TWO if columns == 2 else _ROWS
    if len(base) < least or len(base) < 0.5 * counts.total():
        return []
    spans = tuple((min(row[at].left for row in base), max(row[at].right for row in base)) for at in range(columns))
    if any(a[1] >= b[0] for a, b in pairwise(spans)) or not _aligned(base, columns) or _prose(base, columns):
        return []
    regions = []
    for stretch in _stretches(run, spans):
        if sum(len(row) == columns for row in stretch) >= least:
            region = Region(_grid(stretch, spans), spans, [piece for row in stretch for piece in row])
            regions += [region] if len(region.grid) >= _ROWS else []
    return regions


def _stretches(run: list[PieceRow], spans: tuple[Span, ...]) -> list[list[PieceRow]]:
    """Return the rows between those that run across the columns, each from its first row of several pieces on."""
    stretches: list[list[PieceRow]] = [[]]
    for row in run:
        if _placed(row, spans) is None:
            stretches.append([])
        elif stretches[-1] or len(row) > 1:
            stretches[-1].append(row)
    return [_trimmed(stretch) for stretch in stretches if stretch]


def _aligned(base: list[PieceRow], columns: int) -> bool:
    """Tell whether every column but one is flush left, centred or flush right over most of its rows."""

    def flush(at: int, where: Callable[[Piece], float]) -> bool:
        places = sorted(where(row[at]) for row in base)
        usual = places[len(places) // 2]
        return sum(abs(p - usual) <= 0.7 * base[0][at].size for p in places) >= 0.7 * len(places)

    good = sum(
        flush(at, lambda p: p.left) or flush(at, lambda p: (p.left + p.right) / 2) or flush(at, lambda p: p.right)
        for at in range(columns)
    )
    return good >= max(2, columns - 1)


def _prose(base: list[PieceRow], columns: int) -> bool:
    """Tell whether aligned pieces are something else: text in columns, a list, contents, labels with their values."""
    cells = [piece for row in base for piece in row]
    if sum(bool(_LABELLED.search(piece.text)) for piece in cells) > 0.4 * len(cells):
        return True
    if sum(bool(_LEADER.search("".join(piece.text for piece in row))) for row in base) > 0.4 * len(base):
        return True
    long = [sum(width(row[at].text) > _LONG for row in base) > 0.6 * len(base) for at in range(columns)]
    if sum(long) >= 2:
        return True
    if columns > 2:
        return False
    first = [row[0].text for row in base]
    if sum(bool(_BULLET.match(text)) or starts_paragraph(text + " x") for text in first) > 0.6 * len(base) and long[1]:
        return True
    pages = [row[1].text for row in base]
    return all(page.isdecimal() and len(page) < 4 for page in pages) and [int(p) for p in pages] == sorted(
        int(p) for p in pages
    )


def _placed(row: PieceRow, spans: tuple[Span, ...]) -> list[int] | None:
    """Return the column of each piece of a row; None where a piece stands in none, in two, or beside another."""
    places: list[int] = []
    for piece in row:
        hits = [at for at, (left, right) in enumerate(spans) if piece.left <= right and piece.right >= left]
        if len(hits) != 1 or hits[0] in places:
            return None
        places.append(hits[0])
    return places


def _grid(rows: list[PieceRow], spans: tuple[Span, ...]) -> list[list[GridCell]]:
    """Return rows as cells; a line that only goes on with cells above is joined to them."""
    gaps = sorted(a[0].bottom - b[0].top for a, b in pairwise(rows) if _placed(b, spans)[0] == 0)  # type: ignore[index]
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    grid: list[list[GridCell]] = []
    previous: PieceRow | None = None
    for row in rows:
        places = _placed(row, spans) or []
        gap = previous[0].bottom - row[0].top if previous else 0.0
        if grid and places and places[0] > 0 and gap < usual - 0.25 * row[0].size:
            cells = {cell.col: cell for cell in grid[-1]}
            for at, piece in zip(places, row, strict=True):
                if at in cells:
                    cells[at].text = join(cells[at].text, piece.text)
                else:
                    grid[-1].append(GridCell(at, piece.text))
            grid[-1].sort(key=lambda cell: cell.col)
        else:
            grid.append([GridCell(at, piece.text) for at, piece in zip(places, row, strict=True)])
        previous = row
    return grid
