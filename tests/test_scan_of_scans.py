"""A dossier of scans: what counts is found, every quote that was recognised says so, and a person is asked to look."""

from __future__ import annotations

import base64
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from benchmarks import scanned_pages
from evidence_check import enterprise, registry
from evidence_check.documents import ocr
from evidence_check.report import wording
from evidence_check.report.html import render
from evidence_check.report.json import to_json
from evidence_check.scan import scan
from tests.documents.build import canvas
from tests.dossier_builder import VISITORS, configuration, visitor_log

pytestmark = [
    pytest.mark.skipif(not ocr.available(), reason=f"text recognition is not installed: {ocr.INSTALL}"),
    pytest.mark.skipif(scanned_pages.chinese_font() is None, reason="no Chinese font (fonts-wqy-zenhei)"),
]
HEAD = ("苏州恒锐机电有限公司", "外来人员进出管理办法", "文件编号：AD-07  版本：B/1  生效日期：2025年6月1日")


def _pdf_of_a_scan_and_a_text_page(path: Path) -> None:
    """Write a PDF whose first page is a photograph of the rules and whose second page is text."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.utils import ImageReader

    paragraphs = [text for heading, body in VISITORS[:4] for text in (heading, body)]
    picture = scanned_pages.KINDS["scan with seal"](scanned_pages.page([*HEAD, *scanned_pages.wrapped(paragraphs)]))
    page, buffer = canvas()
    page.drawImage(ImageReader(picture), 0, 0, *A4)
    page.showPage()
    page.setFont("STSong-Light", 12)
    page.drawString(72, 700, VISITORS[4][1])
    page.drawString(72, 660, "编制：陈立  审核：周敏  批准：吴刚")
    page.showPage()
    page.save()
    path.write_bytes(buffer.getvalue())


def _quotes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every part of a report that quotes a file."""
    if isinstance(value, dict):
        if value.get("file") and value.get("quote") and "locator" in value:
            yield value
        for inner in value.values():
            yield from _quotes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _quotes(inner)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str]:
    folder = tmp_path_factory.mktemp("scans")
    _pdf_of_a_scan_and_a_text_page(folder / "访客.pdf")
    picture = scanned_pages.page(["关于召开年会的通知（征求意见稿）", "来访人员登记由门卫办理，联系方式：XXX"])
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    (folder / "草稿.png").write_bytes(buffer.getvalue())
    visitor_log(folder / "登记.xlsx")
    standards = registry.load()
    assessment = scan(folder, enterprise.load(configuration(folder / "enterprise.yaml")), standards)
    return to_json(assessment, standards), render(assessment, standards)


def test_a_sealed_scan_counts_and_a_person_is_asked_to_look(results: tuple[dict[str, Any], str]) -> None:
    visitors = next(clause for clause in results[0]["clauses"] if clause["id"] == "2022-common/41")
    assert visitors["coverage"] == "present", visitors["why"]
    assert visitors["review"] is True
    assert {evidence["file"] for evidence in visitors["evidence"]} == {"访客.pdf", "登记.xlsx"}


def test_every_quote_says_whether_it_was_recognised(results: tuple[dict[str, Any], str]) -> None:
    quotes = list(_quotes(results[0]))
    told = {(quote["file"], quote["locator"]["page"]): set() for quote in quotes}
    for quote in quotes:
        told[quote["file"], quote["locator"]["page"]].add(quote["locator"]["ocr"])
        assert quote.get("ocr", quote["locator"]["ocr"]) == quote["locator"]["ocr"]
    assert told["访客.pdf", 1] == {True}
    assert told["访客.pdf", 2] == {False}, "the page with text of its own is not"
    assert told["登记.xlsx", None] == {False}


def _shown(page: str) -> Iterator[tuple[str, str]]:
    """Yield the words of every quote of the page and what stands beside them, unfolded ones included."""
    tree = html.fromstring(page)
    for quote in tree.iter("blockquote"):
        yield quote.findtext("p") or "", " ".join(str(quote.xpath("string(cite)")).split())
    island = json.loads(gzip.decompress(base64.b64decode(tree.xpath("//script[@id='island']")[0].text)))
    for rows in island["rows"].values():
        for row in rows:
            _label, file, _chapter, _place, text, why, *_ = [*row, *[""] * (7 - len(row))]
            yield text, f"{island['files'][file][0]} {why}"


def test_the_page_shows_the_mark_beside_each_of_them(results: tuple[dict[str, Any], str]) -> None:
    report, page = results
    mark = wording.text("ocr").zh or ""
    quotes = {quote["quote"]: quote["locator"]["ocr"] for quote in _quotes(report) if "role" in quote}
    beside: dict[str, set[bool]] = {}
    for words, source in _shown(page):
        beside.setdefault(words, set()).add(mark in source)
    assert set(quotes.values()) == {True, False}
    assert {words: beside.get(words) for words in quotes} == {words: {ocr} for words, ocr in quotes.items()}
