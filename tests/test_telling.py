"""However many files state a thing, the judgement rests on a few of them, and is that of all."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from evidence_check import coverage
from evidence_check.coverage import Dossier, Judgement, judge_requirement
from evidence_check.coverage_parts import Telling
from evidence_check.model import Bilingual, Locator, Match, Quote, Requirement
from evidence_check.period import period_of
from evidence_check.standing import standings
from tests.builders import enterprise, examined, match, requirement

KEYS = ("who", "how", "when")
WANTED = requirement("s/1#rule", "written_system", *KEYS)
BARE = requirement("s/1#rule", "written_system")


def _matches(seed: int, count: int) -> list[Match]:
    chance = random.Random(seed)
    found = []
    for number in range(count):
        file = f"f{number:03d}"
        stated = [key for key in KEYS if chance.random() < (0.02, 0.3)[key == "who"]]
        near = {key: Quote(file, Locator(), f"near {key}") for key in KEYS if chance.random() < 0.05}
        refused = Bilingual("否", "no") if chance.random() < 0.3 else None
        one = match("s/1#rule", file, *stated, score=round(chance.random(), 1), refused=refused)
        found.append(replace(one, near=near, worded=frozenset(key for key in stated if chance.random() < 0.8)))
    return sorted(found, key=lambda one: (-one.score, one.file))


def _judged(wanted: Requirement, matches: list[Match]) -> Judgement:
    files, owner = [examined(one.file) for one in matches], enterprise()
    dossier = Dossier({f.document.path: f for f in files}, standings(files, owner), owner, period_of(owner))
    return judge_requirement(wanted, matches, dossier)


@pytest.mark.parametrize("wanted", [WANTED, BARE])
@pytest.mark.parametrize("seed", range(40))
def test_the_judgement_is_that_of_all_matches(wanted: Requirement, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    matches = _matches(seed, 30 + seed * 3)
    told = _judged(wanted, matches)
    monkeypatch.setattr(coverage, "Telling", list)
    assert told == _judged(wanted, matches)


def test_no_more_are_held_than_it_can_rest_on() -> None:
    held = Telling()
    for one in _matches(1, 2000):
        held.append(one)
    assert len(held) < 40
