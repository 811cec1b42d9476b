"""The data that ships with the package: it loads, and what it says about clauses and sources holds together."""

from __future__ import annotations

import pytest

from evidence_check.model import Registry
from evidence_check.registry import load
from evidence_check.resources import standards_dir


@pytest.fixture(scope="module")
def whole() -> Registry:
    return load()


def test_every_requirement_stands_on_a_line_of_a_source(whole: Registry) -> None:
    lengths = {
        path.name: len(path.read_text(encoding="utf-8").split("\n")) for path in standards_dir().glob("*/source/*.txt")
    }
    for requirement in whole.requirements:
        assert requirement.source, requirement.id
        for ref in requirement.source:
            assert 1 <= ref.line <= lengths[ref.file], requirement.id


def test_alternatives_come_in_twos_or_more(whole: Registry) -> None:
    names: dict[tuple[str, str], int] = {}
    for requirement in whole.requirements:
        if requirement.any_of:
            names[requirement.clause, requirement.any_of] = names.get((requirement.clause, requirement.any_of), 0) + 1
    assert {name for name, count in names.items() if count < 2} == set()


def test_what_customs_decides_is_never_lowered_by_papers(whole: Registry) -> None:
    customs = {c.id for s in whole.standards for c in s.clauses if c.decided_by == "customs"}
    papers = [r for r in whole.requirements if r.clause in customs and r.kind != "customs"]
    assert [r.id for r in papers if r.counts == "required"] == []
