"""Keeps what is compiled from the data files in the user's cache folder, so that not every process compiles it again.

A thing is kept under a digest of all that it is made from, whole or not at all, as plain values (``packing``): nothing
in it is ever executed. What is damaged, of another shape or can't be written is made anew; so is all where the user
has no home.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import math
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, TypeVar

import platformdirs

from evidence_check import __version__
from evidence_check.packing import Unpackable, pack, unpack

T = TypeVar("T")

_KEEP = 6  # of each thing: some sets of standards, an installed version and a checkout
_ABANDONED = 3600  # seconds after which a file that is still being written has nobody left who writes it


def folder() -> Path:
    """Return the folder of the user where things are kept.

    Raises:
        OSError: the user has none: no home is named, or none is known of the user's number.
    """
    try:
        return Path(platformdirs.user_cache_dir("evidence-check"))
    except RuntimeError as error:  # as ``Path.home`` says it
        raise OSError(errno.ENOENT, str(error)) from error


def location(name: str, made_from: str) -> Path:
    """Return where the thing ``name`` is kept; ``made_from`` names all that it depends on but the package version.

    Raises:
        OSError: there is no folder to keep it in.
    """
    digest = hashlib.sha256(f"{__version__} {made_from}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return folder() / f"{name}-{digest}.bin"


def kept(name: str, made_from: str, kind: Any, make: Callable[[], T], fits: Callable[[T], bool] = lambda _: True) -> T:
    """Return the value of type ``kind`` that is kept under a name and what it is made from, or make and keep it.

    One that does not ``fit`` is made anew.
    """
    try:
        place = location(name, made_from)
    except OSError:
        return make()
    with contextlib.suppress(OSError, Unpackable):
        found: T = unpack(kind, place.read_bytes())
        if fits(found):
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
    """Drop the oldest of a kind, and what killed processes left half written, so that the disk does not fill.

    One in use elsewhere stays.
    """
    kind = f"{place.stem.rpartition('-')[0]}-*"
    old = sorted(place.parent.glob(kind + place.suffix), key=_written, reverse=True)[keep:]
    limit = time.time() - _ABANDONED
    old += [part for part in place.parent.glob("*.part") if _written(part) < limit]
    for path in old:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _written(path: Path) -> float:
    """Return when a file was last written; one that another process just took away is as new as can be."""
    try:
        return path.stat().st_mtime
    except OSError:
        return math.inf
