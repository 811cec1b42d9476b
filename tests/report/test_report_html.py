"""report.html is one offline file that reads whole without scripting, in both languages, the same bytes each time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from lxml import html as lxml_html
from report_samples import evidence, following, large, passages_of, sample

from evidence_check.model import Assessment, Locator, Registry
from evidence_check.report import wording
from evidence_check.report.html import render
from evidence_check.report.quotes import LEAST

SECTIONS = ["summary", "blockers", "actions", "score", "matrix", "years", "clauses", "findings", "files", "method"]


def tree_of(text: str) -> Any:
    return lxml_html.document_fromstring(text.encode("utf-8"))


@pytest.fixture(scope="module", params=["2022", "2018"])
def made(request: pytest.FixtureRequest) -> tuple[Assessment, Registry]:
    return sample(request.param)


@pytest.fixture(scope="module")
def page(made: tuple[Assessment, Registry]) -> str:
    return render(*made, lang="zh")


def static_text(page: str) -> str:
    """Return what a reader sees without scripting: everything but scripts and styles."""
    tree = tree_of(page)
    for dead in tree.xpath("//script|//style"):
        dead.drop_tree()
    return str(tree.text_content())


def test_the_same_assessment_gives_the_same_bytes(made: tuple[Assessment, Registry], page: str) -> None:
    assert render(*made, lang="zh") == page


def test_nothing_is_fetched_from_anywhere(page: str) -> None:
    assert not re.search(r"https?:|//[a-z]|@import|url\(", re.sub(r"(?m)^\s*//.*$|\s// .*$", "", page))
    assert not tree_of(page).xpath("//link|//img|//iframe|//object|//*[@src]")


def test_the_policy_allows_only_the_files_own_scripts(page: str) -> None:
    tree = tree_of(page)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    scripts = [s for s in tree.xpath("//script") if not s.get("type")]
    digests = [base64.b64encode(hashlib.sha256(s.text.encode("utf-8")).digest()).decode("ascii") for s in scripts]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    assert len(digests) == 2
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src {allowed}; img-src data:; base-uri" in policy
    dangerous = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\("
    assert not any(re.search(dangerous, script.text) for script in scripts)


def test_the_sections_stand_in_the_order_of_a_readers_questions(page: str) -> None:
    assert [s.get("id") for s in tree_of(page).xpath("//main/section")] == SECTIONS


def test_every_clause_is_readable_without_scripting(made: tuple[Assessment, Registry], page: str) -> None:
    seen = static_text(page)
    for standard in made[0].standards:
        for clause in standard.clauses:
            assert clause.id in seen
            assert clause.display.zh in seen and clause.display.en in seen
    for result in made[0].clauses:
        card = tree_of(page).xpath("//article[@id=$id]", id=result.id)[0]
        quotes = [e.quote for r in result.requirements for el in r.elements for e in el.evidence[:1]][:LEAST]
        assert all(quote in card.text_content() for quote in quotes)
        assert all(lacking in card.text_content() for lacking in result.missing)


def test_every_file_stands_in_the_ledger_and_unread_files_come_first(
    made: tuple[Assessment, Registry], page: str
) -> None:
    rows = tree_of(page).xpath("//section[@id='files']//tbody/tr")
    shown = ["".join(row.xpath("./th/a[@class='file']")[0].text_content()) for row in rows]
    assert sorted(shown) == sorted(line.path for line in made[0].documents)
    unread = {line.path for line in made[0].documents if line.status != "ok"}
    assert set(shown[: len(unread)]) == unread
    assert "A password is needed" in rows[0].text_content()


def test_the_sentence_that_matters_carries_the_counts() -> None:
    page = static_text(render(*sample("2022")))
    assert "由文件判断的 12 条中，齐全 4 条、不完整 5 条、未见 2 条、待读取 1 条。" in page
    assert "Of the 12 clauses that documents decide, 4 are present, 5 partial, 2 missing and 1 unreadable." in page
    assert "不是海关的认证结论" in page


def test_the_arithmetic_adds_up_in_words() -> None:
    page = static_text(render(*sample("2018", 32)))
    assert "100 + 达标 5 项 × 0 + 基本达标 1 项 × (−1) + 不达标 1 项 × (−2) = 97" in page
    assert "100 + 5 × 0 (Met) + 1 × (−1) (Basically met) + 1 × (−2) (Not met) = 97" in page


def test_an_edition_without_points_shows_counts_and_no_total() -> None:
    page = render(*sample("2022"))
    score = tree_of(page).xpath("//section[@id='score']")[0].text_content()
    assert "没有公布分值" in score and "现计总分" not in score
    assert "52.0%" in score and "资产负债率" not in score


def test_a_replaced_edition_is_announced_on_top(page: str) -> None:
    head = tree_of(page).xpath("//header")[0].text_content()
    assert "公告2026年第34号" in head and "2026-03-31" in head


def test_the_matrix_leads_to_the_requirements(made: tuple[Assessment, Registry], page: str) -> None:
    tree = tree_of(page)
    rows = tree.xpath("//section[@id='matrix']//tbody/tr[td]")
    assert len(rows) == len(made[0].clauses)
    for href in tree.xpath("//section[@id='matrix']//td/a/@href") + tree.xpath("//section[@id='years']//a/@href"):
        assert tree.xpath("//*[@id=$id]", id=href[1:]), href


def test_every_inner_link_has_its_target_and_ids_are_unique(page: str) -> None:
    tree = tree_of(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = {href for href in tree.xpath("//a/@href") if href.startswith("#") and not href.startswith("#?")}
    assert {href for href in inner if href[1:] not in set(ids)} == set()
    filters = tree.xpath("//a[starts-with(@href, '#?')]")  # understood by the script alone, so shown with it only
    assert filters and all(link.xpath("ancestor::*[contains(@class, 'js-only')]") for link in filters)


def test_headings_step_down_one_level_at_a_time(page: str) -> None:
    levels = [int(h.tag[1]) for h in tree_of(page).xpath("//h1|//h2|//h3|//h4|//h5")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_status_is_said_by_colour_alone(page: str) -> None:
    tree = tree_of(page)
    style = tree.xpath("//style")[0].text
    for badge in tree.xpath("//*[contains(concat(' ', @class, ' '), ' badge ')]"):
        assert badge.xpath("./i[not(@lang)]")[0].text and badge.xpath("./i[@lang='en']")[0].text
    for group in ("coverage", "verdict", "passed", "status"):
        for key in wording.keys(group):
            assert re.search(rf'\.badge\.{key}::before[^{{]*\{{content:"[^"]+";content:"[^"]+"/""', style), key


def test_the_default_language_is_a_choice_of_the_file(made: tuple[Assessment, Registry]) -> None:
    for lang, code in (("zh", "zh-CN"), ("en", "en")):
        tree = tree_of(render(*made, lang=lang))
        assert tree.get("lang") == code
        assert tree.xpath("//input[@name='lang'][@checked]/@value") == [lang]


def test_what_does_not_fit_the_page_waits_in_the_island() -> None:
    assessment, registry = large(62, 3000)
    page = render(assessment, registry)
    packed = tree_of(page).xpath("//script[@id='island']")[0].text
    rows = json.loads(gzip.decompress(base64.b64decode(packed)))["rows"]
    for index, (result, card) in enumerate(zip(assessment.clauses, tree_of(page).xpath("//article"), strict=True)):
        quoted = {e.quote for r in result.requirements for e in r.evidence}
        unfolded = {row[4] for row in rows.get(f"c{index}", [])}
        shown = {words.text_content() for words in card.xpath(".//blockquote/p")}
        assert quoted == {quote for quote in quoted if (quote in unfolded) != (quote in shown)}
    assert sum(map(len, rows.values())) > 1000
    assert {d.get("data-rows") for d in tree_of(page).xpath("//details[@data-rows]")} == set(rows)


@pytest.mark.parametrize(
    ("clauses", "passages", "limit"), [(62, 1000, 500_000), (62, 3000, 1_500_000), (600, 20_000, 4_000_000)]
)
def test_the_file_stays_light(clauses: int, passages: int, limit: int) -> None:
    assessment, registry = large(clauses, passages)
    assert len(assessment.clauses) == clauses and passages_of(assessment) >= passages
    assert len(render(assessment, registry, base="../材料").encode("utf-8")) <= limit


def test_file_names_lead_to_the_files_where_the_dossier_is_known() -> None:
    tree = tree_of(render(*sample("2022"), base="../材料"))
    assert "../材料/制度/单证管理.docx" in tree.xpath("//a[@class='file']/@href")
    assert "../材料/制度/单证管理%20副本.docx" in tree.xpath("//a[@class='file']/@href")


def test_a_quote_stands_with_file_chapter_and_page_and_the_title_is_no_chapter() -> None:
    assessment, registry = sample("2022")
    first = assessment.clauses[0]
    titled = Locator(page=2, chapter="进出口单证管理制度 › 第三章 复核")
    quote = replace(evidence(1, "制度/单证管理.docx", titled), quote="一处引文")
    rule = replace(first.requirements[0], elements=(), evidence=(quote, replace(quote, locator=Locator(page=9))))
    changed = replace(assessment, clauses=(replace(first, requirements=(rule,)), *assessment.clauses[1:]))
    card = tree_of(render(changed, registry)).xpath("//article")[0]
    cites = [cite.text_content() for cite in card.xpath(".//section//cite")]
    assert cites[0] == "[1] 制度/单证管理.docx › 第三章 复核 › 第 2 页page 2"
    assert cites[1] == "[2] 制度/单证管理.docx › 第 9 页page 9"


def test_an_element_that_only_follows_is_not_called_stated() -> None:
    assessment, registry = following()
    source = assessment.clauses[0].requirements[0].elements[0]
    tree = tree_of(render(assessment, registry))
    stated, implied = tree.xpath("//article")[0].xpath(".//ul[@class='elements']")[0].xpath("./li")
    assert "可知" not in stated.text_content()
    assert f"由“{source.name.zh}”可知" in implied.text_content()
    assert implied.xpath("./p/b")[0].text_content() != stated.xpath("./p/b")[0].text_content()


def test_what_is_looked_at_on_site_is_told_where_the_clause_applies() -> None:
    assessment, registry = sample("2022")
    tree = tree_of(render(assessment, registry))
    for result in assessment.clauses:
        told = "实地查看机房" in tree.xpath("//article[@id=$id]", id=result.id)[0].text_content()
        assert told == (result.coverage not in ("not_applicable", "other_standard"))


def test_each_item_shows_its_points_and_how_far_they_can_move() -> None:
    rows = tree_of(render(*sample("2018", 32))).xpath("//section[@id='score']//table[@class='score'][1]/tbody/tr")
    shown = [[cell.text_content() for cell in row.xpath("./td[@class='num']")] for row in rows[:3]]
    assert shown == [["−2", "0 / −2"], ["−1", "−1"], ["—", "0 / −2"]]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (("present",), "由文件判断的 4 条，材料都齐全。"),
        (("present", "partial"), "现有文件还不够：9 条中，5 条不完整。"),
        (("missing", "unreadable"), "现有文件还不够：3 条中，2 条没有找到可用的材料，1 条要等未能读取的文件。"),
        (("customs", "onsite"), "本次核对没有由文件判断的条款。"),
    ],
)
def test_the_first_sentence_says_whether_the_files_suffice(kept: tuple[str, ...], said: str) -> None:
    assessment, registry = sample("2022")
    few = replace(assessment, clauses=tuple(r for r in assessment.clauses if r.coverage in kept))
    lead = tree_of(render(few, registry)).xpath("//header//p[@class='lead']/i[not(@lang)]")[0].text_content()
    assert lead == said
