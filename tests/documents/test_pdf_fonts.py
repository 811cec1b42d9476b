"""PDFs whose fonts are not embedded: what is read does not depend on the fonts of the machine."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from evidence_check import documents
from evidence_check.documents.readers import pdf_fonts
from evidence_check.documents.readers.pdf_fonts import box_font, machine_fonts, use_boxes
from evidence_check.documents.readers.pdf_pages import read_page
from tests.documents.build import canvas

FONT = "STSong-Light"
BODY = ParagraphStyle("b", fontName=FONT, fontSize=11, leading=18, wordWrap="CJK", firstLineIndent=22)
LONG = "外来人员进入厂区前应当在门卫室登记姓名、单位、证件号码、来访事由和进入时间，由接待部门派人全程陪同。"
ROWS = [["序号", "日期", "来访人", "事由"], *([str(n), f"2025-03-{n:02d}", "张三", "参观"] for n in range(1, 9))]

_ELSEWHERE = """
import ctypes, pickle, sys
from pypdfium2 import raw

text = ctypes.POINTER(ctypes.c_char)
folders = (text * 2)(ctypes.cast(ctypes.create_string_buffer(sys.argv[2].encode()), text))
raw.FPDF_DestroyLibrary()
raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=folders))
from evidence_check import documents

data = open(sys.argv[1], "rb").read()
sys.stdout.buffer.write(pickle.dumps(documents.read(data, "f.pdf")))
"""
"""Reads a file where pdfium may look for fonts in one folder only."""


def _file() -> bytes:
    canvas()  # registers the font
    buffer = io.BytesIO()
    style = [("FONT", (0, 0), (-1, -1), FONT, 10)]
    story: list[Flowable] = [
        Paragraph(LONG * 3, BODY), Paragraph("一", BODY), Paragraph(LONG, BODY), Table(ROWS, style=style),
        Paragraph(LONG, BODY), Table(ROWS, style=[*style, ("GRID", (0, 0), (-1, -1), 0.5, colors.black)]),
    ]  # fmt: skip
    SimpleDocTemplate(buffer, pagesize=A4).build(story)
    return buffer.getvalue()


def test_a_machine_without_fonts_reads_the_same(tmp_path: Path) -> None:
    (tmp_path / "f.pdf").write_bytes(_file())
    (tmp_path / "no-fonts").mkdir()
    command = [sys.executable, "-c", _ELSEWHERE, tmp_path / "f.pdf", tmp_path / "no-fonts"]
    elsewhere = pickle.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    here = documents.read(_file(), "f.pdf")
    assert elsewhere.passages == here.passages
    assert [p.text for p in here.passages if p.kind == "paragraph"] == [LONG * 3, "一", LONG, LONG]
    assert [p.kind for p in here.passages].count("row") == 2 * len(ROWS)


def _glyph_box(page: Canvas, buffer: io.BytesIO) -> list[float]:
    page.save()
    with closing(pypdfium2.PdfDocument(buffer.getvalue())) as pdf:
        text = pdf[0].get_textpage()
        return [round(side, 1) for side in text.get_charbox(0)] if text.count_chars() else [0.0] * 4


def _one_hanzi() -> tuple[Canvas, io.BytesIO]:
    page, buffer = canvas()
    page.drawString(100, 500, "一")
    return page, buffer


def test_boxes_stand_for_glyphs_until_a_page_is_drawn() -> None:
    use_boxes()
    boxed = _glyph_box(*_one_hanzi())
    assert boxed[0] >= 100 and boxed[2] <= 112 and boxed[3] - boxed[1] > 10
    with machine_fonts():
        real = _glyph_box(*_one_hanzi())
    assert real[3] - real[1] < 4  # the stroke of 一, or nothing: without a font pdfium loses it
    assert _glyph_box(*_one_hanzi()) == boxed


def test_the_font_of_boxes_is_a_sound_font() -> None:
    image_font = pytest.importorskip("PIL.ImageFont")
    font = image_font.truetype(io.BytesIO(box_font()), 1000)
    assert font.getmask("国").getbbox() == font.getmask("一").getbbox()
    assert font.getlength("国") == 1000 and font.getmask(" ").getbbox() is None


@pytest.mark.parametrize("lefts", [(60, 100, 200, 280), (60, 160, 260, 360)])
def test_rows_of_short_cells_do_not_run_together(lefts: Sequence[int]) -> None:
    page, buffer = canvas()
    for at, row in enumerate(ROWS):
        for left, text in zip(lefts, row, strict=True):
            page.drawString(left, 700 - 20 * at, text)
    page.save()
    rows = [p for p in documents.read(buffer.getvalue(), "f.pdf").passages if p.kind == "row"]
    assert [tuple(cell.text for cell in row.cells) for row in rows] == [tuple(row) for row in ROWS]


def _glyphless(lines: Sequence[str], font: bytes) -> bytes:
    """Return a PDF as text recognition writes it: one embedded font whose every glyph is the second, and ToUnicode."""
    names = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange"
    shown = "".join(
        f"1 0 0 1 72 {700 - 18 * at} Tm <{line.encode('utf-16-be').hex()}> Tj " for at, line in enumerate(lines)
    )
    streams = {
        5: f"BT /F 12 Tf {shown} ET".encode(), 8: b"\0\1" * 65536, 9: font,
        10: names + b" 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end",
    }  # fmt: skip
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>",
        4: b"<</Type/Font/Subtype/Type0/BaseFont/None/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 10 0 R>>",
        6: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/None/DW 1000/CIDToGIDMap 8 0 R/FontDescriptor 7 0 R"
           b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        7: b"<</Type/FontDescriptor/FontName/None/Flags 4/FontBBox[0 -120 1000 880]/Ascent 880/Descent -120"
           b"/StemV 80/ItalicAngle 0/CapHeight 880/FontFile2 9 0 R>>",
        **{number: b"<</Length %d>>stream\n%s\nendstream" % (len(body), body) for number, body in streams.items()},
    }  # fmt: skip
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in sorted(objects.items()))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>"


def test_text_without_glyph_shapes_has_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_fonts, "_outline", lambda *_: b"")
    data = _glyphless(["第一章总则", LONG[:40], LONG[40:], "第二章职责"], box_font())
    found = documents.read(data, "f.pdf")
    assert [p.text for p in found.passages] == ["第一章总则", LONG, "第二章职责"]
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        assert all(10 < line.top - line.bottom < 14 for line in read_page(pdf, 0).lines)
