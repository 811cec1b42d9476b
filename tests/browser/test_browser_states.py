"""Pictures of the report's states, kept in ``tests/browser/states`` for people to look at; each must show something."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from PIL import Image

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]
FOLDER = Path(__file__).with_name("states")
PHONE = {"viewport": {"width": 375, "height": 800}}
DARK = {"color_scheme": "dark"}


def language(code: str) -> Callable[[Page], None]:
    return lambda page: page.check(f"#lang-{code}", force=True)


def filtered(page: Page) -> None:
    page.select_option("#by-dept", "it")
    page.select_option("#by-cov", "gaps")
    page.click("#shown")


STATES: dict[str, tuple[str, str, dict[str, Any], Callable[[Page], None] | None]] = {
    "first-screen-2018": ("2018", "", {}, None),
    "first-screen-2022": ("2022", "", {}, None),
    "first-screen-english": ("2018", "", {}, language("en")),
    "first-screen-both": ("2018", "", {}, language("both")),
    "first-screen-dark": ("2018", "", DARK, None),
    "first-screen-phone": ("2018", "", PHONE, None),
    "blockers": ("2018", "#blockers", {}, None),
    "who-supplies-what": ("2018", "#do/it", {}, None),
    "score": ("2018", "#score", {}, None),
    "matrix": ("2018", "#matrix", {}, None),
    "matrix-phone": ("2018", "#matrix", PHONE, None),
    "years": ("2018", "#years", {}, None),
    "changes": ("again", "#changes", {}, None),
    "changes-phone": ("again", "#changes", PHONE, None),
    "way-to-a-pass": ("2018", "#closing", {}, None),
    "clause": ("2018", "#2018-common/2", {}, None),
    "clause-both": ("2018", "#2018-common/2", {}, language("both")),
    "clause-phone": ("2018", "#2018-common/2", PHONE, None),
    "packed-quotes": ("2018", "#2018-common/2/q40", {}, None),
    "findings": ("2018", "#findings", {}, None),
    "files": ("2018", "#files", {}, None),
    "method": ("2018", "#method", {}, None),
    "filtered": ("2018", "", {}, filtered),
    "keys": ("2018", "", {}, lambda page: page.keyboard.press("?")),
    "hostile": ("hostile", "#2022-common/1", {}, None),
    "without-scripting": ("2018", "", {"java_script_enabled": False}, None),
}


@pytest.mark.parametrize("state", STATES)
def test_each_state_shows_something(opened: Open, state: str) -> None:
    name, address, options, then = STATES[state]
    page = opened(name, address, **options)
    if then:
        then(page)
    page.wait_for_timeout(400)
    picture = page.screenshot()
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{state}.png").write_bytes(picture)
    colours = Image.open(io.BytesIO(picture)).convert("RGB").getcolors(maxcolors=1 << 24)
    assert colours and len(colours) > 50


def test_the_printed_pages_are_kept_too(opened: Open) -> None:
    paper = pypdfium2.PdfDocument(io.BytesIO(opened("2018").pdf(prefer_css_page_size=True, print_background=True)))
    FOLDER.mkdir(exist_ok=True)
    for number in range(min(len(paper), 8)):
        paper[number].render(scale=1.0).to_pil().save(FOLDER / f"paper-{number + 1}.png")
    assert 5 < len(paper) < 40
