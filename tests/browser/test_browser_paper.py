"""The report without scripting, and on paper: all of it is there, on A4, with a title page and a table of contents."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from report_samples import sample

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]
A4 = (595, 842)  # points


def printed(page: Page) -> tuple[pypdfium2.PdfDocument, list[str]]:
    """Return the report as its reader would save it, and the text of each page without blanks."""
    paper = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    texts = [re.sub(r"\s", "", sheet.get_textpage().get_text_bounded()) for sheet in paper]
    return paper, texts


def squeezed(text: str | None) -> str:
    return re.sub(r"\s", "", text or "")


@pytest.fixture(scope="module")
def assessment() -> Any:
    return sample("2018", 12, 40)[0]


# --- without scripting ----------------------------------------------------------------------------------------------


def test_without_scripting_one_language_is_read_and_the_other_is_a_click_away(opened: Open) -> None:
    page = opened("2018", java_script_enabled=False)
    assert page.is_visible("#h-blockers >> text=什么在阻碍认证")
    assert not page.is_visible("#h-blockers >> text=What blocks certification")
    page.check("#lang-en", force=True)
    assert page.is_visible("#h-blockers >> text=What blocks certification")
    assert not page.is_visible("#h-blockers >> text=什么在阻碍认证")
    page.check("#lang-both", force=True)
    assert page.is_visible("#h-blockers >> text=What blocks certification")
    assert page.is_visible("#h-blockers >> text=什么在阻碍认证")


def test_without_scripting_nothing_is_offered_that_needs_it(opened: Open) -> None:
    page = opened("2018", java_script_enabled=False)
    for selector in ("#search", "#by-dept", "#print", "#open-all", "[id='do/it'] p.js-only", "#result"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.is_visible("text=report.json")


def test_without_scripting_a_card_opens_and_shows_its_quotes(opened: Open, assessment: Any) -> None:
    page = opened("2018", java_script_enabled=False)
    page.click("[id='2018-common/2'] > details > summary")
    seen = page.inner_text("[id='2018-common/2']")
    wanted = assessment.clauses[1].requirements[0]
    for quote in [e.evidence[0].quote for e in wanted.elements if e.evidence]:
        assert quote in seen
    assert all(
        part in seen
        for part in ("第三章 单证复核", "第 4 页", "制度/单证管理.docx", "责任追究", "下一步", "相近但不采信")
    )


# --- on paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scripting", [True, False])
def test_paper_carries_every_clause_file_and_quote_of_the_page(opened: Open, assessment: Any, scripting: bool) -> None:
    paper, texts = printed(opened("2018", java_script_enabled=scripting))
    whole = "".join(texts)
    for clause in assessment.standards[0].clauses:
        assert clause.id in whole and squeezed(clause.display.zh) in whole
    for line in assessment.documents:
        assert squeezed(line.path) in whole
    for result in assessment.clauses:
        for requirement in result.requirements:
            for quote in [e.evidence[0].quote for e in requirement.elements if e.evidence]:
                assert squeezed(quote) in whole
    assert {tuple(round(side) for side in sheet.get_size()) for sheet in paper} == {A4}


def test_paper_begins_with_a_title_page_and_a_table_of_contents(opened: Open) -> None:
    _, texts = printed(opened("2018"))
    title, contents = texts[0], texts[1]
    assert "厦门海澄机电有限公司" in title and "2026-10-31" in title and "不是海关的认证结论" in title
    assert "已被取代" in title and "目录" not in title and "/" not in title[-8:]
    found = [
        contents.index(f"{n}{name}") for n, name in enumerate(("结论", "什么在阻碍认证", "谁来补什么", "评分与依据"), 1)
    ]
    assert found == sorted(found) and "逐条核对" in contents and "方法、限度与版本" in contents


def test_every_page_names_the_company_its_section_and_its_number(opened: Open) -> None:
    _, texts = printed(opened("2018"))
    for number, text in enumerate(texts[1:], 2):
        assert "厦门海澄机电有限公司" in text and f"{number}/{len(texts)}" in text
    heads = [
        "1结论·2什么在阻碍认证·3谁来补什么",
        "4评分与依据",
        "5条款一览·6分年度记录",
        "7逐条核对",
        "8文件问题·9文件清单",
        "10方法、限度与版本",
    ]
    order = [next((n for n, head in enumerate(heads) if head in text), None) for text in texts[2:]]
    assert None not in order and order == sorted(order, key=lambda n: n or 0) and set(order) == set(range(len(heads)))


def test_paper_speaks_the_chosen_language(opened: Open) -> None:
    page = opened("2018")
    page.check("#lang-en", force=True)
    _, texts = printed(page)
    assert "XiamenHaichengElectromechanicalCo.,Ltd." in texts[2] and "4Scoreandarithmetic" in "".join(texts)
    assert "评分与依据" not in "".join(texts)


def test_paper_says_that_it_was_narrowed(opened: Open) -> None:
    page = opened("2018")
    page.select_option("#by-dept", "it")
    page.wait_for_timeout(500)
    _, texts = printed(page)
    assert "只打印了筛选出的条款：4/12条。筛选：信息部门。" in texts[0]
    assert "2018-common/5" in "".join(texts) and "2018-common/1" not in "".join(texts).replace("2018-common/12", "")


def test_nothing_is_cut_off_at_the_edge_of_the_paper(opened: Open) -> None:
    """What is wider than the paper would be clipped; the browser is asked at the width of the printed area."""
    page = opened("2018", viewport={"width": 673, "height": 1000})  # 178 mm at 96 dots per inch
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.emulate_media(media="print")
    wide = page.evaluate("""[...document.querySelectorAll("main *")].filter((el) => el.checkVisibility()
      && el.getBoundingClientRect().right > innerWidth + 1).map((el) => el.outerHTML.slice(0, 100))""")
    assert wide == []


def test_cards_are_closed_again_after_printing(opened: Open) -> None:
    page = opened("2018")
    page.pdf()
    assert page.locator("article details[open]").count() == 0


def test_the_print_button_prints(opened: Open) -> None:
    page = opened("2018")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.click("#print")
    assert page.evaluate("window.printed") is True
