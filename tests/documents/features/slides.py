"""A presentation with every feature that ``.pptx`` has."""

from __future__ import annotations

from tests.documents.build import relations, xlsx, zipped
from tests.documents.features import Expected, Format, lost, marked, out, read

_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = (
    f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" {_A} '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>属性里的标题</dc:title></cp:coreProperties>'
)


def _shape(text: str, role: str = "", props: str = "", run: str = "") -> str:
    holder = f'<p:ph type="{role}"/>' if role else ""
    box = "" if role else ' txBox="1"'
    named = f'<p:nvSpPr><p:cNvPr id="9" name="s"/><p:cNvSpPr{box}/><p:nvPr>{holder}</p:nvPr></p:nvSpPr><p:spPr/>'
    body = f"<a:bodyPr/><a:p>{props}<a:r>{run}<a:t>{text}</a:t></a:r></a:p>"
    return f"<p:sp>{named}<p:txBody>{body}</p:txBody></p:sp>"


def _cell(text: str, attributes: str = "") -> str:
    return f"<a:tc {attributes}><a:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"


def _slide(inner: str, attributes: str = "") -> str:
    return f"<p:sld {_P} {attributes}><p:cSld><p:spTree>{_GROUP}{inner}</p:spTree></p:cSld></p:sld>"


_GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_PARTS = {
    "presentation.main": ("ppt/presentation",), "slide": ("ppt/slides/slide1", "ppt/slides/slide2"),
    "slideLayout": ("ppt/slideLayouts/slideLayout1",), "notesSlide": ("ppt/notesSlides/notes1",), "comments": ("ppt/comments/comment1",),
}  # fmt: skip
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
    + "".join(
        f'<Override PartName="/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.{kind}+xml"/>'
        for kind, parts in _PARTS.items()
        for part in parts
    )
    + "</Types>"
)


def build() -> bytes:
    """Return the file."""
    rows = [
        _cell("合并的格", 'gridSpan="3"') + _cell("", 'hMerge="1"') + _cell("", 'hMerge="1"'),
        "".join(map(_cell, ("日期", "讲师", "课时"))), "".join(map(_cell, ("2025-03-02", "李四", "2"))),
    ]  # fmt: skip
    table = (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="8" name="t"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
        '<p:xfrm/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblGrid>'
        '<a:gridCol w="9"/><a:gridCol w="9"/><a:gridCol w="9"/></a:tblGrid>'
        + "".join(f'<a:tr h="9">{row}</a:tr>' for row in rows)
        + "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )
    first = (
        _shape("安全培训", "title")
        + _shape("门卫逐一登记。", props='<a:pPr><a:buAutoNum type="arabicPeriod" startAt="12"/></a:pPr>')
        + f"<p:grpSp>{_GROUP}{_shape('文本框里的字')}</p:grpSp>" + table
        + _shape("行政部归口管理", "ftr") + _shape("第七页", "sldNum")
        + _shape("链接的文字", run='<a:rPr><a:hlinkClick r:id="rId9"/></a:rPr>')
    )  # fmt: skip
    related = {
        "../slideLayouts/slideLayout1.xml": "slideLayout", "../notesSlides/notes1.xml": "notesSlide", "../comments/comment1.xml": "comments",
        "../diagrams/data1.xml": "diagramData", "../media/image1.png": "image",
        "../embeddings/Book1.xlsx": "package",
    }  # fmt: skip
    return zipped({
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": relations({"ppt/presentation.xml": "officeDocument"}),
        "docProps/core.xml": _CORE,
        "ppt/presentation.xml": f'<p:presentation {_P}><p:sldIdLst><p:sldId r:id="rId1"/><p:sldId r:id="rId2"/></p:sldIdLst>'
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations({"slides/slide1.xml": "slide", "slides/slide2.xml": "slide"}),
        "ppt/slides/slide1.xml": _slide(first),
        "ppt/slides/slide2.xml": _slide(_shape("隐藏页里的话"), 'show="0"'),
        "ppt/slides/_rels/slide1.xml.rels": relations(related),
        "ppt/slideLayouts/slideLayout1.xml": f"<p:sldLayout {_P}><p:cSld><p:spTree>{_GROUP}</p:spTree></p:cSld></p:sldLayout>",
        "ppt/slides/_rels/slide2.xml.rels": relations({"../slideLayouts/slideLayout1.xml": "slideLayout"}),
        "ppt/notesSlides/notes1.xml": f"<p:notes {_P}><p:cSld><p:spTree>{_GROUP}{_shape('讲稿里的话', 'body')}</p:spTree></p:cSld></p:notes>",
        "ppt/comments/comment1.xml": f"<p:cmLst {_P}><p:cm><p:text>批注里的话</p:text></p:cm></p:cmLst>",
        "ppt/diagrams/data1.xml": f"<d {_A}><a:p><a:r><a:t>总经理办公室</a:t></a:r></a:p></d>",
        "ppt/media/image1.png": b"\x89PNG",
        "ppt/embeddings/Book1.xlsx": xlsx({"登记": [("日期", "来访人"), ("2025-03-01", "嵌入表里的人")]}),
    })  # fmt: skip


_EXPECTED: dict[str, Expected] = {
    "text": read("门卫逐一登记。"),
    "heading": read("安全培训", "heading"),
    "number": read("12. 门卫逐一登记。"),
    "table": read("2025-03-02\t李四\t2", "row"),
    "merged": read("合并的格"),
    "textbox": read("文本框里的字"),
    "footer": read("行政部归口管理", "footer"),
    "page": out("第七页"),
    "note": read("讲稿里的话", "footnote"),
    "comment": marked("批注里的话", "comment", "作为批注", "as a comment", "comments"),
    "veiled": marked("隐藏页里的话", None, "照读并标明", "read, and marked as hidden", "hidden_slides"),
    "link": read("链接的文字"),
    "diagram": read("总经理办公室", "textbox"),
    "title": read("属性里的标题"),
    "attached": marked("嵌入表里的人", None, "逐个作为文件读", "each is read as a file of its own"),
    "place": read("门卫逐一登记。"),
    "picture": lost(
        "",
        "装有 [ocr] 时识别整页大的图片，否则只计数",
        "with [ocr], pictures as large as a page or form are recognised; otherwise they are counted",
        "pictures",
    ),
}

FORMAT = Format("PowerPoint .pptx", "培训/安全培训.pptx", build, _EXPECTED)
