"""Finds registers and logs that look written in one go: one minute, the same words, only days off, one day of entry.

Each sign has an honest reason of its own (a fixed round, a stock phrase, a shift at the weekend), so each has a weight
and only together do they make reviewers ask. It is reported as a question, never as fraud.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from evidence_check.findings import one_go_signs as signs
from evidence_check.findings.one_go_entries import Entries, of_lines, of_rows
from evidence_check.findings.rules import Inspection, Line, rules
from evidence_check.model import Bilingual, Finding
from evidence_check.records.dates import year_in
from evidence_check.text import normal

_ROLES = ("record", "irrelevant", "certificate")


class _Told(NamedTuple):
    weight: float
    said: list[Bilingual]
    line: Line
    span: tuple[int, int] | None


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield one finding for the first table or log of a record whose signs weigh enough."""
    rule = rules()["written-in-one-go"]
    if inspection.role not in _ROLES or inspection.judged.marks & {"template", "plan", "copy", "draft"}:
        return
    about = normal(f"{inspection.document.title or ''} {inspection.document.path}")
    if about in rule.words("by_machine") or about in rule.words("not_entries"):
        return
    for entries in _parts(inspection):
        if any(line.text in rule.words("by_machine") for line in entries.lines[:3]):
            continue
        told = _weigh(entries)
        if told.weight >= rule.params["weight"]:
            said = Bilingual("；".join(s.zh or "" for s in told.said), "; ".join(s.en or "" for s in told.said))
            yield inspection.remark(rule, told.line, told.span, signs=said)
            return


def _parts(inspection: Inspection) -> Iterator[Entries]:
    """Yield the entries of each table, then those of the running text."""
    year = year_in(inspection.document.title or "") or year_in(inspection.document.path)
    rows = [line for line in inspection.body if line.passage.kind == "row" and not line.passage.header_row]
    for _, group in groupby(rows, key=lambda line: (line.passage.locator.sheet, line.passage.table)):
        if found := of_rows(list(group), year):
            yield found
    prose: Sequence[Line] = [line for line in inspection.body if line.passage.kind != "row"]
    if found := of_lines(prose, year):
        yield found


def _weigh(entries: Entries) -> _Told:
    weight = 0.0
    said: list[Bilingual] = []
    line, span = entries.lines[0], None
    for sign in signs.ALL:
        seen = sign(entries)
        if seen is None:
            continue
        if seen.weight > max(1.0, weight) or not said:
            line, span = seen.line or line, seen.span
        weight += seen.weight
        said.append(seen.said)
    return _Told(weight, said, line, span)
