"""Findings that need the whole dossier or the enterprise: whose document it is, older versions, what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evidence_check.model import ClauseResult, Enterprise, Examined, Finding, Locator
from evidence_check.reasons import say
from evidence_check.standing import Standing, stray_companies


def dossier_findings(
    files: Sequence[Examined],
    standing: Mapping[str, Standing],
    enterprise: Enterprise,
    clauses: Sequence[ClauseResult],
) -> tuple[Finding, ...]:
    """Return all findings of a dossier, sorted by file and kind."""
    _ = clauses
    found: list[Finding] = []
    for file in files:
        found += file.findings
        found += _unread(file)
        found += _companies(file, standing[file.document.path], enterprise)
        found += _older(file, standing[file.document.path])
    return tuple(sorted(set(found), key=lambda f: (f.file, f.kind, f.quote)))


def _unread(file: Examined) -> Iterator[Finding]:
    document = file.document
    if document.status not in ("ok", "empty") and document.reason:
        yield Finding(document.path, "unreadable", "", Locator(), document.reason)


def _companies(file: Examined, standing: Standing, enterprise: Enterprise) -> Iterator[Finding]:
    if standing.foreign:
        quote = standing.foreign.quote
        why = say("refused_company", company=standing.foreign.name)
        yield Finding(file.document.path, "wrong_company", quote.text, quote.locator, why)
    elif file.role.name == "written_system":
        for mention in stray_companies(file, enterprise):
            why = say("finding_stray_company", company=mention.name)
            yield Finding(file.document.path, "wrong_company", mention.quote.text, mention.quote.locator, why)


def _older(file: Examined, standing: Standing) -> Iterator[Finding]:
    if standing.newer:
        why = say("role_older", newer=standing.newer)
        yield Finding(file.document.path, "superseded", file.document.title or "", Locator(), why)
