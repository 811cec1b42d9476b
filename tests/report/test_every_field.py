"""Every text that a document or a user can fill goes through every format, stays text, and is found again there."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html
from marked_samples import mark, marked
from report_samples import sample
from workbook_hands import formulas, texts

from evidence_check.differences import to_json as differences_json
from evidence_check.differences.show import difference_lines
from evidence_check.report import word, workbook
from evidence_check.report.html import render
from evidence_check.report.json import dump, to_json
from evidence_check.report.terminal import summary

INPUT_ONLY = {
    "Enterprise.other_names", "Enterprise.partners", "Enterprise.people", "Enterprise.facts", "Enterprise.facts key",
    "Holder.name", "Holder.first", "Holder.last",
}  # fmt: skip
"""What enterprise.yaml tells the scan and no report shows; report.json keeps it."""

PERSONS = {"RequirementResult.persons key"}
PLACES = {"path", "Locator.sheet", "Locator.cell", "Locator.chapter"}
NOT_THERE = {
    "report.json": set(),
    "report.html": {*INPUT_ONLY, *PERSONS, "DocumentLine.members"},
    "gaps.xlsx": {
        *INPUT_ONLY, *PERSONS, "Assessment.notes", "ConditionResult.detail", "DocumentLine.members", "ItemScore.reason",
        "Refused.quote", "Refused.reason", "Score.financial", "Score.financial key", "Score.notes",
    },
    "report.docx": {
        *INPUT_ONLY, *PERSONS, "DocumentLine.members", "DocumentLine.role_reason", "DocumentLine.title",
        "Refused.quote",
    },
}  # fmt: skip
"""What a format leaves to the others. Anything else must be found in it, or the test of that format proves nothing."""


@cache
def made(name: str) -> Any:
    assessment, registry, changes, _ = marked()
    makers: dict[str, Callable[[], Any]] = {
        "report.html": lambda: render(assessment, registry, base="../材料", changes=changes),
        "report.json": lambda: dump(to_json(assessment, registry) | {"changes": differences_json(changes)}),
        "gaps.xlsx": lambda: workbook.render(assessment, registry, "zh", changes),
        "report.docx": lambda: word.render(assessment, registry, "zh", changes),
        "terminal": lambda: str(summary(assessment, registry, "zh", (), changes)),
        "diff": lambda: str(difference_lines(changes, "zh")),
        "diff.json": lambda: json.dumps(differences_json(changes)),
    }
    return makers[name]()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def tree(page: str) -> Any:
    return lxml_html.document_fromstring(page.encode("utf-8"))


def island(page: str) -> str:
    packed = tree(page).xpath("//script[@id='island']")[0].text.strip()
    return gzip.decompress(base64.b64decode(packed)).decode("utf-8")


def shown(name: str) -> str:
    """Return all that a reader can see in a format."""
    content = made(name)
    if name == "report.html":
        return str(tree(content).text_content()) + "".join(tree(content).xpath("//@data-zh")) + island(content)
    if name == "gaps.xlsx":
        return "\n".join(texts(content))
    if name == "report.docx":
        return "\n".join(
            "".join(etree.fromstring(data).itertext())
            for part, data in parts(content).items()
            if part.startswith("word/") and part.endswith(".xml")
        )
    return str(content)


def test_the_walk_fills_all_kinds_of_fields() -> None:
    places = marked()[3]
    assert len(places) > 35 and {"Evidence.quote", "Finding.quote", "AssessorVerdict.reason", *PLACES} <= places
    assert places > set().union(*NOT_THERE.values())


@pytest.mark.parametrize("name", NOT_THERE)
def test_each_text_is_found_in_the_format(name: str) -> None:
    seen = shown(name)
    assert {place for place in marked()[3] if mark(place) not in seen} == NOT_THERE[name]


def test_the_page_gains_no_element_handler_or_foreign_link() -> None:
    page, calm = tree(made("report.html")), tree(render(*sample("2018", 16, 12), base="../材料"))
    kinds = {each.tag for each in calm.iter() if isinstance(each.tag, str)} | {"dl", "dd", "dt"}
    assert {each.tag for each in page.iter() if isinstance(each.tag, str)} <= kinds
    assert len(page.xpath("//script")) == 3 and len(page.xpath("//style")) == 2
    assert not page.xpath("//@*[starts-with(name(), 'on')]|//@src|//@action|//@srcdoc")
    assert not [href for href in page.xpath("//@href") if not href.startswith(("#", "../材料/", "./"))]
    assert not set(island(made("report.html"))) & set("\x1b\u202e\u2028\x00")


def test_the_workbook_gains_no_formula_link_or_part() -> None:
    content, calm = made("gaps.xlsx"), workbook.render(*sample("2018", 16, 12))
    functions = {name for formula in formulas(content).values() for name in re.findall(r"[A-Z]+(?=\()", formula)}
    assert functions == {name for formula in formulas(calm).values() for name in re.findall(r"[A-Z]+(?=\()", formula)}
    assert not [formula for formula in formulas(content).values() if "evil" in formula or "⟦" in formula]
    for name, data in parts(content).items():
        assert "externalLink" not in name and "connection" not in name
        if name.startswith("xl/worksheets/sheet"):
            assert not etree.fromstring(data).findall(".//{*}hyperlink")
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)


def test_the_word_report_gains_no_field_link_or_reckoning() -> None:
    counts = []
    for content in (made("report.docx"), word.render(*sample("2018", 16, 12))):
        roots = [etree.fromstring(data) for name, data in parts(content).items() if name.endswith((".xml", ".rels"))]
        kinds = ("instrText", "fldSimple", "hyperlink", "object", "altChunk")
        counts.append({kind: sum(len(root.findall(f".//{{*}}{kind}")) for root in roots) for kind in kinds})
        outside = [each for root in roots for each in root.findall(".//{*}Relationship[@TargetMode='External']")]
        assert not outside
    assert counts[0] == counts[1]
    assert "{{ 7*7 }}" in shown("report.docx") and "{% raw %}" in shown("report.docx")


@pytest.mark.parametrize("name", ["terminal", "diff", "report.json", "diff.json"])
def test_what_is_read_in_a_console_steers_nothing(name: str) -> None:
    said = made(name)
    assert not set(said) & set("\x1b\x00\ud800") and said.encode("utf-8")
    if name.endswith(".json"):
        assert json.loads(said)
    else:
        assert not set(said) & set("\u202e\u2028")
