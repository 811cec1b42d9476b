"""Keeps in one SQLite file what files said: readings by content, results by content and path, whole assessments.

Only the process that scans writes here, in short transactions, each of them whole or not there at all. The write-ahead
log makes that cheap (no wait for the disk at every commit), lets a second scan read and write beside the first, and
gives the one that judges a view that does not change under it. A killed process loses what it had not committed.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

APPLICATION = 0x45764368  # "EvCh": tells a cache of ours from any other database
_VERSION = 2
_BUSY = 60.0  # seconds to wait for another scan's transaction
_KEPT_ENGINES = 6  # kept by use: two versions (an installed one and a checkout) of reader, examination, observation
_KEPT_DAYS = 90  # for which results of files that are gone are kept
_TOUCH_DAYS = 7  # after which it is written down that a result was used again
_KEPT_MEMOS = 8
_DAY = 86_400
_PASSING = 0  # the day that stands with results of this run alone: of a file that ran into a time limit, say

_SCHEMA = """
CREATE TABLE engine(id INTEGER PRIMARY KEY, digest TEXT UNIQUE NOT NULL, used INTEGER NOT NULL);
CREATE TABLE reading(key BLOB PRIMARY KEY, engine INTEGER NOT NULL, used INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE file(id INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, engine INTEGER NOT NULL, used INTEGER NOT NULL,
                  size INTEGER NOT NULL);
CREATE TABLE part(id INTEGER PRIMARY KEY, file INTEGER NOT NULL, inner BLOB NOT NULL, head BLOB NOT NULL,
                  topics BLOB NOT NULL);
CREATE INDEX part_of_file ON part(file);
CREATE TABLE matter(part INTEGER PRIMARY KEY, tail BLOB NOT NULL, pieces BLOB NOT NULL, sides BLOB NOT NULL,
                    said BLOB NOT NULL, lists BLOB NOT NULL);
CREATE TABLE memo(key BLOB PRIMARY KEY, used INTEGER NOT NULL, body BLOB NOT NULL);
"""


class StoreChanged(Exception):  # noqa: N818 - a state to start again from, not a user's mistake
    """Another process dropped or damaged what this one had counted on."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one document of a file shows, packed: the file itself, or a member of an archive.

    ``inner`` is the rest of the path below the file's own. ``head`` is always wanted; ``topics`` says what the rest is
    about and how ``pieces`` are told apart. ``sides`` and ``said`` are held against other parts, ``tail`` and ``lists``
    are seldom wanted.
    """

    inner: str
    head: bytes
    topics: bytes
    pieces: bytes
    tail: bytes
    sides: bytes = b""
    said: bytes = b""
    lists: bytes = b""

    @property
    def size(self) -> int:
        """How many bytes it is."""
        return sum(map(len, (self.head, self.topics, self.pieces, self.tail, self.sides, self.said, self.lists)))


class Store:
    """The results of one dossier. Every method may raise sqlite3.Error where the disk or the file gives way."""

    def __init__(self, path: Path | None) -> None:
        """Open or make the store at ``path``; None keeps everything in a temporary file that goes with this object.

        Raises:
            sqlite3.DatabaseError: what lies there is no store of ours, or is damaged.
        """
        self.lasting = path is not None
        self._db = sqlite3.connect(str(path) if path else "", timeout=_BUSY, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self._db.close()
            raise
        self._engines: dict[str, int] = {}
        self._passing: list[int] = []
        self._today = int(time.time()) // _DAY

    def _prepare(self) -> None:
        if not self.lasting:
            self._db.execute("PRAGMA journal_mode=OFF")
            self._db.execute("PRAGMA cache_size=-8000")
            self._db.executescript(_SCHEMA)
            return
        self._db.execute("PRAGMA journal_mode=WAL")  # where that can't be (a network drive), it stays what it was
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("PRAGMA cache_size=-8000")
        self._db.execute("BEGIN IMMEDIATE")
        ours = self._pragma("application_id") == APPLICATION
        if not ours and self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise sqlite3.DatabaseError("another program's database")
        if not ours or self._pragma("user_version") != _VERSION:
            self._make_anew()
        self._db.execute("COMMIT")

    def _pragma(self, name: str) -> int:
        return int(self._db.execute(f"PRAGMA {name}").fetchone()[0])

    def _make_anew(self) -> None:
        names = [name for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        for statement in (*(f"DROP TABLE {name}" for name in names), *_SCHEMA.split(";")):
            self._db.execute(statement)
        self._db.execute(f"PRAGMA application_id={APPLICATION}")
        self._db.execute(f"PRAGMA user_version={_VERSION}")

    def close(self) -> None:
        """Let go of the file, and of what was not to be found again."""
        with contextlib.suppress(sqlite3.Error):
            self.release()
            if self.lasting and self._passing:
                with self._writing():
                    self._drop("SELECT id FROM file WHERE used = ?", (_PASSING,))
        self._db.close()

    # --- finding ----------------------------------------------------------------------------------------------------

    def sizes(self) -> frozenset[int]:
        """Return the sizes in bytes of all files that are known: a file of another size was never seen."""
        return frozenset(size for (size,) in self._db.execute("SELECT DISTINCT size FROM file WHERE used > 0"))

    def find(self, key: bytes) -> int | None:
        """Return the number of the file kept under ``key``."""
        row = self._db.execute("SELECT id FROM file WHERE key=?", (key,)).fetchone()
        return int(row[0]) if row else None

    def reading(self, key: bytes) -> bytes | None:
        """Return the packed reading kept under ``key``."""
        row = self._db.execute("SELECT body FROM reading WHERE key=?", (key,)).fetchone()
        return bytes(row[0]) if row else None

    def memo(self, key: bytes) -> bytes | None:
        """Return what was kept under ``key`` by ``remember``."""
        row = self._db.execute("SELECT body FROM memo WHERE key=?", (key,)).fetchone()
        return bytes(row[0]) if row else None

    # --- adding -----------------------------------------------------------------------------------------------------

    def add(
        self,
        engines: tuple[str, str],
        files: Iterable[tuple[bytes | None, int, Sequence[Part]]],
        readings: Iterable[tuple[bytes, bytes]],
    ) -> list[int]:
        """Keep results, (key, size, parts) each, and readings, (key, body) each; return the numbers of the files.

        ``engines`` name what made them, the results first. It all happens in one transaction; a key that is there
        already, from another scan that runs beside this one, stays as it is. What has no key goes with this object.
        """
        with self._writing():
            examining, reading = map(self._engine, engines)
            rows = [(key, reading, self._today, body) for key, body in readings]
            self._db.executemany("INSERT OR REPLACE INTO reading VALUES (?,?,?,?)", rows)
            return [self._add_file(key, examining, size, parts) for key, size, parts in files]

    def _add_file(self, key: bytes | None, engine: int, size: int, parts: Sequence[Part]) -> int:
        there = self.find(key) if key else None
        if there is not None:
            return there
        values = (key or os.urandom(20), engine, self._today if key else _PASSING, size)
        cursor = self._db.execute("INSERT INTO file(key, engine, used, size) VALUES (?,?,?,?)", values)
        file = cursor.lastrowid or 0
        if key is None:
            self._passing.append(file)
        for part in parts:
            inner = part.inner.encode("utf-8", "surrogatepass")
            cursor = self._db.execute(
                "INSERT INTO part(file, inner, head, topics) VALUES (?,?,?,?)", (file, inner, part.head, part.topics)
            )
            matter = (cursor.lastrowid, part.tail, part.pieces, part.sides, part.said, part.lists)
            self._db.execute("INSERT INTO matter VALUES (?,?,?,?,?,?)", matter)
        return file

    def remember(self, key: bytes, body: bytes) -> None:
        """Keep ``body`` under ``key``, one of a few that are used last."""
        with self._writing():
            now = time.time_ns()
            self._db.execute("INSERT OR REPLACE INTO memo VALUES (?,?,?)", (key, now, body))
            old = "DELETE FROM memo WHERE key NOT IN (SELECT key FROM memo ORDER BY used DESC LIMIT ?)"
            self._db.execute(old, (_KEPT_MEMOS,))

    def _engine(self, digest: str) -> int:
        if digest not in self._engines:
            self._db.execute(
                "INSERT INTO engine(digest, used) VALUES (?,?) ON CONFLICT(digest) DO UPDATE SET used=excluded.used",
                (digest, time.time_ns()),
            )
            row = self._db.execute("SELECT id FROM engine WHERE digest=?", (digest,)).fetchone()
            self._engines[digest] = int(row[0])
        return self._engines[digest]

    def _writing(self) -> _Transaction:
        return _Transaction(self._db)

    # --- judging ----------------------------------------------------------------------------------------------------

    def settle(self, files: Sequence[int]) -> None:
        """Take a view of these files that no other process can change.

        Raises:
            StoreChanged: one of them is no longer there.
        """
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS current(file INTEGER PRIMARY KEY)")
        self._db.execute("BEGIN")
        self._db.execute("DELETE FROM current")
        self._db.executemany("INSERT INTO current VALUES (?)", ((file,) for file in files))
        found = self._db.execute("SELECT count(*) FROM file JOIN current ON file.id = current.file").fetchone()[0]
        if found != len(files):
            self.release()
            raise StoreChanged("results were dropped by another scan")

    def release(self) -> None:
        """Give up the view that ``settle`` took."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")

    def parts(self) -> Iterator[tuple[int, int, str]]:
        """Yield (part, file, inner path) of every part of the files settled on."""
        for part, file, inner in self._db.execute("SELECT part.id, file, inner FROM part JOIN current USING (file)"):
            yield part, file, bytes(inner).decode("utf-8", "surrogatepass")

    def topics(self, part: int) -> bytes:
        """Return the packed topics of a part."""
        return self._one("SELECT topics FROM part WHERE id=?", (part,))

    def head(self, part: int) -> bytes:
        """Return the packed head of a part."""
        return self._one("SELECT head FROM part WHERE id=?", (part,))

    def tail(self, part: int) -> bytes:
        """Return the packed tail of a part."""
        return self._one("SELECT tail FROM matter WHERE part=?", (part,))

    def sides(self, part: int) -> bytes:
        """Return the packed sides of a part."""
        return self._one("SELECT sides FROM matter WHERE part=?", (part,))

    def said(self, part: int) -> bytes:
        """Return the packed statements of a part."""
        return self._one("SELECT said FROM matter WHERE part=?", (part,))

    def lists(self, part: int) -> bytes:
        """Return the packed tables, duties and listings of a part."""
        return self._one("SELECT lists FROM matter WHERE part=?", (part,))

    def piece(self, part: int, start: int, length: int) -> bytes:
        """Return one packed piece of a part, told by its place among all of them."""
        return self._one("SELECT substr(pieces, ?, ?) FROM matter WHERE part=?", (start + 1, length, part))

    def _one(self, statement: str, values: tuple[int, ...]) -> bytes:
        row = self._db.execute(statement, values).fetchone()
        if row is None:
            raise StoreChanged("a result is not there any more")
        return bytes(row[0])

    # --- tidying ----------------------------------------------------------------------------------------------------

    def tidy(self, files: Sequence[int]) -> None:
        """Write down that these files were used, and drop what is of older versions or was not used for long."""
        if not self.lasting:
            return
        stale = self._db.execute("SELECT min(used) FROM file").fetchone()[0]
        engines = self._db.execute("SELECT count(*) FROM engine").fetchone()[0]
        if (stale is None or stale > self._today - _TOUCH_DAYS) and engines <= _KEPT_ENGINES:
            return
        with self._writing():
            self._db.executemany("UPDATE file SET used=? WHERE id=?", ((self._today, file) for file in files))
            old = "SELECT id FROM engine ORDER BY used DESC LIMIT -1 OFFSET ?"
            limits = (self._today - _KEPT_DAYS, _KEPT_ENGINES)
            self._db.execute(f"DELETE FROM reading WHERE used < ? OR engine IN ({old})", limits)
            self._drop(f"SELECT id FROM file WHERE used < ? OR engine IN ({old})", limits)
            self._db.execute(f"DELETE FROM engine WHERE id IN ({old})", limits[1:])

    def _drop(self, files: str, values: tuple[int, ...]) -> None:
        """Delete the files that a statement selects, with their parts."""
        self._db.execute(f"DELETE FROM matter WHERE part IN (SELECT id FROM part WHERE file IN ({files}))", values)
        self._db.execute(f"DELETE FROM part WHERE file IN ({files})", values)
        self._db.execute(f"DELETE FROM file WHERE id IN ({files})", values)


class _Transaction:
    """A write transaction: committed at the end of the block, rolled back where it fails."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK" if kind else "COMMIT")
