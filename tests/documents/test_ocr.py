"""Scans and pictures: read upright and in order where the extra is installed; named with the way out elsewhere."""

from __future__ import annotations

import io
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont
from rapidfuzz.distance import Levenshtein

from evidence_check import documents
from evidence_check.documents import ocr
from evidence_check.documents.readers import scans
from evidence_check.model import Document

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


@cache
def _font() -> str | None:
    known = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")
    if known.exists():
        return str(known)
    if shutil.which("fc-match") is None:
        return None
    found = subprocess.run(["fc-match", "-f", "%{file}|%{lang}", ":lang=zh-cn"], capture_output=True, text=True)
    path, _, languages = found.stdout.partition("|")
    return path if "zh-cn" in languages else None


needs_engine = pytest.mark.skipif(not ocr.available(), reason=f"text recognition is not installed: {ocr.INSTALL}")
needs_font = pytest.mark.skipif(_font() is None, reason="no font with Chinese characters on this machine")


def _page(lines: tuple[str, ...] = LINES, seal: bool = False, ink: str = "black") -> Image.Image:
    picture = Image.new("RGB", (1240, 900), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(_font() or "", 30, index=2 if "Noto" in (_font() or "") else 0)
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


@needs_engine
@needs_font
def test_a_scanned_register_is_rows_with_named_cells() -> None:
    picture = Image.new("RGB", (1240, 700), "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(_font() or "", 30, index=2 if "Noto" in (_font() or "") else 0)
    rows = [("日期", "来访人", "来访事由")] + [(f"2025-03-{n:02d}", "王小明", "设备维修") for n in range(11, 17)]
    for at, row in enumerate(rows):
        for left, text in zip((100, 450, 800), row, strict=True):
            draw.text((left, 80 + at * 70), text, font=font, fill="black")
    found = [p for p in documents.read(_bytes(picture), "登记.png").passages if p.kind == "row"]
    assert len(found) == 7 and found[0].header_row
    assert [(c.column, c.text) for c in found[3].cells] == [
        ("日期", "2025-03-13"), ("来访人", "王小明"), ("来访事由", "设备维修"),
    ]  # fmt: skip


def test_scans_get_more_time_and_memory_bounds_the_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from evidence_check import workers

    scan, text = tmp_path / "a.pdf", tmp_path / "a.docx"
    for path in (scan, text):
        path.write_bytes(b"0" * 150_000)
    monkeypatch.setattr(ocr, "available", lambda: False)
    assert workers.patience(scan) == workers.patience(text)
    monkeypatch.setattr(ocr, "available", lambda: True)
    assert workers.patience(scan) >= workers.patience(text) + 10 * ocr.SECONDS_PER_PAGE
    monkeypatch.setattr(workers.os, "cpu_count", lambda: 64)
    monkeypatch.setattr(workers.os, "sysconf", lambda name: 4096 if name == "SC_PAGE_SIZE" else 2**20)
    assert workers.default_jobs() == 2
