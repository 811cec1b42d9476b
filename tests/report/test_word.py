"""report.docx: complete, the same bytes every time, safe against what documents say and what templates try."""

from __future__ import annotations

import importlib.util
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree
from office_payloads import LONG, PAYLOADS, attacked, starting_with
from report_samples import sample

from evidence_check.errors import EvidenceCheckError
from evidence_check.report import word
from evidence_check.report.visible import visible
from evidence_check.report.word.context import context
from evidence_check.report.word.specimen import specimen

ROOT = Path(__file__).resolve().parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body(content: bytes) -> str:
    """Return every text of a document, tables and headers included, with tabs and line breaks."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                root = etree.fromstring(package.read(name))
                signs = {f"{W}t": None, f"{W}br": "\n", f"{W}tab": "\t", f"{W}p": "\n"}
                found += [e.text or "" if e.tag == f"{W}t" else signs[e.tag] or "" for e in root.iter(*signs)]
    return "".join(found)


def template(path: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


# --- what it says ---------------------------------------------------------------------------------------------------


def test_the_report_says_who_what_and_why_in_the_language_asked_for() -> None:
    chinese, english = (body(word.render(*sample(), lang=lang)) for lang in ("zh", "en"))
    for said in (
        "厦门海澄机电有限公司",
        "结论",
        "什么在阻碍认证",
        "缺口逐条说明",
        "整改事项（按部门）",
        "不是海关的认证结论",
    ):
        assert said in chinese
    for said in ("Xiamen Haicheng", "Gaps, clause by clause", "Actions by department"):
        assert said in english
    assert "关务部单证复核岗在每票货物申报前" in chinese and "制度/单证管理.docx › 第" in chinese
    assert "{{" not in chinese and "{%" not in chinese and "未见" not in english


def test_every_clause_is_in_the_annex_and_every_gap_has_its_own_part() -> None:
    assessment, registry = sample()
    said = body(word.render(assessment, registry))
    for clause in assessment.clauses:
        wanted = 2 if clause.coverage in ("partial", "missing", "unreadable") else 1
        assert said.count(f"{clause.id}\n") + said.count(f"{clause.id}  ") >= wanted


def test_chinese_text_has_a_chinese_font() -> None:
    with zipfile.ZipFile(word.own_template()) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
    for name in ("Normal", "Heading 1", "Quote", "Table Text"):
        style = next(s for s in styles.iter(f"{W}style") if s.find(f"{W}name").get(f"{W}val").lower() == name.lower())
        assert style.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") in ("宋体", "黑体", "楷体")


def test_the_same_content_gives_the_same_bytes() -> None:
    assert word.render(*sample()) == word.render(*sample())
    with zipfile.ZipFile(io.BytesIO(word.render(*sample()))) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-10-31T00:00:00Z" in package.read("docProps/core.xml")


# --- texts from documents -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def content() -> bytes:
    assessment, registry, changes = attacked()
    return word.render(assessment, registry, "zh", changes)


def test_every_payload_is_there_to_read_as_it_was(content: bytes) -> None:
    said = body(content)
    for payload in PAYLOADS:
        assert visible(payload.replace("\r\n", "\n").replace("\r", "\n")) in said


def test_no_payload_is_calculated_or_becomes_markup(content: bytes) -> None:
    said = body(content)
    assert "49" not in re.sub(r"U\+\w+|\d{3,}", "", said) and "xxxxxxxxx" not in said
    calm = body_tags(word.render(*sample()))
    assert body_tags(content) <= calm | {f"{W}tab", f"{W}br"}


def body_tags(content: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {str(e.tag) for e in etree.fromstring(package.read("word/document.xml")).iter()}


def test_no_payload_becomes_a_link_or_a_field(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                assert b"External" not in package.read(name) and b"hyperlink" not in package.read(name)
        root = etree.fromstring(package.read("word/document.xml"))
    assert {" ".join((e.text or "").split()) for e in root.iter(f"{W}instrText")} == {'TOC \\o "1-2" \\h \\z \\u'}
    assert not list(root.iter(f"{W}hyperlink"))


def test_every_part_is_well_formed_xml(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


def test_a_very_long_text_is_whole() -> None:
    assert LONG in body(word.render(*starting_with(LONG)))


# --- templates ------------------------------------------------------------------------------------------------------


def test_a_firms_own_template_is_used(tmp_path: Path) -> None:
    own = template(
        tmp_path / "own.docx", "致：{{ enterprise.name }}", "{%p for c in gaps %}", "{{ c.id }}", "{%p endfor %}"
    )
    word.check(own)
    said = body(word.render(*sample(), template=own))
    assert said.startswith("\n致：厦门海澄机电有限公司") and "2022-common/2" in said and "结论" not in said


@pytest.mark.parametrize(
    ("paragraphs", "said"),
    [
        (["{{ enterprise.nmae }}"], "nmae"),
        (["{{ enterprse.name }}"], "enterprse"),
        (["{%p for c in gaps %}", "{{ c.id }}"], "endfor"),
        (["{{ enterprise.name "], "unexpected"),
        (["{{ enterprise.__class__.__mro__ }}"], "unsafe"),
        (["{{ ''.__class__.__base__.__subclasses__() }}"], "unsafe"),
        (["{% for x in range(10**9) %}x{% endfor %}"], "Range too big"),
        (["{{ cycler.__init__.__globals__.os.popen('id') }}"], "unsafe"),
        (["{% include '/etc/passwd' %}"], "loader"),
        (["{{ words.nothing }}"], "nothing"),
    ],
)
def test_a_broken_or_prying_template_is_one_line_before_the_scan(
    tmp_path: Path, paragraphs: list[str], said: str
) -> None:
    path = template(tmp_path / "broken.docx", *paragraphs)
    with pytest.raises(EvidenceCheckError) as caught:
        word.check(path)
    assert str(path) in caught.value.message and said in caught.value.message
    assert "\n" not in caught.value.message and len(caught.value.message) < 500
    with pytest.raises(EvidenceCheckError):
        word.render(*sample(), template=path)


@pytest.mark.parametrize("kind", ["missing", "folder", "text", "zip"])
def test_what_is_no_template_is_named(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "模板.docx"
    if kind == "folder":
        path.mkdir()
    if kind == "text":
        path.write_text("Sehr geehrte Damen und Herren", encoding="utf-8")
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("a.txt", "x")
    with pytest.raises(EvidenceCheckError, match="模板"):
        word.check(path)


def test_the_programs_own_template_is_what_its_builder_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    where = importlib.util.spec_from_file_location("word_template", ROOT / "tools" / "word_template.py")
    assert where and where.loader
    module = importlib.util.module_from_spec(where)
    where.loader.exec_module(module)
    assert module.build() == word.own_template().read_bytes(), "run: python tools/word_template.py"


def shape(value: Any) -> Any:
    """Return the shape of a context: keys and kinds, of a list that of its first entry."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "text" if isinstance(value, str) or value is None else type(value).__name__


def fits(wanted: Any, found: Any) -> bool:
    if isinstance(wanted, dict) and isinstance(found, dict):
        return wanted.keys() == found.keys() and all(fits(wanted[key], found[key]) for key in wanted)
    if isinstance(wanted, list) and isinstance(found, list):
        return not found or fits(wanted[0], found[0])
    return wanted == found or "text" in (wanted, found)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_specimen_has_the_shape_of_a_real_report(lang: str) -> None:
    assessment, registry, changes = attacked()
    real = context(assessment, registry, lang, changes)
    assert fits(shape(specimen()), shape(real))
    for clause in real["clauses"]:
        assert fits(shape(specimen()["clauses"][0]), shape(clause)) or clause["verdict"] is None


def test_the_page_about_templates_names_every_field() -> None:
    page = (ROOT / "docs" / "word-template.md").read_text(encoding="utf-8")
    said = set(re.findall(r"`([a-z_]+)`", page))

    def names(value: Any, top: bool = False) -> set[str]:
        if isinstance(value, dict):
            inner = set().union(*(names(part) for key, part in value.items() if key not in ("words", "heads")))
            return set(value) | inner if top or value else inner
        return set().union(*map(names, value)) if isinstance(value, list) and value else set()

    assert names(specimen(), top=True) - said == set()
