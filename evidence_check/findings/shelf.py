"""Holds the logs of a dossier by what they are about, and says which of them a duty should show in.

Of each log only its place and what it is about are held; what it shows is brought out when it is asked for. Logs of the
same acts and topics are tried once for all duties that do and name the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from evidence_check.examinations import Examinations
from evidence_check.findings.rules import rules
from evidence_check.model import Claim, DutyUnit, Entry, Log
from evidence_check.standing import Standing

Names = frozenset[str]


class Held(NamedTuple):
    """A log with the file that holds it."""

    file: str
    log: Log


class Wants(NamedTuple):
    """What a log must share with a duty: acts that are done and topics that are named, loose ones apart."""

    unit: DutyUnit
    done: Names
    named: Names


class _About(NamedTuple):
    """What a log is about: acts and topics of its name and columns, and of its name alone."""

    acts: Names
    topics: Names
    titled_acts: Names
    titled_topics: Names


class Shelf(Sequence[Held]):
    """The logs of the files that count, in the order of the files."""

    def __init__(self, files: Examinations, standing: Mapping[str, Standing]) -> None:
        self._files = files
        self._paths: list[str] = []
        self._of = array("I")
        self._at = array("I")
        self._alike: dict[_About, array[int]] = {}
        self._paired: dict[Wants, array[int]] = {}
        self._own: dict[str, range] = {}
        for path in files:
            logs = files.sides(path).logs if standing[path].refused is None else ()
            for at, log in enumerate(logs):
                self._alike.setdefault(about_of(log), array("I")).append(len(self._of))
                self._of.append(len(self._paths))
                self._at.append(at)
            if logs:
                self._own[path] = range(len(self._of) - len(logs), len(self._of))
                self._paths.append(path)

    def __len__(self) -> int:
        return len(self._of)

    def __getitem__(self, number: int) -> Held:  # type: ignore[override]  # one log at a time
        path = self._paths[self._of[number]]
        return Held(path, self._files.sides(path).logs[self._at[number]])

    def __iter__(self) -> Iterator[Held]:
        return (self[number] for number in range(len(self)))

    def entry(self, number: int, row: int) -> Entry:
        """Return a row of a log's register."""
        held = self[number]
        return self._files[held.file].registers[held.log.place].entries[row]

    def paired(self, wants: Wants) -> Sequence[int]:
        """Return the numbers of the logs in which such duties should show, in order."""
        if wants not in self._paired:
            found = [number for about, alike in self._alike.items() if pairs(wants, about) for number in alike]
            self._paired[wants] = array("I", sorted(found))
        return self._paired[wants]

    def speaking_of(self, topics: Names, without: Names) -> list[int]:
        """Return the numbers of the logs that name one of some topics and do none of some acts, in order."""
        return sorted(
            number
            for about, alike in self._alike.items()
            if topics & about.topics and not without & about.acts
            for number in alike
        )

    def own(self, path: str) -> range:
        """Return the numbers of a file's logs."""
        return self._own.get(path, range(0))


def about_of(log: Log) -> _About:
    """Return what a log is about."""
    return _About(*map(frozenset, (log.acts, log.topics, log.titled_acts, log.titled_topics)))


def wants_of(claim: Claim) -> Wants:
    """Return what a log must share with a duty."""
    return Wants(claim.unit, frozenset(claim.done), frozenset(claim.named))


def pairs(wants: Wants, about: _About) -> bool:
    """Return whether a log is where a duty should show: its name and the duty's own clause share act and thing."""
    params = rules()["promise-not-borne-out"].params
    acts, topics = wants.done & about.acts, wants.named & about.topics
    titled = wants.named & about.titled_topics
    elsewhere = bool(wants.named and about.titled_topics)  # both name things, and the name must be of the same
    if wants.unit == "every":
        done = acts & about.titled_acts
        named = titled if about.titled_topics else topics
        return bool(done and named) or bool(done & set(params["own_acts"]) and not elsewhere)
    if wants.unit == "within":
        return bool(topics & about.titled_topics) or bool(acts & set(params["telling_acts"]) and not elsewhere)
    return bool(topics & about.titled_topics) or bool(topics and acts & about.titled_acts)
