"""Takes the text of a PDF page from pdfium: its characters, its lines, and the words with their places."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from evidence_check.documents.readers.pdf_calls import Box, boxes, font_sizes, font_weights
from evidence_check.documents.readers.pdf_page import Line, Word
from evidence_check.documents.readers.pdf_turn import Turn
from evidence_check.documents.readers.word_symbols import show_symbols

_BOLD = 600
_HYPHEN = "\u00ad"
"""Stands for the hyphen at which pdfium joined two lines."""

_CONTROLS = dict.fromkeys((*range(1, 9), *range(11, 32), 127, 0, 0xA0, 0xFEFF), " ") | {
    2: _HYPHEN,
    0xFFFE: _HYPHEN,
    0x2011: "-",
}
"""pdfium marks a hyphen at a line end with U+0002 or U+FFFE. Controls would break JSON and XML writers."""

_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\xa0\ufeff\ufffe\u2011]")
_WORD = re.compile(r"\S+")
_WORD_BREAK = re.compile(f"(?<=[a-z]){_HYPHEN}(?=[a-z])")
_NUMBER_GAP = re.compile(r"(?<=\d) (?=[,.]\d)")
"""pdfium sees a gap before the narrow comma of some fonts: 12 ,400."""


def characters(text_page: Any) -> str:
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
    text = text.replace("\r", " ")
    text = text.translate(_CONTROLS) if _ODD.search(text) else text
    return show_symbols(text)


def mend_hyphens(text: str) -> str:
    """Return text with line-end hyphens mended (gone inside a lower-case word, "-" as in A-01) and numbers whole."""
    text = _WORD_BREAK.sub("", text).replace(_HYPHEN, "-") if _HYPHEN in text else text
    return _NUMBER_GAP.sub("", text) if " " in text else text


def lines(text_page: int, chars: str, turn: Turn) -> list[Line]:
    """Return the lines of a page, in the order of the file."""
    spans: list[tuple[int, str]] = []
    start = 0
    for piece in chars.split("\n"):
        if text := piece.strip():
            spans.append((start + len(piece) - len(piece.lstrip()), text))
        start += len(piece) + 1
    made: list[Line] = []
    for line in _made(text_page, spans, turn):
        if len(line.text) > 2 and line.top - line.bottom > 1.9 * line.size and not turn.quarter:
            rows = list(_rows(line, chars, _places(text_page, chars, line.start, line.end, turn)))
            made += _made(text_page, rows, turn) if len(rows) > 1 else [line]
        else:
            made.append(line)
    if _HYPHEN in chars or _NUMBER_GAP.search(chars):
        for line in made:
            line.text = mend_hyphens(line.text)
    return made


def _made(text_page: int, spans: Sequence[tuple[int, str]], turn: Turn) -> list[Line]:
    """Return lines from (place of the first character, text)."""
    heads = [start for start, _ in spans]
    tails = [start + len(text) - 1 for start, text in spans]
    corners = turn.boxes(boxes(text_page, heads + tails))
    weights = font_weights(text_page, heads)
    sizes = font_sizes(text_page, heads)
    made: list[Line] = []
    for at, (start, text) in enumerate(spans):
        left, bottom, right, top = corners[at]
        left_2, bottom_2, right_2, top_2 = corners[len(spans) + at]
        left, bottom = min(left, left_2), min(bottom, bottom_2)
        right, top = max(right, right_2), max(top, top_2)
        size = sizes[at] if sizes[at] > 2 else top - bottom
        bold = weights[at] >= _BOLD and font_weights(text_page, tails[at : at + 1])[0] >= _BOLD
        made.append(Line(text, start, start + len(text), left, right, bottom, top, round(size, 1), bold))
    return made


def _places(text_page: int, chars: str, start: int, end: int, turn: Turn) -> list[tuple[int, Box]]:
    """Return each visible character with its box."""
    seen = [at for at in range(start, end) if not chars[at].isspace()]
    return list(zip(seen, turn.boxes(boxes(text_page, seen)), strict=True))


def _rows(line: Line, chars: str, places: Sequence[tuple[int, Box]]) -> Iterator[tuple[int, str]]:
    """Cut a line where the next character stands lower and further left than the one before: a new row.

    Where most of a page stands in columns, pdfium takes it for vertical text and joins rows whose cells are short.
    """
    first = line.start
    for (last, before), (at, box) in pairwise(places):
        height = max(before[3] - before[1], box[3] - box[1])
        lower = before[1] + before[3] - box[1] - box[3] > 1.4 * height
        if lower and box[0] < before[2] - height and chars[last] != _HYPHEN:
            yield first, chars[first : last + 1]
            first = at
    yield first, chars[first : line.end]


def words(text_page: int, chars: str, turn: Turn, rules: Sequence[float]) -> list[Word]:
    """Return the words of a page; one that an upright line at one of ``rules`` (sorted) may cut comes in characters."""
    spans = [match.span() for match in _WORD.finditer(chars)]
    heads = turn.boxes(boxes(text_page, [start for start, _ in spans]))
    tails = iter(turn.boxes(boxes(text_page, [end - 1 for start, end in spans if end - start > 1])))
    found: list[Word] = []
    for (start, end), head in zip(spans, heads, strict=True):
        left, bottom, right, top = head
        if end - start > 1:
            left_2, bottom_2, right_2, top_2 = next(tails)
            bent = abs(bottom + top - bottom_2 - top_2) > top - bottom
            left, bottom = left if left < left_2 else left_2, bottom if bottom < bottom_2 else bottom_2
            right, top = right if right > right_2 else right_2, top if top > top_2 else top_2
            if bent or bisect_right(rules, left + 1) < bisect_right(rules, right - 1):
                places = _places(text_page, chars, start, end, turn)
                found += [Word(place, place + 1, *box) for place, box in places]
                continue
        found.append(Word(start, end, left, bottom, right, top))
    return found
