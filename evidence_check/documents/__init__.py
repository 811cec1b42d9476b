"""Documents: the bytes of one file → a Document of Passages, or a clean status that says why not.

``read`` is pure and never raises for bad input. Which reader takes a file is decided by its content (``sniff``); a new
format is a new file under ``readers/`` and a line in ``_READERS``. pdfium is not thread-safe: read in processes.
"""

from __future__ import annotations

import gc
import hashlib
import importlib
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from evidence_check.documents import ocr, reasons
from evidence_check.documents.archive_formats import FORMATS
from evidence_check.documents.archives import members
from evidence_check.documents.base import Reader, Reading, Unreadable, join_notes
from evidence_check.documents.control import find_control
from evidence_check.documents.embedded import read_pictures
from evidence_check.documents.sniff import sniff
from evidence_check.documents.structure import find_title, language, passages
from evidence_check.model import Bilingual, Document, Status

__all__ = ["MAX_FILE", "MAX_TEXT", "members", "read"]

MAX_FILE = 200 * 2**20
"""Bytes; a larger file is not opened."""

MAX_TEXT = 40_000_000
"""Characters that one file may hold: 40,000 pages. More is no document that a person wrote or could check."""

_READERS: dict[str, str] = {
    "docx": "word", "broken-ooxml": "word", "pdf": "pdf", "xlsx": "sheets", "xlsb": "sheets", "xls": "sheets",
    "ods": "sheets", "csv": "plain", "txt": "plain", "md": "plain",
    "doc": "old_word", "ppt": "old_slides", "pptx": "slides", "odt": "opendocument", "odp": "opendocument",
    "xml-spreadsheet": "xml_sheets", "rtf": "rich_text", "html": "web", "epub": "web", "eml": "mail", "msg": "mail",
    "ofd": "ofd",
    **dict.fromkeys(("png", "jpeg", "gif", "bmp", "tiff", "webp"), "pictures"),
}  # fmt: skip
"""Sniffed format → module under ``readers``, imported when first needed. Each has ``read(data, name, format)``."""

_REFUSED: dict[str, tuple[Status, Bilingual]] = {
    "empty": ("empty", reasons.EMPTY),
    "encrypted": ("encrypted", reasons.ENCRYPTED),
    "broken-ole": ("failed", reasons.DAMAGED),
    **dict.fromkeys(("heic", "djvu"), ("needs_ocr", reasons.PICTURE_FORMAT)),
    **dict.fromkeys(FORMATS, ("unsupported", reasons.ARCHIVE_ITSELF)),
    "cab": ("unsupported", reasons.ARCHIVE_FORMAT),
    **dict.fromkeys(("wps", "ole", "iwork"), ("unsupported", reasons.OLD_OFFICE)),
    "media": ("unsupported", reasons.MEDIA),
}  # fmt: skip
_REFUSED_OTHERWISE: tuple[Status, Bilingual] = ("unsupported", reasons.UNSUPPORTED)


def read(data: bytes, path: str) -> Document:
    """Return the file as it was read. ``path`` is kept and its last part used as a hint; nothing is opened by it.

    Whatever goes wrong becomes a status with a reason. A document with status ``ok`` has text; its ``reason`` is then
    None, or says what part of it could not be read.
    """
    with _no_cycles():
        return _read(data, path)


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Stop the search for reference cycles: over the many small objects of a long ledger it takes 2/3 of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(data: bytes, path: str) -> Document:
    name = posixpath.basename(path.replace("\\", "/"))
    file_format = sniff(data, name) if len(data) <= MAX_FILE else "binary"
    try:
        if len(data) > MAX_FILE:
            raise Unreadable("too_large", reasons.TOO_LARGE)
        if name.startswith("~$") and len(data) < 4096:
            raise Unreadable("unsupported", reasons.LOCK_FILE)
        return _structured(data, path, file_format, _reading(data, name, file_format))
    except Unreadable as error:
        return _document(data, path, file_format, error.status, error.reason)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise  # the caller's limits decide, not this file
    except BaseException as error:  # python-calamine's PanicException is a BaseException
        detail = f"{type(error).__name__}: {error}".splitlines()[0][:120]
        return _document(data, path, file_format, "failed", reasons.DAMAGED, properties={"error": detail})


def _reading(data: bytes, name: str, file_format: str) -> Reading:
    """Return what the format's own reader makes of a file, and the text in its pictures.

    Old formats that have no reader go through LibreOffice.
    """
    try:
        reading = _reader(file_format)(data, name, file_format)
    except Unreadable as error:
        if error.reason is reasons.OLD_OFFICE:
            return _module("through_office")(data, name, file_format)
        if error.reason is not reasons.PICTURES_ONLY:
            raise
        reading = Reading(marks={"pictures": 1})
        read_pictures(reading, data, file_format)
        if not reading.blocks:
            raise
        return reading
    if reading.marks.get("pictures"):
        try:
            read_pictures(reading, data, file_format)
        except Exception:  # whatever is wrong with its pictures, its text was read
            reading.notes.append(reasons.RECOVERED)
    return reading


def _reader(file_format: str) -> Reader:
    module = _READERS.get(file_format)
    if module is None:
        raise Unreadable(*_REFUSED.get(file_format, _REFUSED_OTHERWISE))
    return _module(module)


def _module(name: str) -> Reader:
    return cast(Reader, importlib.import_module(f"evidence_check.documents.readers.{name}").read)


def _structured(data: bytes, path: str, file_format: str, reading: Reading) -> Document:
    if sum(len(block.text) for block in reading.blocks) > MAX_TEXT:
        raise Unreadable("too_large", reasons.TOO_LARGE)
    found = passages(reading)
    body = any(p.kind not in ("header", "footer", "comment", "property") for p in found)
    pictured = reading.marks.get("pictures", 0) > reading.marks.get("pictures_read", 0)
    rest: dict[str, Any] = {
        "pages": reading.pages,
        "marks": reading.marks,
        "properties": reading.properties,
        "members": reading.members,
    }
    if not found or (pictured and not body):
        status: Status = "needs_ocr" if pictured else "empty"
        reason = _only_pictures() if pictured else join_notes(reading.notes) or _nothing(reading)
        return _document(data, path, file_format, status, reason, **rest)
    rest["title"] = find_title(reading)
    rest["language"] = language([p.text for p in found if p.kind not in ("comment", "property")])
    rest["passages"] = found
    rest["ocr"] = any(passage.ocr for passage in found)
    rest["control"] = find_control(found)
    return _document(data, path, file_format, "ok", join_notes(reading.notes), **rest)


def _only_pictures() -> Bilingual:
    return reasons.PICTURES_ONLY if ocr.available() else reasons.needs_ocr(ocr.INSTALL)


def _nothing(reading: Reading) -> Bilingual:
    return reasons.PICTURE_WITHOUT_TEXT if reading.marks.get("pictures_read") else reasons.EMPTY


def _document(
    data: bytes, path: str, file_format: str, status: Status, reason: Bilingual | None, **rest: Any
) -> Document:
    digest = hashlib.sha256(data).hexdigest()
    return Document(path, digest, len(data), file_format, status, reason, **rest)
