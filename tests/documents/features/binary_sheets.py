"""A binary workbook with the features that ``.xlsb`` has, record by record after [MS-XLSB]."""

from __future__ import annotations

import struct

from tests.documents.build import docx, p, relations, zipped
from tests.documents.features import Expected, Format, lost, marked, out, read

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def _number(value: int) -> bytes:
    """Return a number in seven bits a byte."""
    return bytes([value]) if value < 0x80 else bytes([value & 0x7F | 0x80]) + _number(value >> 7)


def _record(kind: int, content: bytes = b"") -> bytes:
    return _number(kind) + _number(len(content)) + content


def _wide(text: str | None) -> bytes:
    return b"\xff" * 4 if text is None else struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _sheet(rows: list[list[str]], end: bytes = b"") -> bytes:
    cells = b""
    for at, row in enumerate(rows):
        cells += _record(0, struct.pack("<II9x", at, 0))
        for column, text in enumerate(row):
            place = struct.pack("<II", column, 0)
            cells += (
                _record(9, place + struct.pack("<dHI", 76541.0, 0, 3) + b"\x1e\1\0" + struct.pack("<I", 0))
                if text == "="
                else _record(6, place + _wide(text))
                if text
                else b""
            )
    area = _record(148, struct.pack("<4I", 0, len(rows) - 1, 0, max(map(len, rows)) - 1))
    return _record(129) + area + _record(145) + cells + _record(146) + end + _record(130)


def build() -> bytes:
    """Return the file."""
    rows = [
        ["2025年访客登记台账"],
        ["日期", "来访人", "时间", "备注"],
        ["2025-03-01", "张三", "09:05", "☑已核对"],
        ["2025-03-02", "李四", "10:00", "="],
    ]
    margins = ("&C文件编号：QP-AD-01", "&L行政部归口管理&R第&P页", None, None, None, None)
    around = _record(479, struct.pack("<H", 0) + b"".join(map(_wide, margins))) + _record(480)
    sheets = b"".join(
        _record(156, struct.pack("<II", hidden, at) + _wide(f"rId{at}") + _wide(name))
        for at, (name, hidden) in enumerate((("访客台账", 0), ("底稿", 1)), 1)
    )
    comments = _record(628) + _record(633) + _record(635, struct.pack("<5I16s", 0, 2, 2, 1, 1, b""))
    comments += _record(637, b"\0" + _wide("批注里的话")) + _record(636) + _record(634) + _record(629)
    box = f'<x:wsDr xmlns:x="{_SHEET_DRAWING}" xmlns:a="{_DRAWING}"><x:sp><a:p><a:t>文本框里的字</a:t></a:p></x:sp></x:wsDr>'
    chart = f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}"><c:title><a:p><a:t>来访人次图</a:t></a:p></c:title></c:chartSpace>'
    return zipped({
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"xl/workbook.bin": "officeDocument"}),
        "xl/workbook.bin": _record(131) + _record(143) + sheets + _record(144) + _record(132),
        "xl/_rels/workbook.bin.rels": relations({"worksheets/sheet1.bin": "worksheet", "worksheets/sheet2.bin": "worksheet"}),
        "xl/worksheets/sheet1.bin": _sheet(rows, around),
        "xl/worksheets/sheet2.bin": _sheet([["隐藏表里的话"]]),
        "xl/comments1.bin": comments,
        "xl/drawings/drawing1.xml": box,
        "xl/charts/chart1.xml": chart,
        "xl/media/image1.png": b"\x89PNG",
        "xl/embeddings/a.docx": docx(p("嵌入表里的人")),
        "docProps/core.xml": '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>属性里的标题</dc:title></c:coreProperties>',
    })  # fmt: skip


_EXPECTED: dict[str, Expected] = {
    "text": read("张三", "row"),
    "heading": read("2025年访客登记台账", "heading"),
    "table": read("2025-03-01\t张三\t09:05\t☑已核对", "row"),
    "textbox": read("文本框里的字", "textbox"),
    "header": read("文件编号：QP-AD-01", "header"),
    "footer": read("行政部归口管理", "footer"),
    "page": out("第&"),
    "comment": marked("批注里的话", "comment", "作为批注", "as a comment", "comments"),
    "veiled": marked("隐藏表里的话", None, "照读并标明", "read, and marked as hidden", "hidden_sheets"),
    "check": read("☑已核对"),
    "formula": read("76541"),
    "date": read("2025-03-01"),
    "diagram": read("来访人次图", "textbox"),
    "title": read("属性里的标题"),
    "sheet": read("访客台账"),
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

FORMAT = Format("Excel .xlsb", "台账/访客.xlsb", build, _EXPECTED)
