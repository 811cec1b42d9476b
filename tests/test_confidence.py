"""Confidence is the share of like results that labellers judged alike: it rises with the raw one."""

from __future__ import annotations

import pytest

from evidence_check.confidence import calibrated, raw_confidence
from evidence_check.data import read_yaml
from evidence_check.model import Coverage
from evidence_check.resources import standards_dir


@pytest.mark.parametrize("coverage", ["present", "partial", "missing"])
def test_it_rises_with_what_it_is_made_from(coverage: Coverage) -> None:
    steps = read_yaml(standards_dir() / "confidence.yaml", "confidence")[coverage]
    assert steps == sorted(steps) and [share for _, share in steps] == sorted(share for _, share in steps)
    found = [calibrated(coverage, raw / 100) for raw in range(101)]
    assert found == sorted(found)
    assert {found[0], found[-1]} == {steps[0][1], steps[-1][1]}


def test_an_unreadable_clause_is_as_sure_as_a_missing_one() -> None:
    assert calibrated("unreadable", 0.7) == calibrated("missing", 0.7)


def test_what_is_not_judged_by_documents_keeps_its_own() -> None:
    assert calibrated("customs", 0.95) == 0.95


def test_close_calls_and_unread_files_make_a_missing_clause_less_sure() -> None:
    sure = raw_confidence("missing", 0.0, refused=False, unread=False)
    assert sure > raw_confidence("missing", 0.0, refused=True, unread=False)
    assert sure > raw_confidence("missing", 0.0, refused=False, unread=True)
    assert raw_confidence("present", 0.9, refused=False, unread=False) > raw_confidence(
        "present", 0.4, refused=False, unread=False
    )
