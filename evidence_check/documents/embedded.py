"""Reads the text in pictures that stand inside a document: a certificate, a sealed page or a screen pasted into Word.

Beside text only pictures as large as a page or a form are tried; logos, signatures and buttons are not.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from itertools import pairwise

import olefile

from evidence_check.documents import ocr, reasons
from evidence_check.documents.base import Reading, Unreadable
from evidence_check.documents.container import Package
from evidence_check.documents.sniff import sniff
from evidence_check.model import Locator

MIN_SIDE, MIN_PIXELS = 300, 250_000
"""Pixels of a picture beside text: a business licence at 75 dpi, half a screen of a telephone."""

MIN_SIDE_ALONE, MIN_PIXELS_ALONE = 40, 4_000
"""The same where a document holds nothing else."""

MAX_PICTURE = 40 * 2**20
MAX_PICTURES = 300

_MEDIA = re.compile(r"(?:^|/)(?:media|pictures|res)/[^/]+\.(?:png|jpe?g|bmp|gif|tiff?|webp)$", re.I)
_ZIPPED = frozenset({"docx", "xlsx", "xlsb", "pptx", "odt", "ods", "odp", "ofd"})
_STREAMS = ("data", "pictures")  # where Word and PowerPoint 97-2003 keep theirs
_START = re.compile(rb"\xff\xd8\xff[\xc0-\xfe]|\x89PNG\r\n\x1a\n")
_KINDS = frozenset({"png", "jpeg", "gif", "bmp", "tiff", "webp"})


def read_pictures(reading: Reading, data: bytes, file_format: str) -> None:
    """Add the text in a document's large pictures to what was read of it, each block marked as recognised.

    Marks: ``pictures_read`` counts those that were tried; the notes name those that were not.
    """
    alone = not any(block.kind not in ("header", "footer", "comment", "property") for block in reading.blocks)
    large = list(_large(data, file_format, alone))
    if not large:
        return
    if not ocr.available():
        reading.notes.append(reasons.pictures_unread(len(large), ocr.INSTALL))
        return
    from evidence_check.documents.readers import pictures  # which loads what reads PDF as well

    tried, left_out, sure = 0, 0, []
    for number, picture in enumerate(large, 1):
        if tried >= ocr.MAX_PAGES:
            left_out += 1
            continue
        try:
            found = pictures.read(picture, "", sniff(picture, ""))
        except Unreadable as error:
            left_out += error.status == "needs_ocr"
            tried += error.status != "needs_ocr"
            continue
        tried += 1
        sure.append(found.marks.get("ocr_confidence", 0))
        _add(reading, found, number, alone)
    reading.marks["pictures_read"] = tried
    if sure:
        reading.marks["ocr_confidence"] = min(sure)
        if min(sure) < ocr.LOW:
            reading.notes.append(reasons.picture_uncertain(min(sure)))
    if left_out:
        reading.notes.append(reasons.pictures_left_out(left_out))


def _add(reading: Reading, found: Reading, number: int, alone: bool) -> None:
    tables = max((block.table or 0 for block in reading.blocks), default=0)
    for block in found.blocks:
        block.locator = Locator(paragraph=len(reading.blocks) + 1)
        block.context = (f"图片 {number}",)
        block.table = block.table + tables if block.table is not None else None
        if not alone:  # its letters have sizes of their own, which say nothing beside those of the document
            block.size, block.bold, block.centred, block.title = None, False, False, False
        reading.blocks.append(block)


def _large(data: bytes, file_format: str, alone: bool) -> Iterator[bytes]:
    """Yield the large pictures of a document, each once, in the order of their names."""
    seen: set[bytes] = set()
    for picture in _pictures(data, file_format):
        if len(seen) >= MAX_PICTURES:
            return
        if picture not in seen and sniff(picture[:64], "") in _KINDS and _is_large(picture, alone):
            seen.add(picture)
            yield picture


def _pictures(data: bytes, file_format: str) -> Iterator[bytes]:
    if file_format in _ZIPPED:
        package = Package(data)
        for name in sorted(package.names, key=_natural):
            if not _MEDIA.search(name):
                continue
            try:
                content = package.read(name)
            except Unreadable:
                continue
            if content and len(content) <= MAX_PICTURE:
                yield content
    elif file_format in ("doc", "ppt"):
        yield from _carved(data)


def _carved(data: bytes) -> Iterator[bytes]:
    """Yield what begins like a picture in the streams that hold pictures; what follows one does it no harm."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = [ole.openstream(e).read() for e in ole.listdir() if "/".join(e).lower() in _STREAMS]
    except Exception:  # olefile raises many kinds on damaged input; the text was read by then
        return
    for stream in streams:
        starts = [match.start() for match in _START.finditer(stream)][: MAX_PICTURES + 1]
        for start, end in pairwise([*starts, len(stream)]):
            yield stream[start : min(end, start + MAX_PICTURE)]


def _is_large(picture: bytes, alone: bool) -> bool:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            width, height = Image.open(io.BytesIO(picture)).size
    except Exception:  # not a picture after all; its reader would say the same
        return False
    side, pixels = (MIN_SIDE_ALONE, MIN_PIXELS_ALONE) if alone else (MIN_SIDE, MIN_PIXELS)
    return bool(min(width, height) >= side and width * height >= pixels)


def _natural(name: str) -> list[tuple[int, str]]:
    """Order image2 before image10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name) if part]
