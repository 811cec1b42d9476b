"""Which items closed would pass: the same steps on the page, in the workbook and in the Word report."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from lxml import html as lxml_html
from report_samples import sample
from scored_samples import scored
from workbook_hands import opened, texts

from evidence_check.model import Assessment, Registry
from evidence_check.report import word, workbook
from evidence_check.report.closing import closing
from evidence_check.report.html import render
from evidence_check.report.lookup import Lookup
from evidence_check.report.scores import score
from evidence_check.report.terminal import summary
from evidence_check.report.workbook.book import sheet_name

Pair = tuple[Assessment, Registry]


@pytest.fixture(scope="module")
def failing() -> Pair:
    """A score by the real standards that fails, and would pass once some of its items are closed."""
    made = scored("2018", ("present", "present", "present", "partial", "missing"), seed=4)
    assert len(made[0].score.closing) > 3 and made[0].score.closing[-1].passed
    return made


def expected(made: Pair) -> list[tuple[str, str]]:
    return [(step.items[-1], str(step.total)) for step in made[0].score.closing]


def without(made: Pair) -> Pair:
    return replace(made[0], score=replace(made[0].score, closing=())), made[1]


def test_the_page_lists_each_step_with_its_total_and_says_when_it_passes(failing: Pair) -> None:
    tree = lxml_html.document_fromstring(render(*failing).encode("utf-8"))
    rows = tree.xpath("//table[contains(@class, 'closing')]/tbody/tr")
    lookup = Lookup.of(*failing)
    for row, (item, total) in zip(rows, expected(failing), strict=True):
        cells = [cell.text_content().strip() for cell in row]
        assert cells[1].startswith(item.partition("/")[0]) and f" {lookup.number_of(item)} " in cells[1]
        assert cells[3] == total and row.xpath("./th/a/@href")[0].startswith("#2018-")
    assert "全部满足，可以通过" in rows[-1].text_content() and "全部满足" not in rows[-2].text_content()
    waiting = failing[0].score.closing[-1].undecided
    assert waiting and f"尚待认定的 {len(waiting)} 项没有算作扣分" in tree.text_content()


def test_the_first_screen_says_how_many_and_leads_there(failing: Pair) -> None:
    tree = lxml_html.document_fromstring(render(*failing).encode("utf-8"))
    (link,) = tree.xpath("//section[@id='summary']//a[@href='#closing']")
    assert f"补齐 {len(expected(failing))} 项可以通过" in link.text_content()
    assert tree.get_element_by_id("closing").tag == "h3"


def test_the_workbook_lists_the_same_steps(failing: Pair) -> None:
    sheet = opened(workbook.render(*failing), values=True)[sheet_name("overview")]
    rows = [[cell.value for cell in row[:3]] for row in sheet.iter_rows()]
    steps = [(str(row[0]), str(row[2])) for row in rows if isinstance(row[1], int) and str(row[0]).startswith("2018-")]
    assert steps == expected(failing)


def test_the_word_report_lists_the_same_steps(failing: Pair) -> None:
    document = docx.Document(io.BytesIO(word.render(*failing)))
    (table,) = [t for t in document.tables if "补齐后总分" in [cell.text for cell in t.rows[0].cells]]
    assert [(row.cells[1].text, row.cells[3].text) for row in table.rows[1:]] == expected(failing)


def test_nothing_is_said_where_there_is_no_such_list(failing: Pair) -> None:
    for made in (without(failing), sample("2022")):
        assert score(Lookup.of(*made)).closing is None and closing(made[0].score, {}) is None
        assert "补齐哪些就能通过" not in render(*made)
        assert not [text for text in texts(workbook.render(*made)) if "补齐哪些就能通过" in text]
        document = docx.Document(io.BytesIO(word.render(*made)))
        assert "补齐哪些就能通过" not in "".join(p.text for p in document.paragraphs)


def test_the_terminal_says_how_many(failing: Pair) -> None:
    steps, total = len(expected(failing)), expected(failing)[-1][1]
    assert f"补齐 {steps} 项可以通过（总分 {total}）" in str(summary(*failing, lang="zh"))
    assert "可以通过（" not in str(summary(*without(failing), lang="zh"))
