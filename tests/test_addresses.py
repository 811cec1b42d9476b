"""Dossiers and caches at addresses are fetched, only what has changed, and a cache is put back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from evidence_check.addresses import address_of, at_hand, cache_at_hand
from evidence_check.errors import EvidenceCheckError

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("EVIDENCE_CHECK_CACHE", str(tmp_path / "kept"))
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pipe({"/client/制度/门卫.txt": b"one", "/client/b.txt": b"two", "/other/c.txt": b"three"})
    yield system
    system.store.clear()


def _content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("store")
def test_a_dossier_at_an_address_is_fetched() -> None:
    folder = at_hand(Path("memory://client"))
    assert folder.name == "client"
    assert _content(folder) == {"制度/门卫.txt": b"one", "b.txt": b"two"}


def test_only_what_has_changed_is_fetched_again(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    at_hand(Path("memory://client"))
    store.pipe("/client/b.txt", b"two, changed")
    store.rm("/client/制度/门卫.txt")
    store.pipe("/client/new.txt", b"four")
    fetched: list[str] = []
    get = type(store).get_file
    monkeypatch.setattr(
        type(store), "get_file", lambda self, path, here, **more: (fetched.append(path), get(self, path, here, **more))
    )
    folder = at_hand(Path("memory://client"))
    assert sorted(fetched) == ["/client/b.txt", "/client/new.txt"]
    assert _content(folder) == {"b.txt": b"two, changed", "new.txt": b"four"}


def test_names_that_lead_out_of_the_folder_are_left_alone(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = {"/client/../../x.txt": {"name": "x", "size": 1}, "/client/a\\..\\b": {"name": "b", "size": 1}}
    monkeypatch.setattr(type(store), "find", lambda *_, **__: listed)
    assert _content(at_hand(Path("memory://client"))) == {}


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("address", ["memory://nothing", "nosuch://client"])
def test_what_can_not_be_read_is_one_plain_line(address: str) -> None:
    with pytest.raises(EvidenceCheckError, match=address):
        at_hand(Path(address))


def test_plain_paths_stay_what_they_are(tmp_path: Path) -> None:
    assert at_hand(tmp_path) == tmp_path
    assert address_of(Path("D:\\客户\\恒锐")) is None
    assert at_hand(Path(f"file://{tmp_path}")) == tmp_path


def test_a_cache_is_fetched_and_put_back_even_after_an_interrupt(store: Any) -> None:
    with cache_at_hand(Path("memory://caches/c.sqlite")) as here:
        assert here is not None
        here.write_bytes(b"first")
    with pytest.raises(KeyboardInterrupt), cache_at_hand(Path("memory://caches/c.sqlite")) as here:
        assert here is not None
        assert here.read_bytes() == b"first"
        here.write_bytes(b"second")
        raise KeyboardInterrupt
    assert store.cat("/caches/c.sqlite") == b"second"
