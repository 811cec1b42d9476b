"""A requirement file that follows a guide is held against it: quotations stand there, and no paragraph is left out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evidence_check.data import DataError
from evidence_check.model import Requirement
from evidence_check.registry.build import build

CLAUSE = """\
standard: 2018-advanced-common
clauses:
- clause: 2018-advanced-common/23.1
  decided_by: documents
  guide_notes: []
  requirements:
  - slug: premises-security
    kind: written_system
    counts: required
    basis: guide
    guide: {line: 614, anchor: 企业经营场所安全管理制度的书面文件}
    title: {zh: 经营场所安全管理制度, en: Premises security procedure}
    topic: ["场所安全"]
    elements:
    - key: emergency
      name: {zh: 应急处置, en: Emergency response}
      anchor: 应急处置
      cues: ["应急处置|应急响应"]
"""


def _read(bare_root: Path, tmp_path: Path, text: str) -> tuple[Requirement, ...]:
    root = tmp_path / "standards"
    shutil.copytree(bare_root, root)
    (root / "2018/requirements").mkdir()
    (root / "2018/requirements/2018-advanced-common.yaml").write_text(text, encoding="utf-8")
    return build(root, "x").requirements


def test_a_requirement_takes_its_source_from_the_guide(bare_root: Path, tmp_path: Path) -> None:
    (requirement,) = _read(bare_root, tmp_path, CLAUSE)
    assert [(ref.file, ref.line) for ref in requirement.source] == [("004_b36da432695d7705.txt", 614)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("anchor: 企业经营场所", "anchor: 某某经营场所", r":11: '某某.* does not stand in the guide \(line 614\)"),
        ("line: 614", "line: 616", r":11: '企业经营场所.* does not stand in the guide \(line 616\)"),
        ("line: 614", "line: 900", r":11: line 900 of 004_b36da432695d7705\.txt is no paragraph of the guide"),
        ("anchor: 应急处置\n", "anchor: 应急演练\n", r":17: '应急演练' does not stand in the guide"),
        ("guide: {line: 614, anchor: 企业经营场所安全管理制度的书面文件}", "source: [{file: a.txt, line: 1}]",
         r":3: line 614 of 004_b36da432695d7705\.txt is claimed by no requirement"),
        ("decided_by: documents", "decided_by: customs", r":4: the guide says that .*/23\.1 is decided by"),
        ("guide_notes: []", "guide_notes: [1]", r":5: line 1 of 004_b36da432695d7705\.txt is no paragraph"),
    ],
)  # fmt: skip
def test_a_file_that_strays_from_the_guide_is_refused(
    bare_root: Path, tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in CLAUSE
    with pytest.raises(DataError, match=r"2018-advanced-common\.yaml" + message):
        _read(bare_root, tmp_path, CLAUSE.replace(old, new))
