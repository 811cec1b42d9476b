"""Keeps what is compiled from the data files in the user's cache folder, so that not every process compiles it again.

A thing is kept under a digest of all that it is made from, whole or not at all, as plain values (``packing``): nothing
in it is ever executed. What is damaged, of another shape or can't be written is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeVar

import platformdirs

from evidence_check import __version__
from evidence_check.packing import Unpackable, pack, unpack

T = TypeVar("T")

_KEEP = 6  # of each thing: some sets of standards, an installed version and a checkout


def folder() -> Path:
    """Return the folder of the user where compiled things are kept."""
    return Path(platformdirs.user_cache_dir("evidence-check"))


def location(name: str, made_from: str) -> Path:
    """Return where the thing ``name`` is kept; ``made_from`` names all that it depends on but the package version."""
    digest = hashlib.sha256(f"{__version__} {made_from}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return folder() / f"{name}-{digest}.bin"


def kept(name: str, made_from: str, kind: Any, make: Callable[[], T]) -> T:
    """Return the value of type ``kind`` that is kept under a name and what it is made from, or make and keep it."""
    place = location(name, made_from)
    with contextlib.suppress(OSError, Unpackable):
        found: T = unpack(kind, place.read_bytes())
        return found
    made = make()
    packed = pack(made)
    write(place, lambda file: file.write(packed), _KEEP)
    return made


def write(place: Path, fill: Callable[[IO[bytes]], object], keep: int) -> None:
    """Write a file, whole or not at all, and drop all but the newest ``keep`` of its name; a refusal is no error."""
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=place.stem, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                fill(file)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(place)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        _prune(place, keep)


def _prune(place: Path, keep: int) -> None:
    """Drop the oldest of a kind, so that edited data files do not fill the disk; one in use elsewhere stays."""
    others = place.parent.glob(f"{place.stem.rpartition('-')[0]}-*{place.suffix}")
    for old in sorted(others, key=lambda path: path.stat().st_mtime_ns, reverse=True)[keep:]:
        with contextlib.suppress(OSError):
            old.unlink(missing_ok=True)
