"""Takes one PDF page apart through pdfium: lines of text with their place, ruling lines, pictures, remarks."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

MAX_OBJECTS = 30_000
MAX_SEGMENTS = 20_000
_THIN = 2.5
"""Points; a path no thicker than this is a ruling line."""

_REMARKS = {
    pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_STRIKEOUT,
    pdfium.FPDF_ANNOT_SQUIGGLY, pdfium.FPDF_ANNOT_CARET,
}  # fmt: skip
_DRAWN = {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP}

_FLAT = 0.05
"""Points; a character box lower than this has no shape."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Line:
    """A line of text: its characters' places in the page's text, and its box in points, y upwards from the bottom."""

    text: str
    start: int
    end: int
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool = False


@dataclass(slots=True)
class Page:
    """What one page holds. ``chars`` is its text with one character per pdfium index, line ends included."""

    number: int
    width: float
    height: float
    chars: str = ""
    lines: list[Line] = field(default_factory=list)
    horizontal: list[tuple[float, float, float]] = field(default_factory=list)
    vertical: list[tuple[float, float, float]] = field(default_factory=list)
    image_share: float = 0.0
    paths: int = 0
    remarks: list[str] = field(default_factory=list)
    boxes: Any = None


class PageReader:
    """Reads pages of one open document. Coordinates are turned with the page, so that text runs left to right."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._doubles = tuple(ctypes.c_double() for _ in range(4))
        self._floats = tuple(ctypes.c_float() for _ in range(4))
        self._loose = pdfium.FS_RECTF()

    def read(self, index: int) -> Page:
        """Return page ``index`` (from 0).

        Raises:
            pypdfium2.PdfiumError: the page can't be loaded.
        """
        handle = self._pdf[index]
        try:
            remarks, drawn = self._annotations(handle)
            if drawn:  # pdfium shows what was drawn into a page only when it is loaded anew
                handle.close()
                handle = self._pdf[index]
            width, height = handle.get_size()
            page = Page(index + 1, width, height, remarks=remarks)
            turn = _turn(handle)
            text_page = handle.get_textpage()
            try:
                page.chars = _characters(text_page.raw)
                page.lines = list(self._lines(text_page.raw, page.chars, turn))
                self._objects(handle, page, turn)
                if len(page.horizontal) >= 2 and page.lines and (len(page.vertical) >= 2 or len(page.horizontal) >= 3):
                    page.boxes = self._boxes(text_page.raw, page.chars, turn)
            finally:
                text_page.close()
            return page
        finally:
            handle.close()

    def _annotations(self, handle: Any) -> tuple[list[str], bool]:
        """Return remarks (sticky notes, highlights); draw form values and stamps into the page, and say if any were."""
        remarks: list[str] = []
        draw = False
        for at in range(min(pdfium.FPDFPage_GetAnnotCount(handle.raw), 5000)):
            annotation = pdfium.FPDFPage_GetAnnot(handle.raw, at)
            if not annotation:
                continue
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            draw = draw or kind in _DRAWN
            if kind in _REMARKS and (text := _annotation_text(annotation)):
                remarks.append(text)
            pdfium.FPDFPage_CloseAnnot(annotation)
        if draw:
            draw = pdfium.FPDFPage_Flatten(handle.raw, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS
        return remarks, draw

    def _box(self, text_page: Any, at: int, turn: _Turn) -> tuple[float, float, float, float] | None:
        left, right, bottom, top = self._doubles
        if not pdfium.FPDFText_GetCharBox(text_page, at, left, right, bottom, top):
            return None
        if top.value - bottom.value < _FLAT:
            # A glyph without a shape, as under the picture of a recognised scan: its place in the line tells.
            loose = self._loose
            if pdfium.FPDFText_GetLooseCharBox(text_page, at, loose) and loose.top > loose.bottom:
                return turn.box(loose.left, loose.bottom, loose.right, loose.top)
        return turn.box(left.value, bottom.value, right.value, top.value)

    def _lines(self, text_page: Any, chars: str, turn: _Turn) -> Iterator[Line]:
        start = 0
        length = len(chars)
        while start < length:
            end = chars.find("\n", start)
            end = length if end < 0 else end
            first, last = start, end - 1
            while first <= last and chars[first].isspace():
                first += 1
            while last >= first and chars[last].isspace():
                last -= 1
            if first <= last and (line := self._line(text_page, chars, turn, first, last)) is not None:
                if line.end - line.start > 2 and _runs_on(line):
                    yield from self._rows(text_page, chars, turn, line)
                else:
                    yield line
            start = end + 1

    def _line(self, text_page: Any, chars: str, turn: _Turn, first: int, last: int) -> Line | None:
        head, tail = self._box(text_page, first, turn), self._box(text_page, last, turn)
        if not head or not tail:
            return None
        box = min(head[0], tail[0]), max(head[2], tail[2]), min(head[1], tail[1]), max(head[3], tail[3])
        size = pdfium.FPDFText_GetFontSize(text_page, first)
        size = size if size > 2 else box[3] - box[2]
        weights = (pdfium.FPDFText_GetFontWeight(text_page, at) for at in (first, last))
        text = mend_hyphens(chars[first : last + 1])
        return Line(text, first, last + 1, *box, round(size, 1), all(weight >= 600 for weight in weights))

    def _rows(self, text_page: Any, chars: str, turn: _Turn, line: Line) -> Iterator[Line]:
        """Cut a line where the next character stands lower and further left than the one before: a new row."""
        first, before = line.start, None
        for at in range(line.start, line.end):
            box = None if chars[at].isspace() else self._box(text_page, at, turn)
            if box is None:
                continue
            if before is not None and _returns(before[1], box):
                if (row := self._line(text_page, chars, turn, first, before[0])) is not None:
                    yield row
                first = at
            before = (at, box)
        row = self._line(text_page, chars, turn, first, line.end - 1) if first > line.start else line
        if row is not None:
            yield row

    def _boxes(self, text_page: Any, chars: str, turn: _Turn) -> list[tuple[float, float, float, float] | None]:
        """Return the box of each visible character, None for spaces and line ends."""
        return [None if char.isspace() else self._box(text_page, at, turn) for at, char in enumerate(chars)]

    def _objects(self, handle: Any, page: Page, turn: _Turn) -> None:
        """Collect ruling lines and pictures from the page's objects, two levels of forms deep."""
        budget = [MAX_OBJECTS, MAX_SEGMENTS]
        count = pdfium.FPDFPage_CountObjects(handle.raw)
        area = max(page.width * page.height, 1.0)
        for at in range(min(count, MAX_OBJECTS)):
            self._object(pdfium.FPDFPage_GetObject(handle.raw, at), _IDENTITY, page, turn, area, budget, 0)

    def _object(
        self, item: Any, matrix: Matrix, page: Page, turn: _Turn, area: float, budget: list[int], depth: int
    ) -> None:
        budget[0] -= 1
        if budget[0] < 0 or not item:
            return
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            return
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < 2:
                inner = _multiply(_matrix(item), matrix)
                for at in range(min(pdfium.FPDFFormObj_CountObjects(item), MAX_OBJECTS)):
                    child = pdfium.FPDFFormObj_GetObject(item, at)
                    self._object(child, inner, page, turn, area, budget, depth + 1)
            return
        left, bottom, right, top = self._floats
        if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return
        box = turn.box(*_apply(matrix, left.value, bottom.value, right.value, top.value))
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            page.image_share += max(0.0, (box[2] - box[0]) * (box[3] - box[1])) / area
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            page.paths += 1
            self._path(item, box, matrix, page, turn, budget)

    def _path(
        self,
        item: Any,
        box: tuple[float, float, float, float],
        matrix: Matrix,
        page: Page,
        turn: _Turn,
        budget: list[int],
    ) -> None:
        """Add the ruling lines of one path: a thin box is one, anything else is taken piece by piece."""
        left, bottom, right, top = box
        wide, tall = right - left, top - bottom
        if tall <= _THIN or wide <= _THIN:
            if tall <= _THIN < wide:
                page.horizontal.append(((bottom + top) / 2, left, right))
            elif wide <= _THIN < tall:
                page.vertical.append(((left + right) / 2, bottom, top))
            return
        count = pdfium.FPDFPath_CountSegments(item)
        budget[1] -= count
        if count < 2 or budget[1] < 0:
            return
        stroked, filled = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, filled, stroked)
        own = _multiply(_matrix(item), matrix)
        for x0, y0, x1, y1 in _thin_pieces(item, count, own, bool(stroked.value)):
            a, b, c, d = turn.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            if d - b <= _THIN < c - a:
                page.horizontal.append(((b + d) / 2, a, c))
            elif c - a <= _THIN < d - b:
                page.vertical.append(((a + c) / 2, b, d))


def _runs_on(line: Line) -> bool:
    """Tell whether a line is too tall to be one.

    Where most of a page stands in columns, pdfium takes it for vertical text and joins rows whose cells are short.
    """
    return line.top - line.bottom > 1.9 * line.size


def _returns(before: Box, box: Box) -> bool:
    height = max(before[3] - before[1], box[3] - box[1])
    return before[1] + before[3] - box[1] - box[3] > 1.4 * height and box[0] < before[2] - height


def _thin_pieces(item: Any, count: int, matrix: Matrix, stroked: bool) -> Iterator[tuple[float, float, float, float]]:
    """Yield straight pieces: the segments of a stroked path, the thin rectangles of a filled one."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []

    def flush() -> Iterator[tuple[float, float, float, float]]:
        if stroked:
            for (x0, y0), (x1, y1) in pairwise(points):
                yield x0, y0, x1, y1
        elif len(points) >= 4:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN:
                yield min(xs), min(ys), max(xs), max(ys)

    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            yield from flush()
            points = []
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            points = []
            continue
        points.append(_point(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    yield from flush()


@dataclass(frozen=True, slots=True)
class _Turn:
    """Turns boxes of a rotated page upright."""

    quarter: int
    left: float
    bottom: float
    right: float
    top: float

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        if self.quarter == 1:
            return bottom - self.bottom, self.right - right, top - self.bottom, self.right - left
        if self.quarter == 2:
            return self.right - right, self.top - top, self.right - left, self.top - bottom
        if self.quarter == 3:
            return self.top - top, left - self.left, self.top - bottom, right - self.left
        return left - self.left, bottom - self.bottom, right - self.left, top - self.bottom


def _turn(handle: Any) -> _Turn:
    left, bottom, right, top = handle.get_bbox()
    return _Turn(handle.get_rotation() // 90 % 4, left, bottom, right, top)


def _characters(text_page: Any) -> str:
    """Return the page's text with exactly one character per pdfium index."""
    count = max(pdfium.FPDFText_CountChars(text_page), 0)
    if not count:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", errors="replace")
    if len(text) != count:  # characters outside the basic plane, or ones that pdfium left out
        codes = (pdfium.FPDFText_GetUnicode(text_page, at) for at in range(count))
        text = "".join(chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else " " for code in codes)
    return text.translate(_CONTROLS)


_CONTROLS = {
    0x02: "\u00ad",
    0xFFFE: "\u00ad",
    0x0D: " ",
    0xA0: " ",
    0xFEFF: " ",
    0x00: " ",
    0x0C: " ",
    0x0B: " ",
} | dict.fromkeys((*range(3, 9), 1, *range(14, 32), 127), " ")
"""pdfium marks a hyphen at a line end with U+0002 or U+FFFE. Controls would break JSON and XML writers."""
_WORD_BREAK = re.compile("(?<=[a-z])\u00ad(?=[a-z])")


_NUMBER_GAP = re.compile(r"(?<=\d) (?=[,.]\d)")
"""pdfium sees a gap before the narrow comma of some fonts: 12 ,400."""


def mend_hyphens(text: str) -> str:
    """Return text with line-end hyphens mended (gone inside a lower-case word, "-" as in A-01) and numbers whole."""
    text = _WORD_BREAK.sub("", text).replace("\u00ad", "-") if "\u00ad" in text else text
    return _NUMBER_GAP.sub("", text)


def _annotation_text(annotation: Any) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    if not 2 < length < 200_000:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, length)
    return bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\x00").replace("\r", "\n").strip()


def _matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _IDENTITY
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _multiply(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _apply(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
    if matrix == _IDENTITY:
        return left, bottom, right, top
    x0, y0 = _point(matrix, left, bottom)
    x1, y1 = _point(matrix, right, top)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
