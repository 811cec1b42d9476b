"""Finds sentences that announce what is still to be established, in papers that should show what is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from evidence_check.findings.rules import Inspection, Rule, Span, rules
from evidence_check.model import Finding
from evidence_check.text import normal

_ROLES = ("written_system", "certificate", "irrelevant")
_LETTERS = ("eml", "msg")
_MOST = 5
_AROUND = 20  # characters beside an announcement that may say that it comes round
_BREAK = re.compile(r"[,;。、.]")


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield the announcements of a document. Plans, audits and corrective papers announce rightly and are left out."""
    if _answers(inspection):
        yield from _spoken(inspection, rules()["planned"], _MOST)
    if _tells(inspection):
        yield from _spoken(inspection, rules()["announced"], _MOST)
        yield from _spoken(inspection, rules()["own-gap"], _MOST)
    yield from _not_held(inspection)
    if inspection.role == "decoy" and "plan" in inspection.judged.marks:  # whether it was done, the dossier knows
        yield inspection.remark(rules()["plan-alone"], inspection.heading, title="")


def _not_held(inspection: Inspection) -> Iterator[Finding]:
    """Yield the first row of a register of trainings, drills or audits that says itself that it was not held."""
    rule = rules()["announced"]
    name = normal(PurePosixPath(inspection.document.path).stem)
    if inspection.role not in ("record", "irrelevant") or "plan" in inspection.judged.marks:
        return
    if not any(text in rule.words("done_registers") for text in (inspection.title, name)):
        return
    for line in inspection.body:
        if spot := next(iter(rule.words("status").spots(line.text)), None):
            yield inspection.remark(rule, line, spot)
            return
        cells = [] if line.passage.header_row else [normal(cell.text) for cell in line.passage.cells]
        if cell := next((cell for cell in cells if cell in rule.words("not_held")), None):
            at = line.text.find(cell)
            yield inspection.remark(rule, line, (at, at + len(cell)) if at >= 0 else None)
            return


def _spoken(inspection: Inspection, rule: Rule, most: int) -> Iterator[Finding]:
    recurrent = rules()["planned"].words("recurrent")
    count = 0
    for line in inspection.body:
        spots = (span for span in rule.spots(line.text) if _clause(line.text, span) not in recurrent)
        spot = next(spots, None)
        if spot and count < most:
            count += 1
            yield inspection.remark(rule, line, spot)


def _tells(inspection: Inspection) -> bool:
    """Whether the document tells of the state of things: minutes, a notice, a mail, a review of goals."""
    rule = rules()["announced"]
    if inspection.judged.marks & {"template", "copy", "self_assessment"}:
        return False
    name = normal(PurePosixPath(inspection.document.path).stem)
    if inspection.role == "written_system":
        names = f"{inspection.title} {name}"
        return names in rule.words("notice") and names not in rule.words("issuing")
    told = any(text in rule.words("telling") for text in (inspection.title, name))
    return (told or inspection.document.format in _LETTERS) and inspection.title not in rule.words("remedial")


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
    if title in rule.words("narrative"):
        return title not in rule.words("remedial")
    if inspection.role == "record":
        return title in rule.words("narrative") and title not in rule.words("remedial")
    return inspection.role in _ROLES and (inspection.role == "written_system" or title not in rule.words("remedial"))
