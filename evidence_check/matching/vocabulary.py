"""Compiles what the registry says about recognising subjects and elements into one scanner over all cues."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from evidence_check.cache.kept import kept
from evidence_check.matching.compiled import Compiled, compiled
from evidence_check.matching.cues import RULES, Cue, concept_literals, parse
from evidence_check.matching.scanner import Scanner
from evidence_check.model import Registry, Requirement
from evidence_check.text import normal

Part = Literal["topic", "heading", "register", "entry", "unless", "element", "column"]
_REMEMBERED = 256  # texts whose hits are kept at hand, some 15 kB each: headings, repeated cells
_ALIKE = 88.0  # rapidfuzz ratio from which a title counts as a known one; below it, short Chinese titles collide


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose cue it is: the requirement's number, the part of its description, and the element's key."""

    requirement: int
    part: Part
    element: str = ""


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues of some requirements, compiled, and whose each of them is."""

    scanner: Compiled
    owners: list[list[Owner]]


class Vocabulary:
    """All requirements with their cues compiled.

    ``owners[i]`` says whose the scanner's cue ``i`` is; ``subjects[i]`` and ``elements[i]`` are those of them that name
    a subject and those that state an element, as (requirement, element); ``columns[i]`` those that state one in the
    name of a column alone.
    """

    def __init__(self, registry: Registry, standards: Collection[str] = (), made_from: str | None = None) -> None:
        """Compile what ``standards`` (their ids) want; none given stands for all of them.

        ``made_from`` names the registry and the code that reads it; then what is compiled is kept for other processes.
        """
        self.requirements: tuple[Requirement, ...] = tuple(
            r
            for r in registry.requirements
            if r.kind not in ("customs", "onsite") and (not standards or r.clause.partition("/")[0] in standards)
        )
        wanted = f"{made_from} {sorted(set(standards))}"  # a set of standards has cues, and numbers, of its own
        made = kept("vocabulary", wanted, Cues, lambda: self._cues(registry)) if made_from else self._cues(registry)
        self.owners = made.owners
        self.scanner = Scanner(made.scanner, remembered=_REMEMBERED)
        self.subjects = [tuple(o for o in owners if not o.element) for owners in self.owners]
        self.elements = [
            tuple((o.requirement, o.element) for o in owners if o.part == "element") for owners in self.owners
        ]
        self.columns = [
            tuple((o.requirement, o.element) for o in owners if o.part == "column") for owners in self.owners
        ]
        titled = [(normal(title), number) for number, r in enumerate(self.requirements) for title in r.titles]
        self._titles = [title for title, _ in titled]
        self._titled = [number for _, number in titled]

    def _cues(self, registry: Registry) -> Cues:
        concepts = concept_literals(registry.concepts)
        parsed: dict[str, Cue] = {}
        shared: dict[Cue, int] = {}
        owned: list[list[Owner]] = []
        for text, owner in self._all_cues():
            cue = parsed.setdefault(text, parse(text, concepts)) if text not in parsed else parsed[text]
            number = shared.setdefault(cue, len(shared))
            if number == len(owned):
                owned.append([])
            owned[number].append(owner)
        return Cues(compiled(shared), owned)

    def _all_cues(self) -> list[tuple[str, Owner]]:
        pairs = []
        for number, requirement in enumerate(self.requirements):
            pairs += [(cue, Owner(number, "topic")) for cue in requirement.topic]
            pairs += [(cue, Owner(number, "heading")) for cue in requirement.headings]
            pairs += [(cue, Owner(number, "register")) for cue in requirement.registers]
            pairs += [(cue, Owner(number, "entry")) for cue in requirement.entries]
            pairs += [(cue, Owner(number, "unless")) for cue in requirement.unless]
            pairs += [(cue, Owner(number, "column", e.key)) for e in requirement.elements for cue in e.columns]
            pairs += [
                (cue, Owner(number, "element", e.key)) for e in requirement.elements for cue in e.cues if cue != RULES
            ]
        return pairs

    def known_title(self, title: str) -> frozenset[int]:
        """Return the numbers of the requirements of which ``title`` (normalised) is nearly a typical title."""
        near = process.extract(title, self._titles, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None)
        return frozenset(self._titled[place] for _, _, place in near)
