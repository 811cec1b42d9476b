"""What is compiled is kept whole or not at all, and never believed where it is spoilt."""

import os
import time
from pathlib import Path

import platformdirs
import pytest

from evidence_check.cache import kept
from evidence_check.cache.place import FOLDER, Keeping, open_cache

OF_THE_USER = kept.folder


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "folder", lambda: tmp_path / "user")
    return tmp_path / "user"


def numbers(made_from: str, value: list[int], calls: list[str]) -> list[int]:
    def make() -> list[int]:
        calls.append(made_from)
        return value

    return kept.kept("numbers", made_from, list[int], make)


def test_the_second_time_nothing_is_made() -> None:
    calls: list[str] = []
    assert numbers("a", [1, 2], calls) == numbers("a", [1, 2], calls) == [1, 2]
    assert calls == ["a"]


def test_what_is_made_of_something_else_is_another_thing() -> None:
    calls: list[str] = []
    numbers("a", [1], calls)
    assert numbers("b", [2], calls) == [2]


@pytest.mark.parametrize("damage", [b"", b"mabcd", b"\x80\x04\x95pickle", b"m\0\0\0\0\x93\x01\x02\x03"])
def test_what_is_spoilt_is_made_anew(damage: bytes) -> None:
    calls: list[str] = []
    numbers("a", [1], calls)
    kept.location("numbers", "a").write_bytes(damage)
    assert numbers("a", [1], calls) == [1]
    assert numbers("a", [1], calls) == [1]
    assert len(calls) == 2


def test_one_flipped_bit_is_noticed() -> None:
    calls: list[str] = []
    numbers("a", [1, 2, 3], calls)
    place = kept.location("numbers", "a")
    body = bytearray(place.read_bytes())
    body[-1] ^= 1
    place.write_bytes(body)
    assert numbers("a", [1, 2, 3], calls) == [1, 2, 3]


def test_a_value_of_another_shape_is_not_taken() -> None:
    kept.kept("numbers", "a", list[str], lambda: ["one"])
    assert numbers("a", [1], []) == [1]


def test_a_folder_that_refuses_is_no_error(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    assert numbers("a", [1], []) == [1]


def test_old_ones_are_dropped_and_nothing_else(folder: Path) -> None:
    kept.kept("other", "a", list[int], lambda: [0])
    for number in range(9):
        numbers(str(number), [number], [])
    names = sorted(path.name for path in folder.iterdir())
    assert sum(name.startswith("numbers-") for name in names) == kept._KEEP
    assert sum(name.startswith("other-") for name in names) == 1
    assert len(names) == kept._KEEP + 1


def test_what_a_killed_process_left_half_written_is_dropped(folder: Path) -> None:
    folder.mkdir()
    left, young = folder / "weights-abc1.part", folder / "weights-abc2.part"
    for part in (left, young):
        part.write_bytes(b"half")
    os.utime(left, (time.time() - 4000, time.time() - 4000))
    numbers("a", [1], [])
    assert not left.exists()
    assert young.exists()  # another process may be writing it


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home(_: str) -> str:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr(kept, "folder", OF_THE_USER)
    monkeypatch.setattr(platformdirs, "user_cache_dir", no_home)
    monkeypatch.delenv(FOLDER, raising=False)


@pytest.mark.usefixtures("homeless")
def test_without_a_home_things_are_made_and_not_kept() -> None:
    calls: list[str] = []
    assert numbers("a", [1], calls) == numbers("a", [1], calls) == [1]
    assert len(calls) == 2


@pytest.mark.usefixtures("homeless")
def test_without_a_home_a_dossier_has_no_cache_and_the_user_is_told(tmp_path: Path) -> None:
    remarks: list[str] = []
    with open_cache(Keeping(), tmp_path, remarks) as store:
        assert not store.lasting
    assert len(remarks) == 1
    assert Keeping(file=tmp_path / "named.sqlite").place(tmp_path) == tmp_path / "named.sqlite"
