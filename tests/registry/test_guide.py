"""The guide: 64 rows, each with its sections by heading, and who decides."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evidence_check.model import Registry
from evidence_check.registry import guides
from evidence_check.registry.guide import Guide


@pytest.fixture(scope="module")
def guide(bare_root: Path) -> Guide:
    return guides(bare_root)["2018-advanced-common"]


def test_the_guide_has_a_row_for_every_clause(guide: Guide, texts: Registry) -> None:
    standard = next(one for one in texts.standards if one.id == "2018-advanced-common")
    assert [row.id for row in guide.rows] == [one.id for one in standard.clauses]


def test_sections_are_known_by_their_headings(guide: Guide) -> None:
    headings = Counter(heading for row in guide.rows for heading in set(row.headings))
    assert (headings["written"], headings["records"], headings["onsite"]) == (38, 33, 19)
    assert sum(row.decided_by == "customs" for row in guide.rows) == 16


def test_paragraphs_keep_their_line_and_section(guide: Guide) -> None:
    row = guide.by_id["2018-advanced-common/24.3"]
    assert [paragraph.line for paragraph in row.section("records")] == [686, 687, 688, 689, 690, 691]
    assert row.section("records")[1].text == "（2）企业访客临时身份标识发放与回收记录。"
    assert [paragraph.line for paragraph in row.section("written")] == [677]


def test_headings_decide_and_not_their_order(guide: Guide) -> None:
    assert guide.by_id["2018-advanced-common/23.2"].headings == ("situation", "onsite", "records")


def test_indented_headings_and_list_numbers_are_told_apart(guide: Guide) -> None:
    assert [p.line for p in guide.by_id["2018-advanced-common/11.3"].section("records")] == [482, 484, 486]
    assert [p.line for p in guide.by_id["2018-advanced-common/30.1"].section("written")] == [852, 853, 855]


def test_applicability_lines_are_not_wishes(guide: Guide) -> None:
    found = {row.no: row.applicability.line for row in guide.rows if row.applicability}
    assert found == {"4.2": 129, "4.3": 157, "6.3": 304, "7": 329, "28": 814, "29": 834}


def test_the_empty_cell_is_silent(guide: Guide, texts: Registry) -> None:
    row = guide.by_id["2018-advanced-common/13"]
    assert (row.paragraphs, row.decided_by) == ((), None)
    assert any(repair.clause == row.id and repair.file == row.file for repair in texts.repairs)
