"""What must come through, feature by feature and format by format; docs/reading.md says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence_check import documents
from evidence_check.documents import ocr
from evidence_check.model import Document
from tests.documents.features import STRUCTURE, Expected, Format
from tests.documents.features.table import FORMATS, TOLD, page

_CASES = [
    pytest.param(one, name, expected, id=f"{one.path.rpartition('.')[2]}-{name}")
    for one in FORMATS
    for name, expected in one.expected.items()
    if expected.marker or expected.mark
]
_READ: dict[str, Document] = {}


def _document(one: Format) -> Document:
    if one.path not in _READ:
        _READ[one.path] = documents.read(one.build(), one.path)
    return _READ[one.path]


def _whole(found: Document) -> str:
    title = found.properties.get("title", "")
    texts = [p.text for p in found.passages]
    return "\n".join(texts if any(title in text for text in texts) else [*texts, title])


def _structure(found: Document, name: str, marker: str) -> bool:
    """Tell whether what stands beside the text is there: the marker's place, or the marker as a name."""
    if name == "block":
        return found.control.fields["number"][0] == marker
    if name == "place":
        place = next(p.locator for p in found.passages if marker in p.text)
        return any((place.page, place.paragraph, place.slide, place.line, place.sheet and place.cell))
    if name == "sheet":
        return marker in {p.locator.sheet for p in found.passages}
    return marker in {cell.column for p in found.passages for cell in p.cells}


@pytest.mark.parametrize(("one", "name", "expected"), _CASES)
def test_a_feature_comes_through_as_the_table_says(
    one: Format, name: str, expected: Expected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    found = _document(one)
    assert found.status == "ok"
    if name in STRUCTURE:
        assert _structure(found, name, expected.marker)
        return
    inside = name not in ("attached", "chunk") or expected.state != "marked"
    text = _whole(found)
    if not inside:
        text = "\n".join(
            "\n".join(p.text for p in documents.read(data, member).passages)
            for member, data in documents.members(one.build(), one.path)
            if isinstance(data, bytes)
        )
    if expected.marker:
        assert text.count(expected.marker) == (expected.state in ("read", "marked"))
    if expected.kind:
        assert [p.kind for p in found.passages if expected.marker in p.text] == [expected.kind]
    if expected.mark:
        assert found.marks[expected.mark] >= 1
    if name == "table":
        row = next(p for p in found.passages if expected.marker in p.text)
        assert all(cell.column for cell in row.cells) and row.cells[0].column == "日期"
    if name == "veiled":
        assert [p.hidden for p in found.passages if expected.marker in p.text] == [True]
    if name == "title" and one.path.endswith((".docx", ".pdf", ".xlsx", ".pptx", ".odt", ".html", ".doc", ".rtf")):
        assert found.properties["title"] == expected.marker


def test_the_page_in_docs_is_the_one_that_these_files_give() -> None:
    written = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m tests.documents.features > docs/reading.md"


@pytest.mark.parametrize("test", sorted({test for _, told in TOLD for _, _, test in told}))
def test_what_the_page_tells_beside_the_table_has_a_test_of_its_own(test: str) -> None:
    path, _, name = test.partition("::")
    source = (Path(__file__).parents[1] / path).read_text(encoding="utf-8")
    assert f"def {name}(" in source
