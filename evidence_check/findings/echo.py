"""Finds papers that repeat the standard's own wording instead of saying what this enterprise does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_check.findings.rules import Inspection, Line, Rule, Span, rules
from evidence_check.model import Finding
from evidence_check.text import sentences

_NO_WORDS = re.compile(r"\W+")
_LATIN = re.compile(r"[a-z]")
_MOSTLY = 0.7  # share of Latin letters from which a sentence is English
_STANDARD_ITSELF = re.compile(r"认证(?:企业)?标准|标准解读|certifi\w+ enterprise standard")


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield one finding with the longest echo, where echoes make up enough of a system, or the paper is a copy."""
    copied = not _claims_to_rule(inspection) and _repeats(inspection)
    rule = rules()["clause-echo-copy" if copied else "clause-echo"]
    if not copied and not _claims_to_rule(inspection):
        return
    echoes = [(line, span) for line in inspection.body for span in _echoes(line, inspection, rule)]
    total = sum(_size(line.text) for line in inspection.body)
    share = sum(_size(line.text[a:b]) for line, (a, b) in echoes) / total if total else 0.0
    enough = len(echoes) >= rule.params["passages"] and share >= rule.params["share"]
    if enough or (echoes and (copied or share >= rule.params["share_alone"])):
        line, span = max(echoes, key=lambda echo: echo[1][1] - echo[1][0])
        yield inspection.remark(rule, line, span, count=str(len(echoes)))


def _claims_to_rule(inspection: Inspection) -> bool:
    """Whether it is a written system, or a copy of the standard under the title of one."""
    if _STANDARD_ITSELF.search(inspection.title):
        return False
    if inspection.role == "written_system":
        return True
    title = inspection.gates.title_rule(inspection.document.title or "")
    copied = inspection.role == "decoy" and "copy" in inspection.judged.marks
    return copied and title is not None and title.role == "written_system" and title.mark is None


def _repeats(inspection: Inspection) -> bool:
    """Whether it is a self-assessment, deck or table that goes through the standard: filed often, never evidence."""
    return inspection.role == "decoy" and bool(inspection.judged.marks & {"copy", "self_assessment"})


def _echoes(line: Line, inspection: Inspection, rule: Rule) -> Iterator[Span]:
    """Yield the sentences of a line that are the standard's own; a line that says it quotes is left alone."""
    if _size(line.text) < rule.params["shortest"] or line.text in rule.words("quoting"):
        return
    for start, end in sentences(line.text):
        sentence = line.text[start:end]
        latin = "_latin" if len(_LATIN.findall(sentence)) > _MOSTLY * max(_size(sentence), 1) else ""
        long_enough = _size(sentence) >= rule.params[f"shortest{latin}"]
        if long_enough and inspection.gates.quotation(sentence) >= rule.params[f"same{latin}"]:
            yield start, end


def _size(text: str) -> int:
    return len(_NO_WORDS.sub("", text))
