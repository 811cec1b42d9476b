"""The reading pages say what the registry says, and those that are committed are up to date."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Registry
from evidence_check.registry import load, pages
from evidence_check.registry.build import build

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "standards"
AGAIN = "run: python3 dev.py run registry pages docs/standards"


@pytest.fixture(scope="module")
def whole() -> Registry:
    return load()


@pytest.fixture(scope="module")
def rendered(whole: Registry) -> dict[str, str]:
    return pages.render(whole)


def test_the_committed_pages_are_up_to_date(rendered: dict[str, str]) -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in COMMITTED.glob("*.md")}
    assert sorted(kept) == sorted(rendered), AGAIN
    stale = [name for name, text in rendered.items() if kept[name] != text]
    assert stale == [], AGAIN


def test_there_is_a_page_per_standard_and_the_index_leads_to_each(whole: Registry, rendered: dict[str, str]) -> None:
    names = {f"{standard.id}.md" for standard in whole.standards}
    assert set(rendered) == {*names, pages.INDEX}
    assert set(re.findall(r"\]\(([^)]+\.md)\)", rendered[pages.INDEX])) == names


def test_every_clause_stands_on_its_page_in_both_languages(whole: Registry, rendered: dict[str, str]) -> None:
    for standard in whole.standards:
        plain = rendered[f"{standard.id}.md"].replace("\\", "")
        for clause in standard.clauses:
            assert f'<a id="c{clause.no}"></a>' in plain
            for text in (clause.display.zh, clause.display.en):
                assert text is not None and text.replace("\n", "  \n") in plain, clause.id


def test_every_requirement_and_element_is_there_and_essential_ones_are_marked(
    whole: Registry, rendered: dict[str, str]
) -> None:
    for wish in whole.requirements:
        page = rendered[f"{wish.clause.partition('/')[0]}.md"]
        assert f"`#{wish.id.partition('#')[2]}`" in page
        for element in wish.elements:
            assert f"   - {'●' if element.essential else '○'} {pages.both(element.name)}\n" in page, wish.id


def test_every_link_leads_to_a_clause_that_is_there(rendered: dict[str, str]) -> None:
    anchors = {
        f"{name}#{anchor}" for name, text in rendered.items() for anchor in re.findall(r'<a id="([^"]+)">', text)
    }
    links = [link for text in rendered.values() for link in re.findall(r"\]\(([^)]+\.md#[^)]+)\)", text)]
    assert links
    assert [link for link in links if link not in anchors] == []


def test_pages_do_not_depend_on_how_documents_are_recognised(sample: Path) -> None:
    before = pages.render(build(sample, "x"))
    file = sample / "2099/requirements/sample-common.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace('"责任部门|归口部门"', '"主管科室"'), encoding="utf-8")
    assert pages.render(build(sample, "x")) == before
    file.write_text(file.read_text(encoding="utf-8").replace("责任部门, en", "主管部门, en"), encoding="utf-8")
    assert pages.render(build(sample, "x")) != before


def test_what_a_clause_says_beside_its_text_is_read_out(sample: Path) -> None:
    page = pages.render(build(sample, "x"))["sample-common.md"]
    assert "合格" not in page  # options are named by verdict, not by the edition's label
    assert "达标 / Met (0), 基本达标 / Basically met (-1)" in page
    assert "不适用的证明 / Proof that it does not apply: 文件管理制度 / File rules" in page
    assert page.count("所列情形不得发生") == 3
    assert "由谁认定 / Decided by: 单项标准 / the specific standard" in page
    assert "出处 / Source: `sample.txt:6`" in page


def test_signs_of_markdown_in_a_text_stay_signs(sample: Path) -> None:
    file = sample / "2099/requirements/sample-common.yaml"
    text = file.read_text(encoding="utf-8").replace("en: File rules", 'en: "Rules *for* <b>files</b> [1] | x_y"')
    file.write_text(text, encoding="utf-8")
    page = pages.render(build(sample, "x"))["sample-common.md"]
    assert r"Rules \*for\* \<b\>files\</b\> \[1\] \| x\_y" in page


def test_a_folder_that_cannot_be_made_is_said_plainly(whole: Registry, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    with pytest.raises(EvidenceCheckError, match="taken"):
        pages.write(whole, tmp_path / "taken" / "pages")
