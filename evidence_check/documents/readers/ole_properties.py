"""Reads what an old Office file says about itself: title, author, company, dates."""

from __future__ import annotations

import datetime
from typing import Any

from evidence_check.documents.base import Reading
from evidence_check.documents.encoding import decode

_NAMES = {
    "title": "title", "author": "author", "last_saved_by": "last_modified_by", "company": "company",
    "subject": "subject", "keywords": "keywords", "create_time": "created", "last_saved_time": "modified",
    "manager": "manager", "category": "category", "creating_application": "application",
}  # fmt: skip


def read_ole_properties(ole: Any, reading: Reading) -> None:
    """Fill ``reading.properties``, ``title`` and ``pages`` from the summary streams; damage there is passed over."""
    try:
        meta = ole.get_metadata()
    except Exception:  # olefile raises many kinds here; the text matters more
        return
    for source, name in _NAMES.items():
        value = getattr(meta, source, None)
        if isinstance(value, bytes):
            value = _text(value, getattr(meta, "codepage", None))
        elif isinstance(value, datetime.datetime):
            value = value.isoformat(timespec="seconds")
        if value and str(value).strip():
            reading.properties[name] = " ".join(str(value).split())[:500]
    pages = getattr(meta, "num_pages", None)
    if isinstance(pages, int) and 0 < pages < 100_000:
        reading.pages = pages
    reading.title = reading.properties.get("title")


def _text(value: bytes, codepage: int | None) -> str:
    value = value.rstrip(b"\x00")
    for encoding in ([f"cp{codepage}"] if codepage and 0 < codepage < 65000 else []) + ["utf-8"]:
        try:
            return value.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return decode(value)[0]
