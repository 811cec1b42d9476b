"""Dossiers and caches at addresses (s3://, sftp://, file:// …): fetched into a folder, and a cache put back.

What an address holds is mirrored once; the next time only files that have changed there are fetched. The mirror lies
beside the caches (``EVIDENCE_CHECK_CACHE``), which for a cluster must be a folder that every worker sees.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from evidence_check.cache.keys import key
from evidence_check.cache.place import cache_folder
from evidence_check.errors import EvidenceCheckError
from evidence_check.report.whole import write_whole

T = TypeVar("T")

_ADDRESS = re.compile(r"(\w{2,}):[/\\]+")  # a drive has one letter; a Path keeps one of the two strokes
_ODD = frozenset({"", ".", ".."})


def address_of(path: Path) -> str | None:
    """Return the address that a command line's path is meant as, None for a plain path."""
    text = str(path)
    match = _ADDRESS.match(text)
    return f"{match[1]}://{text[match.end() :]}".replace("\\", "/") if match and not path.exists() else None


def at_hand(dossier: Path) -> Path:
    """Return a dossier as a folder of this machine: itself, or the mirror of its address, brought up to date.

    Raises:
        EvidenceCheckError: nothing can read such an address, or what it names can't be read.
    """
    address = address_of(dossier)
    if address is None:
        return dossier
    if address.startswith("file://"):
        return Path("/" + address.removeprefix("file://").lstrip("/"))
    place = _reached(address, cache_folder) / "mirrors" / key(address).hex()
    return _reached(address, lambda: _mirrored(address, place / (PurePosixPath(address).name or "dossier"), place))


@contextmanager
def cache_at_hand(file: Path | None) -> Iterator[Path | None]:
    """Give a cache as a file of this machine; one at an address is fetched, and put back at the end whatever happens.

    Of two runs at once the last one's stands: what the other kept is computed again some day, never wrong.

    Raises:
        EvidenceCheckError: nothing can read such an address, or write there.
    """
    address = address_of(file) if file else None
    if address is None:
        yield file
        return
    here = _reached(address, cache_folder) / "mirrors" / f"{key(address).hex()}.sqlite"
    here.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    system, there = _reached(address, lambda: _opened(address))
    if _reached(address, lambda: system.exists(there)):
        _reached(address, lambda: system.get_file(there, str(here)))
    try:
        yield here
    finally:
        if here.is_file():
            _reached(address, lambda: system.put_file(str(here), there))


def _opened(address: str) -> Any:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise EvidenceCheckError(
            f"缺少 fsspec / fsspec is not installed: {address}",
            'Install it 请安装: pip install "evidence-check[cluster]"',
        ) from error
    return url_to_fs(address)


def _reached(address: str, work: Callable[[], T]) -> T:
    """Return what is done at an address; whatever a file system's library raises becomes one line."""
    try:
        return work()
    except EvidenceCheckError:
        raise
    except Exception as error:  # every library of a protocol has exceptions of its own
        raise EvidenceCheckError(
            f"无法读取该地址 / the address can't be used: {address} ({type(error).__name__}: {error})"[:400],
            "Check it, and install what its protocol needs (s3fs, sshfs …), or mount it. 请检查地址或先挂载为文件夹。",
        ) from error


def _mirrored(address: str, folder: Path, place: Path) -> Path:
    """Bring the mirror of an address up to date and return it."""
    system, root = _opened(address)
    if not system.isdir(root):
        raise EvidenceCheckError(f"找不到文件夹 / no such folder: {address}", "Check the address. 请检查地址。")
    index = place / "index.json"
    known: dict[str, str] = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else {}
    there = {name: (path, mark) for name, path, mark in _listed(system, root)}
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in known.keys() - there.keys():
        (folder / name).unlink(missing_ok=True)
    for name, (path, mark) in there.items():
        here = folder / name
        if known.get(name) != mark or not here.is_file():
            here.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = place / "part"
            system.get_file(path, str(part))
            shutil.move(part, here)
    write_whole(index, json.dumps({name: mark for name, (_, mark) in there.items()}))
    return folder


def _listed(system: Any, root: str) -> Iterator[tuple[str, str, str]]:
    """Yield (path below the root, path, what changes with the content) of every file; names that lead out are left."""
    base = root.rstrip("/") + "/"
    for path, facts in sorted(system.find(root, detail=True).items()):
        name = path[len(base) :] if path.startswith(base) else path.rpartition("/")[2]
        if not _ODD & set(name.split("/")) and "\\" not in name:
            told = {each: str(value) for each, value in facts.items() if each != "name"}
            yield name, path, json.dumps(told, sort_keys=True)
