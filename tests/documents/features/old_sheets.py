"""An Excel 97-2003 workbook with the features that ``.xls`` has, record by record after [MS-XLS]."""

from __future__ import annotations

import struct

from tests.documents.build import compound
from tests.documents.features import Expected, Format, lost, marked, out, read

_BOUND_SHEET = 0x0085


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _wide(text: str, width: str = "<HB") -> bytes:
    return struct.pack(width, len(text), 1) + text.encode("utf-16-le")


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _cells(rows: list[list[str]]) -> bytes:
    return b"".join(
        _record(0x0204, struct.pack("<HHH", at, column, 0) + _wide(text))
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    )


def _box(number: int, kind: int, text: str) -> bytes:
    """Return an object with its text in two pieces, one of wide characters and one of narrow ones."""
    head = _record(0x005D, struct.pack("<HHHHH12s", 0x15, 0x12, kind, number, 0, b""))
    body = struct.pack("<HHHHHHHI", 0, 0, 0, 0, 0, len(text) + 1, 16, 0)
    return head + _record(0x01B6, body) + _record(0x003C, b"\1" + text.encode("utf-16-le")) + _record(0x003C, b"\0.")


def _sheet() -> bytes:
    rows = [
        ["2025年访客登记台账"],
        ["日期", "来访人", "时间", "备注"],
        ["2025-03-01", "张三", "09:05", "☑已核对"],
        ["2025-03-02", "李四", "10:00", "无"],
    ]
    result = _record(0x0006, struct.pack("<HHHdHIH", 4, 0, 0, 76541.0, 0, 0, 3) + b"\x1e\1\0")
    chart = _begin(0x20) + _record(0x1003) + _record(0x100D, struct.pack("<H", 0) + _wide("来访人", "<BB"))
    chart += _record(0x1025) + _record(0x100D, struct.pack("<H", 0) + _wide("来访人次图", "<BB")) + _record(0x000A)
    margins = _record(0x0014, _wide("&C文件编号：QP-AD-01")) + _record(0x0015, _wide("&L行政部归口管理&R第&P页"))
    merged = _record(0x00E5, struct.pack("<H4H", 1, 0, 0, 0, 3))
    note = _record(0x001C, struct.pack("<HHHH", 2, 1, 0, 7) + _wide("a"))
    return (
        _begin(0x10) + margins + _record(0x0200, struct.pack("<IIHHH", 0, 5, 0, 4, 0)) + _cells(rows) + result
        + _box(7, 0x19, "批注里的话") + _box(8, 6, "文本框里的字") + chart + note + merged + _record(0x000A)
    )  # fmt: skip


def build() -> bytes:
    """Return the file."""
    sheets = [("访客台账", 0, _sheet()), ("底稿", 1, _begin(0x10) + _cells([["隐藏表里的话"]]) + _record(0x000A))]
    head = _begin(5) + _record(0x0042, struct.pack("<H", 1200))
    length = len(head) + sum(len(_record(_BOUND_SHEET, b"123456" + _wide(name, "<BB"))) for name, _, _ in sheets) + 4
    for name, hidden, content in sheets:
        head += _record(_BOUND_SHEET, struct.pack("<IBB", length, hidden, 0) + _wide(name, "<BB"))
        length += len(content)
    stream = head + _record(0x000A) + b"".join(content for _, _, content in sheets)
    title = "属性里的标题".encode() + b"\0"
    values = struct.pack("<IH2xII", 2, 65001, 30, len(title)) + title
    summary = struct.pack("<II4I", 24 + len(values), 2, 1, 24, 2, 32) + values
    start = struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, b"", 1, b"", 48)
    return compound({"Workbook": stream, "\x05SummaryInformation": start + summary})


_EXPECTED: dict[str, Expected] = {
    "text": read("张三", "row"),
    "heading": read("2025年访客登记台账", "heading"),
    "table": read("2025-03-01\t张三\t09:05\t☑已核对", "row"),
    "merged": read("2025年访客登记台账"),
    "textbox": read("文本框里的字.", "textbox"),
    "header": read("文件编号：QP-AD-01", "header"),
    "footer": read("行政部归口管理", "footer"),
    "page": out("第&"),
    "comment": marked("批注里的话.", "comment", "作为批注", "as a comment", "comments"),
    "veiled": marked("隐藏表里的话", None, "照读并标明", "read, and marked as hidden", "hidden_sheets"),
    "check": read("☑已核对"),
    "formula": read("76541"),
    "date": read("2025-03-01"),
    "diagram": read("来访人次图", "textbox"),
    "title": read("属性里的标题"),
    "sheet": read("访客台账"),
    "place": read("2025-03-01\t张三"),
    "block": read("QP-AD-01"),
    "attached": lost("", "嵌入的对象不读", "embedded objects are not read"),
    "picture": lost("", "图片不取", "pictures are not fetched"),
}

FORMAT = Format("Excel .xls", "台账/访客.xls", build, _EXPECTED)
