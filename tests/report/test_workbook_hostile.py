"""Text from documents stays text in every cell, whatever it holds, and the workbook stays a workbook."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import office
import pytest
from lxml import etree
from office_payloads import LONG, LONG_ASTRAL, PAYLOADS, attacked, one_file_each, starting_with
from report_samples import sample
from workbook_hands import formulas, opened, texts

from evidence_check.report import workbook
from evidence_check.report.visible import visible
from evidence_check.report.workbook.cells import MAX_CELL, plain, risky


@pytest.fixture(scope="module")
def content() -> bytes:
    assessment, registry, changes = attacked()
    return workbook.render(assessment, registry, "zh", changes)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_no_payload_becomes_a_formula(content: bytes) -> None:
    assessment, registry, changes = attacked()
    ours = set(formulas(content).values())
    assert ours and not [
        formula for formula in ours if "cmd" in formula or "evil" in formula or "WEBSERVICE" in formula
    ]
    again = set(formulas(workbook.render(assessment, registry, "en", changes)).values())
    assert again == ours  # whatever the language, the same formulas: none comes from a text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_that_begins_like_a_formula_is_a_string_that_stays_one(payload: str) -> None:
    book = opened(workbook.render(*starting_with(payload)))
    found = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row if c.value == plain(payload)]
    assert found
    assert {cell.data_type for cell in found} == {"s"}
    if risky(plain(payload)):
        assert all(cell.quotePrefix for cell in found if not cell.parent.title.startswith("_"))


def test_no_payload_becomes_a_link_a_name_or_a_connection(content: bytes) -> None:
    names = parts(content)
    assert not [name for name in names if "externalLink" in name or "connection" in name or "drawing" in name]
    assert not [name for name, data in names.items() if b"hyperlink" in data.lower() and name.endswith(".rels")]
    for name, data in names.items():
        if name.startswith("xl/worksheets/sheet"):
            assert not etree.fromstring(data).findall(".//{*}hyperlink"), name
    defined = opened(content).defined_names
    assert not [name for name in defined if not name.startswith("_xlnm")]


def test_every_part_is_well_formed_and_every_payload_is_there_to_read(content: bytes) -> None:
    for name, data in parts(content).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)
    seen = "\n".join(texts(content))
    for payload in PAYLOADS:
        assert plain(payload).strip() in seen


def test_control_signs_and_stray_surrogates_are_spelt_out(content: bytes) -> None:
    seen = "".join(texts(content))
    assert "␀" in seen and "\\ud800" in seen and "⟨U+FFFE⟩" in seen
    assert not {sign for sign in seen if ord(sign) < 32} - {"\n", "\t"}


@pytest.mark.parametrize("text", [LONG, LONG_ASTRAL, "=" + LONG], ids=["long", "astral", "formula"])
def test_a_text_beyond_excels_limit_is_cut_and_says_so(text: str) -> None:
    cut = plain(text)
    assert len(cut.encode("utf-16-le")) // 2 <= MAX_CELL
    assert len(cut.encode("utf-16-le")) // 2 > MAX_CELL - 50
    assert cut.endswith("report.json〕") and text.startswith(cut[:1000])
    seen = texts(workbook.render(*starting_with(text)))
    assert cut in seen and max(len(each.encode("utf-16-le")) // 2 for each in seen) <= MAX_CELL


def test_short_texts_are_not_touched() -> None:
    for text in ("制度 第 3 页", "a\tb\nc", "", "=1"):
        assert plain(text) == text
    assert plain("a\r\nb\rc") == "a\nb\nc" and plain("\x00") == visible("\x00")


def test_libreoffice_reads_the_same_texts(tmp_path: Path) -> None:
    content = workbook.render(*one_file_each())
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(content)
    (saved,) = office.saved(path)
    calculated = set(formulas(content).values())
    shown = {"".join(text.split()) for text in texts(saved)}  # LibreOffice may write spaces and line breaks anew
    lost = [text for text in set(texts(content)) - calculated if "".join(text.split()) not in shown]
    assert lost == []
    assert not [formula for formula in formulas(saved).values() if "cmd" in formula or "evil" in formula]


def test_the_same_content_gives_the_same_bytes() -> None:
    assert workbook.render(*sample()) == workbook.render(*sample())
    with zipfile.ZipFile(io.BytesIO(workbook.render(*sample()))) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-10-31T00:00:00Z" in package.read("docProps/core.xml")
