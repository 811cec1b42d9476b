"""Finds names that differ from a listed person's by a slip (赵墙 for 赵强): are they one person?"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator

from evidence_check.examinations import Examinations
from evidence_check.findings.rules import rules
from evidence_check.model import Enterprise, Finding, Statement, StatementKind
from evidence_check.names import slip_keys, slip_of
from evidence_check.persons import holders_of
from evidence_check.text import normal

_KINDS: tuple[StatementKind, ...] = ("enrolled", "signed", "slipped", "renamed")
_ROW = 30  # characters of a quote from which it is a row or a sentence, in which several may be named


class _People:
    """Who is named in a dossier, where, and under which numbers. Of signatures only the files are held."""

    def __init__(self, files: Examinations, enterprise: Enterprise) -> None:
        self._files = files
        self._paths: list[str] = []
        self.signed: dict[str, array[int]] = defaultdict(lambda: array("I"))
        """Name → the numbers of the files that it signed in, in order, each once."""
        self.numbers: dict[str, set[str]] = defaultdict(set)
        self.slipped: list[Statement] = []
        self.renamed: set[tuple[str, str]] = set()
        self.enrolled: set[str] = set()
        self.shown: dict[str, str] = {}
        for path, file in files.stating(*_KINDS):
            for said in file.statements:
                self._take(said, len(self._paths))
            self._paths.append(path)
        for role in enterprise.people:
            for holder in holders_of(enterprise, role):
                self.enrolled.add(normal(holder.name))
                self.shown.setdefault(normal(holder.name), holder.name)

    def _take(self, said: Statement, file: int) -> None:
        name = normal(said.subject)
        if said.kind in ("enrolled", "signed") and said.value:
            self.numbers[name].add(said.value)
        if said.kind == "enrolled":
            self.enrolled.add(name)
            self.shown.setdefault(name, said.subject)
        elif said.kind == "signed":
            places = self.signed[name]
            if not places or places[-1] != file:
                places.append(file)
        elif said.kind == "slipped":
            self.slipped.append(said)
        elif said.kind == "renamed":
            self.renamed |= {(name, normal(said.value)), (normal(said.value), name)}

    def signatures(self, name: str) -> Iterator[Statement]:
        """Yield what a name signed, in the order of the files."""
        for file in self.signed.get(name, ()):
            for said in self._files[self._paths[file]].statements:
                if said.kind == "signed" and normal(said.subject) == name:
                    yield said

    def together(self, one: str, other: str) -> bool:
        """Return whether two names stand in one row or sentence: then they are two people."""
        pairs = ((one, other), (other, one))
        return any(b in normal(s.quote.text) for a, b in pairs for s in self.signatures(a) if len(s.quote.text) > _ROW)


def find(files: Examinations, enterprise: Enterprise) -> Iterator[Finding]:
    """Yield one finding per file and slipped name."""
    people = _People(files, enterprise)
    told: set[tuple[str, str]] = set()
    for said, meant in (*_against_lists(people), *_within_registers(people)):
        spot = (said.quote.file, normal(said.subject))
        if spot not in told:
            told.add(spot)
            rule = rules()["name-slip"]
            why = rule.why(other=said.subject, name=meant)
            yield Finding(said.quote.file, rule.kind, said.quote.text, said.quote.locator, why)


def _against_lists(people: _People) -> Iterator[tuple[Statement, str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for name in people.enrolled:
        for key in slip_keys(name):
            near[key].add(name)
    most: int = rules()["name-slip"].params["files"]
    for name, places in people.signed.items():
        if name in people.enrolled or len(places) > most:
            continue  # one who signs here and there is somebody
        alike = set[str]().union(*(near.get(key, ()) for key in slip_keys(name)))
        for other in sorted(other for other in alike if abs(len(other) - len(name)) <= 1):
            if slip_of(other, name) and not _two(people, other, name):
                yield next(people.signatures(name)), people.shown[other]
                break


def _within_registers(people: _People) -> Iterator[tuple[Statement, str]]:
    for said in people.slipped:
        name, usual = normal(said.subject), normal(said.value)
        if name not in people.enrolled and not _two(people, usual, name):
            yield said, said.value


def _two(people: _People, one: str, other: str) -> bool:
    """Return whether something shows that two names are two people's, or one person's who changed it."""
    keys, others = people.numbers.get(one, set()), people.numbers.get(other, set())
    if keys and others:
        return not keys & others
    return (one, other) in people.renamed or people.together(one, other)
