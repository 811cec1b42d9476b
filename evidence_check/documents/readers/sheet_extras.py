"""What stands in a workbook outside its cells: page headers and footers, text boxes, diagrams, charts, comments."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from evidence_check.documents.base import Block, Reading, add_mark
from evidence_check.documents.container import Package
from evidence_check.documents.lines import is_page_number
from evidence_check.model import Locator, PassageKind

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WORDED = ("xl/drawings/drawing", "xl/diagrams/data", "xl/charts/chart")
_MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(Header|Footer)[^>]*>([^<]*)</")
_CODES = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&\d+|&\[[^\]]*\]|&[A-Za-z+-]')
"""Fonts, sizes, colours, and fields such as the page number, date and file name."""


def margins(sheet: bytes) -> Iterator[tuple[PassageKind, str]]:
    """Yield the page headers and footers of a worksheet part: (kind, text) of each of their three places."""
    start = sheet.rfind(b"headerFooter", 0, sheet.rfind(b"headerFooter"))
    for match in _MARGIN.finditer(sheet, start) if start >= 0 else ():
        kind: PassageKind = "header" if match[1] == b"Header" else "footer"
        for text in places_of(html.unescape(match[2].decode("utf-8", errors="replace"))):
            yield kind, text


def places_of(margin: str) -> Iterator[str]:
    """Yield what stands left, in the middle and right in a page header or footer; fields and page numbers do not."""
    for place in re.split("&[LCR]", margin):
        text = _CODES.sub("", place.replace("&&", "\0")).replace("\0", "&").replace("_x000a_", " ")
        text = " ".join(text.split())
        if text and not is_page_number(text):
            yield text


def add_extras(package: Package, reading: Reading) -> None:
    """Add text boxes, diagrams, charts and cell comments; count the pictures."""
    for part in package.names:
        low = part.lower()
        if low.startswith("xl/media/"):
            add_mark(reading.marks, "pictures")
        elif low.endswith(".xml") and low.startswith(_WORDED):
            _add_words(package, part, reading)
        elif low.endswith(".xml") and low.startswith("xl/comments"):
            _add_comments(package, part, reading)


def _add_words(package: Package, part: str, reading: Reading) -> None:
    root = package.xml(part)
    for paragraph in root.iter(f"{_DRAWING}p") if root is not None else ():
        text = "".join(node.text or "" for node in paragraph.iter(f"{_DRAWING}t")).strip()
        if text:
            reading.blocks.append(Block(text, "textbox"))


def _add_comments(package: Package, part: str, reading: Reading) -> None:
    root = package.xml(part)
    for comment in root.iter("{*}comment") if root is not None else ():
        text = "".join(node.text or "" for node in comment.iter("{*}t")).strip()
        if text:
            add_mark(reading.marks, "comments")
            reading.blocks.append(Block(text, "comment", Locator(cell=comment.get("ref"))))
