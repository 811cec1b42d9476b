"""The sheet of elements says of each whether a document states it, or whether it only follows from others."""

from __future__ import annotations

from report_samples import following
from workbook_hands import opened

from evidence_check.report import workbook


def test_an_element_that_only_follows_names_what_it_follows_from() -> None:
    assessment, registry = following()
    first = assessment.clauses[0]
    rule = first.requirements[0]
    source = rule.elements[0]
    book = opened(workbook.render(assessment, registry, "zh"))
    rows = [[str(cell or "") for cell in row] for row in book["要素 Elements"].iter_rows(values_only=True)]
    own = [row for row in rows if row[0] == first.id and row[1] == rule.title.zh]
    assert f"由“{source.name.zh}”可知" in "".join(own[1])
    assert "可知" not in "".join(own[0])
