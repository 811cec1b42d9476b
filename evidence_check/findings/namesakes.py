"""Finds two persons of one name in a roster: a record that gives the name alone can't say which of them came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from evidence_check.findings.rules import Inspection, Line, rules
from evidence_check.model import Enterprise, Finding, Passage
from evidence_check.persons import holders_of
from evidence_check.text import normal


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield each name that stands in a roster under two numbers; the dossier knows whether it is a named post's."""
    rule = rules()["two-of-one-name"]
    if inspection.judged.marks & {"template", "plan"}:
        return
    seen: dict[str, dict[str, Line]] = defaultdict(dict)
    for line in inspection.body:
        name, number = _cell(line.passage, "name"), _cell(line.passage, "number")
        if name and number and not line.passage.header_row:
            seen[name].setdefault(number, line)
    for name, numbers in seen.items():
        if len(numbers) > 1:
            line = list(numbers.values())[1]
            at = line.text.find(name)
            span = (at, at + len(name)) if at >= 0 else None
            yield inspection.remark(rule, line, span, name=name, numbers=", ".join(list(numbers)[:3]))


def concerns(finding: Finding, enterprise: Enterprise) -> bool:
    """Return whether a finding of this family is about somebody who holds or held a named post."""
    names = {normal(h.name) for role in enterprise.people for h in holders_of(enterprise, role)}
    return any(f"“{name}”" in (finding.why.zh or "") for name in names)


def _cell(passage: Passage, label: str) -> str:
    rule = rules()["two-of-one-name"]
    return next((normal(c.text) for c in passage.cells if c.column and rule.labels(label, c.column)), "")
