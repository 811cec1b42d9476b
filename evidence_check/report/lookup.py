"""Finds what belongs together: clauses by id, the item and category of a clause, the files by path."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_check.model import (
    Assessment,
    Bilingual,
    Clause,
    ClauseResult,
    Item,
    Locator,
    Registry,
    Requirement,
    RequirementResult,
    Standard,
)
from evidence_check.reasons import lacking
from evidence_check.report import wording
from evidence_check.report.lines import Lines


@dataclass(frozen=True, slots=True)
class Lookup:
    """Indexes over one assessment and its registry. ``files`` are the ledger's lines by path."""

    assessment: Assessment
    standards: dict[str, Standard]
    clauses: dict[str, Clause]
    items: dict[str, Item]
    item_of: dict[str, Item]
    requirements: dict[str, Requirement]
    wanted: dict[str, tuple[Requirement, ...]]
    results: dict[str, ClauseResult]
    files: Lines

    @classmethod
    def of(cls, assessment: Assessment, registry: Registry) -> Lookup:
        """Return the indexes; standards of the assessment win over the registry's."""
        standards = {s.id: s for s in (*registry.standards, *assessment.standards)}
        wanted: dict[str, tuple[Requirement, ...]] = {}
        for requirement in registry.requirements:
            wanted[requirement.clause] = (*wanted.get(requirement.clause, ()), requirement)
        return cls(
            assessment=assessment,
            standards=standards,
            clauses={c.id: c for s in standards.values() for c in s.clauses},
            items={i.id: i for s in standards.values() for i in s.items},
            item_of={clause: i for s in standards.values() for i in s.items for clause in i.clauses},
            requirements={r.id: r for r in registry.requirements},
            wanted=wanted,
            results={r.id: r for r in assessment.clauses},
            files=Lines(assessment.documents),
        )

    def clauses_of(self, scored: str) -> tuple[str, ...]:
        """Return the assessed clauses behind a scored id, which may be a clause or an item."""
        item = self.items.get(scored)
        behind = (scored,) if scored in self.results or item is None else item.clauses
        return tuple(clause for clause in behind if clause in self.results)

    def title_of(self, scored: str) -> Bilingual:
        """Return the words that name a scored id: the item's title, or for a clause its item's."""
        item = self.items.get(scored) or self.item_of.get(scored)
        if item is not None:
            return item.title
        return self.clauses[scored].display if scored in self.clauses else Bilingual()

    def name_of(self, scored: str) -> Bilingual:
        """Return what tells a scored id apart in a list: the item's title, or the beginning of the clause's text."""
        if scored in self.clauses and scored not in self.items:
            return wording.brief(self.clauses[scored].display)
        return self.title_of(scored)

    def number_of(self, scored: str) -> str:
        """Return the number as printed: of the clause, or of the item."""
        if scored in self.clauses:
            return self.clauses[scored].no
        return self.items[scored].no if scored in self.items else scored.rpartition("/")[2]

    def category_of(self, scored: str) -> str:
        """Return the category kind of a clause or item; ``none`` where the standard has no categories."""
        kind = self.clauses[scored].category_kind if scored in self.clauses else None
        if kind is None and scored in self.items:
            kind = self.items[scored].category_kind
        return kind or "none"

    def outside(self, clause: str, kind: str) -> list[Bilingual]:
        """Return what a clause wants that no document shows: looked at on site, or known to customs alone."""
        return [wanted.title for wanted in self.wanted.get(clause, ()) if wanted.kind == kind]

    def group_of(self, requirement: str) -> str | None:
        """Return the name that alternatives of a clause share; None for a requirement that stands alone."""
        wanted = self.requirements.get(requirement)
        return wanted.any_of if wanted else None

    def deciding(self, result: ClauseResult) -> tuple[RequirementResult, ...]:
        """Return the requirements by which a clause was judged: not what only supports, nor records of what need not
        have happened; all of them where there is nothing else (as ``assess.py`` does).
        """
        known = self.requirements
        wanted = (r for r in result.requirements if r.counts == "required")
        return tuple(r for r in wanted if r.id not in known or known[r.id].occasion is None) or result.requirements

    def missing_words(self, result: ClauseResult) -> list[Bilingual]:
        """Return what a clause lacks; a lacking element or requirement is named in both languages."""
        known: dict[str, Bilingual] = {}
        for requirement in result.requirements:
            known.setdefault(requirement.title.zh or "", requirement.title)
            for element in requirement.elements:
                known.setdefault(element.name.zh or "", element.name)
        return lacking(result.missing, known)


def place(locator: Locator) -> Bilingual:
    """Return a locator in words (第 3 页 第 12 段), without its chapter; empty where nothing is known."""
    parts = [
        wording.located(name, getattr(locator, name))
        for name in ("sheet", "cell", "slide", "page", "paragraph", "line")
        if getattr(locator, name) is not None
    ]
    return wording.join(parts, zh=" ", en=", ")
