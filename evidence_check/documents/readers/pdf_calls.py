"""Asks pdfium one question about many characters or objects of a page at once.

A page has a thousand of them, and a call through ctypes costs as much as all that pdfium does for a character. Here the
same functions of the same library are called without letting go of the interpreter lock and without unpacking each
answer: half the time. Handles are plain addresses, and valid only as long as the page is open.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


def _function(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of pdfium with plain argument types. Only for those that call nothing back."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, _POINTER).value or 0)


_LOOSE_BOX = _function(pdfium.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_FONT_SIZE = _function(pdfium.FPDFText_GetFontSize, ctypes.c_double, _POINTER, _INT)
_FONT_WEIGHT = _function(pdfium.FPDFText_GetFontWeight, _INT, _POINTER, _INT)
_OBJECT = _function(pdfium.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
_KIND = _function(pdfium.FPDFPageObj_GetType, _INT, _POINTER)


def handle(raw: Any) -> int:
    """Return the address of a page or text page of pypdfium2."""
    return ctypes.addressof(raw.contents)


def boxes(text_page: int, places: Sequence[int]) -> list[Box]:
    """Return the boxes of characters: from where each is set to where the next one is, as tall as its font's letters.

    These come from the file. The tight boxes of glyph shapes would depend on the font, and 一 would have no height.
    """
    values = (ctypes.c_float * (4 * len(places)))()
    first = ctypes.addressof(values)
    list(map(_LOOSE_BOX, repeat(text_page), places, range(first, first + 16 * len(places), 16)))
    flat = list(values)  # FS_RECTF: left, top, right, bottom
    return list(zip(flat[0::4], flat[3::4], flat[2::4], flat[1::4], strict=True))


def font_sizes(text_page: int, places: Sequence[int]) -> list[float]:
    """Return the font size of characters, in units of their text matrix."""
    return list(map(_FONT_SIZE, repeat(text_page), places))


def font_weights(text_page: int, places: Sequence[int]) -> list[int]:
    """Return the font weight of characters: 400 is regular, 700 bold, -1 unknown."""
    return list(map(_FONT_WEIGHT, repeat(text_page), places))


def shapes(page: int, count: int) -> list[Any]:
    """Return those of the first ``count`` objects of a page that are not text, as pypdfium2 knows them."""
    objects = list(map(_OBJECT, repeat(page), range(count)))
    kinds = map(_KIND, objects)
    return [
        ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
        for item, kind in zip(objects, kinds, strict=True)
        if item and kind != pdfium.FPDF_PAGEOBJ_TEXT
    ]
