"""Nobody is left out: no violation that axe finds, in either language, dark, on paper, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]


def axe() -> str:
    """Return axe-core, as the test dependency carries it."""
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    page.evaluate(axe())  # by the debugger's way in: the file's own policy lets no foreign script in
    found: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    assert found["passes"], "axe ran"
    return [
        f"{v['id']} ({v['impact']}): {node['html'][:160]} – {node['failureSummary'][:200]}"
        for v in found["violations"]
        for node in v["nodes"][:3]
    ]


STATES = [("2018", lang, style) for lang in ("zh", "en", "both") for style in ("light", "dark", "print")]


@pytest.mark.parametrize(
    ("name", "lang", "style"),
    [*STATES, ("2022", "zh", "light"), ("2022", "en", "dark"), ("again", "both", "dark"), ("again", "zh", "print")],
)
def test_axe_finds_no_violation(opened: Open, name: str, lang: str, style: str) -> None:
    page = opened(name, color_scheme="dark" if style == "dark" else "light")
    page.check(f"#lang-{lang}", force=True)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.wait_for_timeout(200)  # the island unfolds
    if style == "print":
        page.emulate_media(media="print")
    assert violations(page) == []


@pytest.mark.parametrize("style", ["filtered", "phone", "help"])
def test_axe_finds_no_violation_in_other_states(opened: Open, style: str) -> None:
    page = opened("2022", viewport={"width": 375 if style == "phone" else 1280, "height": 800})
    if style == "phone":
        page.click("#filters")
    if style == "help":
        page.keyboard.press("?")
    else:
        page.select_option("#by-cov", "gaps")
    assert violations(page) == []


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
@pytest.mark.parametrize("name", ["2018", "2022", "hostile"])
def test_a_phone_scrolls_only_up_and_down(opened: Open, name: str, lang: str) -> None:
    page = opened(name, viewport={"width": 375, "height": 800})
    page.check(f"#lang-{lang}", force=True)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.evaluate("document.getElementById('filters').click()")
    page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_every_control_is_reached_with_the_tab_key_and_shows_the_focus(opened: Open) -> None:
    page = opened("2022")
    reached: dict[str, str] = {}
    for _ in range(16):
        page.keyboard.press("Tab")
        identifier, outline = page.evaluate("""() => {
          const at = document.activeElement, near = at.type === "radio" ? at.closest("label") : at;
          return [at.id || at.className, getComputedStyle(near).outlineStyle];
        }""")
        reached[identifier] = outline
    assert {"skip", "lang-zh", "search", "by-cov", "by-dept", "by-cat", "by-kind", "print", "keys"} <= set(reached)
    assert {outline for identifier, outline in reached.items() if identifier} == {"solid"}
