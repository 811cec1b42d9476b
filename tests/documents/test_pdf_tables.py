"""Tables in PDF that pdfium alone does not give: columns without lines, ruled cells written out of order."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pdfplumber
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from evidence_check import documents
from evidence_check.documents.readers import pdf_unruled
from evidence_check.model import Document, Passage
from tests.documents.build import canvas

FONT = "STSong-Light"
canvas()  # registers the font
PLAIN = [("FONT", (0, 0), (-1, -1), FONT, 10), ("VALIGN", (0, 0), (-1, -1), "TOP")]
GRID = [*PLAIN, ("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
VISITS = [["序号", "日期", "来访人", "事由"]] + [
    [str(n), f"2025-03-{n:02d}", f"张{n}", "设备维修" if n % 2 else "参观"] for n in range(1, 9)
]
BODY = ParagraphStyle("b", fontName=FONT, fontSize=11, leading=18, wordWrap="CJK", firstLineIndent=22)
LONG = "外来人员进入厂区前应当在门卫室登记姓名、单位、证件号码、来访事由和进入时间，由接待部门派人全程陪同。"


def _read(*flowables: Flowable) -> Document:
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4).build(list(flowables))
    return documents.read(buffer.getvalue(), "登记.pdf")


def _drawn(rows: Sequence[Sequence[str]], lefts: Sequence[int], by_column: bool = False, pitch: int = 20) -> Document:
    page, buffer = canvas()
    places = [(700 - at * pitch, lefts[col], text) for at, row in enumerate(rows) for col, text in enumerate(row)]
    for y, x, text in sorted(places, key=lambda place: (place[1], -place[0])) if by_column else places:
        page.drawString(x, y, text)
    page.save()
    return documents.read(buffer.getvalue(), "登记.pdf")


def _rows(found: Document) -> list[Passage]:
    return [p for p in found.passages if p.kind == "row"]


@pytest.mark.parametrize("by_column", [False, True])
def test_columns_without_lines_are_rows_with_named_cells(by_column: bool) -> None:
    found = _drawn(VISITS, [60, 100, 200, 280], by_column)
    rows = _rows(found)
    assert len(rows) == 9 and rows[0].header_row
    assert [(c.column, c.text) for c in rows[2].cells] == [
        ("序号", "2"), ("日期", "2025-03-02"), ("来访人", "张2"), ("事由", "参观"),
    ]  # fmt: skip
    assert "\n".join(p.text for p in found.passages).count("2025-03-02") == 1


def test_text_around_an_unruled_table_stays_text() -> None:
    found = _read(Paragraph(LONG * 2, BODY), Table(VISITS, colWidths=[40, 90, 70, 120], style=PLAIN),
                  Paragraph(LONG, BODY))  # fmt: skip
    assert [p.text for p in found.passages if p.kind == "paragraph"] == [LONG * 2, LONG]
    assert [p.kind for p in found.passages] == ["paragraph", *["row"] * 9, "paragraph"]


def test_wrapped_cells_without_lines_are_whole() -> None:
    small = ParagraphStyle("c", fontName=FONT, fontSize=10, leading=12, wordWrap="CJK")
    reason = "空调设备维修以及年度保养检查并更换滤网"
    rows = [VISITS[0], *([a, b, c, Paragraph(reason, small)] for a, b, c, _ in VISITS[1:])]
    found = _rows(_read(Table(rows, colWidths=[40, 90, 60, 110], style=PLAIN)))
    assert len(found) == 9
    assert [c.text for c in found[4].cells] == ["4", "2025-03-04", "张4", reason]


def test_an_unruled_table_over_pages_is_one_table() -> None:
    rows = [["No.", "Date", "Visitor", "Purpose"]] + [
        [str(n), f"2025-{n % 12 + 1:02d}-11", f"Person {n}", "Maintenance"] for n in range(1, 100)
    ]
    found = _read(Table(rows, colWidths=[40, 90, 80, 120], style=[("FONT", (0, 0), (-1, -1), "Helvetica", 10)],
                        repeatRows=1))  # fmt: skip
    table = _rows(found)
    assert found.pages is not None and found.pages >= 2
    assert len(table) == 100
    assert sum(p.header_row for p in table) == 1
    assert len({p.table for p in table}) == 1
    assert [(c.column, c.text) for c in table[-1].cells][2:] == [("Visitor", "Person 99"), ("Purpose", "Maintenance")]
    assert table[-1].locator.page == found.pages


def test_text_in_two_columns_contents_and_signatures_are_no_tables() -> None:
    prose = [[LONG[:24], LONG[24:]] for _ in range(8)]
    contents = [[f"第{n}章 总则", str(n * 3)] for n in "123456"]
    signatures = [["甲方：厦门甲公司", "乙方：厦门乙公司"], ["地址：湖里区", "地址：海沧区"],
                  ["代表：张三", "代表：李四"], ["日期：2025-03-01", "日期：2025-03-02"]]  # fmt: skip
    listed = [[f"({n})", LONG[:30]] for n in range(1, 7)]
    for rows, lefts in ((prose, [40, 310]), (contents, [60, 500]), (signatures, [60, 300]), (listed, [60, 90])):
        assert not _rows(_drawn(rows, lefts))


def _scrambled() -> bytes:
    """Return a ruled table whose wrapped cells are written with their second line first."""
    page, buffer = canvas()
    for x in (60, 200, 400):
        page.line(x, 700, x, 580)
    for y in (700, 660, 620, 580):
        page.line(60, y, 400, y)
    for at, (left, upper, lower) in enumerate(
        [
            ("项目", "检查要求", ""),
            ("大门", "每日两次检查门锁以及监控设备并", "登记签名"),
            ("仓库", "下班后关窗断电，封条编号要核对", "后上报"),
        ]
    ):
        y = 700 - at * 40
        page.drawString(206, y - 30, lower)
        page.drawString(206, y - 14, upper)
        page.drawString(66, y - 20, left)
    page.save()
    return buffer.getvalue()


def test_ruled_cells_written_out_of_order_are_read_by_place() -> None:
    found = documents.read(_scrambled(), "a.pdf")
    rows = _rows(found)
    assert [c.text for c in rows[1].cells] == ["大门", "每日两次检查门锁以及监控设备并登记签名"]
    assert [c.text for c in rows[2].cells] == ["仓库", "下班后关窗断电，封条编号要核对后上报"]
    assert "\n".join(p.text for p in found.passages).count("登记签名") == 1


def test_beyond_the_limit_of_words_columns_stay_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_unruled, "MAX_PIECES", 5)
    found = _drawn(VISITS, [60, 100, 200, 280])
    assert found.status == "ok" and not _rows(found)
    assert "张3" in "\n".join(p.text for p in found.passages)


def test_ruled_cells_are_those_that_pdfplumber_finds() -> None:
    """Another program's eyes: the rows and cells of a ruled table, merged ones once, as pdfplumber reads them."""
    rows = [*VISITS[:4], ["合计", "", "3人次", "无异常"], *VISITS[4:]]
    style = [*GRID, ("SPAN", (0, 4), (1, 4))]
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4).build([Table(rows, colWidths=[50, 100, 90, 140], style=style)])
    with pdfplumber.open(io.BytesIO(buffer.getvalue())) as pdf:
        theirs = [[cell for cell in row if cell] for table in pdf.pages[0].extract_tables() for row in table]
    ours = [[cell.text for cell in row.cells] for row in _rows(documents.read(buffer.getvalue(), "登记.pdf"))]
    assert ours == theirs
    assert len(ours) == len(rows)
