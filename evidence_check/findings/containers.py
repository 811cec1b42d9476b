"""Finds registers and forms of container inspections that leave out one of the seven points."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_check.findings.rules import Inspection, Line, Wording, rules
from evidence_check.model import Bilingual, Finding
from evidence_check.text import normal


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield the points that a register's columns or a form's items lack; one that names hardly any is no such list."""
    rule = rules()["container-points"]
    if inspection.role not in ("record", "decoy", "irrelevant") or inspection.judged.marks & {"plan", "copy"}:
        return
    about = f"{inspection.title}\n{normal(inspection.document.path)}"
    if not any(rule.spots(about)):
        return
    lines = [line for line in inspection.body if line.passage.kind == "row"]
    text = "\n".join(line.text for line in lines)
    named = [bool(Wording(patterns=point["patterns"]).spots(text)) for point in rule.params["points"]]
    least: int = rule.params["least"]
    if not least <= sum(named) < len(named):
        return
    lacking = [Bilingual(**p["name"]) for p, there in zip(rule.params["points"], named, strict=True) if not there]
    points = Bilingual("、".join(p.zh or "" for p in lacking), ", ".join(p.en or "" for p in lacking))
    yield inspection.remark(rule, _header(lines), None, points=points)


def _header(lines: list[Line]) -> Line:
    return next((line for line in lines if line.passage.header_row), lines[0])
