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
_BRACKETED = (
    "【x×*某○〇△["  # how the marks begin that are looked for in plans and forms: what is open there may be rightly so
)
_ANNEX = re.compile(r"附件|附表|附录|表单|样式|格式|annex|appendix|form|template")
_FORM_LINE = re.compile(r"(?:[\u4e00-\u9fffa-z /()]{2,14}[::][ _]*_{3,}[^,。;]*){2,}")


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield the unfilled places of a policy, contract or statement."""
    wide = _searched(inspection)
    names = _RULES if wide else _RULES[: _unfilled(inspection)]
    for name in names:
        rule = rules()[name]
        count = 0
        for line in inspection.lines:
            if _is_form(line, inspection.title):
                continue
            spots = (span for span in rule.spots(line.text) if wide or line.text[span[0]] in _BRACKETED)
            spot = next(spots, None)
            if spot and count < _MOST:
                count += 1
                yield inspection.remark(rule, line, spot)


def _searched(inspection: Inspection) -> bool:
    draft = inspection.role == "decoy" and "draft" in inspection.judged.marks
    return draft or (inspection.role in _ROLES and "template" not in inspection.judged.marks)


def _unfilled(inspection: Inspection) -> int:
    """Return how many rules hold for other papers: no XX公司 in any, no 【待填】 in a plan; blanks are no fault."""
    if "plan" in inspection.judged.marks:
        return 2
    return 1 if "template" in inspection.judged.marks or inspection.role in ("record", "irrelevant") else 0


def _is_form(line: Line, title: str) -> bool:
    return is_annexed(line, title) or bool(_FORM_LINE.search(line.text))


def is_annexed(line: Line, title: str) -> bool:
    """Return whether a line stands below the heading of an annex or form; the document's own title does not count."""
    return any(_ANNEX.search(heading.lower()) for heading in line.passage.heading_path if normal(heading) != title)
