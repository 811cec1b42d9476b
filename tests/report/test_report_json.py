"""report.json keeps the contract's shape, is valid against the published schema, and is the same text every time."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import pytest
from hostile_samples import hostile
from jsonschema import Draft202012Validator
from report_samples import sample

from evidence_check import __version__
from evidence_check.report.json import dump, to_json
from evidence_check.resources import standards_dir


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    path = standards_dir() / "schema" / "report.schema.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def test_the_schema_is_itself_valid_and_names_its_version(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "evidence-check/report/1"
    assert schema["properties"]["schema"]["const"] == schema["$id"]


@pytest.mark.parametrize("made", [sample("2022"), sample("2018"), hostile()], ids=["2022", "2018", "hostile"])
def test_a_report_is_valid_against_the_schema(schema: dict[str, Any], made: Any) -> None:
    data = json.loads(dump(to_json(*made)))
    errors = [f"{list(e.path)}: {e.message}" for e in Draft202012Validator(schema).iter_errors(data)]
    assert errors == []


def test_the_schema_refuses_a_coverage_used_as_a_verdict(schema: dict[str, Any]) -> None:
    data = to_json(*sample())
    data["score"]["items"][0]["verdict"] = "present"
    assert not Draft202012Validator(schema).is_valid(data)


def test_the_contract_fields_are_there() -> None:
    data = to_json(*sample())
    assert data["schema"] == "evidence-check/report/1"
    assert data["generator"] == f"evidence-check {__version__}"
    assert data["enterprise"]["name"] == {
        "zh": "厦门海澄机电有限公司",
        "en": "Xiamen Haicheng Electromechanical Co., Ltd.",
    }
    clause = data["clauses"][1]
    rule, record = clause["requirements"]
    assert clause["id"] == "2022-common/2" and clause["coverage"] == "partial" and clause["review"] is True
    assert rule["elements"][3] == {
        "name": "责任追究",
        "name_en": "Accountability",
        "coverage": "missing",
        "essential": False,
        "evidence": [],
    }
    assert rule["missing"] == ["复核的内容", "责任追究"]
    assert "years" not in rule and record["years"] == {"2023": "present", "2024": "present", "2025": "missing"}
    assert set(rule["elements"][0]["evidence"][0]) >= {"file", "locator", "quote", "role", "score"}
    assert clause["refused"][0]["reason"]["zh"].startswith("培训课件")
    assert clause["next_step"]["en"].startswith("Add accountability")


def test_editions_say_what_replaced_them() -> None:
    edition = to_json(*sample())["editions"][0]
    assert edition["in_force"] == {"from": "2022-10-28", "to": "2026-03-31"}
    assert edition["replaced_by"]["en"] == "Announcement No. 34 of 2026"


def test_both_shapes_of_score_are_kept() -> None:
    old, new = to_json(*sample("2018"))["score"], to_json(*sample("2022"))["score"]
    assert (old["total"], old["best"], old["worst"], old["passed"]) == (97, 99, 95, False)
    assert old["items"][0]["points"] == -2 and old["conditions"][0]["id"] == "no_not_met"
    assert new["total"] is None and new["counts"]["internal_control"]["met"] == 3 and new["notes"]


def test_files_and_findings_are_sorted_whatever_order_they_came_in() -> None:
    assessment, registry = sample()
    turned = replace(assessment, documents=assessment.documents[::-1], findings=tuple(reversed(assessment.findings)))
    assert dump(to_json(turned, registry)) == dump(to_json(assessment, registry))
    paths = [line["path"] for line in to_json(turned, registry)["documents"]]
    assert paths == sorted(paths)


def test_numbers_that_are_none_become_null_and_keys_become_text() -> None:
    facts = to_json(*sample())["enterprise"]["facts"]
    assert facts == {"debt_ratio": None, "years": {"2024": 0.5}}


def test_lone_surrogates_are_spelt_out_and_the_text_can_be_written() -> None:
    text = dump(to_json(*hostile()))
    assert b"\\\\udcff" in text.encode("utf-8")
    assert json.loads(text)["documents"] and not math.isnan(json.loads(text)["clauses"][0]["confidence"])


def test_quotes_stay_literal() -> None:
    assessment, registry = sample()
    given = [e.quote for e in assessment.clauses[0].requirements[0].elements[0].evidence]
    data = to_json(assessment, registry)
    assert [e["quote"] for e in data["clauses"][0]["requirements"][0]["elements"][0]["evidence"]] == given


def test_an_element_that_only_follows_names_what_it_follows_from(schema: dict[str, Any]) -> None:
    assessment, registry = sample("2022")
    first = assessment.clauses[0]
    rule = first.requirements[0]
    last = replace(rule.elements[-1], coverage="present", follows_from=(rule.elements[0].name,))
    changed = replace(rule, elements=(*rule.elements[:-1], last))
    clauses = (replace(first, requirements=(changed, *first.requirements[1:])), *assessment.clauses[1:])
    data = json.loads(dump(to_json(replace(assessment, clauses=clauses), registry)))
    elements = data["clauses"][0]["requirements"][0]["elements"]
    name = rule.elements[0].name
    assert elements[-1]["follows_from"] == [{"zh": name.zh, "en": name.en}]
    assert "follows_from" not in elements[0]
    assert not list(Draft202012Validator(schema).iter_errors(data))
