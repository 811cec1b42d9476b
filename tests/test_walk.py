"""What is read of a dossier: every file of it, nothing that the program wrote itself, in a fixed order."""

from pathlib import Path

import pytest

from evidence_check import walk
from evidence_check.errors import EvidenceCheckError


def names(dossier: Path, out: Path | None = None) -> list[str]:
    root = walk.dossier_root(dossier)
    return [walk.relative(path, root) for path in walk.files(dossier, out)]


def put(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_all_files_below_are_listed_in_a_fixed_order(tmp_path: Path) -> None:
    for name in ("制度/b.docx", "a.txt", "制度/子/c.pdf"):
        put(tmp_path / name)
    assert names(tmp_path) == ["a.txt", "制度/b.docx", "制度/子/c.pdf"]


def test_own_outputs_and_configuration_are_never_evidence(tmp_path: Path) -> None:
    put(tmp_path / "访客.txt")
    put(tmp_path / "enterprise.yaml")
    put(tmp_path / "报告" / "x.html")
    put(tmp_path / "old" / "report.json", '{"schema": "evidence-check/report/1", "clauses": []}')
    put(tmp_path / "old" / "report.html", '<meta name="generator" content="evidence-check 0.1">')
    assert names(tmp_path, out=tmp_path / "报告") == ["访客.txt"]


def test_a_folder_named_files_beside_enterprise_yaml_is_the_dossier(tmp_path: Path) -> None:
    put(tmp_path / "enterprise.yaml")
    put(tmp_path / "labels.json")
    put(tmp_path / "files" / "访客.txt")
    assert names(tmp_path) == ["访客.txt"]


def test_a_clients_own_folder_named_files_hides_nothing(tmp_path: Path) -> None:
    put(tmp_path / "enterprise.yaml")
    put(tmp_path / "files" / "访客.txt")
    put(tmp_path / "制度" / "封条.txt")
    assert names(tmp_path) == ["files/访客.txt", "制度/封条.txt"]


def test_a_loop_of_links_is_listed_and_not_entered(tmp_path: Path) -> None:
    put(tmp_path / "a" / "x.txt")
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a/again", "a/x.txt"]


@pytest.mark.parametrize("what", ["missing", "file", "empty"])
def test_unusable_folders_are_refused_in_plain_words(tmp_path: Path, what: str) -> None:
    dossier = {"missing": tmp_path / "no", "file": put(tmp_path / "f.txt"), "empty": tmp_path / "e"}[what]
    (tmp_path / "e").mkdir()
    with pytest.raises(EvidenceCheckError) as caught:
        walk.files(dossier)
    assert str(dossier) in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("address", ["s3://bucket/dossier", "file:///srv/dossier"])
def test_an_address_is_refused_in_words_that_help(address: str) -> None:
    with pytest.raises(EvidenceCheckError, match="addresses can't be read directly"):
        walk.dossier_root(Path(address))
