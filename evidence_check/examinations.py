"""What every file of a dossier shows, by path: in memory, or packed in the store and brought out file by file.

A dossier of 10,000 files shows some 300,000 matches. Held as objects they take gigabytes; judging wants those of one
requirement at a time, so they stay packed on the disk until then.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import Any, TypeVar, cast, overload

from evidence_check.cache.store import Part, Store
from evidence_check.model import (
    Duty,
    Examined,
    Listing,
    Match,
    Promise,
    RecordEvent,
    Register,
    Sides,
    Statement,
    StatementKind,
)
from evidence_check.packing import Unpackable, pack, pack_small, unpack

T = TypeVar("T")

_HEADS = 256  # files whose heads are kept as objects, some 4 kB each
_SIDES = 256  # files whose sides are, some 8 kB each
_TAILS = 64  # files whose events are, and whatever else is wanted for a few files

Topics = tuple[tuple[str, float, int], ...]
"""(requirement, score, length of the packed match in bytes) of each match of a file."""

About = tuple[Topics, tuple[StatementKind, ...]]
"""What a file's pieces are about: its matches, and the kinds of its statements."""

Said = tuple[tuple[Statement, ...], tuple[Promise, ...]]
Lists = tuple[tuple[Register, ...], tuple[Duty, ...], tuple[Listing, ...]]


class Examinations(Mapping[str, Examined], ABC):
    """The examined files of a dossier, in the order of their paths."""

    @abstractmethod
    def matches(self, requirement: str) -> list[Match]:
        """Return all matches of one requirement, in the order of the files."""

    @abstractmethod
    def ranked(self, requirement: str) -> Iterable[Match]:
        """Return all matches of one requirement, the surest first, of equals in the order of the files, one by one."""

    @abstractmethod
    def sides(self, path: str) -> Sides:
        """Return what of a file is held against other files."""

    @abstractmethod
    def stating(self, *kinds: StatementKind) -> Iterator[tuple[str, Examined]]:
        """Yield the files that make a statement of one of some kinds, with their paths; others may come as well."""

    @abstractmethod
    def near(self, score: float) -> frozenset[str]:
        """Return the paths of the files that have a match of at least ``score``."""


class InMemory(Examinations):
    """Examined files as they are: for tests, and for what is small."""

    def __init__(self, files: Iterable[Examined]) -> None:
        self._files = {file.document.path: file for file in sorted(files, key=lambda file: file.document.path)}
        self._sides: dict[str, Sides] = {}

    def __getitem__(self, path: str) -> Examined:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def matches(self, requirement: str) -> list[Match]:
        """Return all matches of one requirement, in the order of the files."""
        return [match for file in self._files.values() for match in file.matches if match.requirement == requirement]

    def ranked(self, requirement: str) -> Iterable[Match]:
        """Return all matches of one requirement, the surest first, of equals in the order of the files."""
        return sorted(self.matches(requirement), key=lambda match: (-match.score, match.file))

    def sides(self, path: str) -> Sides:
        """Return what of a file is held against other files."""
        from evidence_check.findings.sides import sides_of

        if path not in self._sides:
            self._sides[path] = sides_of(self._files[path])
        return self._sides[path]

    def stating(self, *kinds: StatementKind) -> Iterator[tuple[str, Examined]]:
        """Yield the files that make a statement of one of some kinds, with their paths."""
        return ((p, file) for p, file in self._files.items() if any(said.kind in kinds for said in file.statements))

    def near(self, score: float) -> frozenset[str]:
        """Return the paths of the files that have a match of at least ``score``."""
        return frozenset(p for p, file in self._files.items() if any(match.score >= score for match in file.matches))


class Stored(Examinations):
    """Examined files in a store, which must stay open and settled for as long as this is used."""

    def __init__(self, store: Store, names: Mapping[int, str]) -> None:
        """Take the files of the store by their numbers, each with its path below the dossier.

        Raises:
            StoreChanged: one of them is no longer there.
            Unpackable: the store is damaged.
        """
        self._store = store
        store.settle(list(names))
        found = sorted((names[file] + inner, part) for part, file, inner in store.parts())
        self._places = {path: place for place, (path, _) in enumerate(found)}
        self._parts = array("q", (part for _, part in found))
        self._best = array("d")
        self._where: dict[str, array[int]] = {}
        self._scores: dict[str, array[float]] = {}
        self._stating: dict[StatementKind, array[int]] = {}
        for place, part in enumerate(self._parts):
            topics, kinds = unpack(About, store.topics(part))
            self._index(place, topics)
            for kind in kinds:
                self._stating.setdefault(kind, array("I")).append(place)
        self._paths = tuple(self._places)
        self._head = lru_cache(maxsize=_HEADS)(self._open_head)
        self._side = lru_cache(maxsize=_SIDES)(self._open_sides)
        self._tail = lru_cache(maxsize=_TAILS)(self._open_tail)
        self._said = lru_cache(maxsize=_TAILS)(self._open_said)
        self._lists = lru_cache(maxsize=_TAILS)(self._open_lists)

    def _index(self, place: int, topics: Topics) -> None:
        """Note where in a file's pieces each match stands: (file, start, length), three numbers per match."""
        start = 0
        for topic, score, length in topics:
            self._where.setdefault(topic, array("I")).extend((place, start, length))
            self._scores.setdefault(topic, array("d")).append(score)
            start += length
        self._best.append(max((score for _, score, _ in topics), default=-1.0))

    def __getitem__(self, path: str) -> Examined:
        return self._head(self._places[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def matches(self, requirement: str) -> list[Match]:
        """Return all matches of one requirement, in the order of the files."""
        where = self._where.get(requirement, array("I"))
        return [self._match(*where[at : at + 3]) for at in range(0, len(where), 3)]

    def ranked(self, requirement: str) -> Iterable[Match]:
        """Return all matches of one requirement, the surest first, of equals in the order of the files, one by one."""
        where, scores = self._where.get(requirement, array("I")), self._scores.get(requirement, array("d"))
        order = sorted(range(len(scores)), key=lambda one: (-scores[one], one))
        return (self._match(*where[3 * one : 3 * one + 3]) for one in order)

    def sides(self, path: str) -> Sides:
        """Return what of a file is held against other files."""
        return self._side(self._places[path])

    def stating(self, *kinds: StatementKind) -> Iterator[tuple[str, Examined]]:
        """Yield the files that make a statement of one of some kinds, with their paths."""
        places = sorted({place for kind in kinds for place in self._stating.get(kind, ())})
        return ((self._paths[place], self._head(place)) for place in places)

    def near(self, score: float) -> frozenset[str]:
        """Return the paths of the files that have a match of at least ``score``."""
        return frozenset(path for path, place in self._places.items() if self._best[place] >= score)

    def _match(self, place: int, start: int, length: int) -> Match:
        match: Match = unpack(Match, self._store.piece(self._parts[place], start, length))
        if self._places.get(match.file) != place:
            raise Unpackable("a match of another file")
        return match

    def _open_head(self, place: int) -> Examined:
        head: Examined = unpack(Examined, self._store.head(self._parts[place]))
        if self._places.get(head.document.path) != place:
            raise Unpackable("a head of another file")
        return replace(
            head,
            matches=_later(lambda: self._matches_of(place)),
            events=_later(lambda: self._tail(place)),
            statements=_later(lambda: self._said(place)[0]),
            promises=_later(lambda: self._said(place)[1]),
            registers=_later(lambda: self._lists(place)[0]),
            duties=_later(lambda: self._lists(place)[1]),
            listings=_later(lambda: self._lists(place)[2]),
        )

    def _matches_of(self, place: int) -> tuple[Match, ...]:
        topics, _ = unpack(About, self._store.topics(self._parts[place]))
        ends = list(accumulate(length for _, _, length in topics))
        return tuple(self._match(place, end - length, length) for end, (_, _, length) in zip(ends, topics, strict=True))

    def _open_tail(self, place: int) -> tuple[RecordEvent, ...]:
        events: tuple[RecordEvent, ...] = unpack(tuple[RecordEvent, ...], self._store.tail(self._parts[place]))
        return events

    def _open_sides(self, place: int) -> Sides:
        sides: Sides = unpack(Sides, self._store.sides(self._parts[place]))
        return sides

    def _open_said(self, place: int) -> Said:
        said: Said = unpack(Said, self._store.said(self._parts[place]))
        return said

    def _open_lists(self, place: int) -> Lists:
        lists: Lists = unpack(Lists, self._store.lists(self._parts[place]))
        return lists


class _Later(Sequence[T]):
    """A sequence that is fetched when somebody looks into it."""

    def __init__(self, fetch: Callable[[], Sequence[T]]) -> None:
        self._fetch = fetch

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: Any) -> Any:
        return self._fetch()[at]

    def __iter__(self) -> Iterator[T]:
        return iter(self._fetch())

    def __len__(self) -> int:
        return len(self._fetch())


def _later(fetch: Callable[[], tuple[T, ...]]) -> tuple[T, ...]:
    """Return a tuple that is fetched when somebody looks into it; for those who only iterate it is one."""
    return cast(tuple[T, ...], _Later(fetch))


def packed(examined: Examined, path: str) -> Part:
    """Return what one document shows, packed; ``path`` is that of the file it is, or is in."""
    from evidence_check.findings.sides import sides_of

    pieces = [pack(match) for match in examined.matches]
    topics: Topics = tuple(
        (match.requirement, match.score, len(piece)) for match, piece in zip(examined.matches, pieces, strict=True)
    )
    about: About = topics, tuple(sorted({said.kind for said in examined.statements}))
    head = replace(examined, matches=(), events=(), statements=(), promises=(), registers=(), duties=(), listings=())
    return Part(
        inner=examined.document.path.removeprefix(path),
        head=pack(head),
        topics=pack(about),
        pieces=b"".join(pieces),
        tail=pack_small(examined.events),
        sides=pack(sides_of(examined)),
        said=pack((examined.statements, examined.promises)),
        lists=pack_small((examined.registers, examined.duties, examined.listings)),
    )
