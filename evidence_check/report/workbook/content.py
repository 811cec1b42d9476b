"""Everything that the sheets are written from, gathered once."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_check.differences import Differences
from evidence_check.model import Assessment, Registry
from evidence_check.report.lookup import Lookup
from evidence_check.report.tasks import Task, tasks
from evidence_check.scoring import Prepared, gather, prepare
from evidence_check.verdicts import StandingVerdict, fingerprints, standing_verdicts
from evidence_check.verdicts.carried import Carried


@dataclass(frozen=True, slots=True)
class Content:
    """What a workbook shows.

    ``machine`` is the score's basis without the assessor's verdicts, ``whole`` with them: the formulas start from the
    one and must arrive at the other.
    """

    assessment: Assessment
    lookup: Lookup
    tasks: list[Task]
    standing: dict[str, StandingVerdict]
    fingerprints: dict[str, str]
    machine: Prepared
    whole: Prepared
    changes: Differences | None
    carried: Carried

    @classmethod
    def of(
        cls, assessment: Assessment, registry: Registry, changes: Differences | None, carried: Carried | None
    ) -> Content:
        """Return the content of the workbook for one assessment."""
        lookup = Lookup.of(assessment, registry)
        enterprise = assessment.enterprise

        def prepared(with_assessor: bool) -> Prepared:
            given = gather(registry, assessment.clauses, enterprise.verdicts if with_assessor else {})
            return prepare(registry, enterprise.standards, given, facts=enterprise.facts)

        return cls(
            assessment=assessment,
            lookup=lookup,
            tasks=tasks(lookup),
            standing=standing_verdicts(assessment),
            fingerprints=fingerprints(assessment),
            machine=prepared(False),
            whole=prepared(True),
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
