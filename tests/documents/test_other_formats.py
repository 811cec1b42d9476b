"""Slides, OpenDocument, RTF, HTML, mails, OFD and the old Office formats: what stands in them is read, each in its place."""  # noqa: E501

from __future__ import annotations

import struct
from email.message import EmailMessage

import pytest

from evidence_check import documents
from evidence_check.documents import ocr
from evidence_check.documents.readers import old_word
from tests.documents.build import relations, zipped

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" {A} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def _shape(text: str, role: str = "") -> str:
    holder = f'<p:nvSpPr><p:nvPr><p:ph type="{role}"/></p:nvPr></p:nvSpPr>' if role else ""
    return f"<p:sp>{holder}<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"


def test_slides_in_order_with_notes_tables_and_hidden_ones_marked() -> None:
    def cell(text: str) -> str:
        return f"<a:tc><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"

    table = "<p:graphicFrame><a:tbl>" + "".join(
        "<a:tr>" + "".join(cell(t) for t in row) + "</a:tr>" for row in (["姓名", "部门", "电话"], ["张三", "仓库", "123"])  # noqa: E501
    ) + "</a:tbl></p:graphicFrame>"  # fmt: skip

    def slide(inner: str, attributes: str = "") -> str:
        return f"<p:sld {P} {attributes}><p:cSld><p:spTree>{inner}</p:spTree></p:cSld></p:sld>"

    data = zipped({
        "_rels/.rels": relations({"ppt/presentation.xml": "officeDocument"}),
        "ppt/presentation.xml": f'<p:presentation {P}><p:sldIdLst><p:sldId r:id="rId2"/><p:sldId r:id="rId1"/></p:sldIdLst></p:presentation>',  # noqa: E501
        "ppt/_rels/presentation.xml.rels": relations({"slides/slide1.xml": "slide", "slides/slide2.xml": "slide"}),
        "ppt/slides/slide1.xml": slide(_shape("隐藏的一页"), 'show="0"'),
        "ppt/slides/slide2.xml": slide(_shape("安全培训", "title") + f"<p:grpSp>{_shape('组内文字')}</p:grpSp>" + table + _shape("7", "sldNum")),  # noqa: E501
        "ppt/slides/_rels/slide2.xml.rels": relations({"../notesSlides/notes1.xml": "notesSlide"}),
        "ppt/notesSlides/notes1.xml": f"<p:notes {P}><p:cSld><p:spTree>{_shape('讲稿备注', 'body')}</p:spTree></p:cSld></p:notes>",  # noqa: E501
    })  # fmt: skip
    found = documents.read(data, "培训.pptx")
    assert [(p.kind, p.text, p.locator.slide) for p in found.passages] == [
        ("heading", "安全培训", 1), ("paragraph", "组内文字", 1), ("row", "姓名\t部门\t电话", 1), ("row", "张三\t仓库\t123", 1),  # noqa: E501
        ("footnote", "讲稿备注", 1), ("paragraph", "隐藏的一页", 2),
    ]  # fmt: skip
    assert found.passages[5].hidden
    assert found.passages[3].cells[1].column == "部门"
    assert found.pages == 2
    assert found.title == "安全培训"


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '  # noqa: E501
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def test_open_document_text() -> None:
    content = (
        f"<office:document-content {ODF}><office:body><office:text><text:tracked-changes><text:changed-region><text:deletion>"  # noqa: E501
        "<text:p>删掉的话</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="1">访客制度</text:h><text:p>门卫<text:s text:c="2"/>登记<text:note><text:note-body><text:p>脚注</text:p>'  # noqa: E501
        "</text:note-body></text:note>。</text:p><text:list><text:list-item><text:p>列表项</text:p></text:list-item></text:list>"
        '<table:table><table:table-row><table:table-cell table:number-columns-repeated="1"><text:p>编制</text:p></table:table-cell>'  # noqa: E501
        "<table:table-cell><text:p>张三</text:p></table:table-cell></table:table-row></table:table>"
        "</office:text></office:body></office:document-content>"
    )
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    found = documents.read(data, "a.odt")
    assert [(p.kind, p.text) for p in found.passages] == [
        ("heading", "访客制度"), ("paragraph", "门卫  登记。"), ("footnote", "脚注"), ("paragraph", "列表项"), ("row", "编制\t张三"),  # noqa: E501
    ]  # fmt: skip
    assert found.control.fields["prepared_by"][0] == "张三"
    assert found.marks["deletions"] == 1


def test_rich_text_in_gbk() -> None:
    text = "".join(f"\\'{byte:02x}" for byte in "访客登记制度".encode("gbk"))
    data = rf"{{\rtf1\ansi\ansicpg936\deff0{{\fonttbl{{\f0\fcharset134 SimSun;}}}}\f0 {text}\par second\par}}".encode()
    found = documents.read(data, "a.doc")
    assert found.format == "rtf"
    assert [p.text for p in found.passages] == ["访客登记制度", "second"]


def test_web_pages_and_tables_saved_as_workbooks() -> None:
    page = (
        "<html><head><meta charset='gb2312'><title>登记</title><style>p{}</style></head><body><h1>访客登记</h1><p>门卫<b>逐一</b>登记。</p>"  # noqa: E501
        "<div style='display:none'>看不见</div><script>var x='脚本';</script><table><tr><th>日期</th><th>姓名</th><th>单位</th></tr>"  # noqa: E501
        "<tr><td>2025-03-01</td><td>张三</td><td rowspan=2>甲公司</td></tr><tr><td>2025-03-02</td><td>李四</td></tr></table></body></html>"  # noqa: E501
    )
    found = documents.read(page.encode("gbk"), "台账.xls")
    assert [(p.kind, p.text) for p in found.passages] == [
        ("heading", "访客登记"), ("paragraph", "门卫逐一登记。"), ("row", "日期\t姓名\t单位"), ("row", "2025-03-01\t张三\t甲公司"),  # noqa: E501
        ("row", "2025-03-02\t李四"),
    ]  # fmt: skip
    assert found.passages[4].cells[1].column == "姓名"


def _mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "wang@example.com", "all@example.com", "关于消防演练的通知"
    message["Date"] = "Mon, 03 Mar 2025 09:00:00 +0800"
    message.set_content("各部门：\n\n定于3月10日进行消防演练。\n")
    message.add_attachment("序号,姓名\n1,张三\n".encode(), maintype="text", subtype="csv", filename="名单.csv")
    return message.as_bytes()


def test_mails_show_headers_and_body_and_give_their_attachments() -> None:
    found = documents.read(_mail(), "通知.eml")
    texts = [p.text for p in found.passages]
    assert "From: wang@example.com" in texts
    assert "Subject: 关于消防演练的通知" in texts
    assert "定于3月10日进行消防演练。" in texts
    assert found.title == "关于消防演练的通知"
    assert found.marks["attachments"] == 1
    assert [(name, isinstance(content, bytes)) for name, content in documents.members(_mail(), "通知.eml")] == [
        ("通知.eml/名单.csv", True)
    ]


def test_fixed_layout_ofd() -> None:
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'

    def text(left: float, top: float, words: str, width: float = 60) -> str:
        return f'<ofd:TextObject Boundary="{left} {top} {width} 5" Size="4"><ofd:TextCode X="0" Y="4">{words}</ofd:TextCode></ofd:TextObject>'  # noqa: E501

    data = zipped({
        "OFD.xml": f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document {ns}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>'  # noqa: E501
        '</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/P0/Content.xml": f'<ofd:Page {ns}><ofd:Content><ofd:Layer>{text(30, 60, "第二行。")}{text(30, 50, "发票号码：")}'  # noqa: E501
        f'{text(92, 50, "00123456")}</ofd:Layer></ofd:Content></ofd:Page>',
    })  # fmt: skip
    found = documents.read(data, "发票.ofd")
    assert [p.text for p in found.passages] == ["发票号码：00123456", "第二行。"]
    assert found.passages[0].locator.page == 1


def _doc(text: str) -> tuple[bytes, bytes]:
    """Return the WordDocument and table streams of a minimal Word 97 file with one UTF-16 piece."""
    word = bytearray(0x400)
    struct.pack_into("<HH", word, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<i", word, 0x4C, len(text))
    body = text.encode("utf-16-le")
    plc = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, len(word), 0)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", word, 0x01A2, 0, len(clx))
    return bytes(word) + body, clx


def test_old_word_text_tables_and_fields() -> None:
    text = "访客制度\r见\x13 REF x \x14第三条\x15规定\x1e01\r编制\x07张三\x07\x07结束\r"
    word, table = _doc(text)
    reading = old_word.Reading()
    old_word._Document(word, table, reading).read()
    assert [block.text for block in reading.blocks] == ["访客制度", "见第三条规定-01", "编制\t张三", "结束"]


def test_old_presentations() -> None:
    from evidence_check.documents.readers.old_slides import _texts

    def record(kind: int, content: bytes, container: bool = False) -> bytes:
        return struct.pack("<HHI", 0xF if container else 0, kind, len(content)) + content

    inner = record(0x0FA0, "安全培训".encode("utf-16-le")) + record(0x0FA8, b"Agenda")
    stream = record(0x03EE, inner, container=True) + record(0x03F8, record(0x0FA8, b"Click to edit"), container=True)
    assert list(_texts(stream)) == ["安全培训", "Agenda"]


@pytest.mark.parametrize(
    ("data", "name", "status"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "执照.png", "needs_ocr"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "证书.pdf", "needs_ocr"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, "a.7z", "unsupported"),
        (b"Rar!\x1a\x07\x01" + b"\0" * 50, "a.rar", "unsupported"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 50, "a.mp4", "unsupported"),
        (b"\x7fELF" + b"\0\1\2" * 50, "a.bin", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "a.doc", "failed"),
        (b"PK\x03\x04" + b"\0" * 50, "a.docx", "unsupported"),
    ],
)
def test_what_can_not_be_read_says_so_with_a_next_step(
    data: bytes, name: str, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    found = documents.read(data, name)
    assert found.status == status
    assert found.reason is not None
    assert found.reason.zh and "请" in found.reason.zh
    assert found.reason.en
    assert not found.passages
