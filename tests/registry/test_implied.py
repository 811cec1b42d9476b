"""What follows from what: every entry bears on a requirement that exists, and nothing follows from itself."""

import pytest

from evidence_check.data import DataError, read_yaml
from evidence_check.model import Registry
from evidence_check.registry import load
from evidence_check.registry.implied import Implications, read_implications
from evidence_check.resources import standards_dir

ENTRIES = read_yaml(standards_dir() / "implied.yaml", "implied")["follows"]


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: ",".join(entry["elements"]))
def test_every_entry_bears_on_a_written_system(entry: dict[str, object], registry: Registry) -> None:
    written = [r for r in registry.requirements if r.kind == "written_system"]
    for slug in entry.get("requirements", ()):  # type: ignore[attr-defined]
        assert any(r.id.endswith(f"#{slug}") for r in written), slug
    for key in entry["elements"]:  # type: ignore[attr-defined]
        assert any(e.key == key and e.follows_from for r in written for e in r.elements), key


def test_nothing_follows_from_itself_or_from_what_is_not_there(registry: Registry) -> None:
    for requirement in registry.requirements:
        keys = {e.key for e in requirement.elements}
        for one in requirement.elements:
            for way in one.follows_from:
                assert way and one.key not in way and set(way) <= keys, (requirement.id, one.key, way)


def test_any_two_particulars_are_those_looked_for_in_the_parts_on_the_subject(registry: Registry) -> None:
    wanted = next(r for r in registry.requirements if r.id == "2018-advanced-common/24.1#access-system")
    rules = next(e for e in wanted.elements if e.key == "rules")
    assert rules.follows_from == (("persons", "vehicles"),)


def test_records_follow_from_nothing(registry: Registry) -> None:
    assert not [e for r in registry.requirements if r.kind != "written_system" for e in r.elements if e.follows_from]


def test_an_edition_without_the_file_has_nothing_that_follows(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert read_implications(tmp_path) == Implications(())


def test_a_broken_entry_names_file_and_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "implied.schema.json").write_bytes(
        (standards_dir() / "schema" / "implied.schema.json").read_bytes()
    )
    (tmp_path / "implied.yaml").write_text("follows:\n- elements: [a]\n  reason: {zh: 甲, en: a}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"implied\.yaml:2"):
        read_implications(tmp_path)
