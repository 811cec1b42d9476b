"""Scans and pictures: read upright and in order where the extra is installed; named with the way out elsewhere."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

from benchmarks import scanned_pages
from benchmarks.scanned_pages import chinese_font
from benchmarks.scanned_pages import font as chinese
from evidence_check import documents
from evidence_check.documents import ocr, ocr_engine
from evidence_check.documents.readers import scans
from evidence_check.model import Document
from tests.documents.build import canvas

LINES = (
    "访客管理制度",
    "一、外来人员进入厂区前应当在门卫室登记姓名、单位、证件号码、来访事由和",
    "进入时间，由接待部门派人全程陪同，离开时交还访客证并登记离开时间。",
    "二、门卫每班检查访客证的数量，发现缺少的立即报告安全主管并作出记录。",
    "Visitors shall show a photo ID and wear a badge at all times.",
    "编制：张三",
    "审核：李四",
)
ENGLISH = LINES[4]


needs_engine = pytest.mark.skipif(not ocr.available(), reason=f"text recognition is not installed: {ocr.INSTALL}")
needs_font = pytest.mark.skipif(chinese_font() is None, reason="no font with Chinese characters (fonts-wqy-zenhei)")


def _page(lines: tuple[str, ...] = LINES, seal: bool = False, ink: str = "black") -> Image.Image:
    picture = Image.new("RGB", (1240, 900), "white")
    draw = ImageDraw.Draw(picture)
    font = chinese(30)
    for at, line in enumerate(lines):
        left = 530 if line == "访客管理制度" else 90
        draw.text((left, 80 + at * 62), line, font=font, fill=ink if at == 0 else "black")
    return ImageChops.multiply(picture, _seal(picture.size, font)) if seal else picture  # ink does not cover ink


def _seal(size: tuple[int, int], font: ImageFont.FreeTypeFont) -> Image.Image:
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((500, 120, 860, 480), outline=(225, 40, 40), width=12)
    draw.text((560, 270), "厦门某某公司", font=font, fill=(225, 40, 40))
    draw.line((530, 330, 830, 330), fill=(225, 40, 40), width=8)
    return picture


def _bytes(*pictures: Image.Image, kind: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    rest = {"save_all": True, "append_images": list(pictures[1:])} if kind in ("TIFF", "PDF") else {}
    if kind == "PDF":
        rest["resolution"] = 150.0
    pictures[0].save(buffer, kind, **rest)
    return buffer.getvalue()


def _recall(found: Document, lines: tuple[str, ...] = LINES) -> float:
    """Return the share of the characters that were read, in their order."""
    wanted = "".join("".join(lines).split())
    read = "".join("".join(p.text for p in found.passages).split())
    return 1 - Levenshtein.distance(wanted, read, weights=(0, 1, 1)) / len(wanted)


def test_without_the_extra_pictures_name_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    picture = Image.new("RGB", (60, 60), "white")
    for kind, name in (("PNG", "a.png"), ("JPEG", "b.pdf"), ("TIFF", "c.tif"), ("PDF", "d.pdf"), ("BMP", "e.bmp")):
        found = documents.read(_bytes(picture, kind=kind), name)
        assert found.status == "needs_ocr", name
        assert found.reason is not None and found.reason.zh and found.reason.en
        assert ocr.INSTALL in found.reason.zh and ocr.INSTALL in found.reason.en


@needs_engine
@needs_font
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_are_read_upright_and_in_order(turn: int) -> None:
    found = documents.read(_bytes(_page().rotate(turn, expand=True)), "扫描.png")
    assert found.status == "ok" and found.ocr and all(p.ocr for p in found.passages)
    assert _recall(found) >= 0.97
    texts = [p.text for p in found.passages]
    assert texts[0] == "访客管理制度" and found.title == "访客管理制度"
    assert any(t.startswith("一、外来人员") and "进入时间" in t for t in texts), "wrapped lines are one paragraph"
    assert 80 < found.marks["ocr_confidence"] <= 100
    assert found.reason is None


@needs_engine
@needs_font
def test_a_red_seal_over_the_text_does_not_hide_it() -> None:
    found = documents.read(_bytes(_page(seal=True).rotate(1.5, fillcolor="white"), kind="JPEG"), "盖章.jpg")
    body = tuple(line for line in LINES if line != "访客管理制度")
    assert _recall(found, body) >= 0.98


@needs_engine
@needs_font
def test_a_red_head_is_read_all_the_same() -> None:
    found = documents.read(_bytes(_page(ink="red")), "红头.png")
    assert found.passages[0].text == "访客管理制度"


@needs_engine
@needs_font
def test_scanned_pages_of_a_pdf_stand_between_its_other_pages() -> None:
    found = documents.read(_bytes(_page(), _page(("培训记录", "讲师：李四")), kind="PDF"), "扫描.pdf")
    assert found.status == "ok" and found.ocr and found.pages == 2
    assert [p.text for p in found.passages if p.locator.page == 2] == ["培训记录", "讲师：李四"]
    assert found.marks["ocr_pages"] == 2 and "unread_pages" not in found.marks


@needs_engine
@needs_font
def test_beyond_the_limit_pages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MAX_PAGES", 1)
    found = documents.read(_bytes(_page(LINES[:2]), _page(LINES[:2]), _page(LINES[:2]), kind="TIFF"), "三页.tif")
    assert found.status == "ok" and found.pages == 3
    assert found.marks["unread_pages"] == 2
    assert found.reason is not None and "2-3" in (found.reason.zh or "")
    with ocr.budget(0):
        unread = documents.read(_bytes(_page(LINES[:2])), "一页.png")
    assert unread.status == "needs_ocr"


@needs_engine
def test_a_picture_without_text_is_empty_and_a_damaged_one_fails() -> None:
    assert documents.read(_bytes(Image.new("RGB", (400, 300), "white")), "墙.png").status == "empty"
    assert documents.read(_bytes(Image.new("RGB", (400, 300), "white"))[:60], "坏.png").status == "failed"


@needs_engine
def test_doubtful_pages_are_named_in_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    from evidence_check.documents.readers.pdf_columns import Piece

    line = Piece("模糊的文字", 100, 300, 500, 530)
    monkeypatch.setattr(scans.ocr, "recognise", lambda _: ocr.Recognised(1240, 1754, (line,), 57))
    found = documents.read(_bytes(Image.new("RGB", (40, 40), "white")), "模糊.png")
    assert found.status == "ok" and found.marks["ocr_confidence"] == 57
    assert found.reason is not None and "57" in (found.reason.zh or "")


def test_an_engine_that_does_not_start_is_said_to_be_that(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> ocr.Recognised:
        raise ImportError("DLL load failed")

    monkeypatch.setattr(ocr, "available", lambda: True)
    monkeypatch.setattr(scans.ocr, "recognise", refuse)
    found = documents.read(_bytes(Image.new("RGB", (400, 300), "white")), "扫描.png")
    assert found.status == "needs_ocr"
    assert found.reason is not None and "DLL load failed" in (found.reason.zh or "")


@needs_engine
@needs_font
def test_a_scanned_register_is_rows_with_named_cells() -> None:
    picture = Image.new("RGB", (1240, 700), "white")
    draw = ImageDraw.Draw(picture)
    font = chinese(30)
    rows = [("日期", "来访人", "来访事由")] + [(f"2025-03-{n:02d}", "王小明", "设备维修") for n in range(11, 17)]
    for at, row in enumerate(rows):
        for left, text in zip((100, 450, 800), row, strict=True):
            draw.text((left, 80 + at * 70), text, font=font, fill="black")
    found = [p for p in documents.read(_bytes(picture), "登记.png").passages if p.kind == "row"]
    assert len(found) == 7 and found[0].header_row
    assert [(c.column, c.text) for c in found[3].cells] == [
        ("日期", "2025-03-13"), ("来访人", "王小明"), ("来访事由", "设备维修"),
    ]  # fmt: skip


ZH_PAGE = (
    "2025-03-13  柜号 RBMJ1973060  封条号 HR632084  检查人：李四",
    "2025-03-14  柜号 KFNB3077052  封条号 HR334083  检查人：林晓东",
    "建立并执行与海关沟通联系和合作的机制，指定高级管理人员负责关务。在发现异常、可疑的货物单据或者非法、可疑和"
    "不明货物涉及海关业务时，及时通知海关。",
    "建立并执行进出口单证复核或者纠错制度，在申报前或者委托申报前有专门部门或者岗位人员对进出口单证的真实性、"
    "准确性、规范性和完整性进行内部复核。",
    "建立并执行员工档案管理制度，招聘新员工时对应聘人员的身份、就业经历等信息进行核查，员工离职时及时收回工作证件"
    "和设备，并注销其使用信息系统的权限。",
) * 3
EN_PAGE = (
    "Visitors and vehicles are registered at the gate before they enter the site, and are escorted at all times.",
    "When an employee leaves the company, badges, keys and access to the information systems are withdrawn on the day.",
    "Seals are kept in a locked cabinet; their numbers are entered in a register when they are issued and when they "
    "are affixed to a container. Broken or missing seals are reported to the security manager at once.",
) * 4


@needs_engine
@needs_font
@pytest.mark.parametrize("text", [ZH_PAGE, EN_PAGE], ids=["zh", "en"])
@pytest.mark.parametrize(
    ("kind", "least"),
    [("clean", 0.99), ("seal", 0.98), ("turned 180", 0.99), ("scan with seal", 0.98), ("photograph with seal", 0.98)],
)
def test_a_page_at_200_dpi_is_read_to_the_letter(text: tuple[str, ...], kind: str, least: float) -> None:
    lines = scanned_pages.wrapped(text)
    found = documents.read(_bytes(scanned_pages.KINDS[kind](scanned_pages.page(lines))), "扫描.png")
    assert _recall(found, tuple(lines)) >= least
    assert found.marks["ocr_confidence"] > 90


@needs_engine
@needs_font
@pytest.mark.parametrize("kind", ["clean", "photograph"])
def test_every_cell_of_a_register_stays_in_its_row_and_column(kind: str) -> None:
    rows = [("序号", "日期", "来访人", "单位")]
    rows += [(str(n), f"2025-03-{n + 10}", "王小明", "厦门某某物流有限公司") for n in range(1, 13)]
    picture = scanned_pages.page([])
    draw = ImageDraw.Draw(picture)
    for at, row in enumerate(rows):
        for left, text in zip((160, 310, 640, 900), row, strict=True):
            draw.text((left, 250 + at * 80), text, font=chinese(), fill="black")
    found = documents.read(_bytes(scanned_pages.KINDS[kind](picture)), "登记.png")
    assert [tuple(c.text for c in p.cells) for p in found.passages if p.kind == "row"] == rows
    assert found.passages[1].cells[0].column == "序号"


@needs_engine
def test_a_line_that_is_not_made_out_is_left_out_and_lowers_the_confidence(monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy

    def line(y: float) -> object:
        return numpy.array([[100, y], [900, y], [900, y + 40], [100, y + 40]], dtype=float)

    monkeypatch.setattr(ocr, "find_lines", lambda _: [line(100), line(200)])
    monkeypatch.setattr(
        ocr, "read_lines", lambda _, quads: [("访客登记管理制度正文如下述之各条款", 0.99), ("?", 0.1)][: len(quads)]
    )
    found = ocr.recognise(Image.new("RGB", (1000, 400), "white"))
    assert [piece.text for piece in found.lines] == ["访客登记管理制度正文如下述之各条款"]
    assert found.confidence < ocr.LOW


VISITORS = "访客进入厂区前在门卫室登记姓名和证件号码，由接待部门陪同。"


def _mixed_pdf(pictures: dict[int, Image.Image], pages: int, words: str = "") -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader

    page, buffer = canvas()
    for number in range(1, pages + 1):
        if number in pictures:
            page.drawImage(ImageReader(pictures[number]), 0, 0, *A4)
        if number not in pictures or words:
            page.setFont("STSong-Light", 12)
            page.drawString(
                72, 700, words or f"第{number}页：访客进入厂区前在门卫室登记姓名和证件号码，由接待部门陪同。"
            )
        page.showPage()
    page.save()
    return buffer.getvalue()


@needs_engine
def test_pages_with_a_text_layer_are_not_recognised_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: object) -> ocr.Recognised:
        raise AssertionError("recognised a page that has text")

    monkeypatch.setattr(scans.ocr, "recognise", never)
    scan_with_text = _mixed_pdf(
        {1: Image.new("RGB", (400, 600), "white")}, 1, "访客进入厂区前在门卫室登记姓名和证件号码，由接待部门陪同。"
    )
    for data in (_mixed_pdf({}, 2), scan_with_text):
        found = documents.read(data, "制度.pdf")
        assert found.status == "ok" and not found.ocr
        assert "ocr_pages" not in found.marks


@needs_engine
@needs_font
def test_only_the_scanned_pages_of_a_mixed_pdf_are_recognised_and_marked() -> None:
    found = documents.read(_mixed_pdf({2: _page(("培训记录", "讲师：李四"))}, 3), "混合.pdf")
    assert found.status == "ok" and found.ocr and found.pages == 3
    assert {p.locator.page: p.ocr for p in found.passages} == {1: False, 2: True, 3: False}
    assert found.marks["ocr_pages"] == 1


def test_workers_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_engine, "_threads", [2])
    ocr.use_threads(0)
    assert ocr_engine._threads == [1]
