"""Workbooks: header rows found, titles above them, forms, types as people read them, stray cells survived."""

from __future__ import annotations

import datetime
import io
import struct

import openpyxl
import pytest

from evidence_check import documents
from evidence_check.documents import grid
from evidence_check.documents.base import Unreadable
from evidence_check.documents.container import Package
from evidence_check.documents.readers import sheet_guard, sheets
from evidence_check.documents.readers.binary_sheets import binary_margins
from evidence_check.documents.readers.old_sheets import old_extras
from evidence_check.model import Passage
from evidence_check.packing import pack, unpack
from tests.documents.build import xlsx, zipped
from tests.documents.features import Format, binary_sheets, old_sheets, open_sheets

LEDGER = [
    ["2025年访客登记台账"],
    [],
    ["序号", "日期", "姓名", "进入时间", "离开时间"],
    [1, datetime.date(2025, 3, 1), "张三", datetime.time(9, 5), datetime.time(17, 30)],
    [2.0, datetime.datetime(2025, 3, 2, 8, 0), "李四", "08:00", None],
]


def test_title_header_and_rows() -> None:
    found = documents.read(xlsx({"访客": LEDGER, "Sheet2": [["空"]]}), "台账.xlsx")
    title, header, first, second = found.passages[:4]
    assert (title.kind, title.text, title.locator.cell) == ("heading", "2025年访客登记台账", "A1")
    assert header.header_row and header.text == "序号\t日期\t姓名\t进入时间\t离开时间"
    assert first.text == "1\t2025-03-01\t张三\t09:05\t17:30"
    assert first.cells[3].column == "进入时间" and first.cells[3].ref == "D4"
    assert first.locator.sheet == "访客" and first.locator.cell == "A4"
    assert first.heading_path == ("访客", "2025年访客登记台账")
    assert second.text == "2\t2025-03-02 08:00\t李四\t08:00"
    assert found.title == "2025年访客登记台账"


def test_two_level_headers_give_parent_and_child() -> None:
    rows = [
        ["日期", "车牌号", "时间", None, "备注"],
        [None, None, "驶入", "驶出", None],
        ["2025-01-02", "闽D12345", "08:00", "17:00", "x"],
    ]
    found = documents.read(xlsx({"车辆": rows}, {"车辆": ["A1:A2", "B1:B2", "C1:D1", "E1:E2"]}), "a.xlsx")
    assert [p.header_row for p in found.passages] == [True, True, False]
    assert [c.column for c in found.passages[2].cells] == ["日期", "车牌号", "时间 驶入", "时间 驶出", "备注"]


def test_a_training_form_with_a_list_below() -> None:
    rows = [
        ["培训签到表"], ["培训日期", "2025-03-01", "培训地点", "会议室"], ["讲师", "李四", "课时", None],
        ["序号", "姓名", "部门", "签名"], [1, "张三", "行政部", "张三"], [2, "王五", "仓库", None], ["考核结果", "全部合格"],  # noqa: E501
    ]  # fmt: skip
    found = documents.read(xlsx({"Sheet1": rows}), "a.xlsx")
    cells = {c.column: c.text for p in found.passages if not p.header_row for c in p.cells if c.column}
    assert cells["培训日期"] == "2025-03-01"
    assert cells["培训地点"] == "会议室"
    assert cells["讲师"] == "李四"
    assert cells["考核结果"] == "全部合格"
    assert cells["部门"] == "仓库"
    assert "课时" not in cells  # its value is blank


def test_hidden_sheets_are_read_and_marked() -> None:
    found = documents.read(xlsx({"A": [["公开"]], "B": [["隐藏的内容"]]}, hidden=["B"]), "a.xlsx")
    assert found.marks["hidden_sheets"] == 1
    assert [p.hidden for p in found.passages] == [False, True]


def _with_stray_cell(good: bool) -> bytes:
    book = openpyxl.Workbook()
    if good:
        book.active["A1"] = "好的内容"
        book.create_sheet("坏")
    bad = book.worksheets[-1]
    bad["A1"], bad["XFD1048576"] = "x", "y"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_stray_cells_do_not_take_all_memory() -> None:
    found = documents.read(_with_stray_cell(good=True), "a.xlsx")
    assert found.status == "ok"
    assert [p.text for p in found.passages] == ["好的内容"]
    assert found.marks["unread_sheets"] == 1
    assert found.reason is not None
    assert documents.read(_with_stray_cell(good=False), "a.xlsx").status == "too_large"


def test_long_ledgers_are_cut_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 10)
    found = documents.read(xlsx({"a": [["序号", "姓名", "部门"]] + [[n, "张", "库"] for n in range(40)]}), "a.xlsx")
    assert found.marks["rows_left_out"] == 31
    assert len(found.passages) == 10
    assert found.reason is not None


def test_an_empty_workbook_is_empty() -> None:
    assert documents.read(xlsx({"a": []}), "a.xlsx").status == "empty"


def _biff(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


@pytest.mark.parametrize(
    "record",
    [
        _biff(0x0203, struct.pack("<HHHd", 0, 60_000, 0, 1.0)),  # a cell beyond the last column of the format
        _biff(0x0200, struct.pack("<IIHHH", 0, 2**31, 0, 256, 0)),  # a sheet that claims two thousand million rows
        _biff(0x0085, struct.pack("<IH", 7, 0) + b"\1\0a"),  # a sheet that begins inside another record
    ],
)
def test_damaged_old_workbooks_never_reach_the_library(record: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = _biff(0x0809, bytes(16)) + record

    class Ole:
        def __init__(self, _: object) -> None: ...
        def __enter__(self) -> Ole:
            return self

        def __exit__(self, *_: object) -> None: ...
        def exists(self, _: str) -> bool:
            return True

        def openstream(self, _: str) -> io.BytesIO:
            return io.BytesIO(stream)

    monkeypatch.setattr(sheet_guard.olefile, "OleFileIO", Ole)
    with pytest.raises(Unreadable):
        sheet_guard.check_biff(b"")


def test_scattered_binary_sheets_are_refused() -> None:
    def row(number: int) -> bytes:
        return b"\x00\x04" + struct.pack("<I", number)

    cell = b"\x02\x04" + struct.pack("<I", 16_000)
    for sheet, fits in ((row(0) + cell, True), (row(0) + cell + row(1_000_000), False)):
        package = Package(zipped({"xl/worksheets/sheet1.bin": sheet}))
        if fits:
            sheet_guard.check_xlsb(package)
        else:
            with pytest.raises(Unreadable):
                sheet_guard.check_xlsb(package)


@pytest.mark.parametrize(
    ("one", "cell"), [(old_sheets.FORMAT, "B3"), (binary_sheets.FORMAT, "B3"), (open_sheets.FORMAT, "C8")]
)
def test_comments_of_every_kind_of_workbook_name_their_cell(one: Format, cell: str) -> None:
    found = documents.read(one.build(), one.path)
    comment = next(p for p in found.passages if p.kind == "comment")
    assert comment.locator.cell == cell and found.marks["comments"] == 1
    assert "来访人" not in [p.text for p in found.passages]  # the name of a chart's series stands in its cell


def test_damage_outside_the_cells_of_a_workbook_costs_nothing_but_itself() -> None:
    for stream in (
        b"\x1c\0\x02\0ab",
        b"\xb6\x01\xff\xffab",
        b"\x09\x08\0\0" * 20,
        b"\x0d\x10\x05\0\0\0\xff\x01a",
        b"\x01",
    ):
        assert not [block.text for block in old_extras(stream * 3)]
    for content in (b"", b"\0\0", b"\0\0\xff\xff\xff\x7fab"):
        assert not [text for _, text in binary_margins(content) if text.strip("\ufffd扡")]


def test_cells_of_rows_are_as_good_as_tuples(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        ["序号", "姓名", "事由"],
        *([n, f"张{n}", "检修\t二号" if n == 2 else "检修"] for n in range(1, 9)),
        [9, None, "送货"],
    ]
    kept = documents.read(xlsx({"台账": rows}), "a.xlsx").passages
    monkeypatch.setattr(grid, "_MOST_KEPT", 0)  # as in a ledger of more rows
    made = documents.read(xlsx({"台账": rows}), "a.xlsx").passages
    assert kept == made and hash(kept) == hash(made) and repr(kept) == repr(made)
    cells = made[2].cells
    assert (
        cells == (("序号", "2", "A3"), ("姓名", "张2", "B3"), ("事由", "检修 二号", "C3")) and cells[1:] == cells[1:3]
    )
    assert len(made[9].cells) == 2 and made[9].cells[-1].column == "事由" and made[9].cells != cells
    assert unpack(tuple[Passage, ...], pack(made)) == made
