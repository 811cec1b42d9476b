"""Assessments by the real standards with made-up coverages, scored by the program: for the workbook's live scoring."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import lru_cache

from report_samples import sample

from evidence_check import enterprise, registry, scoring
from evidence_check.model import Assessment, AssessorVerdict, Bilingual, ClauseResult, Coverage, Registry

STANDARDS = {
    "2018": ("2018-advanced-common", "2018-advanced-broker"),
    "2022": ("2022-common", "2022-specific"),
}
MIXED: tuple[Coverage, ...] = ("present", "present", "partial", "missing", "unreadable", "not_applicable")


@lru_cache(maxsize=1)
def real() -> Registry:
    return registry.load()


def scored(
    edition: str,
    coverages: tuple[Coverage, ...] = MIXED,
    verdicts: Mapping[str, AssessorVerdict] | None = None,
    facts: Mapping[str, object] | None = None,
    seed: int = 0,
) -> tuple[Assessment, Registry]:
    """Return an assessment by the real standards of an edition, every clause with one of the coverages at random."""
    from dataclasses import replace

    known, chance = real(), random.Random(seed)
    chosen = [standard for standard in known.standards if standard.id in STANDARDS[edition]]
    results = tuple(
        result(clause.id, _coverage(clause.decided_by, chance.choice(coverages)))
        for standard in chosen
        for clause in standard.clauses
    )
    who = replace(
        enterprise.default("厦门海澄机电有限公司", "2026-10-31", STANDARDS[edition]),
        verdicts=dict(verdicts or {}),
        facts=dict(facts or {}),
    )
    given = scoring.gather(known, results, who.verdicts)
    score = scoring.score(known, who.standards, given, facts=who.facts)
    base, _ = sample()
    assessment = replace(base, enterprise=who, standards=tuple(chosen), clauses=results, findings=(), score=score)
    return replace(assessment, documents=()), known


def result(clause: str, coverage: Coverage) -> ClauseResult:
    return ClauseResult(clause, coverage, 0.8, False, (), (), (), (), Bilingual("理由", "Why"))


def _coverage(decided_by: str, chosen: Coverage) -> Coverage:
    return {"customs": "customs", "onsite": "onsite", "other_standard": "other_standard"}.get(decided_by, chosen)  # type: ignore[return-value]


def random_verdicts(assessment: Assessment, seed: int, share: float, whole: float) -> dict[str, AssessorVerdict]:
    """Return verdicts on a share of the clauses and of the items, each one that is offered there, or undetermined."""
    chance, found = random.Random(seed), {}
    for standard in assessment.standards:
        pointers = {clause.id for clause in standard.clauses if clause.decided_by == "other_standard"}
        options = {clause.id: clause.verdict_options for clause in standard.clauses}
        for clause in options:
            if clause not in pointers and chance.random() < share:
                found[clause] = AssessorVerdict(chance.choice([*options[clause], "undetermined"]), "看过")
        for item in standard.items:
            if item.id not in item.clauses and not pointers & set(item.clauses) and chance.random() < whole:
                offered = [*options[item.clauses[0]], "undetermined"]
                found[item.id] = AssessorVerdict(chance.choice(offered), "整项看过")
    return found
