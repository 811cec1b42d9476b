"""A vocabulary that another process compiled is the same one, and another registry's is never taken for it."""

from dataclasses import replace
from pathlib import Path

import pytest

from evidence_check import registry
from evidence_check.cache import kept
from evidence_check.matching import vocabulary
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.model import Registry

STANDARDS = ("2018-general-broker",)


@pytest.fixture(scope="module")
def loaded() -> Registry:
    return registry.load()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "folder", lambda: tmp_path)
    return tmp_path


def test_kept_or_compiled_it_is_the_same(loaded: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Vocabulary(loaded, STANDARDS)
    first = Vocabulary(loaded, STANDARDS, "a registry")
    monkeypatch.setattr(vocabulary, "concept_literals", None)  # nothing is compiled any more
    second = Vocabulary(loaded, STANDARDS, "a registry")
    for one in (first, second):
        assert (one.owners, one.subjects, one.elements, one.columns) == (
            plain.owners,
            plain.subjects,
            plain.elements,
            plain.columns,
        )
        text = "访客应当登记并佩戴证件, visitors sign in and wear a badge"
        found = [each.scanner.sightings(text, each.scanner.hits(text)) for each in (one, plain)]
        assert found[0] == found[1] != ()


def test_without_a_name_nothing_is_kept(loaded: Registry, folder: Path) -> None:
    Vocabulary(replace(loaded, requirements=loaded.requirements[:2]))
    assert list(folder.iterdir()) == []


def test_what_is_made_from_something_else_is_another_one(loaded: Registry) -> None:
    Vocabulary(loaded, STANDARDS, "a registry")
    fewer = replace(loaded, requirements=loaded.requirements[:2])
    assert len(Vocabulary(fewer, (), "another").owners) < len(Vocabulary(loaded, STANDARDS, "a registry").owners)


def test_other_standards_of_one_registry_have_cues_of_their_own(loaded: Registry) -> None:
    first, second = ("2022-common",), ("2018-advanced-common",)
    Vocabulary(loaded, first, "a registry")
    kept_one, plain = Vocabulary(loaded, second, "a registry"), Vocabulary(loaded, second)
    assert kept_one.owners == plain.owners
    assert kept_one.scanner.cues == plain.scanner.cues
