"""Files behind an icon in Word, Excel or PowerPoint are read as if they lay beside it."""

from __future__ import annotations

import io
import struct

import pypdfium2

from evidence_check import documents, unpack
from evidence_check.documents import attached
from evidence_check.documents.base import Unreadable
from tests import hostile_files
from tests.documents.build import canvas, docx, p, xlsx, zipped


def _word_with(**inside: bytes) -> bytes:
    parts = {f"word/embeddings/{name.replace('_', '.')}": content for name, content in inside.items()}
    return docx(p("附件见下"), **parts)


def test_an_embedded_workbook_is_a_file_of_its_own() -> None:
    rows = [("日期", "来访人"), ("2025-03-01", "王小明"), ("2025-03-02", "李四")]
    found = {d.path: d for d in unpack.documents_of(_word_with(Book1_xlsx=xlsx({"登记": rows})), "制度.docx")}
    assert {path: document.status for path, document in found.items()} == {
        "制度.docx/Book1.xlsx": "ok", "制度.docx": "ok",
    }  # fmt: skip
    assert found["制度.docx"].members == ("制度.docx/Book1.xlsx",)
    assert found["制度.docx"].passages[0].text == "附件见下"
    assert found["制度.docx/Book1.xlsx"].passages[1].cells[1].text == "王小明"


def test_documents_in_documents_are_followed_to_the_depth_of_archives() -> None:
    data = _word_with(Last_docx=docx(p("最里层")))
    for _ in range(5):
        data = _word_with(Inner_docx=data)
    outcome = list(documents.members(data, "a.docx"))
    assert len([content for _, content in outcome if isinstance(content, bytes)]) == 3
    assert isinstance(outcome[-1][1], Unreadable) and outcome[-1][1].status == "too_large"


def test_a_document_of_nothing_but_attachments_is_no_scan() -> None:
    data = docx("", **{"word/embeddings/a.docx": docx(p("访客登记管理制度")), "word/media/icon.emf": b"EMF"})
    found = {d.path: d for d in unpack.documents_of(data, "附件.docx")}
    assert found["附件.docx"].status == "empty" and found["附件.docx"].reason is not None
    assert "另行列出" in (found["附件.docx"].reason.zh or "")
    assert found["附件.docx/a.docx"].status == "ok"


def test_the_table_behind_a_chart_is_no_attachment() -> None:
    data = zipped({
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": "<x/>",
        "word/charts/chart1.xml": "<c/>",
        "word/charts/_rels/chart1.xml.rels": '<Relationships><Relationship Id="r" Type="x/package" '
        'Target="../embeddings/Microsoft_Excel_Sheet1.xlsx"/></Relationships>',
        "word/embeddings/Microsoft_Excel_Sheet1.xlsx": xlsx({"a": [("x", "y")]}),
    })  # fmt: skip
    assert list(attached.attached_files(data)) == []


def test_what_the_packager_wrapped_comes_with_its_own_name() -> None:
    content = "访客登记".encode()
    label, path = "台账.txt".encode("gbk"), "C:\\资料\\台账.txt".encode("gbk")
    body = struct.pack("<H", 2) + label + b"\0" + path + b"\0" + struct.pack("<HHI", 0, 3, len(path) + 1) + path + b"\0"
    stream = body + struct.pack("<I", len(content)) + content + b"\0\0"
    assert attached._packaged(struct.pack("<I", len(stream)) + stream, "oleObject1") == ("台账.txt", content)
    assert attached._packaged(b"\0" * 3, "x") is None


def pdf_with(**files: bytes) -> bytes:
    """Return a PDF of one line with files attached, ``_`` in their names standing for a dot."""
    page, drawn = canvas()
    page.drawString(72, 700, "附件见内")
    page.save()
    pdf = pypdfium2.PdfDocument(drawn.getvalue())
    for name, content in files.items():
        pdf.new_attachment(name.replace("_", ".")).set_data(content)
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def test_files_attached_to_a_pdf_are_files_of_their_own() -> None:
    data = pdf_with(登记_xlsx=xlsx({"登记": [("日期", "来访人"), ("2025-03-01", "王小明")]}))
    found = {d.path: d for d in unpack.documents_of(data, "发票.pdf")}
    assert {path: d.status for path, d in found.items()} == {"发票.pdf/登记.xlsx": "ok", "发票.pdf": "ok"}
    assert found["发票.pdf"].members == ("发票.pdf/登记.xlsx",)
    assert found["发票.pdf"].passages[0].text == "附件见内"


def test_a_damaged_pdf_with_attachments_has_its_own_line_alone() -> None:
    data = pdf_with(登记_txt=b"x" * 9)
    broken = data[: data.index(b"/EmbeddedFile") + 20]
    assert [(d.path, d.status) for d in unpack.documents_of(broken, "a.pdf")] == [("a.pdf", "failed")]


@hostile_files.needed
def test_real_objects_of_every_kind_are_found() -> None:
    data = (hostile_files.FOLDER / "formats" / "testWPSAttachment.pptx").read_bytes()
    found = {d.path.rpartition("/")[2]: d.status for d in unpack.documents_of(data, "x.pptx") if d.path != "x.pptx"}
    assert found == dict.fromkeys(
        ("Document1.doc", "Document2.docx", "Presentation1.ppt", "Presentation2.pptx", "Workbook1.xls",
         "Workbook2.xlsx", "PDF.pdf", "TXT.txt", "XML.xml"), "ok",
    )  # fmt: skip
