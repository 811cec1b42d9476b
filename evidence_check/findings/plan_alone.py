"""Finds plans and notices that are all the dossier holds of what a clause wants done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence_check.findings.rules import rules
from evidence_check.model import Bilingual, ClauseResult, Finding
from evidence_check.reasons import say


def find(clauses: Sequence[ClauseResult]) -> Iterator[Finding]:
    """Yield one finding per plan that was refused where a record is wanted and not all of it is there."""
    rule = rules()["plan-alone"]
    reasons = (say("refused_plan"), say("refused_planned"))
    told: set[str] = set()
    for clause in clauses:
        lacking = [
            r for r in clause.requirements if r.kind == "record" and r.counts == "required" and _lacks(r.coverage)
        ]
        for refused in clause.refused if lacking else ():
            if refused.reason in reasons and refused.file not in told:
                told.add(refused.file)
                title = Bilingual(lacking[0].title.zh, lacking[0].title.en)
                yield Finding(refused.file, rule.kind, refused.quote, refused.locator, rule.why(title=title))


def _lacks(coverage: str) -> bool:
    return coverage in ("missing", "partial")
