"""Finds sentences that announce what is still to be established, in papers that should show what is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_check.findings.rules import Inspection, Span, rules
from evidence_check.model import Finding
from evidence_check.text import normal

_ROLES = ("written_system", "certificate", "irrelevant")
_MOST = 5
_AROUND = 20  # characters beside an announcement that may say that it comes round
_BREAK = re.compile(r"[,;。、.]")


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield the announcements of a document. Plans, audits and corrective papers announce rightly and are left out."""
    rule = rules()["planned"]
    if not _answers(inspection):
        return
    recurrent = rule.words("recurrent")
    count = 0
    for line in inspection.body:
        spots = (span for span in rule.spots(line.text) if _clause(line.text, span) not in recurrent)
        spot = next(spots, None)
        if spot and count < _MOST:
            count += 1
            yield inspection.remark(rule, line, spot)


def _clause(text: str, span: Span) -> str:
    """Return an announcement with the words beside it, up to the next comma or stop."""
    before = _BREAK.split(text[max(span[0] - _AROUND, 0) : span[0]])[-1]
    after = _BREAK.split(text[span[1] : span[1] + _AROUND])[0]
    return before + text[span[0] : span[1]] + after


def _answers(inspection: Inspection) -> bool:
    """Whether the document is one that should show what is there, not what will be."""
    rule = rules()["planned"]
    title = inspection.title or normal(inspection.document.path.rpartition("/")[2])
    if inspection.judged.marks & {"plan", "draft", "template", "copy", "self_assessment"}:
        return False
    if inspection.role == "record":
        return title in rule.words("narrative") and title not in rule.words("remedial")
    return inspection.role in _ROLES and (inspection.role == "written_system" or title not in rule.words("remedial"))
