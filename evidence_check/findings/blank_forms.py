"""Finds forms that lie among the evidence and that nobody ever filled in: they show no duty done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from evidence_check.findings.rules import Inspection, Line, rules
from evidence_check.model import Finding
from evidence_check.text import normal


def find(inspection: Inspection, others: Sequence[Finding] = ()) -> Iterator[Finding]:
    """Yield the heading of a form without an entry, unless ``others`` tell already of its unfilled places."""
    if any(finding.kind == "placeholder" for finding in others):
        return
    rule = rules()["form-never-filled"]
    name = f"{inspection.title} {normal(PurePosixPath(inspection.document.path).stem)}"
    rows = [line for line in inspection.body if line.passage.kind == "row"]
    template = "template" in inspection.judged.marks and inspection.role == "decoy"
    if template and (rows or name in rule.words("form")) and name not in rule.words("model"):
        yield inspection.remark(rule, inspection.heading)
    elif inspection.role in ("record", "irrelevant") and (unused := _unused(inspection, rows)):
        yield inspection.remark(rule, unused)


def _unused(inspection: Inspection, rows: Sequence[Line]) -> Line | None:
    """Return the head of a register that has columns and not one entry, or the line that says it was never used."""
    rule = rules()["form-never-filled"]
    told = (line for line in inspection.body if len(line.text) <= rule.params["short"] and any(rule.spots(line.text)))
    if said := next(told, None):
        return said
    heads = [row for row in rows if len(row.passage.cells) >= rule.params["columns"]]
    only = len(rows) == 1 and heads == list(rows) and len(inspection.body) <= rule.params["lines"]
    return heads[0] if only else None
