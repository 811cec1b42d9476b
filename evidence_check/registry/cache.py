"""Keeps the built registry on disk under a digest of all it was built from; a damaged cache is simply not used."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from pathlib import Path

import platformdirs

from evidence_check import __version__
from evidence_check.model import Registry
from evidence_check.registry.codec import from_plain, to_plain

_KEEP = 5  # a few versions side by side: an installed one, a checkout, their last edits
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


def location(content: str) -> Path:
    """Return where the registry with this digest is kept; another reader of the same files keeps its own."""
    reader = hashlib.sha256()
    for path in (path for folder in _CODE for path in sorted(folder.glob("*.py"))):
        if path.is_file():
            reader.update(path.read_bytes())
    name = hashlib.sha256(f"{content}{reader.hexdigest()}".encode()).hexdigest()[:32]
    return Path(platformdirs.user_cache_dir("evidence-check")) / f"registry-{name}.json"


def read(path: Path, content: str) -> Registry | None:
    """Return the registry kept at ``path``, None if there is none, it is damaged, or it is of other content."""
    try:
        registry = from_plain(Registry, json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return registry if registry.digest == content else None


def write(path: Path, registry: Registry) -> None:
    """Keep ``registry`` at ``path``, whole or not at all; a disk that refuses is no error."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(to_plain(registry), file, ensure_ascii=False, separators=(",", ":"))
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        _prune(path.parent)


def _prune(folder: Path) -> None:
    """Drop the oldest registries, so that edited data files do not fill the disk."""
    kept = sorted(folder.glob("registry-*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in kept[_KEEP:]:
        path.unlink(missing_ok=True)
