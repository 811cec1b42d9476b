"""Finds partners that the enterprise lists and of which no assessment is on file, where it does assess others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evidence_check.company_names import LEGAL_FORM, own_names, same_company
from evidence_check.examinations import Examinations
from evidence_check.findings.rules import rules
from evidence_check.model import Bilingual, Enterprise, Finding, Statement
from evidence_check.period import falls_within, period_of
from evidence_check.standing import Standing
from evidence_check.text import normal

_SHORT = 3  # hanzi of a company's short name that is still telling


def find(files: Examinations, standing: Mapping[str, Standing], enterprise: Enterprise) -> Iterator[Finding]:
    """Yield one finding that names the partners without an assessment in the period, on the list that names them."""
    rule = rules()["partner-not-assessed"]
    period = period_of(enterprise)
    said = [
        s
        for path, file in files.stating("assessed", "partner")
        if standing[path].refused is None
        for s in file.statements
        if s.kind in ("assessed", "partner")
    ]
    assessed = [
        s for s in said if s.kind == "assessed" and (not s.value or falls_within(s.value, period.first, period.last))
    ]
    listed = {normal(s.subject): s for s in reversed(said) if s.kind == "partner" and not _is_own(s, enterprise)}
    covered = [s for s in listed.values() if _is_among(s.subject, assessed)]
    lacking = [s for s in listed.values() if s not in covered and normal(s.subject) not in rule.words("not_partners")]
    for name in enterprise.partners:
        known = normal(name) in rule.words("not_partners") or any(_same(name, s.subject) for s in listed.values())
        if assessed and not known and not _is_among(name, assessed):
            lacking.append(Statement("partner", name, "", assessed[0].quote))
    if not assessed or not (covered or enterprise.partners) or not lacking:
        return
    lacking.sort(key=lambda s: (s.quote.file, s.quote.locator.paragraph or 0, s.subject))
    names = [s.subject for s in lacking[: rule.params["shown"]]]
    more = f" … ({len(lacking)})" if len(lacking) > len(names) else ""
    why = rule.why(names=Bilingual("、".join(names) + more, ", ".join(names) + more))
    quote = lacking[0].quote
    yield Finding(quote.file, rule.kind, quote.text, quote.locator, why)


def _is_own(said: Statement, enterprise: Enterprise) -> bool:
    return any(_same(said.subject, name) for name in own_names(enterprise))


def _is_among(name: str, assessed: Sequence[Statement]) -> bool:
    return any(_same(name, other.subject) for other in assessed)


def _same(one: str, other: str) -> bool:
    """Return whether two names may be one partner's; short names are taken generously, for silence."""
    if same_company(one, other):
        return True
    a, b = sorted((LEGAL_FORM.sub("", normal(one)).strip(), LEGAL_FORM.sub("", normal(other)).strip()), key=len)
    return len(a) >= _SHORT and a in b
