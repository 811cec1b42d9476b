"""A presentation with every feature that ``.pptx`` has."""

from __future__ import annotations

from tests.documents.build import relations, zipped
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


def _shape(text: str, role: str = "", props: str = "") -> str:
    holder = f'<p:nvSpPr><p:nvPr><p:ph type="{role}"/></p:nvPr></p:nvSpPr>' if role else ""
    return f"<p:sp>{holder}<p:txBody><a:p>{props}<a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"


def _cell(text: str, attributes: str = "") -> str:
    return f"<a:tc {attributes}><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody></a:tc>"


def _slide(inner: str, attributes: str = "") -> str:
    return f"<p:sld {_P} {attributes}><p:cSld><p:spTree>{inner}</p:spTree></p:cSld></p:sld>"


def build() -> bytes:
    """Return the file."""
    rows = [
        _cell("合并的格", 'gridSpan="3"') + _cell("", 'hMerge="1"') + _cell("", 'hMerge="1"'),
        "".join(map(_cell, ("日期", "讲师", "课时"))), "".join(map(_cell, ("2025-03-02", "李四", "2"))),
    ]  # fmt: skip
    table = "<p:graphicFrame><a:tbl>" + "".join(f"<a:tr>{row}</a:tr>" for row in rows) + "</a:tbl></p:graphicFrame>"
    first = (
        _shape("安全培训", "title")
        + _shape("门卫逐一登记。", props='<a:pPr><a:buAutoNum type="arabicPeriod" startAt="12"/></a:pPr>')
        + f"<p:grpSp>{_shape('文本框里的字')}</p:grpSp>" + table
        + _shape("行政部归口管理", "ftr") + _shape("第七页", "sldNum")
        + '<p:sp><p:txBody><a:p><a:r><a:rPr><a:hlinkClick r:id="x"/></a:rPr><a:t>链接的文字</a:t></a:r></a:p></p:txBody></p:sp>'
    )  # fmt: skip
    related = {
        "../notesSlides/notes1.xml": "notesSlide", "../comments/comment1.xml": "comments",
        "../diagrams/data1.xml": "diagramData", "../media/image1.png": "image",
        "../embeddings/oleObject1.bin": "oleObject",
    }  # fmt: skip
    return zipped({
        "_rels/.rels": relations({"ppt/presentation.xml": "officeDocument"}),
        "docProps/core.xml": _CORE,
        "ppt/presentation.xml": f'<p:presentation {_P}><p:sldIdLst><p:sldId r:id="rId1"/><p:sldId r:id="rId2"/></p:sldIdLst>'
        "</p:presentation>",
        "ppt/_rels/presentation.xml.rels": relations({"slides/slide1.xml": "slide", "slides/slide2.xml": "slide"}),
        "ppt/slides/slide1.xml": _slide(first),
        "ppt/slides/slide2.xml": _slide(_shape("隐藏页里的话"), 'show="0"'),
        "ppt/slides/_rels/slide1.xml.rels": relations(related),
        "ppt/notesSlides/notes1.xml": f"<p:notes {_P}><p:cSld><p:spTree>{_shape('讲稿里的话', 'body')}</p:spTree></p:cSld></p:notes>",
        "ppt/comments/comment1.xml": f"<p:cmLst {_P}><p:cm><p:text>批注里的话</p:text></p:cm></p:cmLst>",
        "ppt/diagrams/data1.xml": f"<d {_A}><a:p><a:r><a:t>总经理办公室</a:t></a:r></a:p></d>",
        "ppt/media/image1.png": b"\x89PNG",
        "ppt/embeddings/oleObject1.bin": "嵌入的文件".encode("utf-16-le"),
    })  # fmt: skip


_EXPECTED: dict[str, Expected] = {
    "text": read("门卫逐一登记。"),
    "heading": read("安全培训", "heading"),
    "number": lost("12. 门卫", "幻灯片的自动编号不显示", "automatic numbers of slides are not rebuilt"),
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
    "attached": lost("嵌入的文件", "嵌入的对象不读", "embedded objects are not read"),
    "picture": lost("", "图片只计数", "pictures are counted", "pictures"),
}

FORMAT = Format("PowerPoint .pptx", "培训/安全培训.pptx", build, _EXPECTED)
