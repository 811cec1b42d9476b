"""Writes an assessment down as ``report.json``: the contract's shape, the same text for the same assessment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, overload

from evidence_check import __version__
from evidence_check.model import (
    Assessment,
    Bilingual,
    ClauseResult,
    DocumentLine,
    Edition,
    Enterprise,
    Evidence,
    Finding,
    Locator,
    Registry,
    RequirementResult,
    Score,
)
from evidence_check.report.lines import in_order
from evidence_check.report.lookup import Lookup
from evidence_check.report.visible import json_safe
from evidence_check.verdicts import StandingVerdict, fingerprints, standing_verdicts

SCHEMA = "evidence-check/report/1"


def to_json(assessment: Assessment, registry: Registry) -> dict[str, Any]:
    """Return the report as plain JSON data, valid against ``standards/schema/report.schema.json``.

    Files are sorted by path, findings by file and place; clauses stand in the standards' order and evidence in the
    assessment's order, best first. Undecodable bytes in a path are spelt out, numbers that are none become null.
    """
    return {key: list(part) if isinstance(part, Long) else part for key, part in to_data(assessment, registry).items()}


def to_data(assessment: Assessment, registry: Registry) -> dict[str, Any]:
    """Return what ``to_json`` does, with lists of files and findings that are made while they are written."""
    lookup = Lookup.of(assessment, registry)
    evidence = fingerprints(assessment)
    short = {
        "schema": SCHEMA,
        "generator": f"evidence-check {__version__}",
        "registry": registry.digest,
        "as_of": assessment.enterprise.as_of,
        "enterprise": _enterprise(assessment.enterprise),
        "standards": list(assessment.enterprise.standards),
        "editions": [_edition(edition) for edition in assessment.editions],
        "clauses": [_clause(result, lookup, evidence[result.id]) for result in assessment.clauses],
        "documents": None,
        "findings": None,
        "verdicts": [_verdict(standing) for standing in standing_verdicts(assessment).values()],
        "score": _score(assessment.score),
        "notes": [_both(note) for note in assessment.notes],
    }
    data: dict[str, Any] = json_safe(short)
    data["documents"] = Long(lambda: map(_document, lookup.files.documents), len(lookup.files))
    data["findings"] = Long(lambda: map(_finding, in_order(assessment.findings)), len(assessment.findings))
    return data


class Long(Sequence[dict[str, Any]]):
    """A list of the report's data whose parts are made when somebody goes through it, every time anew."""

    def __init__(self, make: Callable[[], Iterable[dict[str, Any]]], length: int) -> None:
        self._make, self._length = make, length

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return map(json_safe, self._make())

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, at: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, at: Any) -> Any:
        return list(self)[at]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


def dump(data: dict[str, Any]) -> str:
    """Return report data as the text of ``report.json``."""
    return "".join(pieces(data))


def pieces(data: dict[str, Any]) -> Iterator[str]:
    """Yield report data as the text of ``report.json``, piece by piece: the whole of it need never be in memory."""
    start = "{"
    for key, value in data.items():
        yield f"{start}\n {_text(key)}: "
        if isinstance(value, Long) and value:
            for at, one in enumerate(value):
                yield f"{',' if at else '['}\n  {_text(one, 2)}"
            yield "\n ]"
        else:
            yield _text([] if isinstance(value, Long) else value, 1)
        start = ","
    yield "\n}\n"


def _text(value: Any, depth: int = 0) -> str:
    """Return a value as JSON that stands ``depth`` levels deep; line breaks within texts are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    return text.replace("\n", "\n" + " " * depth)


def _both(text: Bilingual) -> dict[str, str | None]:
    return {"zh": text.zh, "en": text.en}


def _locator(locator: Locator) -> dict[str, Any]:
    return locator._asdict()


def _enterprise(enterprise: Enterprise) -> dict[str, Any]:
    return asdict(enterprise)


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.id,
        "title": _both(edition.title),
        "issuer": _both(edition.issuer),
        "announcement": edition.announcement,
        "in_force": {"from": edition.in_force_from, "to": edition.in_force_to},
        "replaced_by": _both(edition.replaced_by) if edition.replaced_by else None,
        "verified_on": edition.verified_on,
        "standards": list(edition.standards),
    }


def _clause(result: ClauseResult, lookup: Lookup, fingerprint: str) -> dict[str, Any]:
    clause = lookup.clauses[result.id]
    return {
        "id": result.id,
        "standard": clause.standard,
        "item": lookup.item_of[clause.id].id if clause.id in lookup.item_of else clause.item,
        "category_kind": clause.category_kind,
        "text": _both(clause.display),
        "coverage": result.coverage,
        "confidence": round(result.confidence, 4),
        "review": result.review,
        "requirements": [_requirement(requirement) for requirement in result.requirements],
        "evidence": [_evidence(evidence) for evidence in result.evidence],
        "refused": [
            {
                "file": refused.file,
                "locator": _locator(refused.locator),
                "quote": refused.quote,
                "reason": _both(refused.reason),
            }
            for refused in result.refused
        ],
        "missing": list(result.missing),
        "fingerprint": fingerprint,
        "why": _both(result.why),
        "next_step": _both(result.next_step),
    }


def _verdict(standing: StandingVerdict) -> dict[str, Any]:
    return {"id": standing.id, **asdict(standing.given), "evidence_changed": standing.changed}


def _requirement(result: RequirementResult) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": result.id,
        "kind": result.kind,
        "counts": result.counts,
        "coverage": result.coverage,
        "title": _both(result.title),
        "elements": [
            {
                "name": element.name.zh or element.name.en,
                "name_en": element.name.en,
                "coverage": element.coverage,
                "essential": element.essential,
                "evidence": [_evidence(evidence) for evidence in element.evidence],
                **({"follows_from": [_both(name) for name in element.follows_from]} if element.follows_from else {}),
            }
            for element in result.elements
        ],
        "evidence": [_evidence(evidence) for evidence in result.evidence],
        "missing": list(result.missing),
    }
    if result.years is not None:  # the contract: years stand where each year is wanted
        data["years"] = {year: result.years[year] for year in sorted(result.years)}
    if result.persons is not None:
        data["persons"] = {name: dict(sorted(counts.items())) for name, counts in sorted(result.persons.items())}
    if result.held is not None:
        data["held"] = dict(sorted(result.held.items()))
    if result.months is not None:
        data["months"] = {name: list(months) for name, months in sorted(result.months.items())}
    if result.holes:
        data["holes"] = [_both(hole) for hole in result.holes]
    return data


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "file": evidence.file,
        "locator": _locator(evidence.locator),
        "quote": evidence.quote,
        "role": evidence.role,
        "score": round(evidence.score, 4),
        "ocr": evidence.ocr,
    }


def _document(line: DocumentLine) -> dict[str, Any]:
    return {
        "path": line.path,
        "sha256": line.sha256,
        "size": line.size,
        "format": line.format,
        "title": line.title,
        "language": line.language,
        "role": line.role,
        "role_reason": _both(line.role_reason),
        "clauses": list(line.clauses),
        "status": line.status,
        "pages": line.pages,
        "ocr": line.ocr,
        "reason": _both(line.reason) if line.reason else None,
        "members": list(line.members),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "file": finding.file,
        "kind": finding.kind,
        "quote": finding.quote,
        "locator": _locator(finding.locator),
        "why": _both(finding.why),
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "standards": list(score.standards),
        "total": score.total,
        "best": score.best,
        "worst": score.worst,
        "passed": score.passed,
        "conditions": [
            {
                "id": condition.id,
                "passed": condition.passed,
                "items": list(condition.items),
                "gates": condition.gates,
                "detail": _both(condition.detail),
            }
            for condition in score.conditions
        ],
        "items": [asdict(item) for item in score.items],
        "counts": score.counts,
        "notes": [_both(note) for note in score.notes],
        "financial": score.financial,
        "closing": [asdict(step) for step in score.closing],
    }
