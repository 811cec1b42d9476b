"""Reads PDF through pdfium: running text, ruled tables, form values and remarks; says which pages are only pictures."""

from __future__ import annotations

import logging
import re
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pypdfium

from evidence_check.documents import ocr, reasons
from evidence_check.documents.base import Block, Reading, Unreadable
from evidence_check.documents.lines import HAN
from evidence_check.documents.readers.pdf_flow import Flow
from evidence_check.documents.readers.pdf_fonts import machine_fonts, use_boxes
from evidence_check.documents.readers.pdf_guard import check_pdf
from evidence_check.documents.readers.pdf_margins import PageItems, place_items, take_margins
from evidence_check.documents.readers.pdf_page import Line, Page
from evidence_check.documents.readers.pdf_pages import read_page
from evidence_check.documents.readers.pdf_second import SecondOpinion
from evidence_check.documents.readers.pdf_tables import find_tables
from evidence_check.documents.readers.pdf_unruled import find_unruled
from evidence_check.documents.readers.scans import DPI, Recogniser
from evidence_check.model import Locator

logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # it advises on builds where it should be silent

use_boxes()

MAX_PAGES = 3_000
MAX_TABLE_PAGES = 400
_FEW = 20
"""A page with fewer characters than this and a picture is a scan; a stamp or page number does not make it read."""

_SAMPLE = 200
_GOOD = re.compile(rf"[A-Za-z0-9{HAN}]+")
_BAD = re.compile(r"[\ufffd\ue000-\uf8ff\x80-\x9f]")
_META = {"Title": "title", "Author": "author", "Creator": "application", "Subject": "subject", "Keywords": "keywords"}


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the document as blocks. Pages without a text layer are named in the notes and counted in the marks.

    Raises:
        Unreadable: a password, damage, or no page with text while there are pictures.
    """
    del name, file_format
    check_pdf(data)
    with closing(_open(data)) as pdf:
        taken = _take_apart(pdf)
    with closing(_Drawings(data)) as drawings:
        return _read(taken, drawings)


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


def _read(taken: _Taken, drawings: _Drawings) -> Reading:
    reading = Reading()
    recogniser = Recogniser()
    entries = taken.entries
    for number in taken.pictures if ocr.available() else ():
        if (entry := recogniser.read(drawings.page(number), number)) is not None:
            entries.append(entry)
    entries.sort(key=lambda entry: entry.page.number)
    margins = take_margins(entries)
    # Where only a repeated stamp ("scanned with …") was text, the page is a scan all the same.
    scans = [entry for entry in entries if _is_stamped_scan(entry, recogniser)]
    for entry in scans if ocr.available() else ():
        found = recogniser.read(drawings.page(entry.page.number), entry.page.number)
        if found is not None:
            margins += take_margins([found])
            entries.append(found)
    stamped = {id(entry) for entry in scans}
    entries = sorted((entry for entry in entries if id(entry) not in stamped), key=lambda entry: entry.page.number)
    Flow(entries, reading).run()
    reading.pages = taken.total
    pictures = {*taken.pictures, *(entry.page.number for entry in scans)} - recogniser.pages.keys()
    unread = sorted([*taken.broken, *pictures])
    reading.blocks.extend([*taken.boxes, *taken.remarks, *margins])
    recogniser.finish(reading, taken.total)
    if not any(block.kind != "comment" for block in reading.blocks) and (unread or recogniser.pages):
        _refuse(reading, taken, recogniser, bool(pictures))
    _finish(reading, taken, unread, recogniser)
    return reading


@dataclass(slots=True)
class _Taken:
    """What the pages gave: those with text, numbers of those that are pictures or damaged, texts without a place."""

    total: int
    properties: dict[str, str]
    entries: list[PageItems] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    remarks: list[Block] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)


def _take_apart(pdf: Any) -> _Taken:
    taken = _Taken(len(pdf), _properties(pdf))
    ruled, second = 0, SecondOpinion()
    for index in range(min(taken.total, MAX_PAGES)):
        try:
            page = read_page(pdf, index)
        except pypdfium.PdfiumError:
            taken.broken.append(index + 1)
            continue
        taken.remarks.extend(Block(text, "comment", Locator(page=page.number)) for text in page.remarks)
        taken.boxes.extend(Block(text, "textbox", Locator(page=page.number)) for text in page.boxes)
        if _is_picture(page):
            taken.pictures.append(page.number)
            continue
        tables = find_tables(page) if page.words and ruled < MAX_TABLE_PAGES else []
        ruled += bool(tables)
        tables += second.tables(page, tables)
        tables += find_unruled(page, tables)
        page.words = []
        taken.entries.append(place_items(page, tables))
    return taken


def _is_stamped_scan(entry: PageItems, recogniser: Recogniser) -> bool:
    return (
        entry.page.shapes.image_share > 0.4 and _characters(entry) < _FEW and entry.page.number not in recogniser.pages
    )  # fmt: skip


class _Drawings:
    """Draws pages as pictures, with the machine's fonts; the file is opened anew, and only when first needed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None
        self._stack = ExitStack()

    def page(self, number: int) -> Any:
        """Return a page at the resolution of the recognition, whatever the page claims to measure."""
        if self._pdf is None:
            self._stack.enter_context(machine_fonts())
            self._pdf = self._stack.enter_context(closing(_open(self._data)))
        page = self._pdf[number - 1]
        try:
            side = max(*page.get_size(), 1.0)
            return page.render(scale=min(DPI / 72, ocr.MAX_SIDE / side)).to_pil()
        finally:
            page.close()

    def close(self) -> None:
        """Give the file and the fonts back."""
        self._stack.close()


def _refuse(reading: Reading, taken: _Taken, recogniser: Recogniser, pictures: bool) -> None:
    """Raise what a file without any text is: damaged, a scan that was not read, or pictures that show no text."""
    if not pictures:
        raise Unreadable(*(("failed", reasons.DAMAGED) if taken.broken else ("empty", reasons.PICTURE_WITHOUT_TEXT)))
    if recogniser.unread:
        raise Unreadable("needs_ocr", reading.notes[-1])
    raise Unreadable("needs_ocr", reasons.needs_ocr(ocr.INSTALL))


def _finish(reading: Reading, taken: _Taken, unread: list[int], recogniser: Recogniser) -> None:
    if taken.remarks:
        reading.marks["comments"] = len(taken.remarks)
    if unread:
        reading.marks["unread_pages"] = len(unread)
    if silent := [page for page in unread if page not in recogniser.unread]:  # the recogniser speaks for its own
        reading.notes.append(reasons.unread_pages(silent, taken.total, None if ocr.available() else ocr.INSTALL))
    if taken.total > MAX_PAGES:
        reading.marks["pages_left_out"] = taken.total - MAX_PAGES
        reading.notes.append(reasons.pages_left_out(MAX_PAGES, taken.total))
    reading.properties.update(taken.properties)
    reading.title = reading.properties.get("title")


def _properties(pdf: Any) -> dict[str, str]:
    """Return what the file says of itself."""
    found: dict[str, str] = {}
    for key, value in pdf.get_metadata_dict(skip_empty=True).items():
        if key in _META and value.lower() not in ("(unspecified)", "untitled", "anonymous", "(anonymous)"):
            found[_META[key]] = " ".join(str(value).split())[:500]
        elif key in ("CreationDate", "ModDate") and (date := re.match(r"D:(\d{4})(\d\d)(\d\d)", str(value))):
            found["created" if key == "CreationDate" else "modified"] = "-".join(date.groups())
    return found


def _is_picture(page: Page) -> bool:
    """Tell whether a page's words can't be read: a scan, letters drawn as shapes, or a text layer of garbage."""
    text = page.chars
    good = sum(map(len, _GOOD.findall(text[:_SAMPLE])))
    bad = len(_BAD.findall(text))
    if good < _FEW or bad:
        good = sum(map(len, _GOOD.findall(text)))
    if good < _FEW:
        return page.shapes.image_share > 0.15 or (page.shapes.paths > 300 and good < _FEW // 2)
    return bad > 0.4 * good


def _characters(entry: PageItems) -> int:
    return sum(len(item.text) if isinstance(item, Line) else _FEW for item in entry.items)
