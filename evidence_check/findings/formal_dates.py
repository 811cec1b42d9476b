"""Finds written systems that do not say since when they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from evidence_check.findings.rules import Inspection, Rule, Span, rules
from evidence_check.model import Finding
from evidence_check.records.dates import find as find_dates
from evidence_check.text import sentences

_PART = re.compile(r"[,;。;、|\t\n]")
_NEAR = 24  # characters beside a date that say whose it is
_MONTH = 7  # characters of "2024-05"
_WRITTEN = 8  # characters of a date that nobody can tell the month of: 03/04/2024


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield the place where the date should stand. A candidate: a notice or list of rules may give it elsewhere."""
    if not is_undated(inspection):
        return
    blank = [index for name, (_, index) in inspection.document.control.fields.items() if name.endswith("_date")]
    line = next((line for line in inspection.lines if line.passage.index in blank), inspection.heading)
    yield inspection.remark(rules()["undated"], line)


def is_undated(inspection: Inspection) -> bool:
    """Return whether a system that claims to be in force says nowhere when it was issued or since when it holds."""
    rule = rules()["undated"]
    said = sum(len(sentences(line.text)) for line in inspection.body)
    return inspection.in_force and said >= rule.params["lines"] and not _is_dated(inspection, rule)


def _is_dated(inspection: Inspection, rule: Rule) -> bool:
    fields = inspection.document.control.fields
    names = [fields[name][0] for name in ("effective_date", "issued_date") if name in fields]
    names += [inspection.document.title or "", PurePosixPath(inspection.document.path).stem]
    if any(any(_days(name, rule)) for name in names):
        return True
    ends = [*inspection.body[: rule.params["front"]], *inspection.body[-rule.params["back"] :]]
    tables = [line for line in inspection.body if line.passage.kind == "row"]
    return any(_dates_itself(line.text, rule) for line in (*inspection.margins, *ends, *tables))


def _days(text: str, rule: Rule) -> Iterator[Span]:
    """Yield where a text gives a month or day, in whatever writing, or an edition's year (2024年版)."""
    for dated in find_dates(text):
        if len(dated.iso) >= _MONTH or dated.end - dated.start >= _WRITTEN:
            yield dated.start, dated.end
    yield from rule.words("also_dates").spots(text)


def _dates_itself(text: str, rule: Rule) -> bool:
    """Whether a text gives a day that is not the day of a law or of another rule that it cites."""
    for start, end in _days(text, rule):
        before, behind = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
        if not (_PART.split(before)[-1] in rule.words("cites") or behind in rule.words("cited")):
            return True
    return False
