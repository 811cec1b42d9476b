"""Turns what documents show into suggested verdicts, and puts an assessor's own verdicts in front of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from evidence_check.model import AssessorVerdict, ClauseResult, Coverage, Registry, Verdict
from evidence_check.scoring.sheet import Given


def suggest(coverage: Coverage, options: Sequence[Verdict]) -> Verdict:
    """Return the verdict that documents suggest: never more than what they show, never one that is not offered."""
    if coverage == "present":
        return "met"
    if coverage == "partial":
        return "basically_met" if "basically_met" in options else "undetermined"
    if coverage == "missing":
        return "not_met"
    if coverage == "not_applicable":
        return "not_applicable" if "not_applicable" in options else "undetermined"
    return "undetermined"


def gather(
    registry: Registry, results: Iterable[ClauseResult], assessor: Mapping[str, AssessorVerdict]
) -> dict[str, Given]:
    """Return the verdicts to score: each clause's suggestion, replaced by the assessor's where there is one.

    A clause that does not apply without any document saying so does not apply by what ``enterprise.yaml`` declares:
    that is a fact and settled. Where a document says it (情况说明), it is a suggestion like others.
    """
    options = {clause.id: clause.verdict_options for standard in registry.standards for clause in standard.clauses}
    verdicts: dict[str, Given] = {}
    for result in results:
        suggested = suggest(result.coverage, options[result.id])
        declared = suggested == "not_applicable" and not result.evidence
        verdicts[result.id] = Given(suggested, "facts" if declared else "documents", result.why.zh or result.why.en)
    return verdicts | {each: Given(own.verdict, "assessor", own.reason) for each, own in assessor.items()}
