"""An assessment in which every field that comes from a document or a user holds every hostile payload."""

from __future__ import annotations

from dataclasses import replace

from report_samples import sample

from evidence_check.model import (
    Assessment,
    AssessorVerdict,
    Bilingual,
    Closing,
    ConditionResult,
    ElementResult,
    Evidence,
    Finding,
    Locator,
    Refused,
    Registry,
)

HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "<svg/onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "<!--<script>",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "line\u2028separator\u2029end",
    "nul\x00escape\x1b[31mdel\x7f",
    "rtl\u202egnp.exe\u202c\u2066iso\u2069",
    "&lt;b&gt; &amp; ]]>",
    "https://evil.example/x.js",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "two\nlines\tand a tab",
    '`"quotes"\' \\22}*{display:none}/*',
    "data:text/html,<script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><base href=//evil.example>",
    "<math><mtext></p><style><a title='</style><img src onerror=alert(1)>'>",
    "<details open ontoggle=alert(1)><summary>x</summary></details><input autofocus onfocus=alert(1)>",
    "\u00adsoft\u200bzero\ufeffwidth",
)
HUGE = "A" * 20_000 + "长" * 5_000  # no place to break a line at, in a script that has none


def hostile() -> tuple[Assessment, Registry]:
    """Return an assessment in which every field that comes from a document or a user holds every payload."""
    assessment, registry = sample()
    bad = "|".join(HOSTILE)
    both = Bilingual(bad, bad + "en")
    path = f"坏/\udcff{bad}.docx"
    place = Locator(sheet=bad, cell=bad, chapter=bad)
    quote = Evidence(path, place, bad, "record", 0.5)
    many = (replace(quote, quote=HUGE), *(replace(quote, quote=f"{bad}{n}", ocr=n % 2 == 0) for n in range(40)))
    first = assessment.clauses[0]
    rule = replace(
        first.requirements[0],
        title=both,
        coverage="partial",  # a gap, so that it stands in the lists of what is to be done as well
        evidence=many,
        missing=(bad,),
        elements=(ElementResult(both, "present", True, (quote,)),),
    )
    attacked = replace(
        first,
        coverage="partial",
        requirements=(rule, *first.requirements[1:]),
        missing=(bad,),
        why=both,
        next_step=both,
        refused=tuple(Refused(path, f"{bad}{n}", both, place) for n in range(9)),
    )
    line = replace(
        assessment.documents[0],
        path=path,
        title=bad,
        role_reason=both,
        reason=both,
        status="failed",
        members=(bad,),
        sha256=bad,
    )
    findings = tuple(Finding(path, bad if n % 2 else "draft", bad, place, both) for n in range(90))
    who = replace(
        assessment.enterprise,
        name=both,
        other_names=(bad,),
        facts={bad: bad},
        certified_since=bad,
        verdicts={bad: AssessorVerdict("met", bad)},
    )
    items = tuple(replace(item, reason=bad) for item in assessment.score.items)
    marked = replace(
        assessment.score,
        items=items,
        notes=(both,),
        financial={bad: bad},
        counts={bad: {"met": 1}},
        conditions=(ConditionResult(bad, None, (bad, items[0].id), detail=both),),
        closing=(Closing((items[0].id,), 99, False, (bad,), (bad, items[1].id)),),
    )
    return replace(
        assessment,
        enterprise=who,
        clauses=(attacked, *assessment.clauses[1:]),
        notes=(both,),
        documents=(line, *assessment.documents),
        findings=findings,
        score=marked,
    ), registry
