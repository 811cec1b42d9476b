"""Finds policies that repeat the standard's own wording instead of saying what this enterprise does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_check.findings.rules import Inspection, Line, Rule, rules
from evidence_check.model import Finding

_WORDS = re.compile(r"\w")
_LATIN = re.compile(r"[a-z]")
_STANDARD_ITSELF = re.compile(r"认证(?:企业)?标准|标准解读|certifi\w+ enterprise standard")


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield one finding with the longest echo, where echoes make up enough of a written system."""
    rule = rules()["clause-echo"]
    if not _claims_to_rule(inspection):
        return
    echoes = [line for line in inspection.body if _is_echo(line, inspection, rule)]
    total = sum(_size(line) for line in inspection.body)
    share = sum(map(_size, echoes)) / total if total else 0.0
    enough = len(echoes) >= rule.params["passages"] and share >= rule.params["share"]
    if enough or (echoes and share >= rule.params["share_alone"]):
        longest = max(echoes, key=_size)
        yield inspection.remark(rule, longest, count=str(len(echoes)))


def _claims_to_rule(inspection: Inspection) -> bool:
    """Whether it is a written system, or a copy of the standard under the title of one."""
    if _STANDARD_ITSELF.search(inspection.title):
        return False
    if inspection.role == "written_system":
        return True
    title = inspection.gates.title_rule(inspection.document.title or "")
    copied = inspection.role == "decoy" and "copy" in inspection.judged.marks
    return copied and title is not None and title.role == "written_system" and title.mark is None


def _is_echo(line: Line, inspection: Inspection, rule: Rule) -> bool:
    latin = len(_LATIN.findall(line.text)) > 0.7 * max(_size(line), 1)
    shortest = rule.params["shortest_latin" if latin else "shortest"]
    if _size(line) < shortest or line.text in rule.words("quoting"):
        return False
    same: float = rule.params["same_latin" if latin else "same"]
    return inspection.gates.quotation(line.text) >= same


def _size(line: Line) -> int:
    return len(_WORDS.findall(line.text))
