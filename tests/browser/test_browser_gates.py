"""What the report promises in a browser: light, quick to show and to filter, silent on the network, the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]
Reports = Callable[[str], Path]
TRIES = 8  # a machine that does other work besides is slow now and then; the browser's own best is what counts


def patience() -> float:
    """Return how much longer things take here than on a machine of our own: what waits for each processor."""
    waiting = os.getloadavg()[0] if hasattr(os, "getloadavg") else 1.0
    return max(1.0, waiting / (os.cpu_count() or 1))


FILTERS = [
    *(("by-cov", value) for value in ("gaps", "review", "missing", "present", "")),
    *(("by-dept", value) for value in ("customs", "hr", "")),
    *(("by-cat", value) for value in ("trade_security", "")),
    *(("by-kind", value) for value in ("record", "")),
    *(("search", value) for value in ("复", "复核", "复核 责任", "declarant", "没有这句话", "")),
]
MEASURE = """([id, value]) => new Promise((done) => {
  const control = document.getElementById(id), start = performance.now();
  control.value = value;
  control.dispatchEvent(new Event(id === "search" ? "input" : "change", { bubbles: true }));
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""


def test_600_clauses_and_20000_passages_weigh_at_most_4_mb(reports: Reports) -> None:
    assert reports("large").stat().st_size <= 4_000_000


def test_a_large_report_shows_within_600_ms(browser: Browser, reports: Reports) -> None:
    """By the browser's own paint timing, best of several."""
    address, best = reports("large").as_uri(), float("inf")
    for _ in range(TRIES):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        shown = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        best = min(best, float(shown))
        page.close()
        if best <= 600:
            break
    print(f"first contentful paint: {best:.0f} ms")
    assert best <= 600 * patience()


@pytest.mark.parametrize("place", ["summary", "clauses"])
def test_the_slowest_filter_of_a_large_report_takes_at_most_100_ms(opened: Open, place: str) -> None:
    """From the choice to the next frame that is painted, each filter at its best of several."""
    page = opened("large", f"#{place}")
    page.focus("#search")
    page.wait_for_timeout(1500)  # the island is unpacked and indexed at the first focus, not while typing
    best: dict[tuple[str, str], float] = {}
    for _ in range(TRIES):
        for step in FILTERS:
            best[step] = min(best.get(step, 1e9), float(page.evaluate(MEASURE, list(step))))
            page.wait_for_timeout(150)  # as people do: the maps follow the clauses after a moment
        if max(best.values()) <= 100:
            break
    print(f"worst filter at {place}: {max(best.values()):.0f} ms, {max(best, key=lambda step: best[step])}")
    assert max(best.values()) <= 100 * patience(), best


@pytest.mark.parametrize("name", ["2018", "2022", "hostile"])
def test_nothing_is_asked_of_any_network(browser: Browser, reports: Reports, name: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.route("http*://**", lambda route: route.abort())
    page.goto(reports(name).as_uri())
    page.evaluate("document.getElementById('open-all').click()")
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    page.emulate_media(media="print")
    page.wait_for_timeout(500)
    assert asked == [reports(name).as_uri()]
    context.close()


def test_the_files_own_policy_stops_requests_and_foreign_scripts(browser: Browser, reports: Reports) -> None:
    page = browser.new_page()
    page.goto(reports("2022").as_uri())
    stopped = page.evaluate("""async () => {
      const kinds = [];
      addEventListener("securitypolicyviolation", (event) => kinds.push(event.effectiveDirective));
      await fetch("http://127.0.0.1:9/").catch(() => {});
      const add = (tag, values) => document.body.appendChild(Object.assign(document.createElement(tag), values));
      add("script", { textContent: "window.ran = 1" });
      add("iframe", { src: "http://127.0.0.1:9/" });
      add("img", { src: "http://127.0.0.1:9/x.png" });
      document.body.setAttribute("onclick", "window.ran = 2");
      document.body.click();
      add("form", { action: "http://127.0.0.1:9/" }).submit();
      await new Promise((done) => setTimeout(done, 300));
      return { kinds, ran: window.ran };
    }""")
    assert stopped.get("ran") is None
    assert {"connect-src", "script-src-elem", "frame-src", "img-src", "script-src-attr", "form-action"} <= set(
        stopped["kinds"]
    )
    page.close()


MAKE = """
import sys
sys.path.insert(0, sys.argv[1])
from report_samples import sample
from evidence_check.report.html import render
sys.stdout.buffer.write(render(*sample("2018", 32, 30), base="../材料").encode("utf-8"))
"""


def test_another_process_on_another_day_writes_the_same_bytes() -> None:
    folder = str(Path(__file__).resolve().parents[1] / "report")
    written = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        environment = dict(os.environ, PYTHONHASHSEED=seed, TZ=zone)
        written.append(
            subprocess.run(
                [sys.executable, "-c", MAKE, folder], env=environment, capture_output=True, check=True
            ).stdout
        )
    assert len(written[0]) > 100_000 and written[0] == written[1]
