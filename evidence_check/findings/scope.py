"""Finds rules of a group or a sister company that say themselves that they do not hold for this enterprise."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_check.company_names import same_company
from evidence_check.findings.rules import Inspection, rules
from evidence_check.model import Enterprise, Examined, Finding
from evidence_check.text import normal

_PIECE = 4  # hanzi of a name that tell of whom a sentence speaks


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield the sentence that leaves somebody out. A candidate: whether it is the enterprise, its name must say."""
    if inspection.role != "written_system":
        return
    for name in ("scope-region", "scope-others", "scope-unit"):
        rule = rules()[name]
        if name == "scope-others" and any(line.text in rule.words("own_voice") for line in inspection.body):
            continue  # it speaks of "our plant": what is left out are the others
        for line in inspection.body:
            spot = next(iter(rule.spots(line.text)), None)
            if spot:
                yield inspection.remark(rule, line, spot)
                return


def concerns(finding: Finding, file: Examined, enterprise: Enterprise) -> bool:
    """Return whether the enterprise is among those that a rule leaves out.

    What leaves out its region does; what leaves out "other companies" does unless it names the enterprise itself (an
    affiliate's own rule does not); what leaves out a unit does if that bears a piece of the enterprise's own name.
    """
    names = [name for name in (enterprise.name.zh, enterprise.name.en) if name]
    if finding.why == rules()["scope-others"].why():
        return not any(same_company(mention.name, name) for mention in file.mentions for name in names)
    if finding.why == rules()["scope-unit"].why():
        said, own = normal(finding.quote), normal(enterprise.name.zh or "")
        heads = any(m.subject and same_company(m.name, enterprise.name.zh or "") for m in file.mentions)
        pieces = {own[i : i + _PIECE] for i in range(len(own) - _PIECE + 1)} - {"有限公司", "股份有限", "份有限公"}
        return not heads and any(piece in said for piece in pieces)
    return True
