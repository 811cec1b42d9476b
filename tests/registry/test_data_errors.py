"""A mistake in a data file is reported with its file and line, whoever makes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence_check.data import DataError
from evidence_check.registry.build import build


def _spoil(root: Path, name: str, old: str, new: str) -> Path:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


WISHES = "2099/requirements/sample-common.yaml"
TABLE = "2099/source/sample.txt"


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (WISHES, "clause: sample-common/1.1", "clause: sample-common/7", r"common\.yaml:3: 'sample-common/7' is not a"),
        (WISHES, "@file &", "@folder &", r"sample-common\.yaml:15: unknown concept '@folder'"),
        (WISHES, "责任部门|归口部门", "责任(部门|归口", r"sample-common\.yaml:19: .*bracket"),
        (WISHES, "kind: written_system", "kind: paper", r"sample-common\.yaml:9: .*'paper' is not one of"),
        (WISHES, "counts: required", "counts: 3", r"sample-common\.yaml:10: .*3 is not one of"),
        (WISHES, "basis: clause", "basis: clause\n    colour: red", r"sample-common\.yaml:8: .*colour"),
        (WISHES, "not_applicable_proof: file-rules", "not_applicable_proof: other", r"common\.yaml:6: 'other' is not"),
        (WISHES, "source: [{file: sample.txt, line: 6}]", "source: []", r"common\.yaml:8: file-rules: say in"),
        ("lexicon/sample.yaml", "- id: file", "- id: file\n  en: [deed]\n- id: file", r"sample\.yaml:4: the concept"),
        ("lexicon/sample.yaml", "文件,", "文(件,", r"sample\.yaml:3: .*bracket"),
        ("2099/edition.yaml", "in_force_to: null", "in_force_to: 2099", r"edition\.yaml:6: in_force_to"),
        ("2099/edition.yaml", "clauses: 7", "clauses: 8", r"sample\.txt:6: sample-common should have 8 clauses, 7"),
        ("2099/edition.yaml", "heading: 样本通用", "heading: 样本单项", r"sample\.txt:1: no table stands under"),
        (TABLE, "\t4.他表", "\t5.他表", r"sample\.txt:16: item 5 follows item 3"),
        (TABLE, "(3) 伪造", "(5) 伪造", r"sample\.txt:14: \(5\) follows \(1\) and no text lies between"),
        (TABLE, "(2) 保存", "(1) 保存", r"sample\.txt:7: clause 1\.1 stands twice"),
    ],
)  # fmt: skip
def test_the_message_names_file_and_line(sample: Path, name: str, old: str, new: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        build(_spoil(sample, name, old, new), "x")


def test_a_requirement_given_twice_is_refused(sample: Path) -> None:
    path = sample / WISHES
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text[text.index("  - slug:") :], encoding="utf-8")
    with pytest.raises(
        DataError, match=r"sample-common\.yaml:20: the requirement sample-common/1\.1#file-rules stands twice"
    ):
        build(sample, "x")


def test_a_clause_given_twice_is_refused(sample: Path) -> None:
    path = sample / WISHES
    path.write_text(path.read_text(encoding="utf-8") + "- clause: sample-common/1.1\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"sample-common\.yaml:20: the clause sample-common/1\.1 stands twice"):
        build(sample, "x")


def test_a_folder_without_editions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no edition"):
        build(tmp_path, "x")
