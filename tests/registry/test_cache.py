"""The cache gives back the same registry, notices every change, and is never trusted when it is damaged."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from evidence_check import registry as door
from evidence_check.cache import kept
from evidence_check.model import Registry
from evidence_check.packing import pack, unpack
from evidence_check.registry.build import build


@pytest.fixture
def cache_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setattr(kept, "folder", lambda: folder)
    return folder


def _load_afresh(root: Path) -> object:
    door._loaded.clear()
    return door.load(root)


def test_a_registry_survives_the_way_to_disk_and_back(bare_root: Path) -> None:
    built = build(bare_root, "x")
    assert unpack(Registry, pack(built)) == built


def test_the_second_load_reads_the_cache_and_gives_the_same(sample: Path, cache_dir: Path) -> None:
    first = _load_afresh(sample)
    assert len(list(cache_dir.iterdir())) == 1
    assert _load_afresh(sample) == first


@pytest.mark.usefixtures("cache_dir")
def test_a_changed_file_is_noticed(sample: Path) -> None:
    before = door.load(sample)
    path = sample / "lexicon/sample.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("档案", "卷宗"), encoding="utf-8")
    after = door.load(sample)
    assert after.digest != before.digest
    assert "卷宗" in after.concepts["file"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1, 2]", b"\xff\xfe", b"null"])
def test_a_damaged_cache_is_ignored(sample: Path, cache_dir: Path, damage: bytes) -> None:
    first = _load_afresh(sample)
    (place,) = cache_dir.iterdir()
    place.write_bytes(damage)
    assert _load_afresh(sample) == first
    assert place.read_bytes() != damage


def test_the_cache_of_other_content_is_another_one(sample: Path, cache_dir: Path) -> None:
    first = _load_afresh(sample)
    path = sample / "lexicon/sample.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")
    assert _load_afresh(sample) != first
    assert len(list(cache_dir.iterdir())) == 2


def test_a_kept_registry_that_names_other_content_is_not_taken(sample: Path, cache_dir: Path) -> None:
    first = _load_afresh(sample)
    (place,) = cache_dir.iterdir()
    place.write_bytes(pack(replace(door.load(sample), digest="0" * 64, concepts={})))
    assert _load_afresh(sample) == first
    assert unpack(Registry, place.read_bytes()) == first


def test_a_disk_that_refuses_is_no_error(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    monkeypatch.setattr(kept, "folder", lambda: blocked)
    assert door.load(sample).standards


def test_a_warm_load_is_quick(bare_root: Path, cache_dir: Path) -> None:
    _load_afresh(bare_root)
    assert list(cache_dir.iterdir())
    start = time.perf_counter()
    _load_afresh(bare_root)
    assert time.perf_counter() - start < 0.15


def test_old_caches_are_dropped(sample: Path, cache_dir: Path) -> None:
    path = sample / "lexicon/sample.yaml"
    text = path.read_text(encoding="utf-8")
    for number in range(8):
        path.write_text(f"{text}# edit {number}\n", encoding="utf-8")
        door.load(sample)
    assert len(list(cache_dir.iterdir())) == kept._KEEP
