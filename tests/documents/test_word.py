"""Word documents are read as Word shows them: one marker per feature, each exactly once or not at all."""

from __future__ import annotations

import pytest

from evidence_check import documents
from evidence_check.documents.readers import word as word_reader
from evidence_check.documents.readers import word_plain
from evidence_check.model import Document
from tests.documents.build import NS, docx, p, tbl, tc, zipped

MARKERS_IN = [
    "PLAIN", "BLOCKCONTROL", "INLINECONTROL", "TEXTBOX", "INSERTED", "MOVEDTO", "SMART", "FIELD", "LINK", "CUSTOM",
    "NESTED", "MERGED", "HEADERTEXT", "FOOTERTEXT", "FOOTNOTE", "ENDNOTE", "COMMENT", "ROWCONTROL", "CELLCONTROL", "MATH",  # noqa: E501
    "RUBYBASE", "FALLBACKONLY", "WATERMARK",
]  # fmt: skip
MARKERS_OUT = [
    "DELETED",
    "MOVEDFROM",
    "HIDDENDIRECT",
    "HIDDENSTYLE",
    "INSTRUCTION",
    "RUBYTEXT",
    "SEPARATOR",
    "DROPPEDROW",
]


@pytest.fixture(scope="module")
def feature() -> Document:
    box = "<w:txbxContent>" + p("TEXTBOX") + "</w:txbxContent>"
    alternate = (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'  # noqa: E501
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    fallback = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="x"/><mc:Fallback><w:t>FALLBACKONLY</w:t></mc:Fallback>'
        "</mc:AlternateContent></w:r></w:p>"
    )
    body = (
        p("PLAIN")
        + f"<w:sdt><w:sdtContent>{p('BLOCKCONTROL')}</w:sdtContent></w:sdt>"
        + "<w:p><w:sdt><w:sdtContent><w:r><w:t>INLINECONTROL</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        + alternate
        + fallback
        + "<w:p><w:ins><w:r><w:t>INSERTED</w:t></w:r></w:ins><w:del><w:r><w:delText>DELETED</w:delText></w:r></w:del></w:p>"  # noqa: E501
        + "<w:p><w:moveFrom><w:r><w:t>MOVEDFROM</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>MOVEDTO</w:t></w:r></w:moveTo></w:p>"  # noqa: E501
        + "<w:p><w:smartTag><w:r><w:t>SMART</w:t></w:r></w:smartTag><w:fldSimple><w:r><w:t>FIELD</w:t></w:r></w:fldSimple></w:p>"  # noqa: E501
        + "<w:p><w:hyperlink><w:r><w:t>LINK</w:t></w:r></w:hyperlink><w:r><w:instrText>INSTRUCTION</w:instrText></w:r></w:p>"  # noqa: E501
        + f"<w:customXml>{p('CUSTOM')}</w:customXml>"
        + p("HIDDENDIRECT", run="<w:vanish/>")
        + p("HIDDENSTYLE", run='<w:rStyle w:val="Ghost"/>')
        + "<w:p><w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>01</w:t></w:r></w:p>"
        + '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>合格</w:t></w:r></w:p>'
        + "<w:p><m:oMath><m:r><m:t>MATH</m:t></m:r></m:oMath></w:p>"
        + "<w:p><w:r><w:ruby><w:rt><w:r><w:t>RUBYTEXT</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>RUBYBASE</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"  # noqa: E501
        + tbl(
            [tc("MERGED", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), "x"],
            [tc("", '<w:gridSpan w:val="2"/><w:vMerge/>'), tc(tbl(["NESTED", "inner"]) + p("outer"))],
        )
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr>" + tc("DROPPEDROW") + tc("y") + "</w:tr>"
        + "<w:sdt><w:sdtContent><w:tr>" + tc("ROWCONTROL")
        + "<w:sdt><w:sdtContent>" + tc("CELLCONTROL") + "</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>"
    )  # fmt: skip
    parts = {
        "styles.xml": ("styles", '<w:style w:type="character" w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>'),
        "header1.xml": (
            "header",
            p("HEADERTEXT")
            + '<w:p><w:r><w:pict><v:shape><v:textpath string="WATERMARK"/></v:shape></w:pict></w:r></w:p>',
        ),
        "header2.xml": ("header", p("HEADERTEXT")),
        "footer1.xml": ("footer", p("FOOTERTEXT") + p("第 1 页 共 3 页")),
        "footnotes.xml": (
            "footnotes",
            f'<w:footnote w:type="separator">{p("SEPARATOR")}</w:footnote><w:footnote>{p("FOOTNOTE")}</w:footnote>',
        ),
        "endnotes.xml": ("endnotes", f"<w:endnote>{p('ENDNOTE')}</w:endnote>"),
        "comments.xml": ("comments", f"<w:comment>{p('COMMENT')}</w:comment>"),
    }
    return documents.read(docx(body, parts), "制度/feature.docx")


@pytest.mark.parametrize("marker", MARKERS_IN)
def test_what_word_shows_is_read_exactly_once(feature: Document, marker: str) -> None:
    assert "\n".join(p.text for p in feature.passages).count(marker) == 1


@pytest.mark.parametrize("marker", MARKERS_OUT)
def test_what_word_does_not_show_stays_out(feature: Document, marker: str) -> None:
    assert not any(marker in p.text for p in feature.passages)


def test_hyphen_symbols_and_page_numbers(feature: Document) -> None:
    texts = [p.text for p in feature.passages]
    assert "A-01" in texts
    assert "☑合格" in texts
    assert not any("共 3 页" in text for text in texts)


def test_kinds_marks_and_order(feature: Document) -> None:
    kinds = {p.text: p.kind for p in feature.passages}
    assert kinds["HEADERTEXT"] == "header"
    assert kinds["FOOTERTEXT"] == "footer"
    assert kinds["FOOTNOTE"] == "footnote"
    assert kinds["COMMENT"] == "comment"
    assert kinds["TEXTBOX"] == "textbox"
    assert feature.marks["insertions"] == 2
    assert feature.marks["deletions"] == 2
    assert feature.marks["comments"] == 1
    assert feature.properties["watermark"] == "WATERMARK"
    assert [p.index for p in feature.passages] == list(range(len(feature.passages)))
    assert feature.passages[0].text == "PLAIN"


def test_cells_equal_the_row_text(feature: Document) -> None:
    rows = [p for p in feature.passages if p.cells]
    assert rows
    assert all(p.text == "\t".join(cell.text for cell in p.cells) for p in rows)


def _level(at: int, kind: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    + _level(0, "chineseCountingThousand", "第%1章", '<w:pStyle w:val="H1"/>')
    + _level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/><w:pStyle w:val="H2"/>')
    + _level(2, "decimal", "%1.%3", "<w:isLgl/>")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="2">' + _level(0, "decimal", "%1.") + _level(1, "decimal", "%1.%2")
    + _level(2, "bullet", "•") + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'  # noqa: E501
)  # fmt: skip
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="N"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'  # noqa: E501
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Clause"/><w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'  # noqa: E501
    '<w:style w:type="paragraph" w:styleId="H3"><w:name w:val="Child"/><w:basedOn w:val="H2"/></w:style>'
)


def _num(num: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def test_automatic_numbers_are_those_that_word_shows() -> None:
    h1, h2 = '<w:pStyle w:val="H1"/>', '<w:pStyle w:val="H2"/>'
    body = (
        p("总则", h1) + p("目的", h2) + p("范围", h2) + p("细目", h1.replace("H1", "N") + _num(1, 2)) + p("职责", h1) + p("部门", h2)  # noqa: E501
        + p("无号", h2 + _num(0))
        + p("甲", _num(2)) + p("乙", _num(2, 1)) + p("丙", _num(2, 1)) + p("丁", _num(2)) + p("戊", _num(2, 1)) + p("点", _num(2, 2))  # noqa: E501
        + p("己", _num(3)) + p("庚", _num(2))
    )  # fmt: skip
    found = documents.read(
        docx(body, {"styles.xml": ("styles", STYLES), "numbering.xml": ("numbering", NUMBERING)}), "a.docx"
    )
    assert [p.text for p in found.passages] == [
        "第一章 总则", "第一条 目的", "第二条 范围", "1.1 细目", "第二章 职责", "第三条 部门", "无号",
        "1. 甲", "1.1 乙", "1.2 丙", "2. 丁", "2.1 戊", "点", "5. 己", "6. 庚",
    ]  # fmt: skip


def test_blank_cells_with_a_list_number_show_their_number() -> None:
    serial = tc(f"<w:p><w:pPr>{_num(2)}</w:pPr></w:p>")
    body = tbl(["序号", "姓名", "部门"], [serial, "张三", "行政部"], [serial, "李四", "仓库"])
    found = documents.read(docx(body, {"numbering.xml": ("numbering", NUMBERING)}), "a.docx")
    assert [p.text for p in found.passages] == ["序号\t姓名\t部门", "1.\t张三\t行政部", "2.\t李四\t仓库"]
    assert [c.column for c in found.passages[1].cells] == ["序号", "姓名", "部门"]


def test_heading_levels_follow_style_inheritance() -> None:
    body = p("总则", '<w:pStyle w:val="H1"/>') + p("目的", '<w:pStyle w:val="H3"/>') + p("为了规范管理。")
    found = documents.read(docx(body, {"styles.xml": ("styles", STYLES)}), "a.docx")
    assert [(p.kind, p.level) for p in found.passages] == [("heading", 1), ("heading", 2), ("paragraph", None)]
    assert found.passages[2].heading_path == ("总则", "目的")


def test_strict_namespace_and_unusual_main_part() -> None:
    strict = NS.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    xml = f"<w:document {strict}><w:body>{p('严格格式')}</w:body></w:document>"
    base = docx("", main="word/other.xml", **{"word/other.xml": xml})
    found = documents.read(base, "a.docx")
    assert [p.text for p in found.passages] == ["严格格式"]


def test_broken_xml_is_read_as_far_as_it_goes_and_said_so() -> None:
    xml = f"<w:document {NS}><w:body>{p('前半')}<w:p><w:r><w:t>后半\x01"
    found = documents.read(docx("", **{"word/document.xml": xml}), "a.docx")
    assert found.status == "ok"
    assert found.passages[0].text == "前半"
    assert found.reason is not None
    assert found.marks["recovered"] == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_files_that_declare_entities_are_refused(encoding: str) -> None:
    body = f"<w:document {NS}><w:body>{p('LEAK[&x;]')}</w:body></w:document>"
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>{body}'
    found = documents.read(docx("", **{"word/document.xml": xml.encode(encoding)}), "a.docx")
    assert found.status == "failed"
    assert "LEAK" not in repr(found)


def test_absurd_spans_cost_nothing() -> None:
    body = tbl([tc("宽", '<w:gridSpan w:val="200000000"/>'), "窄"], ["一", "二"])
    assert documents.read(docx(body), "a.docx").status == "ok"


def test_bombs_are_refused() -> None:
    body = p("好") + "<w:p/>" * 6_000_000
    found = documents.read(docx(body), "a.docx")
    assert found.status == "too_large"
    assert found.reason is not None and found.reason.zh and found.reason.en


def test_a_lying_size_does_not_get_past_the_limit() -> None:
    data = bytearray(docx(p("x") + " " * 40_000_000))
    real = (len(f"<w:document {NS}><w:body>{p('x')}</w:body></w:document>") + 40_000_000).to_bytes(4, "little")
    assert data.count(real) == 2
    found = documents.read(bytes(data.replace(real, (1000).to_bytes(4, "little"))), "a.docx")
    assert found.status in ("too_large", "failed")


def test_a_word_file_of_pictures_needs_ocr() -> None:
    data = zipped({
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',  # noqa: E501
        "word/document.xml": f"<w:document {NS}><w:body><w:p/></w:body></w:document>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/image" Target="media/scan.png"/></Relationships>',  # noqa: E501
    })  # fmt: skip
    assert documents.read(data, "证书.docx").status == "needs_ocr"


def test_lock_files_are_named_as_such() -> None:
    found = documents.read(b"\x05admin" + b" " * 100, "~$制度.docx")
    assert found.status == "unsupported"
    assert "临时" in (found.reason.zh if found.reason else "")


def test_plain_paragraphs_read_the_same_by_the_short_way_and_the_long(monkeypatch: pytest.MonkeyPatch) -> None:
    bold = "<w:rFonts/><w:b/><w:sz w:val='32'/>"
    runs = (
        f"<w:r><w:rPr>{bold}</w:rPr><w:t>甲</w:t><w:tab/></w:r><w:r><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>"
        "<w:r><w:rPr><w:b w:val='0'/><w:sz w:val='x'/></w:rPr><w:t>丁</w:t><w:br w:type='page'/></w:r>"
    )
    mark = "<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs><w:rPr><w:b/><w:sz w:val='90'/></w:rPr></w:pPr>"
    ghost = '<w:style w:type="paragraph" w:styleId="G"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = (
        f"<w:p>{mark}{runs}</w:p>" + p("全粗", run=bold) + p("字", '<w:pStyle w:val="G"/>') + p("隐", run="<w:vanish/>")
        + f"<w:p>{mark}</w:p>"
        + "<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:t>后</w:t></w:r></w:p>"
    )  # fmt: skip
    data = docx(body, {"styles.xml": ("styles", ghost)})
    short = word_reader.read(data, "a.docx", "docx")
    monkeypatch.setattr(word_plain.PlainParagraphs, "take", lambda *_: None)
    assert word_reader.read(data, "a.docx", "docx") == short
    assert [block.text for block in short.blocks] == ["甲\t乙\n丙丁", "全粗", "链接后"]
    assert [(block.bold, block.size) for block in short.blocks][:2] == [(False, 16.0), (True, 16.0)]
    assert short.marks["hidden_runs"] == 2


def test_what_stands_around_plain_paragraphs_is_none_of_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    box = "<w:r><w:pict><w:txbxContent>" + p("框内", run="<w:b/>") + "</w:txbxContent></w:pict></w:r>"
    inner = f"<w:tbl><w:tr><w:tc>{p('内甲')}</w:tc><w:tc>{p('内乙')}</w:tc></w:tr></w:tbl>"
    centred = "<w:tblPr><w:jc w:val='center'/></w:tblPr>"
    row = f"<w:tr><w:trPr><w:jc w:val='center'/></w:trPr><w:tc>{p('')}</w:tc><w:tc>{p('右')}</w:tc></w:tr>"
    changed = "<w:rPr><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr>"
    body = (
        p("前", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + f"<w:tbl>{centred}<w:tr><w:tc>{p('左')}{inner}{p('下')}</w:tc><w:tc/></w:tr>{row}</w:tbl>"
        + f"<w:p>{box}<w:r><w:t>框后</w:t></w:r></w:p>" + p("普通") + f"<w:p><w:r>{changed}<w:t>不粗</w:t></w:r></w:p>"
        + p("末") + "<w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr></w:sdtPr><w:sdtContent>"
        + p("控件") + "</w:sdtContent></w:sdt>"
        + "<w:p><w:r><w:t>留</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
    )  # fmt: skip
    short = word_reader.read(docx(body), "a.docx", "docx")
    assert [block.text for block in short.blocks] == [
        "前", "左\n下", "内甲\t内乙", "右", "框后", "框内", "普通", "不粗", "末", "控件", "留",
    ]  # fmt: skip
    assert [block.text for block in short.blocks if block.centred] == ["左\n下", "右"]  # alone in their rows
    assert [block.text for block in short.blocks if block.bold] == ["框内"]
    monkeypatch.setattr(word_plain.PlainParagraphs, "take", lambda *_: None)
    assert word_reader.read(docx(body), "a.docx", "docx") == short
