"""A real browser for the report: Debian's chromium, driven by Playwright. Absent, these tests say that they skip.

Where ``EVIDENCE_CHECK_BROWSER=required`` is set (as in ``.ci/run``) its absence fails them instead.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "report"))  # the hand-made reports of the other tests

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    Open = Callable[..., Page]

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
TRAP = """
window.trapped = [];
for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = (...said) => window.trapped.push(name + said);
"""


def _absent(said: str) -> None:
    if os.environ.get("EVIDENCE_CHECK_BROWSER") == "required":
        pytest.fail(said)
    pytest.skip(said)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser, started once."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _absent("playwright is not installed: the report is not tested in a browser")
    program = os.environ.get("EVIDENCE_CHECK_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        _absent("no chromium on this machine: the report is not tested in a browser")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=program, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that writes a page by name, once: 2018, 2022, large, hostile, marked, portfolio."""
    from later_samples import again
    from marked_samples import PAYLOAD, START, marked
    from office_payloads import attacked
    from report_samples import large, sample

    from evidence_check.model import Bilingual
    from evidence_check.portfolio import Client
    from evidence_check.portfolio.write import render as overview
    from evidence_check.report.html import render

    folder = tmp_path_factory.mktemp("reports")
    bad = START + PAYLOAD
    makers: dict[str, Callable[[], Any]] = {
        "2018": lambda: sample("2018", 12, 80),  # with points, and with quotes that wait in the island
        "2022": lambda: sample("2022", 16),
        "large": lambda: large(600, 20_000),
        "again": again,  # a second scan: changes, and a verdict whose evidence has changed since
        "hostile": attacked,  # every payload in every field
        "marked": lambda: marked()[:3],  # a mark of its own in every field
    }
    clients = [Client(bad, "ready", Bilingual(bad, bad), "first", (bad,), bad, error=bad, report=folder / "a" / "b")]

    def written(name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            if name == "portfolio":
                path.write_text(overview(clients, folder), encoding="utf-8")
            else:
                assessment, registry, *changes = makers[name]()
                page = render(assessment, registry, base="../材料", changes=changes[0] if changes else None)
                path.write_text(page, encoding="utf-8")
        return path

    return written


@pytest.fixture
def opened(browser: Browser, reports: Callable[[str], Path]) -> Iterator[Open]:
    """Return a function that opens a report in a window of its own; what it says on its console fails the test."""
    contexts = []
    said: list[str] = []

    def opening(name: str, address: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        if options.get("java_script_enabled", True):
            context.add_init_script(TRAP)
        page = context.new_page()
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
        page.goto(reports(name).as_uri() + address)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert said == []
