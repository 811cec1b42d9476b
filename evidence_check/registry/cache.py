"""Says what the built registry is kept under in the user's cache folder: a digest of all that it was built from."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from evidence_check import __version__

_CODE = (Path(__file__).resolve().parent, Path(__file__).resolve().parent.parent / "model")


def digest(root: Path) -> str:
    """Return the sha256 over the names and contents of all files under ``root`` and the package version."""
    total = hashlib.sha256(__version__.encode())
    for path in _files(root):
        total.update(f"\0{path.relative_to(root).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _files(folder: Path) -> list[Path]:
    """Return all files below ``folder`` in a fixed order, those of editors and interpreters left out."""
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        found += [Path(parent, name) for name in names if not name.startswith(".") and not name.endswith("~")]
    return sorted(found)


@lru_cache(maxsize=1)
def reader() -> str:
    """Return the digest of the code that builds a registry: another reader of the same files keeps its own."""
    total = hashlib.sha256()
    for path in (path for folder in _CODE for path in sorted(folder.glob("*.py"))):
        if path.is_file():
            total.update(path.read_bytes())
    return total.hexdigest()
