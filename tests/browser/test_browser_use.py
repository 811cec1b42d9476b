"""Working with the report: search, filters, keys, deep links, an input method; nothing needs a server."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]

CARDS = "[...document.querySelectorAll('article.clause')]"
SHOWN = f"{CARDS}.filter((el) => el.checkVisibility()).map((el) => el.id)"
OPEN = f"{CARDS}.filter((el) => el.querySelector('details').open).map((el) => el.id)"
IN_VIEW = """(id) => {
  const top = document.getElementById(id).getBoundingClientRect().top;
  return top >= document.querySelector(".toolbar").offsetHeight - 1 && top < innerHeight / 2;
}"""
UNPACKED = """async () => {
  const bytes = Uint8Array.from(atob(document.getElementById("island").textContent.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}"""


def settled(page: Page) -> None:
    page.wait_for_timeout(500)  # the next frame, the maps, and the address


def ids(*numbers: int, of: str = "2018") -> list[str]:
    return [f"{of}-common/{number}" for number in numbers]


# --- filters --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"cov": "missing"}, ids(4)),
        ({"cov": "gaps"}, ids(2, 3, 4, 6, 8)),
        ({"cov": "review"}, ids(2, 7)),
        ({"cov": "customs"}, ids(10)),
        ({"cat": "finance"}, ids(4, 5, 6)),
        ({"dept": "it"}, ids(5, 6, 7, 8)),
        ({"dept": "audit", "cov": "not_applicable"}, ids(9)),
        ({"kind": "record", "cat": "internal_control"}, ids(1, 2, 3)),
        ({"kind": "contract"}, []),
    ],
)
def test_filters_show_what_fits_all_of_them(opened: Open, choices: dict[str, str], expected: list[str]) -> None:
    page = opened("2018")
    for name, value in choices.items():
        page.select_option(f"#by-{name}", value)
    settled(page)
    assert page.evaluate(SHOWN) == expected
    rows = page.evaluate("[...document.querySelectorAll('#matrix tbody tr')].filter((r) => r.checkVisibility()).length")
    assert rows == len(expected)
    assert f"{len(expected)} / 12" in page.inner_text("#shown")
    assert page.is_visible("#none") is (expected == [])
    page.click("#clear")
    assert len(page.evaluate(SHOWN)) == 12 and not page.is_visible("#shown")


def test_search_finds_clauses_quotes_and_files_also_what_is_packed(opened: Open) -> None:
    page = opened("2018")
    packed = page.evaluate(UNPACKED)["rows"]["c1"][-1][4]
    assert packed not in page.content()
    page.fill("#search", packed.strip())
    settled(page)
    assert "2018-common/2" in page.evaluate(SHOWN)
    page.fill("#search", "合同.ZIP")
    settled(page)
    assert page.evaluate(SHOWN) == []
    files = page.evaluate("[...document.querySelectorAll('#files tbody tr')].filter((r) => r.checkVisibility()).length")
    assert files == 1 and "文件 1 个" in page.inner_text("#shown")
    page.fill("#search", "ＤＥＰＡＲＴＭＥＮＴ 复核")  # full width, two words
    settled(page)
    assert "2018-common/1" in page.evaluate(SHOWN)


def test_the_address_holds_the_filter_and_brings_it_back(opened: Open) -> None:
    page = opened("2018")
    page.select_option("#by-dept", "it")
    page.fill("#search", "复核")
    settled(page)
    address = page.evaluate("location.hash")
    expected = page.evaluate(SHOWN)
    again = opened("2018", address)
    settled(again)
    assert again.evaluate(SHOWN) == expected == ids(5, 6, 7, 8)
    assert again.input_value("#search") == "复核" and again.input_value("#by-dept") == "it"
    strange = opened("2018", "#?dept=nobody&cov=%zz&q=")
    settled(strange)
    assert len(strange.evaluate(SHOWN)) == 12


def test_a_departments_list_leads_to_its_gaps(opened: Open) -> None:
    page = opened("2018")
    page.evaluate("document.getElementById('do/it').open = true")
    page.click("[id='do/it'] p.js-only a")
    settled(page)
    assert page.evaluate(SHOWN) == ids(6, 8)
    assert page.evaluate(IN_VIEW, "clauses")


# --- an input method ------------------------------------------------------------------------------------------------


def test_half_typed_letters_of_an_input_method_are_no_search(opened: Open) -> None:
    page = opened("2018")
    devtools = page.context.new_cdp_session(page)
    page.focus("#search")
    page.evaluate("""() => { window.enters = 0; document.getElementById("search").addEventListener("keydown",
      (event) => { if (event.key === "Enter" && event.isComposing) window.enters += 1; }); }""")
    for typed in ("s", "su", "sui", "sui'j", "sui'ji'wu"):
        devtools.send(
            "Input.imeSetComposition", {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)}
        )
        page.wait_for_timeout(60)
        assert page.input_value("#search") == typed
        assert len(page.evaluate(SHOWN)) == 12 and not page.is_visible("#shown")
    page.evaluate("""document.getElementById("search").dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true }))""")
    assert page.evaluate("window.enters") == 1 and page.evaluate(OPEN) == []  # it chose a candidate, nothing else
    devtools.send("Input.insertText", {"text": "责任追究机制没有"})
    settled(page)
    assert page.input_value("#search") == "责任追究机制没有"
    assert page.evaluate(SHOWN) == [] and page.is_visible("#none")


# --- keys and links -------------------------------------------------------------------------------------------------


def test_the_keys_alone_lead_from_the_search_through_the_gaps(opened: Open) -> None:
    page = opened("2018")
    page.keyboard.press("/")
    page.keyboard.type("复核")
    settled(page)
    page.keyboard.press("Enter")
    settled(page)
    first = page.evaluate(OPEN)
    assert len(first) == 1 and page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Escape")
    settled(page)
    assert page.input_value("#search") == "" and len(page.evaluate(SHOWN)) == 12
    visited = []
    for key in ("n", "n", "p"):
        page.keyboard.press(key)
        settled(page)
        visited.append(page.evaluate("document.activeElement.closest('article').id"))
        assert page.evaluate(IN_VIEW, visited[-1])
    assert visited == ids(2, 3, 2) and page.evaluate("location.hash") == "#2018-common/2"
    page.keyboard.press("l")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.is_visible("text=Clause by clause") and not page.is_visible("#h-clauses >> text=逐条核对")
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.keyboard.press("Escape")
    assert not page.is_visible("#help")


@pytest.mark.parametrize(
    "target", ["2018-common/8", "2018-common/2/checking", "2018-common/3/q2", "score/2018-common/item-2"]
)
def test_a_deep_link_opens_what_it_names(opened: Open, target: str) -> None:
    page = opened("2018", f"#{target}")
    settled(page)
    assert page.evaluate("(id) => document.getElementById(id).checkVisibility()", target)
    assert page.evaluate(IN_VIEW, target)
    if "common/" in target and not target.startswith("score"):
        assert page.evaluate(OPEN) == ["/".join(target.split("/")[:2])]


def test_a_deep_link_to_a_packed_quote_unpacks_it(opened: Open) -> None:
    page = opened("2018", "#2018-common/2/q40")
    page.wait_for_selector("[id='2018-common/2/q40']")
    settled(page)
    assert page.evaluate(IN_VIEW, "2018-common/2/q40")
    assert page.inner_text("[id='2018-common/2/q40'] cite").startswith("[40] ")


def test_a_deep_link_wins_over_a_filter_that_hides_it(opened: Open) -> None:
    page = opened("2018", "#?cov=missing")
    settled(page)
    page.evaluate("location.hash = '2018-common/1'")
    settled(page)
    assert "2018-common/1" in page.evaluate(SHOWN) and page.evaluate(OPEN) == ids(1)


def test_packed_quotes_unfold_with_their_places(opened: Open) -> None:
    page = opened("2018", "#2018-common/2/more")
    page.wait_for_selector("[id='2018-common/2/more'] blockquote")
    cites = page.locator("[id='2018-common/2/more'] cite").all_inner_texts()
    assert len(cites) > 10 and all("章" in cite and "页" in cite and ".docx" in cite for cite in cites)
    links = page.eval_on_selector_all("[id='2018-common/2/more'] a", "(all) => all.map((a) => a.getAttribute('href'))")
    assert all(link.startswith("../材料/") for link in links)
