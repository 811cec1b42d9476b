"""Weights that were kept unpacked are the packed ones, to the last bit; spoilt ones are not used."""

import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from evidence_check.cache import kept
from evidence_check.matching.weights import weights
from evidence_check.packing import pack

ARRAYS: dict[str, NDArray[Any]] = {
    "q1": np.arange(70, dtype=np.uint8).reshape(7, 10),
    "w": np.linspace(-1, 1, 33, dtype=np.float32),
    "eps": np.array(1e-6, np.float32),
}


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept, "folder", lambda: tmp_path / "user")
    np.savez_compressed(tmp_path / "weights.npz", **ARRAYS)  # type: ignore[arg-type]
    return tmp_path / "weights.npz"


def same(path: Path) -> bool:
    found = weights(path)
    return found.keys() == ARRAYS.keys() and all(
        (found[name] == ARRAYS[name]).all()
        and (found[name].dtype, found[name].shape) == (ARRAYS[name].dtype, ARRAYS[name].shape)
        for name in ARRAYS
    )


def test_what_is_kept_is_what_was_packed(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert same(packed)
    monkeypatch.setattr(np, "load", None)  # the second time nothing is unpacked
    assert same(packed)
    assert not weights(packed)["w"].flags.writeable
    assert [path.suffix for path in (tmp_path / "user").iterdir()] == [".bin"]


@pytest.mark.parametrize("at", [2, 9, -70])
def test_spoilt_bytes_are_noticed(packed: Path, tmp_path: Path, at: int) -> None:
    weights(packed)
    (place,) = (tmp_path / "user").iterdir()
    body = bytearray(place.read_bytes())
    body[at] ^= 4
    place.write_bytes(body)
    assert same(packed)


def test_half_a_file_is_not_used(packed: Path, tmp_path: Path) -> None:
    weights(packed)
    (place,) = (tmp_path / "user").iterdir()
    for size in (400, 100, 64, 3, 0):
        place.write_bytes(place.read_bytes()[:size])
        assert same(packed)


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [("w", "(,", [1], 8192)],
        [("w", "<f4", [-1], 8192)],
        [("unknown", "<f4", [1], 8192)],
        [("q1", "|u1", [1], 8192), ("w", "<f4", [1], 8192), ("eps", "<f4", [], 8192)],
    ],
)
def test_a_file_does_not_say_itself_what_it_holds(packed: Path, tmp_path: Path, entries: list[Any]) -> None:
    weights(packed)
    (place,) = (tmp_path / "user").iterdir()
    body = bytes(64)
    head = pack((zlib.crc32(body), entries))
    place.write_bytes((len(head).to_bytes(4, "big") + head).ljust(8192, b"\0") + body)
    assert same(packed)


@pytest.mark.parametrize("size", [0, 64, 128, 8192])
def test_another_length_with_a_right_checksum_is_not_used(packed: Path, tmp_path: Path, size: int) -> None:
    weights(packed)
    (place,) = (tmp_path / "user").iterdir()
    body = bytes(size)
    place.write_bytes(zlib.crc32(body).to_bytes(4, "big").ljust(64, b"\0") + body)
    assert same(packed)


def test_without_a_home_they_are_unpacked(packed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise OSError("no home")

    monkeypatch.setattr(kept, "folder", no_home)
    assert same(packed)


def test_other_weights_are_kept_apart(packed: Path) -> None:
    weights(packed)
    np.savez_compressed(packed, w=np.zeros(3, np.float32))
    assert (weights(packed)["w"] == 0).all()


def test_a_folder_that_refuses_is_no_error(packed: Path, tmp_path: Path) -> None:
    (tmp_path / "user").write_text("a file where the folder should be")
    assert same(packed)
