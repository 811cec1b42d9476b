"""A clause may be like another one: it takes over what that one wants, and says only what is different."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence_check.data import DataError
from evidence_check.model import Condition, Registry, Requirement, SourceRef
from evidence_check.registry.build import build

LIKE = """\
- clause: sample-common/1.2
  like: sample-common/1.1
"""

OTHER_EDITION = """\
standard: other-common
clauses:
- clause: other-common/2
  like: sample-common/1.1
"""


def _write(root: Path, text: str) -> Path:
    path = root / "2099/requirements/sample-common.yaml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return root


def _read(root: Path, text: str) -> tuple[Registry, tuple[Requirement, ...]]:
    registry = build(_write(root, text), "x")
    return registry, tuple(r for r in registry.requirements if r.clause == "sample-common/1.2")


def _other_edition(root: Path) -> Path:
    for name in ("edition.yaml", "source/sample.txt"):
        text = (root / "2099" / name).read_text(encoding="utf-8").replace("sample-common", "other-common")
        target = root / "2098" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace('"2099"', '"2098"').replace("sample.txt", "other.txt"), encoding="utf-8")
    (root / "2098/source/sample.txt").rename(root / "2098/source/other.txt")
    (root / "2098/requirements").mkdir()
    (root / "2098/requirements/other-common.yaml").write_text(OTHER_EDITION, encoding="utf-8")
    return root


def test_everything_is_taken_over_under_the_new_clause(sample: Path) -> None:
    registry, (requirement,) = _read(sample, LIKE)
    (origin,) = (one for one in registry.requirements if one.clause == "sample-common/1.1")
    assert requirement.id == "sample-common/1.2#file-rules"
    assert (requirement.kind, requirement.topic, requirement.elements) == (origin.kind, origin.topic, origin.elements)
    assert registry.applies_when["sample-common/1.2"] == Condition(profile="producer")
    assert registry.not_applicable_proof["sample-common/1.2"] == "sample-common/1.2#file-rules"


def test_the_source_is_the_new_clauses_own_line(sample: Path) -> None:
    _, (requirement,) = _read(sample, LIKE)
    assert (requirement.basis, requirement.source) == ("derived", (SourceRef("sample.txt", 7),))


def test_who_decides_is_taken_over_unless_the_clause_says_otherwise(sample: Path) -> None:
    text = LIKE + "  decided_by: onsite\n- clause: sample-common/2\n  like: sample-common/1.2\n"
    registry, _ = _read(sample, text)
    decided = {clause.id: clause.decided_by for clause in registry.standards[0].clauses}
    assert (decided["sample-common/1.1"], decided["sample-common/1.2"], decided["sample-common/2"]) == (
        "documents",
        "onsite",
        "onsite",
    )


def test_a_condition_can_be_lifted(sample: Path) -> None:
    registry, _ = _read(sample, LIKE + "  applies_when: null\n  not_applicable_proof: null\n")
    assert list(registry.applies_when) == ["sample-common/1.1"]
    assert list(registry.not_applicable_proof) == ["sample-common/1.1"]


def test_fields_and_elements_are_changed_dropped_and_added(sample: Path) -> None:
    change = """\
  change:
    file-rules:
      counts: support
      title: {zh: 档案制度, en: Archive rules}
      elements:
        owner: null
        years: {name: {zh: 保存三年, en: Three years}, cues: ["三年|3年"]}
"""
    registry, (requirement,) = _read(sample, LIKE + change)
    assert (requirement.counts, requirement.title.en) == ("support", "Archive rules")
    assert [(element.key, element.essential) for element in requirement.elements] == [("years", True)]
    (origin,) = (one for one in registry.requirements if one.clause == "sample-common/1.1")
    assert [element.key for element in origin.elements] == ["owner"]


def test_essential_lists_the_elements_that_stay_so(sample: Path) -> None:
    change = """\
  change:
    file-rules:
      essential: [years]
      elements:
        years: {name: {zh: 保存三年, en: Three years}, cues: ["三年|3年"]}
"""
    _, (requirement,) = _read(sample, LIKE + change)
    assert {element.key: element.essential for element in requirement.elements} == {"owner": False, "years": True}


def test_requirements_are_dropped_and_own_ones_added(sample: Path) -> None:
    own = """\
  without: [file-rules]
  not_applicable_proof: null
  requirements:
  - slug: file-list
    kind: record
    counts: required
    basis: clause
    source: [{file: sample.txt, line: 7}]
    title: {zh: 文件清单, en: List of files}
    topic: ["@file & 清单"]
"""
    _, requirements = _read(sample, LIKE + own)
    assert [(one.id, one.basis) for one in requirements] == [("sample-common/1.2#file-list", "clause")]


def test_a_clause_of_another_edition_will_do(sample: Path) -> None:
    registry = build(_other_edition(sample), "x")
    (requirement,) = (one for one in registry.requirements if one.clause == "other-common/2")
    assert (requirement.id, requirement.source[0].file) == ("other-common/2#file-rules", "other.txt")
    assert registry.applies_when["other-common/2"].profile == "producer"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LIKE.replace("/1.1", "/9"), r":21: no requirement file describes a clause 'sample-common/9'"),
        (LIKE + "- clause: sample-common/2\n  like: sample-common/4\n", r":23: no requirement file describes"),
        (LIKE.replace("/1.1", "/1.2"), r":21: a circle: sample-common/1\.2 is like sample-common/1\.2"),
        (
            LIKE.replace("/1.1", "/2") + "- clause: sample-common/2\n  like: sample-common/1.2\n",
            r":23: a circle: sample-common/1\.2 is like sample-common/2 is like sample-common/1\.2",
        ),
        (LIKE + "  without:\n  - file-list\n", r":23: sample-common/1\.1 has no requirement 'file-list'; it"),
        (LIKE + "  change:\n    file-list: {counts: support}\n", r":23: sample-common/1\.1 has no requirement 'file-"),
        (LIKE + "  without: [file-rules]\n", r":20: 'file-rules' is not a requirement of sample-common/1\.2"),
        (LIKE + "  without: [file-rules]\n  change: {file-rules: {years: each}}\n", r":23: 'file-rules' is both"),
        (LIKE + "  change:\n    file-rules:\n      elements:\n        x: null\n", r":25: 'file-rules' of .* 'x'"),
        (LIKE + "  change:\n    file-rules:\n      essential:\n      - x\n", r":25: 'file-rules' has no element 'x'"),
        (LIKE + "  change:\n    file-rules:\n      topic:\n      - '@folder'\n", r":25: unknown concept '@folder'"),
        (
            LIKE + "  change:\n    file-rules:\n      elements:\n        owner:\n          cues: ['责任(部门']\n",
            r":26: .*bracket",
        ),
        (LIKE + "  change:\n    file-rules: {slug: other}\n", r":23: .*'slug' was unexpected"),
        (LIKE.replace("  like: sample-common/1.1\n", "  without: [file-rules]\n"), r":20: .*'like' is a dependency"),
        (
            LIKE + "  requirements:\n  - {slug: file-rules, kind: record, counts: required, basis: clause,\n"
            "     topic: ['@file'], title: {zh: 册, en: List}, source: [{file: sample.txt, line: 7}]}\n",
            r":23: sample-common/1\.1 gives sample-common/1\.2 a requirement 'file-rules' already",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_over_is_reported_with_its_line(sample: Path, text: str, message: str) -> None:
    with pytest.raises(DataError, match=r"sample-common\.yaml" + message):
        build(_write(sample, text), "x")
