"""Refuses PDFs that are built to exhaust the machine before pdfium, whose memory has no limit, sees them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from evidence_check.documents import reasons
from evidence_check.documents.base import Unreadable

MAX_STREAM = 64 * 2**20
MAX_TEXT_OPERATORS = 400_000
"""pdfium spends about 1 kB on each; a full page of text has 100 to 2,000."""

MAX_FORM_USES = 100_000
_WORTH_LOOKING = 4 * 2**10
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LENGTH = re.compile(rb"/Length\s+(\d+)(?!\s+\d+\s+R)")
_IMAGE_OR_FONT = re.compile(
    rb"/Subtype\s*/Image|/Length1\b|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)|/Type\s*/XRef"
)
_TEXT_OPERATOR = re.compile(rb"T[jJ*]\b")
_OBJECT = re.compile(rb"(?<!\d)(\d+)\s+\d+\s+obj\b")
_REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R\b")


def check_pdf(data: bytes) -> None:
    """Raise Unreadable("too_large") for streams that unpack beyond reason and for forms that repeat without end."""
    forms: dict[int, tuple[int, set[int]]] = {}
    for head, start, length in _streams(data):
        if _IMAGE_OR_FONT.search(head):
            continue
        flates = head.count(b"FlateDecode") + head.count(b"/Fl ") + head.count(b"/Fl/")
        if flates and (length >= _WORTH_LOOKING or flates > 1):
            _check_stream(data[start : start + length], flates)
        elif not flates and length >= 2**20 and _too_many_operators(data[start : start + length]):
            raise Unreadable("too_large", reasons.TOO_LARGE)
        if b"/Form" in head and length < 2**20:
            number, children = _form(data, head)
            content = data[start : start + length]
            uses = _inflate(content, 2**20).count(b" Do") if flates else content.count(b" Do")
            if number is not None and children and uses:
                forms[number] = (uses, children)
    if _repeats(forms):
        raise Unreadable("too_large", reasons.TOO_LARGE)


def _streams(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield (dictionary text, start, length) for each stream; a wrong length is mended by looking for the end."""
    at = 0
    while match := _STREAM.search(data, at):
        start = match.end()
        window = data[max(0, match.start() - 1500) : match.start()]
        head = window[window.rfind(b"obj") + 3 :] if b"obj" in window else window
        stated = _LENGTH.search(head)
        length = int(stated[1]) if stated and len(stated[1]) < 12 else 0
        if not length or data.find(b"endstream", start + length, start + length + 32) < 0:
            end = data.find(b"endstream", start)
            length = (end if end >= 0 else len(data)) - start
        yield window[window.rfind(b"endobj") + 6 :] if b"endobj" in window else window, start, length
        at = start + length


def _check_stream(packed: bytes, flates: int) -> None:
    for _ in range(min(flates, 4)):
        packed = _inflate(packed, MAX_STREAM)
        if len(packed) >= MAX_STREAM:
            raise Unreadable("too_large", reasons.TOO_LARGE)
    if len(packed) >= 2**20 and _too_many_operators(packed):
        raise Unreadable("too_large", reasons.TOO_LARGE)


def _inflate(packed: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, limit)
    except zlib.error:
        return b""


def _too_many_operators(content: bytes) -> bool:
    if content.count(b"Tj") + content.count(b"TJ") <= MAX_TEXT_OPERATORS:
        return False
    return sum(1 for _ in _TEXT_OPERATOR.finditer(content)) > MAX_TEXT_OPERATORS


def _form(data: bytes, head: bytes) -> tuple[int | None, set[int]]:
    """Return a form's object number and the objects that its resources name."""
    objects = list(_OBJECT.finditer(head))
    if not objects:
        return None, set()
    numbered = objects[-1]
    at = head.find(b"/XObject<<")
    at = head.find(b"/XObject <<") if at < 0 else at
    if at < 0:
        indirect = re.search(rb"/Resources\s+(\d+)\s+\d+\s+R", head)
        if indirect is None:
            return int(numbered[1]), set()
        place = re.search(rb"(?<!\d)" + indirect[1] + rb"\s+\d+\s+obj\b", data)
        head = data[place.end() : place.end() + 2000] if place else b""
        at = max(head.find(b"/XObject"), 0)
    return int(numbered[1]), {int(number) for number in _REFERENCE.findall(head[at : head.find(b">>", at)])}


def _repeats(forms: dict[int, tuple[int, set[int]]]) -> bool:
    """Tell whether drawing any form would draw forms without end, or more often than any real page does."""
    cost: dict[int, float] = {}

    def draws(number: int, path: frozenset[int]) -> float:
        if number in path or len(path) > 200:
            return float("inf")
        if number not in forms:
            return 1.0
        if number not in cost:
            uses, children = forms[number]
            each = max(draws(child, path | {number}) for child in children)
            cost[number] = 1 + uses * each
        return cost[number]

    return any(draws(number, frozenset()) > MAX_FORM_USES for number in forms)
