"""Reads PDF through pdfium: running text, ruled tables, form values and remarks; says which pages are only pictures."""

from __future__ import annotations

import logging
import re
from typing import Any

import pypdfium2 as pypdfium

from evidence_check.documents import reasons
from evidence_check.documents.base import Block, Reading, Unreadable
from evidence_check.documents.lines import HAN
from evidence_check.documents.readers.pdf_flow import Flow, PageItems, place_items, take_margins
from evidence_check.documents.readers.pdf_guard import check_pdf
from evidence_check.documents.readers.pdf_page import Line, Page, PageReader
from evidence_check.documents.readers.pdf_plumber import Plumber
from evidence_check.documents.readers.pdf_tables import find_tables
from evidence_check.model import Locator

logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # it advises on builds where it should be silent

MAX_PAGES = 3_000
MAX_TABLE_PAGES = 400
_FEW = 20
"""A page with fewer characters than this and a picture is a scan; a stamp or page number does not make it read."""

_GOOD = re.compile(rf"[A-Za-z0-9{HAN}]")
_BAD = re.compile(r"[\ufffd\ue000-\uf8ff\x80-\x9f]")
_META = {"Title": "title", "Author": "author", "Creator": "application", "Subject": "subject", "Keywords": "keywords"}


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the document as blocks. Pages without a text layer are named in the notes and counted in the marks.

    Raises:
        Unreadable: a password, damage, or no page with text while there are pictures.
    """
    del name, file_format
    check_pdf(data)
    pdf = _open(data)
    plumber = Plumber(data)
    try:
        return _read(pdf, plumber)
    finally:
        plumber.close()
        pdf.close()


def _open(data: bytes) -> Any:
    try:
        pdf = pypdfium.PdfDocument(data)
    except pypdfium.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise Unreadable("encrypted", reasons.ENCRYPTED) from error
        raise Unreadable("failed", reasons.DAMAGED) from error
    if pdf.get_formtype():
        pdf.init_forms()
    return pdf


def _read(pdf: Any, plumber: Plumber) -> Reading:
    reading = Reading()
    total = len(pdf)
    reader = PageReader(pdf)
    entries: list[PageItems] = []
    unread: list[int] = []
    broken = 0
    remarks: list[Block] = []
    ruled = 0
    for index in range(min(total, MAX_PAGES)):
        try:
            page = reader.read(index)
        except pypdfium.PdfiumError:
            unread.append(index + 1)
            broken += 1
            continue
        remarks.extend(Block(text, "comment", Locator(page=page.number)) for text in page.remarks)
        if _is_picture(page):
            unread.append(page.number)
            continue
        tables = find_tables(page) if page.boxes is not None and ruled < MAX_TABLE_PAGES else []
        ruled += bool(tables)
        tables = plumber.tables(page, tables)
        page.boxes = None
        entries.append(place_items(page, tables))
    margins = take_margins(entries)
    # Where only a repeated stamp ("scanned with …") was text, the page is a scan all the same.
    scans = [entry for entry in entries if entry.page.image_share > 0.4 and _characters(entry) < _FEW]
    unread = sorted([*unread, *(entry.page.number for entry in scans)])
    Flow([entry for entry in entries if entry not in scans], reading).run()
    reading.pages = total
    if not reading.blocks and unread:
        damaged = broken == len(unread)
        raise Unreadable("failed" if damaged else "needs_ocr", reasons.DAMAGED if damaged else reasons.NEEDS_OCR)
    _finish(pdf, reading, margins, remarks, unread, total)
    return reading


def _finish(
    pdf: Any, reading: Reading, margins: list[Block], remarks: list[Block], unread: list[int], total: int
) -> None:
    reading.blocks.extend([*remarks, *margins])
    if remarks:
        reading.marks["comments"] = len(remarks)
    if unread:
        reading.marks["unread_pages"] = len(unread)
        reading.notes.append(reasons.unread_pages(unread, total))
    if total > MAX_PAGES:
        reading.marks["pages_left_out"] = total - MAX_PAGES
        reading.notes.append(reasons.pages_left_out(MAX_PAGES, total))
    for key, value in pdf.get_metadata_dict(skip_empty=True).items():
        if key in _META and value.lower() not in ("(unspecified)", "untitled", "anonymous", "(anonymous)"):
            reading.properties[_META[key]] = " ".join(str(value).split())[:500]
        elif key in ("CreationDate", "ModDate") and (found := re.match(r"D:(\d{4})(\d\d)(\d\d)", str(value))):
            reading.properties["created" if key == "CreationDate" else "modified"] = "-".join(found.groups())
    reading.title = reading.properties.get("title")


def _is_picture(page: Page) -> bool:
    """Tell whether a page's words can't be read: a scan, letters drawn as shapes, or a text layer of garbage."""
    text = page.chars
    good = len(_GOOD.findall(text))
    if good < _FEW:
        return page.image_share > 0.15 or (page.paths > 300 and good < _FEW // 2)
    return len(_BAD.findall(text)) > 0.4 * good


def _characters(entry: PageItems) -> int:
    return sum(len(item.text) if isinstance(item, Line) else _FEW for item in entry.items)
