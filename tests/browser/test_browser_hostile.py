"""Whatever a document says, it runs nothing in the page, leads nowhere but to the dossier, and is shown as text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from hostile_samples import HOSTILE, HUGE

from evidence_check.report.visible import visible

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]

UNFOLD = """async () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  await new Promise((done) => setTimeout(done, 1000));
  for (const link of document.querySelectorAll("a")) link.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
  for (const el of document.querySelectorAll("*")) if (el.focus) el.focus();
}"""


@pytest.fixture
def page(opened: Open, request: pytest.FixtureRequest) -> Page:
    """The report in which every field from a document holds every payload, all of it unfolded; it may say nothing."""
    page = opened(getattr(request, "param", "hostile"))
    page.evaluate(UNFOLD)
    return page


each_report = pytest.mark.parametrize("page", ["hostile", "marked"], indirect=True)


def test_the_overview_of_clients_runs_and_gains_nothing(opened: Open) -> None:
    page = opened("portfolio")
    assert "alert(1)" in (page.text_content("table") or "") and page.evaluate("window.trapped") == []
    made = page.evaluate("[...new Set([...document.querySelectorAll('body *')].map((el) => el.localName))]")
    assert not {"script", "img", "iframe", "style", "svg"} & set(made)
    assert set(page.evaluate("[...document.querySelectorAll('a')].map((a) => a.protocol)")) <= {"file:"}


@each_report
def test_no_payload_runs(page: Page) -> None:
    for lang in ("en", "both", "zh"):
        page.check(f"#lang-{lang}", force=True)
    page.emulate_media(media="print")
    page.pdf()
    assert page.evaluate("window.trapped") == []  # and the fixture has seen neither a dialog nor a word on the console


@each_report
def test_no_payload_makes_an_element_or_an_attribute(page: Page) -> None:
    made = page.evaluate("""[...new Set([...document.querySelectorAll("*")].flatMap((el) =>
      [el.localName, ...[...el.attributes].map((a) => "@" + a.name)]))]""")
    assert not {"img", "iframe", "base", "object", "math", "mtext", "link"} & set(made)
    assert not [name for name in made if name.startswith("@on") or name in ("@src", "@srcdoc", "@action")]
    assert page.locator("[style]").count() == page.locator("html[style]").count()  # the script's own, on the root


@each_report
def test_every_link_leads_into_the_report_or_the_dossier(page: Page) -> None:
    links = page.evaluate("[...document.querySelectorAll('a')].map((a) => [a.protocol, a.getAttribute('href')])")
    assert len(links) > 200
    assert {protocol for protocol, _ in links} == {"file:"}
    assert all(href.startswith(("#", "../材料/")) for _, href in links)


def test_payloads_are_read_as_they_were_written(page: Page) -> None:
    for place in (
        "article",
        "#files",
        "#findings",
        "details.more",
        "#actions",
        "#score",
        "#changes",
        "header",
        "#method",
    ):
        text = page.locator(place).first.text_content() or ""
        assert [payload for payload in HOSTILE if visible(payload) in text] == list(HOSTILE), place


def test_the_title_and_the_printed_heads_hold_the_name_as_text(page: Page) -> None:
    assert all(visible(payload) in page.title() or "\n" in payload for payload in HOSTILE)
    name = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--company')")
    assert "script" in name and page.locator("h1").is_visible()
    assert page.evaluate("document.styleSheets.length") == 1  # no payload has ended the style and begun another


def test_a_text_of_thousands_of_letters_breaks_lines_instead_of_the_page(page: Page) -> None:
    assert HUGE in (page.locator("article").first.text_content() or "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_search_for_a_payload_finds_it_and_runs_nothing(page: Page) -> None:
    for payload in HOSTILE:
        page.fill("#search", visible(payload).replace("\n", " "))
        page.wait_for_timeout(120)
        assert page.is_visible("article >> nth=0"), payload
    page.evaluate("(hash) => { location.hash = hash; }", '#?q=<img src=x onerror=alert(1)>&dept="><script>')
    page.wait_for_timeout(200)
    assert page.evaluate("window.trapped") == []
