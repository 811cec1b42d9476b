"""The crosswalk leads both ways, and the way back turns narrower and wider round."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evidence_check.data import DataError
from evidence_check.model import Registry
from evidence_check.registry.build import build

REVERSE = {"same": "same", "overlaps": "overlaps", "narrower": "wider", "wider": "narrower"}


def test_every_crossing_has_its_reverse(texts: Registry) -> None:
    found = {(one.origin, one.target): one.relation for one in texts.crosswalk}
    assert len(found) == len(texts.crosswalk)
    for (origin, target), relation in found.items():
        assert found[target, origin] == REVERSE[relation]


@pytest.mark.parametrize(
    ("origin", "target", "relation"),
    [
        ("2018-advanced-common/12", "2022-common/13", "narrower"),
        ("2022-common/13", "2018-advanced-common/12", "wider"),
        ("2018-advanced-common/3", "2022-common/3", "wider"),
        ("2018-advanced-broker/7.2", "2022-specific/10.2", "same"),
        ("2018-advanced-common/28", "2022-common/44", "wider"),
    ],
)
def test_a_crossing_says_what_its_target_asks(texts: Registry, origin: str, target: str, relation: str) -> None:
    assert (origin, target, relation) in {(one.origin, one.target, one.relation) for one in texts.crosswalk}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("2018-advanced-common/3,2022-common/99,same,", "there is no clause '2022-common/99'"),
        ("2018-advanced-common/3,2022-common/20,equal,", "the relation 'equal' is none of"),
        ("2018-advanced-common/3,2022-common/3,same,", "2018-advanced-common/3 → 2022-common/3 stands twice"),
        ("2018-advanced-common/3,2022-common/3", "2 cells instead of 4"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(bare_root: Path, tmp_path: Path, row: str, message: str) -> None:
    root = tmp_path / "standards"
    shutil.copytree(bare_root, root)
    path = root / "crosswalk.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{row}\n", encoding="utf-8")
    line = text.count("\n") + 1
    with pytest.raises(DataError, match=rf"crosswalk\.csv:{line}: {message}"):
        build(root, "x")


def test_every_general_clause_leads_to_its_advanced_one(texts: Registry) -> None:
    general = {c.id for s in texts.standards if s.level == "general" for c in s.clauses}
    led = {one.origin for one in texts.crosswalk if one.target.startswith("2018-advanced")}
    assert general <= led
