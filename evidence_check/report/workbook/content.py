"""Everything that the sheets are written from, gathered once."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_check.differences import Differences
from evidence_check.model import Assessment, Registry, Score
from evidence_check.report.lookup import Lookup
from evidence_check.report.tasks import Task, tasks
from evidence_check.scoring import Prepared, choices, gather, prepare, score
from evidence_check.verdicts import StandingVerdict, fingerprints, standing_verdicts
from evidence_check.verdicts.carried import Carried


@dataclass(frozen=True, slots=True)
class Content:
    """What a workbook shows.

    ``machine`` is the score's basis without the assessor's verdicts, ``whole`` with them: the formulas start from the
    one and must arrive at the other. ``score`` is the score of the latter, the same as the assessment's.
    """

    assessment: Assessment
    lookup: Lookup
    tasks: list[Task]
    standing: dict[str, StandingVerdict]
    fingerprints: dict[str, str]
    machine: Prepared
    whole: Prepared
    score: Score
    changes: Differences | None
    carried: Carried

    @classmethod
    def of(
        cls, assessment: Assessment, registry: Registry, changes: Differences | None, carried: Carried | None
    ) -> Content:
        """Return the content of the workbook for one assessment."""
        lookup = Lookup.of(assessment, registry)
        enterprise = assessment.enterprise

        known = choices(registry)
        verdicts = {each: given for each, given in enterprise.verdicts.items() if each in known}
        machine, whole = (gather(registry, assessment.clauses, given) for given in ({}, verdicts))
        chosen, facts = enterprise.standards, enterprise.facts
        return cls(
            assessment=assessment,
            lookup=lookup,
            tasks=tasks(lookup),
            standing=standing_verdicts(assessment),
            fingerprints=fingerprints(assessment),
            machine=prepare(registry, chosen, machine, facts=facts),
            whole=prepare(registry, chosen, whole, facts=facts),
            score=score(registry, chosen, whole, facts=facts),
            changes=changes,
            carried=carried or Carried(),
        )

    @property
    def pointers(self) -> set[str]:
        """The clauses that only point to another standard: no verdict is given on them."""
        return {
            clause
            for standard in self.assessment.standards
            for clause in (each.id for each in standard.clauses if each.decided_by == "other_standard")
        }

    def options(self, clause: str) -> tuple[str, ...]:
        """Return the verdicts that may be given on a clause."""
        return (*self.lookup.clauses[clause].verdict_options, "undetermined")
