"""Takes the pages of a PDF apart through pdfium: lines and words with their places, ruling lines, pictures, remarks."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from evidence_check.documents.readers import pdf_calls, pdf_text
from evidence_check.documents.readers.pdf_page import FEW_AREAS, Page
from evidence_check.documents.readers.pdf_shapes import find_shapes
from evidence_check.documents.readers.pdf_turn import Turn
from evidence_check.documents.readers.pdf_unruled import looks_columned

MAX_ANNOTATIONS = 5_000

_REMARKS = {
    pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_UNDERLINE, pdfium.FPDF_ANNOT_STRIKEOUT,
    pdfium.FPDF_ANNOT_SQUIGGLY, pdfium.FPDF_ANNOT_CARET,
}  # fmt: skip
_DRAWN = {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP}


def read_page(pdf: Any, index: int) -> Page:
    """Return page ``index`` (from 0) of an open document, turned so that text runs left to right.

    Raises:
        pypdfium2.PdfiumError: the page can't be loaded.
    """
    handle = pdf[index]
    try:
        remarks, boxes, drawn = _annotations(handle)
        if drawn:  # pdfium shows what was drawn into a page only when it is loaded anew
            handle.close()
            handle = pdf[index]
        width, height = handle.get_size()
        page = Page(index + 1, width, height, remarks=remarks)
        turn = Turn.of(handle)
        page.shapes = find_shapes(handle, turn)
        text_page = handle.get_textpage()
        try:
            _read_text(page, text_page.raw, turn)
        finally:
            text_page.close()
        page.boxes = [box for box in boxes if _bare(box) not in _bare(page.chars)]
        return page
    finally:
        handle.close()


def _read_text(page: Page, raw: Any, turn: Turn) -> None:
    text_page = pdf_calls.handle(raw)
    page.chars = pdf_text.characters(raw)
    page.lines = pdf_text.lines(text_page, page.chars, turn)
    if not page.lines:
        return
    ruled = len(page.shapes.horizontal) >= 2 and len(page.shapes.vertical) >= 1
    if ruled or len(page.shapes.areas) >= FEW_AREAS or looks_columned(page.lines):
        rules = sorted(rule[0] for rule in page.shapes.vertical)
        page.words = pdf_text.words(text_page, page.chars, turn, rules)


def _annotations(handle: Any) -> tuple[list[str], list[str], bool]:
    """Return remarks (sticky notes, highlights) and the texts of boxes, which may not fit where they are drawn.

    Form values, boxes and stamps are drawn into the page; the flag says if any were.
    """
    remarks: list[str] = []
    boxes: list[str] = []
    draw = False
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(handle.raw), MAX_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(handle.raw, at)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        draw = draw or kind in _DRAWN
        if kind in _REMARKS and (text := _annotation_text(annotation)):
            remarks.append(text)
        elif kind == pdfium.FPDF_ANNOT_FREETEXT and (text := _annotation_text(annotation)):
            boxes.append(text)
        pdfium.FPDFPage_CloseAnnot(annotation)
    if draw:
        draw = pdfium.FPDFPage_Flatten(handle.raw, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS
    return remarks, boxes, draw


def _annotation_text(annotation: Any) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    if not 2 < length < 200_000:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, length)
    return bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\x00").replace("\r", "\n").strip("\ufeff \n\t")


def _bare(text: str) -> str:
    return "".join(text.split())
