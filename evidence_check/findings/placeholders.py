"""Finds what was never filled in: XX公司, 【部门】, 20XX年, ____ where a value belongs, TBD.

A blank form is a template and no fault; a policy or contract with a hole in it is. So forms (lines of labels, annexes)
are passed over, and records are not searched at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_check.findings.rules import Inspection, Line, rules
from evidence_check.model import Finding
from evidence_check.text import normal

_RULES = ("placeholder-company", "placeholder-mark", "placeholder-date", "placeholder-blank")
_ROLES = ("written_system", "contract", "certificate")
_MOST = 5  # findings per rule and file; the reviewer gets the point
_ANNEX = re.compile(r"附件|附表|附录|表单|样式|格式|annex|appendix|form|template")
_FORM_LINE = re.compile(r"(?:[\u4e00-\u9fffa-z /()]{2,14}[::][ _]*_{3,}[^,。;]*){2,}")
_PROSE = 15  # characters from which a line is a sentence and no label


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield the unfilled places of a policy, contract or statement."""
    names = _RULES if _searched(inspection) else _RULES[:1] if _policy_of_nobody(inspection) else ()
    for name in names:
        rule = rules()[name]
        count = 0
        for line in inspection.lines:
            if _is_form(line, inspection.title):
                continue
            spot = next(iter(rule.spots(line.text)), None)
            if spot and count < _MOST:
                count += 1
                yield inspection.remark(rule, line, spot)


def _searched(inspection: Inspection) -> bool:
    draft = inspection.role == "decoy" and "draft" in inspection.judged.marks
    return draft or (inspection.role in _ROLES and "template" not in inspection.judged.marks)


def _policy_of_nobody(inspection: Inspection) -> bool:
    """Whether a text that was judged a template is a policy off the shelf, with sentences around its XX公司."""
    prose = [line for line in inspection.body if line.passage.kind != "row" and len(line.text) > _PROSE]
    ruling = sum("normative" in inspection.gates.moods(line.text) for line in prose)
    return inspection.role == "decoy" and "template" in inspection.judged.marks and ruling >= 2


def _is_form(line: Line, title: str) -> bool:
    return is_annexed(line, title) or bool(_FORM_LINE.search(line.text))


def is_annexed(line: Line, title: str) -> bool:
    """Return whether a line stands below the heading of an annex or form; the document's own title does not count."""
    return any(_ANNEX.search(heading.lower()) for heading in line.passage.heading_path if normal(heading) != title)
