"""Reads ``requirements/*.yaml``: what each clause wants to see, who decides it, and when it applies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from evidence_check.model import Bilingual, Clause, Condition, DecidedBy, Element, Requirement, SourceRef
from evidence_check.registry.claims import check_claims
from evidence_check.registry.cuecheck import CueCheck
from evidence_check.registry.edition import bilingual
from evidence_check.registry.entries import Entry, read_entries
from evidence_check.registry.guide import Guide
from evidence_check.registry.implied import Implications, read_implications
from evidence_check.registry.like import Likenesses, Whole, Wish


@dataclass
class Knowledge:
    """What the requirement files say, by clause."""

    requirements: list[Requirement] = field(default_factory=list)
    decided_by: dict[str, DecidedBy] = field(default_factory=dict)
    applies_when: dict[str, Condition] = field(default_factory=dict)
    not_applicable_proof: dict[str, str] = field(default_factory=dict)


def read_requirements(
    folders: Sequence[Path], root: Path, clauses: Mapping[str, Clause], guides: Mapping[str, Guide], cues: CueCheck
) -> Knowledge:
    """Read the requirement files of all editions; a clause may be ``like`` one of any standard.

    Raises:
        DataError: a file does not fit its schema, names an unknown clause or concept, says something twice,
            contradicts the guide, or takes over what is not there.
    """
    entries = read_entries(folders, root, clauses, cues)
    likenesses = Likenesses(entries)
    knowledge, implications = Knowledge(), read_implications(root)
    for entry in entries.values():
        _Clause(entry, likenesses.whole(entry), guides.get(entry.clause.standard), knowledge, implications).read()
    return knowledge


@dataclass
class _Clause:
    """One clause on its way into the knowledge."""

    entry: Entry
    whole: Whole
    guide: Guide | None
    knowledge: Knowledge
    implications: Implications

    def read(self) -> None:
        clause = self.entry.clause.id
        row = self.guide.by_id.get(clause) if self.guide else None
        self._decided_by(row is not None and row.decided_by is not None)
        if self.whole.applies_when:
            self.knowledge.applies_when[clause] = _condition(self.whole.applies_when)
        for wish in self.whole.wishes:
            self.knowledge.requirements.append(self._requirement(wish, row.file if row else None))
        if row is not None:
            check_claims(self.entry.path, self.entry.at, self.entry.raw, row)
        self._proof()

    def _decided_by(self, settled: bool) -> None:
        clause = self.entry.clause
        said = cast(DecidedBy, self.whole.decided_by or clause.decided_by)  # the schema knows no other words
        if settled and said != clause.decided_by:
            message = f"the guide says that {clause.id} is decided by {clause.decided_by!r}, not by {said!r}"
            raise self.entry.mistake(["decided_by"], message)
        self.knowledge.decided_by[clause.id] = said

    def _requirement(self, wish: Wish, guide_file: str | None) -> Requirement:
        raw, clause = wish.raw, self.entry.clause.id
        return Requirement(
            id=f"{clause}#{raw['slug']}",
            clause=clause,
            kind=raw["kind"],
            title=bilingual(raw["title"]),
            elements=self._elements(raw),
            counts=raw["counts"],
            basis=raw["basis"],
            source=self._source(wish, guide_file),
            any_of=raw.get("any_of"),
            occasion=bilingual(raw["occasion"]) if raw.get("occasion") else None,
            years=raw.get("years"),
            per_year=raw.get("per_year") or 1,
            persons=tuple(raw.get("persons") or ()),
            frequency=raw.get("frequency"),
            retention_years=raw.get("retention_years"),
            applies_when=_condition(raw["applies_when"]) if raw.get("applies_when") else None,
            titles=tuple(raw.get("titles") or ()),
            topic=tuple(raw["topic"]),
            headings=tuple(raw.get("headings") or ()),
            served_by=tuple(raw.get("served_by") or ()),
            unless=tuple(raw.get("unless") or ()),
        )

    def _elements(self, raw: Mapping[str, Any]) -> tuple[Element, ...]:
        elements = [_element(element) for element in raw.get("elements") or ()]
        return self.implications.applied(raw["slug"], elements) if raw["kind"] == "written_system" else tuple(elements)

    def _source(self, wish: Wish, guide_file: str | None) -> tuple[SourceRef, ...]:
        raw = wish.raw
        refs = [SourceRef(ref["file"], ref["line"]) for ref in raw.get("source") or ()]
        if raw.get("guide") and guide_file:
            line = SourceRef(guide_file, raw["guide"]["line"])
            refs = [line, *(ref for ref in refs if ref != line)]
        if not refs:
            raise self.entry.mistake(wish.place, f"{raw['slug']}: say in `source` or `guide` where this comes from")
        return tuple(refs)

    def _proof(self) -> None:
        proof, clause = self.whole.not_applicable_proof, self.entry.clause.id
        if proof is None:
            return
        if proof not in [wish.raw["slug"] for wish in self.whole.wishes]:
            raise self.entry.mistake(["not_applicable_proof"], f"{proof!r} is not a requirement of {clause}")
        self.knowledge.not_applicable_proof[clause] = f"{clause}#{proof}"


def _element(raw: dict[str, Any]) -> Element:
    return Element(
        key=raw["key"],
        name=bilingual(raw["name"]),
        cues=tuple(raw["cues"]),
        essential=raw.get("essential", True),
        scope=raw.get("scope", "section"),
        defining=raw.get("defining", False),
    )


def _condition(raw: dict[str, Any]) -> Condition:
    return Condition(
        certification=raw.get("certification"),
        profile=raw.get("profile"),
        businesses=tuple(raw.get("businesses") or ()),
        text=bilingual(raw["text"]) if raw.get("text") else Bilingual(),
    )
