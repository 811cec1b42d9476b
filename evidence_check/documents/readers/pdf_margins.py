"""Tells page headers and footers from the text of a PDF's pages: what recurs at one height on many of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from evidence_check.documents.base import Block
from evidence_check.documents.readers.pdf_page import Line, Page
from evidence_check.documents.readers.pdf_tables import PdfTable
from evidence_check.documents.tables import lay_out
from evidence_check.model import Locator, PassageKind

_TOP, _BOTTOM = 0.85, 0.12
"""Shares of the page height beyond which a repeated line is a page header or footer."""

_PAGE_NUMBER = re.compile(
    r"第\s*[\d一二三四五六七八九十]+\s*[页頁]|[共总]\s*\d+\s*[页頁]|\bpage\s*\d+(?:\s*(?:of|/)\s*\d+)?|(?<![\d.])\d{1,4}\s*/\s*\d{1,4}(?![\d/])|^[\s\-—–·~]*\d{1,4}[\s\-—–·~]*$",
    re.I,
)
_SAID_PAGE = re.compile(
    r"[,，]?\s*(?:第\s*\d+\s*[页頁]|[共总]\s*\d+\s*[页頁]|\bpage\s*\d+(?:\s*(?:of|/)\s*\d+)?)", re.I
)
_NUMBER_ONLY = frozenset({"#", "##", "#,#", "#，#", "#/#", "###"})

Item = Line | PdfTable


@dataclass(slots=True)
class PageItems:
    """A page and what stands on it, in reading order."""

    page: Page
    items: list[Item] = field(default_factory=list)


def place_items(page: Page, tables: list[PdfTable]) -> PageItems:
    """Return a page's lines and tables in reading order, the lines inside tables left out."""
    taken: set[int] = set()
    for table in tables:
        taken |= table.taken
    lines: list[Item] = [line for line in page.lines if line.start not in taken]
    order = sorted([*lines, *tables], key=lambda item: item.start)
    return PageItems(page, order)


def _signature(item: Item) -> str:
    text = item.text if isinstance(item, Line) else "|".join(cell.text for row in item.grid for cell in row)
    return re.sub(r"\s", "", _PAGE_NUMBER.sub("#", text))


def zone_of(item: Item, page: Page) -> PassageKind | None:
    """Return header or footer where an item stands in that part of the page; a table counts if it is small."""
    if isinstance(item, PdfTable) and len(item.grid) > 5:
        return None
    middle = (item.top + item.bottom) / 2 / max(page.height, 1)
    return "header" if middle >= _TOP else "footer" if middle <= _BOTTOM else None


def take_margins(pages: list[PageItems]) -> list[Block]:
    """Remove repeated page headers, footers and page numbers from the pages; return each distinct one once.

    Only what stands outermost counts: the first line that does not recur ends the header.
    """
    zones: tuple[PassageKind, ...] = ("header", "footer")
    seen: dict[tuple[PassageKind, str], list[tuple[PageItems, Item]]] = {}
    margins: list[tuple[PageItems, PassageKind, list[tuple[Item, tuple[PassageKind, str]]]]] = []
    for entry in pages:
        inside: dict[PassageKind, list[tuple[Item, tuple[PassageKind, str]]]] = {zone: [] for zone in zones}
        for item in entry.items:
            if zone := zone_of(item, entry.page):
                key = (zone, _signature(item))
                inside[zone].append((item, key))
                seen.setdefault(key, []).append((entry, item))
        margins += [(entry, zone, found) for zone, found in inside.items() if found]
    recurring = {
        key
        for key, places in seen.items()
        if key[1] in _NUMBER_ONLY or len({id(e) for e, _ in _at_one_height(places)}) >= max(2, 0.5 * len(pages))
    }
    first: dict[tuple[PassageKind, str], tuple[Item, int]] = {}
    for entry, zone, found in margins:
        for item, key in sorted(found, key=lambda pair: pair[0].top, reverse=zone == "header"):
            if key not in recurring:
                break
            entry.items.remove(item)
            first.setdefault(key, (item, entry.page.number))
    blocks: list[Block] = []
    for (kind, signature), (item, number) in first.items():
        if signature not in _NUMBER_ONLY:
            blocks.extend(_margin_blocks(item, kind, number))
    return blocks


def _at_one_height(places: list[tuple[PageItems, Item]]) -> list[tuple[PageItems, Item]]:
    """Return those places that share the commonest height: a sentence that happens to recur has no fixed place."""
    heights = [round(item.top / 3) for _, item in places]
    usual = max(set(heights), key=heights.count)
    return [place for place, height in zip(places, heights, strict=True) if abs(height - usual) <= 1]


def _margin_blocks(item: Item, kind: PassageKind, page: int) -> list[Block]:
    if isinstance(item, Line):  # "第 1 页 共 3 页" holds for one page only
        text = _SAID_PAGE.sub(" ", item.text).strip(" |·-—–") or item.text
        return [Block(" ".join(text.split()) if text != item.text else text, kind, Locator(page=page))]
    rows = lay_out(item.grid, 0)
    return [Block(row.text, kind, Locator(page=page), cells=row.cells) for row in rows]
