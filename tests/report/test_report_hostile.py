"""Text from documents stays text in every output, whatever it holds."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import replace
from typing import Any

import pytest
from hostile_samples import HOSTILE, hostile
from lxml import html as lxml_html
from report_samples import sample

from evidence_check.report import links
from evidence_check.report.html import render
from evidence_check.report.lookup import Lookup
from evidence_check.report.terminal import summary
from evidence_check.report.visible import json_safe, visible


@pytest.fixture(scope="module")
def page() -> str:
    return render(*hostile(), base="../材料")


@pytest.fixture(scope="module")
def tree(page: str) -> Any:
    return lxml_html.document_fromstring(page.encode("utf-8"))


def test_payloads_add_no_element_and_no_handler(tree: Any) -> None:
    calm = lxml_html.document_fromstring(render(*sample(), base="../材料").encode("utf-8"))
    assert {e.tag for e in tree.iter() if isinstance(e.tag, str)} <= {
        e.tag for e in calm.iter() if isinstance(e.tag, str)
    }
    assert len(tree.xpath("//script")) == len(calm.xpath("//script")) == 3
    assert len(tree.xpath("//style")) == len(calm.xpath("//style")) == 2 and not tree.xpath(
        "//img|//*[local-name()='svg']//*[@onload]"
    )
    assert not [name for e in tree.iter() if isinstance(e.tag, str) for name in e.attrib if name.startswith("on")]


def test_links_stay_inside_the_report_or_the_dossier(tree: Any) -> None:
    for href in tree.xpath("//@href"):
        assert href.startswith(("#", "../材料/", "./")), href
        assert not set('<>"\\ ') & set(href.partition("#")[0])


def test_payloads_are_shown_as_text(tree: Any) -> None:
    seen = tree.xpath("//article")[0].text_content()
    for payload in HOSTILE:
        assert visible(payload) in seen


def test_invisible_characters_are_spelt_out(page: str) -> None:
    for sign in "\u202e\u202c\u2066\u2069\u2028\u2029\x00\x1b\x7f":
        assert sign not in page
    assert "⟨U+202E⟩" in page and "␀" in page and "␛" in page and "⟨U+2028⟩" in page


def test_a_lone_surrogate_is_spelt_out(page: str) -> None:
    assert "\\udcff" in page and page.encode("utf-8")


def test_the_island_holds_no_markup_and_unpacks_to_visible_text(tree: Any) -> None:
    packed = tree.xpath("//script[@id='island']")[0].text.strip()
    assert not set(packed) & set("<>&\"'\u2028")
    island = json.loads(gzip.decompress(base64.b64decode(packed)))
    texts = [cell for group in island["rows"].values() for row in group for cell in row if isinstance(cell, str)]
    texts += [*island["chapters"], *(name for name, _ in island["files"])]
    assert len(texts) > 50 and not [text for text in texts if text != visible(text)]
    assert all(address.startswith(("#", "../材料/")) for _, address in island["files"])


def _with_a_file(path: str) -> Lookup:
    """Return the sample's indexes with one more file."""
    assessment, registry = sample()
    more = replace(assessment.documents[0], path=path)
    return Lookup.of(replace(assessment, documents=(*assessment.documents, more)), registry)


def test_a_path_that_looks_like_a_scheme_is_no_scheme() -> None:
    lookup = _with_a_file("javascript:alert(1)")
    assert links.file_address("javascript:alert(1)", lookup, ".") == "./javascript%3Aalert%281%29"
    assert links.file_address("unknown.docx", lookup, ".") == "#files"


def test_a_file_inside_an_archive_leads_to_the_archive() -> None:
    lookup = _with_a_file("合同.zip/内层/甲.docx")
    assert links.file_address("合同.zip/内层/甲.docx", lookup, "../材料") == "../材料/合同.zip"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_terminal_is_not_steered_by_names(lang: str) -> None:
    said = str(summary(*hostile(), lang=lang))
    assert "\x1b" not in said and "\x00" not in said and "\u202e" not in said and said.encode("utf-8")


def test_json_safe_keeps_text_and_drops_what_json_has_no_word_for() -> None:
    given = {1: float("inf"), "a\ud800": ("x", {"z", "b"}), "t": True, "n": None}
    assert json_safe(given) == {"1": None, "a\\ud800": ["x", ["b", "z"]], "t": True, "n": None}
