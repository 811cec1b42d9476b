"""What no cue foresaw is found by how companies word it; and the scorer is what was made of the wordings."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from benchmarks.distil_wordings import digest
from benchmarks.wordings_bank import learn, read_bank, united
from evidence_check import registry
from evidence_check.data import read_yaml
from evidence_check.matching import wordings
from evidence_check.matching.encoder import DIMENSIONS, encode
from evidence_check.model import Registry, Requirement
from evidence_check.resources import standards_dir
from evidence_check.text import normal

FOLDER = standards_dir() / "wordings"
FILES = sorted(FOLDER.glob("*/*.yaml"))
MANY = 5  # requirements of a file from which unrelated sentences are to be had
CONTROLLED = "2022-common/36#controlled-areas"
SAID = {  # as a house wrote it that none of the authors had seen
    "marked": (
        "库区和装卸口的门上都挂红牌、地上刷黄线，写明谁能进。",
        "Zones are posted with red signs at each door.",
    ),
    "challenge-report": (
        "碰到脸生又没挂牌的人，先上前问清找谁，说不清就留住他并马上叫保安。",
        "If you meet a stranger without a badge, ask him what he wants, stay with him and call the guard at once.",
    ),
}
OTHER = ("每月五日前发放上月工资，遇节假日提前。", "The canteen serves lunch from 11:30 to 13:00.")


@pytest.fixture(scope="module")
def loaded() -> Registry:
    return registry.load()


@pytest.fixture(scope="module")
def controlled(loaded: Registry) -> Requirement:
    return next(r for r in loaded.requirements if r.id == CONTROLLED)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_wordings_are_of_elements_that_exist_in_the_language_that_they_say(path: Path, loaded: Registry) -> None:
    known = {r.id: {e.key for e in r.elements} for r in loaded.requirements}
    for requirement, elements in read_yaml(path, "wordings").items():
        assert requirement.startswith(f"{path.stem}/") and set(elements) <= known[requirement], requirement
        for said in elements.values():
            assert all(re.search(r"[\u3400-\u9fff\d]", sentence) for sentence in said["zh"])
            assert not [s for s in said["en"] if len(re.findall(r"[\u3400-\u9fff]", s)) > len(s) / 2]


def test_the_scorer_was_made_of_these_wordings() -> None:
    with np.load(FOLDER / "scorer.npz", allow_pickle=False) as kept:
        assert str(kept["made_of"]) == digest(FOLDER), "run python -m benchmarks.distil_wordings"


def test_the_scorer_is_what_the_benchmark_learns(tmp_path: Path) -> None:
    """Of one author's share, since encoding all of it takes a minute: the shipped directions lie close to them."""
    small = min((p for p in FILES if len(read_yaml(p)) >= MANY), key=lambda path: path.stat().st_size)
    (tmp_path / small.name).write_bytes(small.read_bytes())
    learnt = learn(united([read_bank(tmp_path)]))
    shipped = wordings.scorer()
    for name, row in learnt.rows.items():
        assert float(learnt.matrix[row] @ shipped.directions[shipped.rows[name]]) > 0.5, name


@pytest.mark.parametrize(("key", "sentence"), [(key, said) for key, both in SAID.items() for said in both])
def test_words_that_nobody_foresaw_read_like_their_element(controlled: Requirement, key: str, sentence: str) -> None:
    keys = [e.key for e in controlled.elements]
    rows = [wordings.scorer().row(controlled, each) for each in keys]
    assert None not in rows
    (likeness,) = wordings.scorer().likeness(encode([normal(sentence)]), [row for row in rows if row is not None])
    assert keys[int(likeness.argmax())] == key
    odds = [
        wordings.decision().odds(float(value), float(value - np.delete(likeness, place).max()))
        for place, value in enumerate(likeness)
    ]
    assert odds[keys.index(key)] > 0 and sorted(odds)[-2] < odds[keys.index(key)]


@pytest.mark.parametrize("sentence", OTHER)
def test_what_speaks_of_something_else_reads_like_none(controlled: Requirement, sentence: str) -> None:
    rows = [wordings.scorer().rows["controlled-areas", e.key] for e in controlled.elements]
    likeness = wordings.scorer().likeness(encode([normal(sentence)]), rows)
    assert likeness.max() < 0.05


def test_a_sentence_means_the_same_alone_and_among_others() -> None:
    together = encode([*OTHER, *SAID["marked"]])
    assert together.shape == (4, DIMENSIONS)
    for place, sentence in enumerate((*OTHER, *SAID["marked"])):
        assert np.allclose(encode([sentence])[0], together[place], atol=1e-4)
    assert encode([]).shape == (0, DIMENSIONS)
