"""An OpenDocument workbook with the features that ``.ods`` has."""

from __future__ import annotations

from tests.documents.build import zipped
from tests.documents.features import Expected, Format, lost, marked, out, read

_NAMES = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "chart": "chart"}
_ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in _NAMES.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
_REMARK = "<office:annotation><dc:creator>a</dc:creator><text:p>批注里的话</text:p></office:annotation>"


def _cell(text: str, inside: str = "", more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}>{inside}<text:p>{text}</text:p></table:table-cell>'


def _row(*cells: str) -> str:
    inner = "".join(cell if cell.startswith("<") else _cell(cell) for cell in cells)
    return f"<table:table-row>{inner}</table:table-row>"


def _sheet() -> str:
    wide = _cell("2025年访客登记台账", more=' table:number-columns-spanned="4"')
    day = '<table:table-cell office:value-type="date" office:date-value="2025-03-01"><text:p>1/3/25</text:p></table:table-cell>'
    sum_ = '<table:table-cell table:formula="of:=1+76540" office:value-type="float" office:value="76541"><text:p>76541</text:p></table:table-cell>'
    link = _cell('<text:a xlink:href="https://example.com">李四</text:a>')
    gap = '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2"/></table:table-row>'
    late = (
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        + _cell("末", _REMARK)
        + "</table:table-row>"
    )
    shapes = (
        "<table:shapes><draw:frame><draw:text-box><text:p>文本框里的字</text:p></draw:text-box></draw:frame>"
        '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></table:shapes>'
    )
    return (
        f'<table:table table:name="访客台账">{shapes}' + _row(wide, '<table:covered-table-cell table:number-columns-repeated="3"/>')
        + _row("日期", "来访人", "时间", "备注") + _row(day, "张三", "09:05", "☑已核对")
        + _row("2025-03-02", link, "10:00", sum_) + gap + late + "</table:table>"
    )  # fmt: skip


def build() -> bytes:
    """Return the file."""
    veiled = (
        '<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties '
        'table:display="false"/></style:style></office:automatic-styles>'
    )
    draft = f'<table:table table:name="底稿" table:style-name="ta1">{_row("隐藏表里的话")}</table:table>'
    margins = (
        "<style:header><text:p>文件编号：QP-AD-01</text:p><text:p><text:sheet-name>???</text:sheet-name></text:p></style:header>"
        "<style:footer><text:p>行政部归口管理</text:p><text:p>第<text:page-number>1</text:page-number>页</text:p></style:footer>"
        '<style:footer style:display="false"><text:p>不用的页脚</text:p></style:footer>'
    )
    chart = (
        "<chart:chart><chart:title><text:p>来访人次图</text:p></chart:title><table:table table:name=\"local-table\">"
        + _row("来访人") + "</table:table></chart:chart>"
    )  # fmt: skip
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f"<office:document-content {_ODF}>{veiled}<office:body><office:spreadsheet>{_sheet()}{draft}"
        "</office:spreadsheet></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {_ODF}><office:master-styles><style:master-page>{margins}</style:master-page>"
        "</office:master-styles></office:document-styles>",
        "meta.xml": f"<office:document-meta {_ODF}><office:meta><dc:title>属性里的标题</dc:title></office:meta></office:document-meta>",
        "META-INF/manifest.xml": "<manifest/>",
        "Pictures/scan.png": b"\x89PNG",
        "Object 1/content.xml": f"<office:document-content {_ODF}><office:body><office:chart>{chart}</office:chart></office:body></office:document-content>",
    })  # fmt: skip


_EXPECTED: dict[str, Expected] = {
    "text": read("张三", "row"),
    "heading": read("2025年访客登记台账", "heading"),
    "table": read("2025-03-01\t张三\t09:05\t☑已核对", "row"),
    "merged": read("2025年访客登记台账"),
    "textbox": read("文本框里的字", "textbox"),
    "header": read("文件编号：QP-AD-01", "header"),
    "footer": read("行政部归口管理", "footer"),
    "page": out("第1页"),
    "comment": marked("批注里的话", "comment", "作为批注", "as a comment", "comments"),
    "veiled": marked("隐藏表里的话", None, "照读并标明", "read, and marked as hidden", "hidden_sheets"),
    "check": read("☑已核对"),
    "link": read("李四"),
    "formula": read("76541"),
    "date": read("2025-03-01"),
    "diagram": read("来访人次图", "textbox"),
    "title": read("属性里的标题"),
    "sheet": read("访客台账"),
    "place": read("2025-03-01\t张三"),
    "block": read("QP-AD-01"),
    "attached": lost("", "嵌入的对象不读", "embedded objects are not read"),
    "picture": lost(
        "",
        "装有 [ocr] 时识别整页大的图片，否则只计数",
        "with [ocr], pictures as large as a page or form are recognised; otherwise they are counted",
        "pictures",
    ),
}

FORMAT = Format("OpenDocument .ods", "台账/访客.ods", build, _EXPECTED)
