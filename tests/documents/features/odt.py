"""An OpenDocument text with every feature that ``.odt`` has."""

from __future__ import annotations

from tests.documents.build import zipped
from tests.documents.features import Expected, Format, lost, marked, out, read

_NAMES = ("office", "text", "table", "drawing", "style", "form")
_ODF = " ".join(
    f'xmlns:{"draw" if name == "drawing" else name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip


def _row(*cells: str) -> str:
    inner = "".join(
        c if c.startswith("<") else f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in cells
    )
    return f"<table:table-row>{inner}</table:table-row>"


def build() -> bytes:
    """Return the file."""
    nested = "<table:table-cell><table:table>" + _row("里层表格", "里层值") + "</table:table></table:table-cell>"
    merged = '<table:table-cell table:number-columns-spanned="2"><text:p>合并的格</text:p></table:table-cell>'
    styles = (
        '<office:automatic-styles><style:style style:name="Ghost" style:family="text">'
        '<style:text-properties text:display="none"/></style:style><text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
        'style:num-format="一, 二, 三, ..." style:num-prefix="第" style:num-suffix="条" text:start-value="12"/>'
        "</text:list-style></office:automatic-styles>"
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>作废的规定</text:p></text:deletion>"
        "</text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>目录里的一行</text:p></text:index-body></text:table-of-content>"
        '<text:h text:outline-level="1">访客管理</text:h>'
        '<text:list text:style-name="L1"><text:list-item><text:p>门卫逐一登记。</text:p></text:list-item></text:list>'
        "<text:p>本公司设门卫两名。<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>脚注里的话</text:p></text:note-body></text:note></text:p>"
        "<text:p>仓库<office:annotation><dc:creator>a</dc:creator><text:p>批注里的话</text:p></office:annotation>上锁。</text:p>"
        "<text:p><text:change-start/>新增的规定<text:change-end/></text:p>"
        '<text:p>可见<text:span text:style-name="Ghost">看不见的字</text:span>的话</text:p>'
        "<text:p><draw:frame><draw:text-box><text:p>文本框里的字</text:p></draw:text-box></draw:frame></text:p>"
        '<text:p><text:a xlink:href="https://example.com">链接的文字</text:a></text:p>'
        "<text:p>表单QP\u201101</text:p>"
        "<text:p><text:text-input>控件里的值</text:text-input></text:p>"
        "<table:table>" + _row("日期", "来访人", "事由") + _row("2025-03-01", "张三", "检修")
        + _row("2025-03-02", "李四", "送货") + "</table:table>"
        + "<table:table>" + _row(merged, "<table:covered-table-cell/>", "备注甲") + _row("外层", nested) + "</table:table>"
        + '<text:p><draw:frame><draw:image xlink:href="Pictures/scan.png"/></draw:frame></text:p>'
        + '<text:p><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p>'
    )  # fmt: skip
    margins = (
        f"<office:document-styles {_ODF}><office:master-styles><style:master-page><style:header><text:p>文件编号：QP-AD-01"
        "</text:p></style:header><style:footer><text:p>行政部归口管理</text:p><text:p>第<text:page-number>1</text:page-number>页"
        "</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>"
    )  # fmt: skip
    inside = f"<office:document-content {_ODF}><office:body><office:chart><text:p>总经理办公室</text:p></office:chart></office:body></office:document-content>"
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_ODF}>{styles}<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": margins,
        "meta.xml": f"<office:document-meta {_ODF}><office:meta><dc:title>属性里的标题</dc:title></office:meta></office:document-meta>",
        "Pictures/scan.png": b"\x89PNG",
        "Object 1/content.xml": inside,
    })  # fmt: skip


_EXPECTED: dict[str, Expected] = {
    "text": read("本公司设门卫两名。", "paragraph"),
    "heading": read("访客管理", "heading"),
    "number": read("第十二条 门卫逐一登记。"),
    "table": read("2025-03-02\t李四\t送货", "row"),
    "merged": read("合并的格"),
    "nested": read("里层表格\t里层值", "row"),
    "textbox": read("文本框里的字", "textbox"),
    "header": read("文件编号：QP-AD-01", "header"),
    "footer": read("行政部归口管理", "footer"),
    "page": out("第1页"),
    "note": read("脚注里的话", "footnote"),
    "comment": marked("批注里的话", "comment", "作为批注", "as a comment", "comments"),
    "inserted": read("新增的规定"),
    "deleted": out("作废的规定", "deletions"),
    "hidden": out("看不见的字", "hidden_runs"),
    "control": read("控件里的值"),
    "link": read("链接的文字"),
    "hyphen": read("表单QP-01"),
    "diagram": read("总经理办公室", "textbox"),
    "toc": read("目录里的一行", "paragraph"),
    "title": read("属性里的标题"),
    "place": read("本公司设门卫两名。"),
    "block": read("QP-AD-01"),
    "attached": lost("", "嵌入的对象不读", "embedded objects are not read"),
    "picture": lost(
        "",
        "装有 [ocr] 时识别整页大的图片，否则只计数",
        "with [ocr], pictures as large as a page or form are recognised; otherwise they are counted",
        "pictures",
    ),
}

FORMAT = Format("OpenDocument .odt", "制度/访客管理.odt", build, _EXPECTED)
