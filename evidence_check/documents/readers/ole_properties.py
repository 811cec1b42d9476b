"""Reads what an old Office file says about itself: title, author, company, dates.

Its own few lines of [MS-OLEPS], because olefile believes the counts that a damaged stream claims and never returns.
"""

from __future__ import annotations

import datetime
import struct
from collections.abc import Iterator
from typing import Any

from evidence_check.documents.base import Reading
from evidence_check.documents.encoding import decode

_STREAMS: dict[str, dict[int, str]] = {
    "\x05SummaryInformation": {
        2: "title", 3: "subject", 4: "author", 5: "keywords", 8: "last_modified_by", 12: "created", 13: "modified",
        14: "pages", 18: "application",
    },
    "\x05DocumentSummaryInformation": {2: "category", 14: "manager", 15: "company"},
}  # fmt: skip
_INT16, _INT32, _BYTES, _WIDE, _TIME = 2, 3, 30, 31, 64
_CODEPAGE = 1
_MAX_PROPERTIES = 200
_EPOCH = datetime.datetime(1601, 1, 1)


def read_ole_properties(ole: Any, reading: Reading) -> None:
    """Fill ``reading.properties``, ``title`` and ``pages`` from the summary streams; damage there is passed over."""
    for stream, names in _STREAMS.items():
        try:
            data = ole.openstream(stream).read() if ole.exists(stream) else b""
            values = dict(_properties(data))
        except (OSError, struct.error, IndexError, OverflowError):
            continue
        codepage = values.get(_CODEPAGE)
        for number, name in names.items():
            value = values.get(number)
            if name == "pages":
                reading.pages = value if isinstance(value, int) and 0 < value < 100_000 else reading.pages
            elif isinstance(value, bytes) and (text := _text(value, codepage)):
                reading.properties[name] = text[:500]
            elif isinstance(value, str) and value.strip():
                reading.properties[name] = " ".join(value.split())[:500]
    reading.title = reading.properties.get("title")


def _properties(data: bytes) -> Iterator[tuple[int, int | str | bytes]]:
    """Yield (number, value) of the first property set; other types than text, numbers and times are left out."""
    if len(data) < 48:
        return
    (start,) = struct.unpack_from("<I", data, 44)
    (count,) = struct.unpack_from("<I", data, start + 4)
    for at in range(min(count, _MAX_PROPERTIES)):
        number, offset = struct.unpack_from("<II", data, start + 8 + 8 * at)
        place = start + offset
        if place + 8 > len(data):
            continue
        (kind,) = struct.unpack_from("<I", data, place)
        if kind in (_INT16, _INT32):
            yield number, struct.unpack_from("<H" if kind == _INT16 else "<i", data, place + 4)[0]
        elif kind in (_BYTES, _WIDE):
            (length,) = struct.unpack_from("<I", data, place + 4)
            raw = data[place + 8 : place + 8 + min(length, 4096) * (2 if kind == _WIDE else 1)]
            yield number, raw.decode("utf-16-le", "replace").rstrip("\0") if kind == _WIDE else raw
        elif kind == _TIME and place + 12 <= len(data):
            (ticks,) = struct.unpack_from("<Q", data, place + 4)
            if 0 < ticks < 1 << 58:
                yield number, (_EPOCH + datetime.timedelta(microseconds=ticks // 10)).isoformat(timespec="seconds")


def _text(value: bytes, codepage: object) -> str:
    value = value.split(b"\0\0")[0] if codepage == 1200 else value.rstrip(b"\0")
    names = ["utf-16-le"] if codepage == 1200 else [f"cp{codepage}", "utf-8"] if codepage != 65001 else ["utf-8"]
    for encoding in names:
        try:
            return " ".join(value.decode(encoding).replace("\0", "").split())
        except (UnicodeDecodeError, LookupError):
            continue
    return " ".join(decode(value)[0].replace("\0", "").split())
