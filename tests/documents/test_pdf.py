"""PDF files: paragraphs, ruled tables, page headers, form values, scans, and files built to hurt."""

from __future__ import annotations

import io
import zlib

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from evidence_check import documents
from evidence_check.documents import ocr
from evidence_check.model import Document
from tests.documents.build import canvas

FONT = "STSong-Light"
canvas()  # registers the font
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), FONT, 9)]


def _story(*flowables: object, header: str = "") -> Document:
    buffer = io.BytesIO()

    def margin(page: Canvas, template: SimpleDocTemplate) -> None:
        page.setFont(FONT, 9)
        page.drawString(60, 812, header)
        page.drawCentredString(297, 28, f"第 {template.page} 页 共 9 页")

    SimpleDocTemplate(buffer, pagesize=A4).build(list(flowables), onFirstPage=margin, onLaterPages=margin)
    return documents.read(buffer.getvalue(), "制度.pdf")


def _body(text: str) -> Paragraph:
    style = ParagraphStyle("b", fontName=FONT, fontSize=11, leading=18, wordWrap="CJK", firstLineIndent=22)
    return Paragraph(text, style)


def _english(text: str) -> Paragraph:
    return Paragraph(text, ParagraphStyle("e", fontName="Helvetica", fontSize=11, leading=16))


LONG = "外来人员进入厂区前应当在门卫室登记姓名、单位、证件号码、来访事由和进入时间，由接待部门派人全程陪同，离开时交还访客证并登记离开时间。"  # noqa: E501


def test_wrapped_lines_become_paragraphs() -> None:
    english = "Visitors shall register at the guard house and shall be escorted at all times while they remain on the premises."  # noqa: E501
    found = _story(_body(LONG + LONG), _body(LONG), _english(english), _body("（一）" + LONG), _body("（二）" + LONG))
    assert [p.text for p in found.passages] == [LONG + LONG, LONG, english, "（一）" + LONG, "（二）" + LONG]
    assert found.pages == 1
    assert found.passages[0].locator.page == 1
    assert found.passages[1].locator.paragraph == 2


def test_page_headers_appear_once_and_page_numbers_not_at_all() -> None:
    texts = [
        "".join(f"{number}号门第{point}处由门卫登记来访人员，" for point in range(9)) + "完。" for number in range(40)
    ]
    found = _story(*[_body(text) for text in texts], header="厦门某某公司 文件编号：QP-03 版本：B/1")
    assert found.pages is not None and found.pages >= 3
    headers = [p for p in found.passages if p.kind == "header"]
    assert [p.text for p in headers] == ["厦门某某公司 文件编号：QP-03 版本：B/1"]
    assert not any("共 9 页" in p.text for p in found.passages)
    assert [p.text for p in found.passages if p.kind == "paragraph"] == texts
    assert found.control.fields["number"][0] == "QP-03"
    assert found.control.fields["version"][0] == "B/1"


def test_ruled_tables_become_rows_with_named_cells() -> None:
    small = ParagraphStyle("c", fontName=FONT, fontSize=9, leading=11, wordWrap="CJK")
    rows = [["序号", "日期", "姓名", "事由"]] + [
        [str(n), f"2025-03-{n:02d}", f"张{n}", Paragraph("空调设备维修以及年度保养检查并更换滤网和皮带", small)]
        for n in range(1, 6)
    ]
    found = _story(_body(LONG), Table(rows, colWidths=[40, 80, 60, 110], style=GRID), _body(LONG))
    table = [p for p in found.passages if p.kind == "row"]
    assert table[0].header_row
    assert [c.column for c in table[1].cells] == ["序号", "日期", "姓名", "事由"]
    assert table[3].cells[3].text.replace("\n", "") == "空调设备维修以及年度保养检查并更换滤网和皮带"
    everything = "\n".join(p.text for p in found.passages)
    assert everything.count("2025-03-02") == 1
    assert [p.text for p in found.passages if p.kind == "paragraph"] == [LONG, LONG]


def test_a_table_over_two_pages_is_one_table_with_one_header() -> None:
    rows = [["序号", "日期", "姓名"]] + [[str(n), "2025-03-01", f"李{n}"] for n in range(1, 80)]
    found = _story(Table(rows, colWidths=[60, 100, 100], style=GRID, repeatRows=1))
    table = [p for p in found.passages if p.kind == "row"]
    assert found.pages == 3
    assert sum(p.header_row for p in table) == 1
    assert len({p.table for p in table}) == 1
    assert len(table) == 80
    assert table[-1].cells[2].column == "姓名"
    assert table[-1].locator.page == 3
    assert table[1].locator.page == 1


def test_merged_cells_stand_once() -> None:
    rows = [["培训记录", "", "", ""], ["日期", "2025-03-01", "地点", "会议室"], ["内容", "消防演练", "", ""]]
    spans = [("SPAN", (0, 0), (-1, 0)), ("SPAN", (1, 2), (-1, 2))]
    found = _story(Spacer(1, 10), Table(rows, colWidths=[60, 90, 60, 90], style=GRID + spans))
    texts = [p.text for p in found.passages]
    assert texts == ["培训记录", "日期\t2025-03-01\t地点\t会议室", "内容\t消防演练"]
    assert [c.column for c in found.passages[1].cells] == ["", "日期", "", "地点"]


def _scan(page: Canvas) -> None:
    from PIL import Image

    page.drawImage(ImageReader(Image.new("L", (200, 280), 200)), 0, 0, A4[0], A4[1])


def test_scans_need_ocr_and_mixed_files_name_their_unread_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    page, buffer = canvas()
    _scan(page)
    page.showPage()
    page.save()
    assert documents.read(buffer.getvalue(), "扫描.pdf").status == "needs_ocr"

    page, buffer = canvas()
    page.drawString(60, 700, "本公司设置安全主管一名，负责访客管理工作，每年检查一次。")
    page.showPage()
    for number in range(2):
        _scan(page)
        page.setFont(FONT, 8)
        page.drawString(60, 20, f"第 {number + 2} 页")
        page.showPage()
    page.save()
    mixed = documents.read(buffer.getvalue(), "混合.pdf")
    assert mixed.status == "ok"
    assert mixed.marks["unread_pages"] == 2
    assert mixed.reason is not None and "2-3" in (mixed.reason.zh or "")
    assert ocr.INSTALL in (mixed.reason.zh or "")


def test_form_values_are_read() -> None:
    page, buffer = canvas()
    page.drawString(60, 700, "Trainer:")
    page.acroForm.textfield(name="trainer", value="Wang Xiaoming", x=150, y=690, width=200, height=20)
    page.save()
    found = documents.read(buffer.getvalue(), "form.pdf")
    assert any("Wang Xiaoming" in p.text for p in found.passages)


def test_passwords() -> None:
    for user, status in (("secret", "encrypted"), ("", "ok")):
        buffer = io.BytesIO()
        page = Canvas(buffer, encrypt=StandardEncryption(user, ownerPassword="owner", canPrint=0))
        page.drawString(60, 700, "Visitor procedure")
        page.save()
        assert documents.read(buffer.getvalue(), "a.pdf").status == status


def _raw(*objects: bytes) -> bytes:
    out = io.BytesIO(b"")
    out.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def _page(content: bytes, extra: bytes = b"", *more: bytes) -> bytes:
    return _raw(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R" + extra + b">>",
        content,
        *more,
    )


def test_bombs_are_refused_before_pdfium_sees_them() -> None:
    flat = zlib.compress(b" " * 200_000_000, 9)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(flat), flat)
    assert documents.read(_page(stream), "a.pdf").status == "too_large"

    operators = zlib.compress(b"(a)Tj\n" * 1_000_000, 9)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(operators), operators)
    assert documents.read(_page(stream), "a.pdf").status == "too_large"

    loop = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 12>>stream\n/X Do /X Do \nendstream"  # noqa: E501
    extra = b"/Resources<</XObject<</X 5 0 R>>>>"
    assert documents.read(_page(b"<</Length 5>>stream\n/X Do\nendstream", extra, loop), "a.pdf").status == "too_large"


def test_damaged_files_fail_with_a_next_step() -> None:
    found = documents.read(b"%PDF-1.7\ngarbage", "a.pdf")
    assert found.status == "failed"
    assert found.reason is not None and "另存" in (found.reason.zh or "")
