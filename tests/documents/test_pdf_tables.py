"""Tables in PDF that pdfium alone does not give: columns without lines, ruled cells written out of order."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import pairwise

import pdfplumber
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from evidence_check import documents
from evidence_check.documents.readers import pdf_second, pdf_unruled
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


SMALL = ParagraphStyle("c", fontName=FONT, fontSize=10, leading=13, wordWrap="CJK")
MIDDLE = [("FONT", (0, 0), (-1, -1), FONT, 10), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
CHECKS = [["项目", "要求", "部门"]] + [
    [f"{n}号门", "每日两次检查门锁以及监控设备并登记签名，发现异常立即报告安全主管" if n % 2 else "关窗断电", "管理部"]
    for n in range(1, 8)
]
LEVEL = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey), ("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.grey)]
SHADED = [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.white, colors.lightgrey])]


def _boxes(gap: float, corner: float = 0, filled: bool = False) -> Document:
    """Draw each cell as a box of its own, its text in the middle of its height."""
    page, buffer = canvas()
    page.setFont(FONT, 10)
    edges = (60, 110, 300, 380)
    for at, row in enumerate(CHECKS):
        top = 740 - 36 * at
        for (left, right), text in zip(pairwise(edges), row, strict=True):
            page.setFillGray(0.9 if filled else 0)
            box = (left + gap, top - 36 + gap, right - left - 2 * gap, 36 - 2 * gap)
            page.roundRect(*box, corner, stroke=not filled, fill=filled)
            page.setFillGray(0)
            lines = [text[:16], text[16:]] if len(text) > 16 else [text]
            for down, line in enumerate(lines):
                page.drawString(left + 4, top - (14 if len(lines) > 1 else 21) - 13 * down, line)
    page.save()
    return documents.read(buffer.getvalue(), "检查.pdf")


def _wrapped(style: Sequence[object]) -> Document:
    rows = [CHECKS[0], *([a, Paragraph(b, SMALL), c] for a, b, c in CHECKS[1:])]
    return _read(
        Paragraph(LONG * 2, BODY), Table(rows, colWidths=[60, 190, 80], style=[*MIDDLE, *style]), Paragraph(LONG, BODY)
    )


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda: _boxes(2), id="boxes with gaps"),
        pytest.param(lambda: _boxes(1, corner=4), id="rounded boxes"),
        pytest.param(lambda: _boxes(1, filled=True), id="filled boxes"),
        pytest.param(lambda: _boxes(0, filled=True), id="filled boxes side by side"),
        pytest.param(lambda: _wrapped(LEVEL), id="level rules only"),
        pytest.param(lambda: _wrapped(SHADED), id="shaded rows"),
    ],
)
def test_cells_that_no_ruled_grid_shows_are_found_by_a_second_opinion(
    draw: Callable[[], Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = draw()
    rows = _rows(found)
    assert [[cell.text for cell in row.cells] for row in rows] == CHECKS
    assert [cell.column for cell in rows[1].cells] == CHECKS[0]
    whole = "\n".join(p.text for p in found.passages)
    assert whole.count("7号门") == 1 and whole.count(LONG) in (0, 3)
    monkeypatch.setattr(pdf_second, "MAX_ASKED", 0)
    alone = [[cell.text for cell in row.cells] for row in _rows(draw())]
    assert alone != CHECKS, "our own arithmetic sees them now: no second opinion is needed"


def test_rows_that_rules_part_only_here_and_there_stay_rows_of_their_own() -> None:
    """A table with a rule below every third row: the rows between two rules are not one row of tall cells."""
    style = [*PLAIN, *(("LINEBELOW", (0, at), (-1, at), 0.5, colors.black) for at in (0, 2, 4, 6, 8))]
    rows = _rows(_read(Table(VISITS, colWidths=[40, 90, 70, 120], style=style)))
    assert [[cell.text for cell in row.cells] for row in rows] == VISITS


def test_boxes_and_rules_around_prose_make_no_table() -> None:
    page, buffer = canvas()
    for at in range(8):  # two columns of framed prose, as leaflets have them
        top = 760 - 80 * at
        for left in (50, 310):
            page.roundRect(left, top - 70, 240, 66, 4)
            for down in range(3):
                page.drawString(left + 6, top - 22 - 18 * down, LONG[12 * down : 12 * down + 18])
        page.line(50, top - 74, 300, top - 74)
    page.save()
    found = documents.read(buffer.getvalue(), "a.pdf")
    assert found.status == "ok" and not any(len(p.text.split("\t")) > 2 for p in found.passages)


def test_lists_on_shaded_ground_stay_lists() -> None:
    page, buffer = canvas()
    page.setFont(FONT, 11)
    top = 760
    for section in range(5):
        page.setFillGray(0.9 if section % 2 else 0.8)
        page.rect(60, top - 125, 460, 125, stroke=0, fill=1)
        page.setFillGray(0)
        for number in range(1, 4):
            page.drawString(70, top - 18, f"{number}.")
            page.drawString(100, top - 18, LONG[:30])
            page.drawString(100, top - 34, LONG[30:] if number == 2 + section % 2 else LONG[:8])
            top -= 40
        top -= 5
    page.save()
    found = documents.read(buffer.getvalue(), "a.pdf")
    assert not [p.text for p in found.passages if p.text.count(LONG[:30]) > 1], "three points are not one row"


def test_a_file_whose_boxes_are_never_tables_is_not_asked_about_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(pdf_second, "_seen", lambda _: asked.append(1) or [])
    page, buffer = canvas()
    for _ in range(30):
        page.setFont(FONT, 11)
        for at in range(8):
            page.roundRect(50, 700 - 60 * at, 240, 50, 4)
            page.drawString(56, 720 - 60 * at, f"{at} 门卫 登记")
        page.showPage()
    page.save()
    assert documents.read(buffer.getvalue(), "a.pdf").pages == 30
    assert 0 < len(asked) <= 10
