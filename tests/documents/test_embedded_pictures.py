"""Pages that were pasted into a document as pictures are read with it; its logos are left alone."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from PIL import Image, ImageDraw

from benchmarks.scanned_pages import chinese_font, font
from evidence_check import documents
from evidence_check.documents import embedded, ocr
from evidence_check.documents.readers import scans

needs_engine = pytest.mark.skipif(not ocr.available(), reason=f"text recognition is not installed: {ocr.INSTALL}")
needs_font = pytest.mark.skipif(chinese_font() is None, reason="no font with Chinese characters (fonts-wqy-zenhei)")
SEALED = ("营业执照", "名称：苏州恒锐机电有限公司", "法定代表人：陈立")


def _picture(lines: tuple[str, ...] = (), size: tuple[int, int] = (900, 500)) -> bytes:
    picture = Image.new("RGB", size, "white")
    for at, line in enumerate(lines):
        ImageDraw.Draw(picture).text((80, 60 + at * 90), line, font=font(36), fill="black")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _word(text: str, *pictures: bytes) -> bytes:
    document = docx.Document()
    if text:
        document.add_paragraph(text)
    for picture in pictures:
        document.add_picture(io.BytesIO(picture))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@needs_engine
@needs_font
def test_a_pasted_page_is_read_and_only_its_words_are_marked() -> None:
    found = documents.read(_word("公司证照见下图。", _picture(SEALED)), "证照.docx")
    assert found.status == "ok" and found.ocr and found.reason is None
    assert {p.text: p.ocr for p in found.passages} == {"公司证照见下图。": False, **dict.fromkeys(SEALED, True)}
    assert found.passages[-1].heading_path[0] == "图片 1"
    assert found.marks["pictures_read"] == 1 and found.marks["ocr_confidence"] > 80


@needs_engine
@needs_font
def test_a_document_of_nothing_but_pasted_pages_is_a_scan() -> None:
    found = documents.read(_word("", _picture(SEALED), _picture(("第二页",))), "扫描.docx")
    assert found.status == "ok" and all(p.ocr for p in found.passages)
    assert [p.text for p in found.passages] == [*SEALED, "第二页"]
    blank = documents.read(_word("", _picture()), "空.docx")
    assert blank.status == "empty" and blank.reason is not None and "图片" in (blank.reason.zh or "")


@needs_engine
def test_logos_beside_text_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: object) -> ocr.Recognised:
        raise AssertionError("read a logo")

    monkeypatch.setattr(scans.ocr, "recognise", never)
    found = documents.read(_word("访客登记管理制度", _picture(size=(400, 280))), "制度.docx")
    assert found.status == "ok" and not found.ocr and found.reason is None


def test_without_the_extra_large_pictures_are_said_to_be_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    found = documents.read(_word("访客登记管理制度", _picture()), "制度.docx")
    assert found.status == "ok" and found.reason is not None
    assert ocr.INSTALL in (found.reason.zh or "") and ocr.INSTALL in (found.reason.en or "")
    assert documents.read(_word("访客登记管理制度"), "制度.docx").reason is None
    alone = documents.read(_word("", _picture()), "扫描.docx")
    assert alone.status == "needs_ocr" and alone.reason is not None and ocr.INSTALL in (alone.reason.zh or "")


def test_what_is_wrong_with_its_pictures_does_not_cost_a_document_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(documents, "read_pictures", fail)
    found = documents.read(_word("访客登记管理制度", _picture()), "制度.docx")
    assert found.status == "ok" and [p.text for p in found.passages] == ["访客登记管理制度"]
    assert found.reason is not None


def test_pictures_of_old_documents_are_cut_out_of_their_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = {"Data": b"head" + _picture(size=(40, 40)) + b"between" + _picture(size=(50, 50)), "Pictures": b"none"}

    class Ole:
        def __init__(self, _: object) -> None: ...

        def __enter__(self) -> Ole:
            return self

        def __exit__(self, *_: object) -> None: ...

        def listdir(self) -> list[list[str]]:
            return [["WordDocument"], *([name] for name in streams)]

        def openstream(self, entry: list[str]) -> io.BytesIO:
            return io.BytesIO(streams[entry[0]])

    monkeypatch.setattr(embedded.olefile, "OleFileIO", Ole)
    sizes = [Image.open(io.BytesIO(picture)).size for picture in embedded._carved(b"")]
    assert sizes == [(40, 40), (50, 50)]


@needs_engine
def test_beyond_the_limit_pictures_are_counted_and_damaged_ones_harm_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MAX_PAGES", 1)
    monkeypatch.setattr(embedded, "MAX_PICTURES", 5)
    several = [_picture(size=(900, 500 + n)) for n in range(3)]
    data = _word("访客登记管理制度", *several)
    found = documents.read(data, "制度.docx")
    assert found.reason is not None and "2" in (found.reason.zh or "")
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, content[:200] if "media" in info.filename else content)
    damaged = documents.read(buffer.getvalue(), "制度.docx")
    assert damaged.status == "ok" and not damaged.ocr
