"""Turns the registry into ``registry.json``, the shape that other programs rely on."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from evidence_check import __version__
from evidence_check.model import (
    Bilingual,
    Category,
    Clause,
    Condition,
    Edition,
    Element,
    Item,
    Registry,
    Requirement,
    SourceRef,
    Standard,
)
from evidence_check.registry import edition_notes, guides
from evidence_check.registry.guide import GuideRow


def to_json(registry: Registry, root: Path | None = None) -> dict[str, Any]:
    """Return the whole registry as plain JSON values; ``root`` is the standards folder, read again for the guide."""
    notes = edition_notes(root)
    return {
        "schema": "evidence-check/registry/1",
        "generator": f"evidence-check {__version__}",
        "digest": registry.digest,
        "editions": [_edition(edition, notes.get(edition.id)) for edition in registry.editions],
        "standards": [_standard(standard) for standard in registry.standards],
        "requirements": [_requirement(requirement, registry) for requirement in registry.requirements],
        "crosswalk": [
            {"from": one.origin, "to": one.target, "relation": one.relation, "note": one.note}
            for one in registry.crosswalk
        ],
        "repairs": [
            {"clause": one.clause, "file": one.file, "line": one.line, "what": one.what, "reason": one.reason}
            for one in registry.repairs
        ],
        "guide": [_guide_row(row) for guide in guides(root).values() for row in guide.rows],
        "counts": _counts(registry),
    }


def _pair(value: Bilingual | None) -> dict[str, str | None] | None:
    return None if value is None else {"zh": value.zh, "en": value.en}


def _refs(refs: tuple[SourceRef, ...]) -> list[dict[str, Any]]:
    return [{"file": ref.file, "line": ref.line} for ref in refs]


def _edition(edition: Edition, notes: Bilingual | None) -> dict[str, Any]:
    return {
        "id": edition.id,
        "title": _pair(edition.title),
        "issuer": _pair(edition.issuer),
        "announcement": edition.announcement,
        "in_force_from": edition.in_force_from,
        "in_force_to": edition.in_force_to,
        "replaced_by": _pair(edition.replaced_by),
        "verified_on": edition.verified_on,
        "notes": _pair(notes),
        "sources": list(edition.sources),
        "standards": list(edition.standards),
    }


def _standard(standard: Standard) -> dict[str, Any]:
    return {
        "id": standard.id,
        "edition": standard.edition,
        "level": standard.level,
        "title": _pair(standard.title),
        "categories": [_category(category) for category in standard.categories],
        "items": [_item(item) for item in standard.items],
        "clauses": [_clause(clause) for clause in standard.clauses],
    }


def _category(category: Category) -> dict[str, Any]:
    return {
        "no": category.no,
        "kind": category.kind,
        "title": _pair(category.title),
        "verdict_options": list(category.verdict_options),
        "points": category.points,
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "no": item.no,
        "title": _pair(item.title),
        "category": item.category,
        "category_kind": item.category_kind,
        "group": item.group,
        "preamble": _pair(item.preamble),
        "notes": [_pair(note) for note in item.notes],
        "clauses": list(item.clauses),
        "business": item.business,
    }


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "id": clause.id,
        "no": clause.no,
        "category": clause.category,
        "category_kind": clause.category_kind,
        "item": clause.item,
        "text": _pair(clause.text),
        "display": _pair(clause.display),
        "display_source": dict(clause.display_source),
        "verdict_options": list(clause.verdict_options),
        "points": clause.points,
        "polarity": clause.polarity,
        "decided_by": clause.decided_by,
        "source": _refs(clause.source),
    }


def _requirement(requirement: Requirement, registry: Registry) -> dict[str, Any]:
    condition = requirement.applies_when or registry.applies_when.get(requirement.clause)
    return {
        "id": requirement.id,
        "clause": requirement.clause,
        "kind": requirement.kind,
        "title": _pair(requirement.title),
        "elements": [_element(element) for element in requirement.elements],
        "counts": requirement.counts,
        "any_of": requirement.any_of,
        "occasion": _pair(requirement.occasion),
        "years": requirement.years,
        "per_year": requirement.per_year,
        "persons": list(requirement.persons),
        "frequency": requirement.frequency,
        "retention_years": requirement.retention_years,
        "applies_when": _condition(condition),
        "proves_not_applicable": registry.not_applicable_proof.get(requirement.clause) == requirement.id,
        "basis": requirement.basis,
        "source": _refs(requirement.source),
    }


def _element(element: Element) -> dict[str, Any]:
    return {
        "key": element.key,
        "name": element.name.zh,
        "name_en": element.name.en,
        "essential": element.essential,
        "defining": element.defining,
    }


def _condition(condition: Condition | None) -> dict[str, Any] | None:
    if condition is None:
        return None
    return {
        "certification": condition.certification,
        "profile": condition.profile,
        "businesses": list(condition.businesses),
        "text": _pair(condition.text),
    }


def _guide_row(row: GuideRow) -> dict[str, Any]:
    return {
        "clause": row.id,
        "file": row.file,
        "line": row.clause_line,
        "decided_by": row.decided_by,
        "applicability": row.applicability.text if row.applicability else None,
        "sections": list(row.headings),
        "paragraphs": [{"line": one.line, "section": one.section, "text": one.text} for one in row.paragraphs],
    }


def _counts(registry: Registry) -> dict[str, Any]:
    return {
        "clauses": sum(len(standard.clauses) for standard in registry.standards),
        "requirements": dict(sorted(Counter(one.kind for one in registry.requirements).items())),
        "concepts": len(registry.concepts),
        "forms": sum(len(forms) for forms in registry.concepts.values()),
        "repairs": len(registry.repairs),
    }
