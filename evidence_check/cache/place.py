"""Decides where a dossier's cache lies, and goes on without one where it can't be used."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from evidence_check.cache.keys import key
from evidence_check.cache.store import Store, StoreChanged
from evidence_check.errors import EvidenceCheckError
from evidence_check.packing import Unpackable

T = TypeVar("T")

FOLDER = "EVIDENCE_CHECK_CACHE"
"""Environment variable: the folder for the caches of all dossiers, instead of the user's own cache folder."""

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_ATTEMPTS = 20  # to open a cache that another scan is just making
_PAUSE = 0.05  # seconds between them
_UNUSABLE = "缓存不可用，本次不保存 / no cache this time, it can't be used: {} ({})"
_TRIES = 2  # runs with a cache, the second with a new one, before one without


@dataclass(frozen=True, slots=True)
class Keeping:
    """Whether and where results are kept: in ``file`` if one is named, else in a place of the dossier's own.
    A user without a home has no such place.

    Nothing is ever written into the dossier itself: it is the client's.
    """

    on: bool = True
    file: Path | None = None

    def place(self, dossier: Path) -> Path | None:
        """Return where the results of ``dossier`` are kept, None where they are not."""
        if not self.on:
            return None
        if self.file:
            return self.file
        with contextlib.suppress(OSError):
            return cache_folder() / f"{key(str(dossier.resolve())).hex()}.sqlite"
        return None


NOT_KEPT = Keeping(on=False)

SPOILT = (sqlite3.Error, StoreChanged, Unpackable)
"""What a cache raises that can't be used any further; the work then starts again, at last without it."""


@dataclass(frozen=True, slots=True)
class Cached:
    """A dossier's cache as a place to work in. What a user should know of it is added to ``remarks``, a line each."""

    keeping: Keeping
    dossier: Path
    remarks: list[str] | None = None

    def attempt(self, work: Callable[[Store], T]) -> T:
        """Return what ``work`` makes with the cache, or without it where it turns out to be damaged or full.

        Raises:
            EvidenceCheckError: the file that the user named is no cache of ours; it is left alone.
        """
        remarks = self.remarks if self.remarks is not None else []
        for _ in range(_TRIES if self.keeping.on else 0):
            try:
                with open_cache(self.keeping, self.dossier, remarks) as store:
                    return work(store)
            except SPOILT as error:
                self._lost(error, remarks)
        with no_cache() as store:
            return work(store)

    def _lost(self, error: Exception, remarks: list[str]) -> None:
        """Remove a cache that turned out to be damaged, unless the user named it, and say so."""
        place = self.keeping.place(self.dossier)
        damaged = isinstance(error, Unpackable) or (isinstance(error, sqlite3.Error) and is_damaged(error))
        if place and damaged and self.keeping.file is None:
            throw_away(place)
        remarks.append(f"缓存无法继续使用，重新读取 / the cache can't be used any further, reading anew ({error})")


def cache_folder() -> Path:
    """Return the folder of the caches of all dossiers.

    Raises:
        OSError: the user has no home, and names no folder.
    """
    named = os.environ.get(FOLDER)
    if named:
        return Path(named)
    from evidence_check.cache.kept import folder

    return folder() / "dossiers"


@contextlib.contextmanager
def open_cache(keeping: Keeping, dossier: Path, remarks: list[str]) -> Iterator[Store]:
    """Open the cache of ``dossier``; where that can't be, a store that lasts no longer than the block.

    What a user should know of it, in one line, is added to ``remarks``.

    Raises:
        EvidenceCheckError: the file that the user named is no cache of ours; it is left alone.
    """
    place = keeping.place(dossier)
    if keeping.on and not place:
        remarks.append(_UNUSABLE.format(FOLDER, "no home"))
    store = _opened(place, keeping, remarks) if place else None
    store = store or Store(None)
    try:
        yield store
    finally:
        store.close()


@contextlib.contextmanager
def no_cache() -> Iterator[Store]:
    """Open a store that lasts no longer than the block."""
    store = Store(None)
    try:
        yield store
    finally:
        store.close()


def is_damaged(error: sqlite3.Error) -> bool:
    """Return whether an error says that the file itself is spoilt, not that it can't be reached or written."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_NOTADB) & 0xFF in _DAMAGED


def throw_away(place: Path) -> None:
    """Remove a damaged cache with its log; what can't be removed stays."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            place.with_name(place.name + suffix).unlink(missing_ok=True)


def _opened(place: Path, keeping: Keeping, remarks: list[str]) -> Store | None:
    for anew in (False, True):
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return _patiently(place)
        except sqlite3.OperationalError as error:
            remarks.append(_UNUSABLE.format(place, error))
            return None
        except sqlite3.DatabaseError as error:
            if keeping.file:
                raise EvidenceCheckError(
                    f"不是本程序的缓存 / not a cache of this program, or damaged: {place}",
                    "Name another file with --cache, or delete this one yourself. 请另指定文件，或自行删除该文件。",
                ) from error
            if anew:
                remarks.append(_UNUSABLE.format(place, error))
                return None
            throw_away(place)
            remarks.append("缓存已损坏，重新建立 / the cache was damaged and is made anew")
        except OSError as error:
            remarks.append(_UNUSABLE.format(place, error.strerror))
            return None
    return None


def _patiently(place: Path) -> Store:
    """Open a store that another process may be making at this moment."""
    for _ in range(_ATTEMPTS):
        try:
            return Store(place)
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            time.sleep(_PAUSE)
    return Store(place)
