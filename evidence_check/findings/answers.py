"""Finds questionnaires that a business partner answered himself: his word, and no check of the enterprise's."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_check.findings.rules import Inspection, rules
from evidence_check.model import Finding
from evidence_check.text import normal


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield the answer in which a partner speaks for himself."""
    rule = rules()["partner-answers"]
    named = f"{inspection.title}\n{normal(inspection.document.path)}"
    if inspection.role not in ("decoy", "record", "irrelevant") or named not in rule.words("questionnaire"):
        return
    for line in inspection.body:
        spot = next(iter(rule.spots(line.text)), None)
        if spot:
            yield inspection.remark(rule, line, spot)
            return
