"""Reads ``requirements/*.yaml``: what each clause wants to see, who decides it, and when it applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.model import Bilingual, Clause, Condition, DecidedBy, Element, Requirement, SourceRef
from evidence_check.registry.claims import check_claims
from evidence_check.registry.cuecheck import CueCheck
from evidence_check.registry.edition import bilingual
from evidence_check.registry.guide import Guide
from evidence_check.registry.places import mistake

Place = list[str | int]


@dataclass
class Knowledge:
    """What the requirement files say, by clause."""

    requirements: list[Requirement] = field(default_factory=list)
    decided_by: dict[str, DecidedBy] = field(default_factory=dict)
    applies_when: dict[str, Condition] = field(default_factory=dict)
    not_applicable_proof: dict[str, str] = field(default_factory=dict)


def read_requirements(
    folder: Path, root: Path, clauses: Mapping[str, Clause], guides: Mapping[str, Guide], cues: CueCheck
) -> Knowledge:
    """Read the requirement files of one edition.

    Raises:
        DataError: a file does not fit its schema, names an unknown clause or concept, says something twice, or
            contradicts the guide.
    """
    knowledge = Knowledge()
    for path in sorted((folder / "requirements").glob("*.yaml")):
        _File(path, read_yaml(path, "requirements", root), clauses, guides, cues, knowledge).read()
    return knowledge


@dataclass
class _File:
    """One requirement file on its way into the knowledge."""

    path: Path
    raw: dict[str, Any]
    clauses: Mapping[str, Clause]
    guides: Mapping[str, Guide]
    cues: CueCheck
    knowledge: Knowledge

    def read(self) -> None:
        guide = self.guides.get(self.raw["standard"])
        for index, entry in enumerate(self.raw["clauses"]):
            self._clause(["clauses", index], entry, guide)

    def _clause(self, at: Place, entry: dict[str, Any], guide: Guide | None) -> None:
        clause = entry["clause"]
        known = self.clauses.get(clause)
        if known is None or known.standard != self.raw["standard"]:
            raise mistake(self.path, [*at, "clause"], f"{clause!r} is not a clause of {self.raw['standard']}")
        if clause in self.knowledge.decided_by:
            raise mistake(self.path, [*at, "clause"], f"the clause {clause} stands twice")
        row = guide.by_id.get(clause) if guide else None
        self._decided_by(at, entry, known, row is not None and row.decided_by is not None)
        if entry.get("applies_when"):
            self.knowledge.applies_when[clause] = _condition(entry["applies_when"])
        wanted = entry.get("requirements") or ()
        for index, requirement in enumerate(wanted):
            self._requirement([*at, "requirements", index], clause, requirement, row.file if row else None)
        if row is not None:
            check_claims(self.path, at, entry, row)
        self._proof(at, entry)

    def _decided_by(self, at: Place, entry: dict[str, Any], clause: Clause, settled: bool) -> None:
        said: DecidedBy = entry.get("decided_by", clause.decided_by)
        if settled and said != clause.decided_by:
            message = f"the guide says that {clause.id} is decided by {clause.decided_by!r}, not by {said!r}"
            raise mistake(self.path, [*at, "decided_by"], message)
        self.knowledge.decided_by[clause.id] = said

    def _requirement(self, at: Place, clause: str, raw: dict[str, Any], guide_file: str | None) -> None:
        identity = f"{clause}#{raw['slug']}"
        if any(known.id == identity for known in self.knowledge.requirements if known.clause == clause):
            raise mistake(self.path, [*at, "slug"], f"the requirement {identity} stands twice")
        self.cues.check(self.path, [*at, "topic"], raw["topic"])
        self.cues.check(self.path, [*at, "unless"], raw.get("unless") or [])
        self.knowledge.requirements.append(
            Requirement(
                id=identity,
                clause=clause,
                kind=raw["kind"],
                title=bilingual(raw["title"]),
                elements=self._elements(at, raw.get("elements") or []),
                counts=raw["counts"],
                basis=raw["basis"],
                source=self._source(at, raw, guide_file),
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
                unless=tuple(raw.get("unless") or ()),
            )
        )

    def _elements(self, at: Place, raw: list[dict[str, Any]]) -> tuple[Element, ...]:
        seen: set[str] = set()
        elements = []
        for index, entry in enumerate(raw):
            here = [*at, "elements", index]
            if entry["key"] in seen:
                raise mistake(self.path, [*here, "key"], f"the element {entry['key']!r} stands twice")
            seen.add(entry["key"])
            self.cues.check(self.path, [*here, "cues"], entry["cues"])
            elements.append(
                Element(
                    key=entry["key"],
                    name=bilingual(entry["name"]),
                    cues=tuple(entry["cues"]),
                    essential=entry.get("essential", True),
                    scope=entry.get("scope", "section"),
                )
            )
        return tuple(elements)

    def _source(self, at: Place, raw: dict[str, Any], guide_file: str | None) -> tuple[SourceRef, ...]:
        refs = [SourceRef(ref["file"], ref["line"]) for ref in raw.get("source") or ()]
        if raw.get("guide") and guide_file:
            line = SourceRef(guide_file, raw["guide"]["line"])
            refs = [line, *(ref for ref in refs if ref != line)]
        if not refs:
            raise mistake(self.path, at, f"{raw['slug']}: say in `source` or `guide` where this comes from")
        return tuple(refs)

    def _proof(self, at: Place, entry: dict[str, Any]) -> None:
        proof = entry.get("not_applicable_proof")
        if proof is None:
            return
        if proof not in [raw["slug"] for raw in (entry.get("requirements") or ())]:
            message = f"{proof!r} is not a requirement of {entry['clause']}"
            raise mistake(self.path, [*at, "not_applicable_proof"], message)
        self.knowledge.not_applicable_proof[entry["clause"]] = f"{entry['clause']}#{proof}"


def _condition(raw: dict[str, Any]) -> Condition:
    return Condition(
        certification=raw.get("certification"),
        profile=raw.get("profile"),
        businesses=tuple(raw.get("businesses") or ()),
        text=bilingual(raw["text"]) if raw.get("text") else Bilingual(),
    )
