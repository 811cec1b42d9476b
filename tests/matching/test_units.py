"""A document as it is matched: what is kept of its sightings, and what long documents share."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence_check import documents, registry
from evidence_check.matching import units
from evidence_check.matching.gates import Gates, compile_gates
from evidence_check.matching.scanner import Sighting
from evidence_check.matching.units import Reading
from evidence_check.matching.vocabulary import Vocabulary
from tests.dossier_builder import VISITORS, policy, visitor_log

Compiled = tuple[Vocabulary, Gates]


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    standards = registry.load()
    return Vocabulary(standards, ("2022-common",)), compile_gates(standards)


def _reading(path: Path, compiled: Compiled) -> Reading:
    return Reading(documents.read(path.read_bytes(), path.name), *compiled)


def test_packed_places_are_those_of_the_units(tmp_path: Path, compiled: Compiled) -> None:
    reading = _reading(policy(tmp_path / "访客.docx", "外来人员进出管理办法", VISITORS), compiled)
    plain: dict[int, list[tuple[int, Sighting, str]]] = {}
    for number, unit in enumerate(reading.units):
        if unit.quoted or (unit.column is not None and not unit.filled):
            continue
        for sighting in unit.sightings:
            for requirement, element in compiled[0].elements[sighting.cue]:
                plain.setdefault(requirement, []).append((number, sighting, element))
    packed = reading.element_sightings
    assert plain and {requirement: list(places) for requirement, places in packed.items()} == plain
    assert list(packed) == list(plain), "in the same order"
    assert {requirement: len(places) for requirement, places in packed.items()} == {
        requirement: len(places) for requirement, places in plain.items()
    }
    assert packed.get(-1) is None


def test_rows_that_show_the_same_share_what_was_sighted(tmp_path: Path, compiled: Compiled) -> None:
    visitor_log(tmp_path / "登记.xlsx")
    reading = _reading(tmp_path / "登记.xlsx", compiled)
    rows = [unit for unit in reading.units if unit.passage.kind == "row" and unit.sightings]
    assert len(rows) > len({id(unit.sightings) for unit in rows})
    vocabulary = compiled[0]
    for unit in rows:  # and it is what each row shows when it is looked at alone
        context = reading._context_of(unit.passage)
        hits = vocabulary.scanner.hits(unit.text)
        assert unit.sightings == tuple(vocabulary.scanner.sightings(unit.text, hits, context))


def test_moods_are_remembered_within_limits(
    tmp_path: Path, compiled: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units, "_MOST_MOODS", 2)
    reading = _reading(policy(tmp_path / "访客.docx", "外来人员进出管理办法", VISITORS), compiled)
    asked = [(number, one) for number, unit in enumerate(reading.units) for one in unit.sightings][:40]
    assert len(asked) > 10
    for number, sighting in asked:
        expected = compiled[1].mood_at(reading.units[number].text, sighting.start, sighting.end)
        assert reading.mood_at(number, sighting) == expected
        assert len(reading._moods) <= 2
