"""Makes ready what of a file is held against others: done by the worker, so that the joining process reads nothing."""

from __future__ import annotations

from evidence_check.findings import naming
from evidence_check.findings.claims import claims_of
from evidence_check.findings.logs import logs_of
from evidence_check.findings.rhythm import rhythms_of
from evidence_check.model import Examined, Sides
from evidence_check.records.duties import acts_of, topics_of
from evidence_check.text import normal

NO_RECORDS = ("written_system", "superseded", "contract")
"""Roles of files whose tables and dates show nothing that was done: revisions, a matrix, terms."""


def sides_of(file: Examined) -> Sides:
    """Return the sides of an examined file; a disowned paper keeps no logs and excuses nothing, whatever it was before.

    Other decoys do: a register of self-inspections is a decoy as evidence, and shows when they were done.
    """
    silent = file.role.name in NO_RECORDS or any(finding.disowns for finding in file.findings)
    name = "" if silent else normal(f"{file.document.path} {file.document.title or ''}")
    logs = () if silent else tuple(logs_of(file.registers))
    return Sides(
        logs=logs,
        rhythms=tuple(rhythms_of(file.registers, logs)),
        claims=tuple(claims_of(file.duties)),
        namings=tuple(naming.namings_of(file.listings)),
        acts=acts_of(name),
        topics=topics_of(name),
    )
