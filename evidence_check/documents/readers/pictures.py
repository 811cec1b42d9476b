"""Reads pictures of pages (.jpg .png .tif .bmp .webp .gif) by text recognition; each frame of a .tif is a page."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

from evidence_check.documents import ocr, reasons
from evidence_check.documents.base import Reading, Unreadable
from evidence_check.documents.readers.pdf_flow import Flow
from evidence_check.documents.readers.pdf_margins import PageItems, take_margins
from evidence_check.documents.readers.scans import Recogniser

MAX_PIXELS = 120_000_000
"""Pixels of one frame: A2 at 600 dpi. A picture that claims more is built to exhaust the memory."""

MAX_FRAMES = 3_000


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the text in a picture as blocks, each marked as recognised.

    Raises:
        Unreadable: the extra is not installed, the picture is damaged or too large, or shows no text.
    """
    del name
    if not ocr.available():
        raise Unreadable("needs_ocr", reasons.needs_ocr(ocr.INSTALL))
    recogniser = Recogniser()
    reading = Reading()
    entries: list[PageItems] = []
    total = 0
    for number, frame in enumerate(_frames(data, file_format), 1):
        total = number
        entry = recogniser.read(frame, number)
        if entry is not None:
            entries.append(entry)
    margins = take_margins(entries) if len(entries) > 1 else []
    Flow(entries, reading).run()
    reading.blocks.extend(margins)
    reading.pages = total
    recogniser.finish(reading, total)
    if not reading.blocks:
        if recogniser.unread:
            raise Unreadable("needs_ocr", reading.notes[-1])
        raise Unreadable("empty", reasons.PICTURE_WITHOUT_TEXT)
    if recogniser.unread:
        reading.marks["unread_pages"] = len(recogniser.unread)
    return reading


def _frames(data: bytes, file_format: str) -> Iterator[Any]:
    """Yield each frame upright as its camera says; only a .tif has pages, an animation is one picture."""
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data))
            frames = getattr(picture, "n_frames", 1) if file_format == "tiff" else 1
            for at in range(min(frames, MAX_FRAMES)):
                picture.seek(at)
                if picture.width * picture.height > MAX_PIXELS:
                    raise Unreadable("too_large", reasons.TOO_LARGE)
                yield ImageOps.exif_transpose(picture)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise Unreadable("failed", reasons.DAMAGED) from error
