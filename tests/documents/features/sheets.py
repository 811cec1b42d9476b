"""A workbook with every feature that ``.xlsx`` has."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image

from tests.documents.build import docx, p
from tests.documents.features import Expected, Format, lost, marked, out, read

_BOX = (
    '<xdr:twoCellAnchor><xdr:sp><xdr:txBody><a:p><a:r><a:t>文本框里的字</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
    "</xdr:twoCellAnchor>"
)  # fmt: skip


def build() -> bytes:
    """Return the file."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "访客台账"
    sheet.append(["2025年访客登记台账"])
    sheet.merge_cells("A1:E1")
    sheet.append(["日期", "来访人", "时间", None, "备注"])
    sheet.append([None, None, "进厂", "离厂", None])
    for area in ("A2:A3", "B2:B3", "C2:D2", "E2:E3"):
        sheet.merge_cells(area)
    sheet.append([datetime.date(2025, 3, 1), "张三", datetime.time(9, 5), "17:30", "☑已核对"])
    sheet.append([datetime.date(2025, 3, 2), "李四", "10:00", "=1+76540", "本行公式"])
    sheet["B4"].comment = Comment("批注里的话", "a")
    sheet["B5"].hyperlink = "https://example.com"
    sheet.append([datetime.date(2025, 3, 3), "隐藏行的人", "10:00", "11:00", "x"])
    sheet.row_dimensions[6].hidden = True
    sheet.oddHeader.center.text = "文件编号：QP-AD-01"
    sheet.oddFooter.left.text = "行政部归口管理"
    sheet.oddFooter.right.text = "第&[Page]页"
    veiled = book.create_sheet("底稿")
    veiled.append(["隐藏表里的话"])
    veiled.sheet_state = "hidden"
    chart = BarChart()
    chart.title = "来访人次图"
    chart.add_data(Reference(sheet, min_col=1, min_row=4, max_row=5))
    sheet.add_chart(chart, "H2")
    picture = io.BytesIO()
    Image.new("L", (4, 4)).save(picture, "PNG")
    sheet.add_image(SheetImage(picture), "H20")
    book.properties.title = "属性里的标题"
    buffer = io.BytesIO()
    book.save(buffer)
    return _completed(buffer.getvalue())


def _completed(data: bytes) -> bytes:
    """Return the file with the formula's result and a text box, which openpyxl writes neither of."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b"<v></v>" in content or b"<v />" in content
                content = content.replace(b"<v></v>", b"<v>76541</v>").replace(b"<v />", b"<v>76541</v>")
            if name == "xl/drawings/drawing1.xml":
                content = _with_box(content)
            new.writestr(name, content)
        new.writestr("xl/embeddings/a.docx", docx(p("嵌入表里的人")))
    return buffer.getvalue()


def _with_box(drawing: bytes) -> bytes:
    spaces = (
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    end = drawing.rindex(b"</")
    box = _BOX.replace("<xdr:twoCellAnchor>", f"<xdr:twoCellAnchor {spaces}>")
    return drawing[:end] + box.encode() + drawing[end:]


_EXPECTED: dict[str, Expected] = {
    "text": read("张三", "row"),
    "heading": read("2025年访客登记台账", "heading"),
    "table": read("2025-03-01\t张三\t09:05\t17:30\t☑已核对", "row"),
    "merged": read("2025年访客登记台账"),
    "textbox": read("文本框里的字", "textbox"),
    "header": read("文件编号：QP-AD-01", "header"),
    "footer": read("行政部归口管理", "footer"),
    "page": out("第&"),
    "comment": marked("批注里的话", "comment", "作为批注", "as a comment", "comments"),
    "hidden": marked(
        "隐藏行的人",
        "row",
        "隐藏的行和列照读，不另标",
        "hidden rows and columns are read like any other",
    ),
    "veiled": marked("隐藏表里的话", None, "照读并标明", "read, and marked as hidden", "hidden_sheets"),
    "check": read("☑已核对"),
    "link": read("李四"),
    "formula": read("76541"),
    "date": read("2025-03-01"),
    "diagram": read("来访人次图", "textbox"),
    "title": read("属性里的标题"),
    "sheet": read("访客台账"),
    "columns": read("时间 离厂"),
    "place": read("2025-03-01\t张三"),
    "block": read("QP-AD-01"),
    "attached": marked("嵌入表里的人", None, "逐个作为文件读", "each is read as a file of its own"),
    "picture": lost(
        "",
        "装有 [ocr] 时识别整页大的图片，否则只计数",
        "with [ocr], pictures as large as a page or form are recognised; otherwise they are counted",
        "pictures",
    ),
}

FORMAT = Format("Excel .xlsx .xlsm", "台账/访客.xlsx", build, _EXPECTED)
