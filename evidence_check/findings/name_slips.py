"""Finds names that differ from a listed person's by a slip (赵墙 for 赵强): are they one person?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from evidence_check.findings.rules import rules
from evidence_check.model import Enterprise, Examined, Finding, Statement
from evidence_check.names import slip_of
from evidence_check.persons import holders_of
from evidence_check.text import normal


class _People:
    """Who is named in a dossier, where, and under which numbers."""

    def __init__(self, files: Mapping[str, Examined], enterprise: Enterprise) -> None:
        self.signed: dict[str, list[Statement]] = defaultdict(list)
        self.slipped: list[Statement] = []
        self.renamed: set[tuple[str, str]] = set()
        self.enrolled: dict[str, set[str]] = defaultdict(set)
        self.shown: dict[str, str] = {}
        for file in files.values():
            for said in file.statements:
                self._take(said)
        for role in enterprise.people:
            for holder in holders_of(enterprise, role):
                self.enrolled[normal(holder.name)].add("")
                self.shown.setdefault(normal(holder.name), holder.name)

    def _take(self, said: Statement) -> None:
        name = normal(said.subject)
        if said.kind == "enrolled":
            self.enrolled[name].add(said.value)
            self.shown.setdefault(name, said.subject)
        elif said.kind == "signed":
            self.signed[name].append(said)
        elif said.kind == "slipped":
            self.slipped.append(said)
        elif said.kind == "renamed":
            self.renamed |= {(name, normal(said.value)), (normal(said.value), name)}

    def keys(self, name: str) -> set[str]:
        """Return the numbers under which a name stands anywhere."""
        return {key for key in self.enrolled.get(name, set()) | {s.value for s in self.signed.get(name, ())} if key}

    def together(self, one: str, other: str) -> bool:
        """Return whether two names stand in one row or sentence: then they are two people."""
        pairs = ((one, other), (other, one))
        return any(
            b in normal(s.quote.text) for a, b in pairs for s in self.signed.get(a, ()) if len(s.quote.text) > 30
        )


def find(files: Mapping[str, Examined], enterprise: Enterprise) -> Iterator[Finding]:
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
    by_length: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for name in people.enrolled:
        by_length[len(name), name.isascii()].append(name)
    most: int = rules()["name-slip"].params["files"]
    for name, places in people.signed.items():
        if name in people.enrolled or len({s.quote.file for s in places}) > most:
            continue  # one who signs here and there is somebody
        near = [other for size in (-1, 0, 1) for other in by_length.get((len(name) + size, name.isascii()), ())]
        for other in sorted(near):
            if slip_of(other, name) and not _two(people, other, name):
                yield places[0], people.shown[other]
                break


def _within_registers(people: _People) -> Iterator[tuple[Statement, str]]:
    for said in people.slipped:
        name, usual = normal(said.subject), normal(said.value)
        if name not in people.enrolled and not _two(people, usual, name):
            yield said, said.value


def _two(people: _People, one: str, other: str) -> bool:
    """Return whether something shows that two names are two people's, or one person's who changed it."""
    keys, others = people.keys(one), people.keys(other)
    if keys and others:
        return not keys & others
    return (one, other) in people.renamed or people.together(one, other)
