"""Keeps the reading of PDFs apart from the fonts of the machine.

Chinese PDFs often name a font without bringing it along. pdfium then takes glyph boxes from whatever the machine has
installed; where it has none, boxes have no height, lines run together and short ones are lost. So while text is read,
pdfium is given one font in place of all Chinese, Japanese and Korean ones of the machine: every glyph is a plain box.
What stands where comes from the PDF itself (its text matrix and widths), and reads the same on every machine.
Only for pages that are drawn as pictures the machine's own fonts come back.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

_EM = 1000
_BOXES = ((30, -120, 960, 830), (30, -120, 460, 830))
"""(left, bottom, right, top) of a full and a half-width glyph in thousandths of the size, as Song and Hei have them."""

_FULL, _HALF = 1, 2
_GROUPS = (
    (0x0021, 0x02FF, _HALF), (0x0300, 0x1FFF, _FULL), (0x2010, 0x2FFF, _FULL), (0x3001, 0xD7FF, _FULL),
    (0xE000, 0xFF60, _FULL), (0xFF61, 0xFFDC, _HALF), (0xFFDD, 0xFFFD, _FULL), (0x10000, 0x3FFFF, _FULL),
)  # fmt: skip
"""(first character, last, glyph); spaces have the empty glyph 0."""

_EAST_ASIAN = {128, 129, 130, 134, 136}
"""Windows character sets: Japanese, Korean (two), simplified and traditional Chinese."""


def box_font() -> bytes:
    """Return a TrueType font of two boxes, after the OpenType specification 1.9."""
    outlines = [b"", *(_outline(*box) for box in _BOXES)]
    offsets = [sum(map(len, outlines[:at])) for at in range(len(outlines) + 1)]
    groups = b"".join(struct.pack(">3I", *group) for group in _GROUPS)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + struct.pack(">HHIII", 13, 0, 16 + len(groups), 0, len(_GROUPS))
    count = len(outlines)
    tables = {
        b"cmap": cmap + groups,
        b"glyf": b"".join(outlines),
        b"head": struct.pack(">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, -120, _EM, 880,
                             0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 0, 0, 0, 0,
                             count),
        b"hmtx": struct.pack(">HhHhHh", _EM, 0, _EM, 30, _EM // 2, 30),
        b"loca": struct.pack(f">{count + 1}I", *offsets),
        b"maxp": struct.pack(">IH13H", 0x10000, count, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    }  # fmt: skip
    head, body = struct.pack(">I4H", 0x10000, len(tables), 64, 2, 48), b""
    for name, table in tables.items():
        padded = table + b"\0" * (-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        head += name + struct.pack(">3I", total, 12 + 16 * len(tables) + len(body), len(table))
        body += padded
    return head + body


def _outline(left: int, bottom: int, right: int, top: int) -> bytes:
    """Return a rectangle as the outline of a glyph: one contour of four points on the curve."""
    header = struct.pack(">5h2H", 1, left, bottom, right, top, 3, 0)
    across = struct.pack(">4h", left, 0, right - left, 0)
    up = struct.pack(">4h", bottom, top - bottom, 0, bottom - top)
    glyph = header + b"\1" * 4 + across + up
    return glyph + b"\0" * (-len(glyph) % 4)


class _Boxes:
    """The font of boxes as pdfium asks for it. It and its functions must live as long as pdfium uses them."""

    def __init__(self) -> None:
        self._font = box_font()
        fields: dict[str, Any] = dict(pdfium.FPDF_SYSFONTINFO._fields_)
        functions: dict[str, Callable[..., int | None]] = {
            "Release": lambda _: None,
            "MapFont": self._map,
            "GetFontData": self._data,
            "DeleteFont": lambda _, __: None,
        }
        self._functions = {name: fields[name](function) for name, function in functions.items()}
        self.info = pdfium.FPDF_SYSFONTINFO(version=1, **self._functions)

    def _map(
        self, _info: Any, _weight: int, _italic: int, charset: int, _pitch: int, _face: Any, _exact: Any
    ) -> int | None:
        """Return a handle for East Asian fonts; for all others pdfium has its own, the same everywhere."""
        return 1 if charset in _EAST_ASIAN else None

    def _data(self, _info: Any, _handle: Any, table: int, buffer: Any, size: int) -> int:
        """Return how long the font is, and put it into the buffer where that is large enough; it is no collection."""
        if table:
            return 0
        if buffer and size >= len(self._font):
            ctypes.memmove(buffer, self._font, len(self._font))
        return len(self._font)


_boxes = _Boxes()


def use_boxes() -> None:
    """Let pdfium read with the font of boxes from now on; documents that are open already keep what they have."""
    pdfium.FPDF_SetSystemFontInfo(_boxes.info)


@contextmanager
def machine_fonts() -> Iterator[None]:
    """Let pdfium draw documents that are opened inside with the fonts of the machine. No other may be open."""
    fonts = pdfium.FPDF_GetDefaultSystemFontInfo()
    if fonts:
        pdfium.FPDF_SetSystemFontInfo(fonts)
    try:
        yield
    finally:
        use_boxes()
        if fonts:
            pdfium.FPDF_FreeDefaultSystemFontInfo(fonts)
