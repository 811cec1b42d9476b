"""registry.json has the shape that other programs rely on, and holds nothing but JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evidence_check.registry.build import build
from evidence_check.registry.export import to_json


@pytest.fixture(scope="module")
def whole(bare_root: Path) -> dict[str, Any]:
    exported: dict[str, Any] = json.loads(json.dumps(to_json(build(bare_root, "x"), bare_root)))
    return exported


def _clause(whole: dict[str, Any], clause_id: str) -> dict[str, Any]:
    return next(one for s in whole["standards"] for one in s["clauses"] if one["id"] == clause_id)


def test_a_clause_has_every_field_of_the_contract(whole: dict[str, Any]) -> None:
    fields = (
        "id category category_kind item text display display_source verdict_options points polarity decided_by source"
    )
    for standard in whole["standards"]:
        for clause in standard["clauses"]:
            assert set(fields.split()) <= set(clause)
    assert _clause(whole, "2018-advanced-common/4.2")["category_kind"] == "internal_control"
    assert _clause(whole, "2018-advanced-common/4.2")["points"]["basically_met"] == -1
    assert _clause(whole, "2022-specific/3")["category"] is None
    assert _clause(whole, "2022-common/44")["source"] == [
        {"file": "002_072092f23d0e6630.txt", "line": 55},
        {"file": "000_cd88faf00396d112.txt", "line": 70},
    ]


def test_items_and_categories_have_the_fields_of_the_contract(whole: dict[str, Any]) -> None:
    for standard in whole["standards"]:
        assert {"id", "edition", "title", "categories", "items", "clauses"} <= set(standard)
        assert all({"no", "kind", "title", "verdict_options"} <= set(one) for one in standard["categories"])
        wanted = {"id", "no", "title", "category", "group", "preamble", "notes"}
        assert all(wanted <= set(one) for one in standard["items"])


def test_crosswalk_repairs_editions_and_guide_are_there(whole: dict[str, Any]) -> None:
    assert {"from", "to", "relation"} <= set(whole["crosswalk"][0])
    assert {"clause", "file", "line", "what", "reason"} == set(whole["repairs"][0])
    assert [edition["in_force_from"] for edition in whole["editions"]] == ["2019-01-01", "2022-10-28"]
    assert "secondary sources" in whole["editions"][1]["notes"]["en"]
    assert len(whole["guide"]) == 64


def test_a_requirement_names_its_elements_and_condition(sample: Path) -> None:
    (requirement,) = to_json(build(sample, "x"), sample)["requirements"]
    assert requirement["elements"] == [
        {
            "key": "owner",
            "name": "责任部门",
            "name_en": "Department in charge",
            "essential": True,
            "defining": False,
        }
    ]
    assert requirement["applies_when"]["profile"] == "producer"
    assert requirement["proves_not_applicable"] is True
    assert requirement["source"] == [{"file": "sample.txt", "line": 6}]
