"""The OSCAL catalogs fit the published models, lose no clause, and are the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Registry
from evidence_check.registry import load, oscal
from evidence_check.registry.build import build
from evidence_check.resources import standards_dir

Json = dict[str, Any]


@pytest.fixture(scope="module")
def whole() -> Registry:
    return load()


@pytest.fixture(scope="module")
def united(whole: Registry) -> Json:
    content: Json = json.loads(oscal.dump(oscal.catalog(whole)))
    return content


def _everything(value: Any) -> Iterator[Json]:
    """All JSON objects below ``value``, itself included."""
    if isinstance(value, dict):
        yield value
        for below in value.values():
            yield from _everything(below)
    elif isinstance(value, list):
        for below in value:
            yield from _everything(below)


def _controls(content: Json) -> dict[str, Json]:
    return {_prop(one, "id"): one for one in _everything(content) if one.get("class") == "clause"}


def _prop(control: Json, name: str) -> str:
    return _props(control, name)[0]


def _props(control: Json, name: str) -> list[str]:
    return [prop["value"] for prop in control["props"] if prop["name"] == name]


# --- the format ----------------------------------------------------------------------------------------------------


def test_every_catalog_fits_the_published_models(whole: Registry, united: Json) -> None:
    from trestle.oscal.catalog import Model  # a second to import, and only needed here

    for content in (united, *oscal.catalogs(whole).values()):
        Model.model_validate(json.loads(oscal.dump(content)))


def test_the_models_would_refuse_what_is_not_oscal(united: Json) -> None:
    from pydantic import ValidationError
    from trestle.oscal.catalog import Model

    for old, new in (
        ('"id": "aeo-', '"id": "2/'),
        ('"prose":', '"proze":'),
        ('T00:00:00+08:00"', 'T00:00:00"'),
    ):
        text = oscal.dump(united)
        assert old in text
        with pytest.raises(ValidationError):
            Model.model_validate(json.loads(text.replace(old, new, 1)))


def test_ids_are_unique_and_every_link_leads_somewhere(whole: Registry, united: Json) -> None:
    for content in (united, *oscal.catalogs(whole).values()):
        ids = Counter(one["id"] for one in _everything(content) if "id" in one and one.get("id") != "issuer")
        assert [name for name, count in ids.items() if count > 1] == []
        resources = {one["uuid"] for one in content["catalog"]["back-matter"]["resources"]}
        links = [one["href"] for one in _everything(content) if "rel" in one]
        assert links
        assert [link for link in links if link[1:] not in ids and link[1:] not in resources] == []


def test_a_counterpart_in_another_catalog_is_named_by_its_control(whole: Registry) -> None:
    apart = oscal.catalogs(whole)
    there = {one["id"] for one in _everything(apart["2022"]) if one.get("class") == "clause"}
    links = [one for one in _everything(apart["2018"]) if "resource-fragment" in one]
    assert links
    assert all(link["resource-fragment"] in there for link in links)


# --- the content ---------------------------------------------------------------------------------------------------


def test_no_clause_and_no_requirement_is_lost(whole: Registry, united: Json) -> None:
    clauses = [clause for standard in whole.standards for clause in standard.clauses]
    controls = _controls(united)
    assert sorted(controls) == sorted(clause.id for clause in clauses)
    wanted = [_prop(part, "id") for control in controls.values() for part in control["parts"] if "title" in part]
    assert sorted(wanted) == sorted(requirement.id for requirement in whole.requirements)
    apart = [name for content in oscal.catalogs(whole).values() for name in _controls(content)]
    assert sorted(apart) == sorted(controls)


def test_a_control_has_both_languages_and_says_which_one_is_official(united: Json) -> None:
    (statement,) = [
        part for part in _controls(united)["2018-advanced-common/2.2"]["parts"] if part["name"] == "statement"
    ]
    assert [(part["class"], _prop(part, "written-by")) for part in statement["parts"]] == [
        ("zh", "seed"),
        ("en", "project"),
    ]
    assert statement["parts"][0]["prose"] == "指定高级管理人员负责关务。"


def test_the_sources_own_print_stands_beside_a_text_that_was_mended(whole: Registry, united: Json) -> None:
    mended = [c for s in whole.standards for c in s.clauses if c.text.en and c.text.en != c.display.en]
    assert mended
    controls = _controls(united)
    for clause in mended:
        parts = {part["id"]: part for part in controls[clause.id]["parts"]}
        assert parts[f"aeo-{clause.id.replace('/', '.')}_src.en"]["prose"] == clause.text.en


def test_a_control_carries_who_decides_the_options_and_the_source_lines(united: Json) -> None:
    control = _controls(united)["2018-advanced-common/4.2"]
    assert control["id"] == "aeo-2018-advanced-common.4.2"
    assert _props(control, "verdict-option") == ["met", "basically_met", "not_met", "not_applicable"]
    assert _prop(control, "decided-by") == "documents"
    assert re.fullmatch(r"003_225b770a39bde3a5\.txt:\d+", _prop(control, "source"))


def test_elements_of_a_requirement_are_parts_that_say_whether_they_are_essential(sample: Path) -> None:
    content = oscal.catalog(build(sample, "x"), None, sample)
    (part,) = [one for one in _everything(content) if one.get("title") == "文件管理制度 / File rules"]
    assert (part["name"], part["class"]) == ("assessment-objective", "written_system")
    assert part["parts"] == [
        {
            "id": "aeo-sample-common.1.1_obj.file-rules.owner",
            "name": "assessment-objective",
            "class": "essential",
            "prose": "责任部门 / Department in charge",
        }
    ]
    assert _prop(part, "proves-not-applicable") == "true"
    assert _props(_controls(content)["sample-common/1.1"], "applies-when") == ["producer"]


def test_numbers_of_years_and_times_are_parameters(whole: Registry, united: Json) -> None:
    kept = [one for one in whole.requirements if one.retention_years]
    params = {one["id"]: one["values"] for one in _everything(united) if "values" in one}
    assert kept
    for wish in kept:
        name = f"aeo-{wish.clause.replace('/', '.')}_prm.{wish.id.partition('#')[2]}.retention-years"
        assert params[name] == [f"{wish.retention_years:g}"]


def test_sources_are_resources_with_the_digest_of_the_file(united: Json) -> None:
    resources = {one["title"]: one for one in united["catalog"]["back-matter"]["resources"]}
    files = list(standards_dir().glob("*/source/*.txt"))
    assert set(resources) == {file.name for file in files}
    for file in files:
        (link,) = resources[file.name]["rlinks"]
        assert link["hashes"][0]["value"] == hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_guide_is_given_with_the_clause_it_explains(united: Json) -> None:
    with_guidance = [
        name for name, one in _controls(united).items() if any(p["name"] == "guidance" for p in one["parts"])
    ]
    assert with_guidance
    assert {name.partition("/")[0] for name in with_guidance} == {"2018-advanced-common"}


# --- sameness ------------------------------------------------------------------------------------------------------


def test_the_same_registry_gives_the_same_bytes_and_no_clock_is_read(whole: Registry, united: Json) -> None:
    assert oscal.dump(oscal.catalog(whole)) == oscal.dump(united)
    newest = max(edition.verified_on for edition in whole.editions)
    assert united["catalog"]["metadata"]["last-modified"] == f"{newest}T00:00:00+08:00"


def test_another_content_has_another_uuid(sample: Path) -> None:
    before = oscal.catalog(build(sample, "x"), None, sample)["catalog"]
    file = sample / "2099/requirements/sample-common.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("责任部门, en", "主管部门, en"), encoding="utf-8")
    after = oscal.catalog(build(sample, "x"), None, sample)["catalog"]
    assert before["uuid"] != after["uuid"]
    assert before["metadata"] == after["metadata"]


# --- files ---------------------------------------------------------------------------------------------------------


def test_a_json_file_holds_all_editions_and_a_folder_one_catalog_each(whole: Registry, tmp_path: Path) -> None:
    (one,) = oscal.write(whole, tmp_path / "aeo.json")
    each = oscal.write(whole, tmp_path / "oscal")
    assert [path.name for path in each] == [f"{edition.id}.json" for edition in whole.editions]
    assert json.loads(one.read_text(encoding="utf-8"))["catalog"]["metadata"]["version"] == "2018+2022"
    versions = [json.loads(path.read_text(encoding="utf-8"))["catalog"]["metadata"]["version"] for path in each]
    assert versions == ["2018", "2022"]


def test_a_place_that_cannot_be_written_is_said_plainly(whole: Registry, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    with pytest.raises(EvidenceCheckError, match="taken"):
        oscal.write(whole, tmp_path / "taken" / "folder")
    with pytest.raises(EvidenceCheckError, match="no such edition: 1999"):
        oscal.catalog(whole, ["1999"])
