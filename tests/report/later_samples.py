"""The sample some weeks later: what differs, and a verdict whose evidence has changed since."""

from __future__ import annotations

from dataclasses import replace

from report_samples import sample

from evidence_check.differences import Differences, compare
from evidence_check.model import Assessment, AssessorVerdict, Registry
from evidence_check.report.json import to_json
from evidence_check.verdicts import fingerprints

RULE = "制度/单证管理.docx"


def later() -> Assessment:
    """The sample some weeks later: a file changed, a clause got worse, a verdict was given before that."""
    before, _ = sample()
    first = before.clauses[0]
    worse = replace(first, coverage="partial", missing=("责任追究",))
    documents = tuple(replace(d, sha256="f" * 64) if d.path == RULE else d for d in before.documents)
    given = {first.id: AssessorVerdict("met", "现场已看", "王工", "2026-11-01", fingerprints(before)[first.id])}
    return replace(
        before,
        clauses=(worse, *before.clauses[1:]),
        documents=documents,
        enterprise=replace(before.enterprise, verdicts=given),
    )


def again() -> tuple[Assessment, Registry, Differences]:
    """Return the later assessment with its registry and what differs from the sample."""
    before, registry = sample()
    now = later()
    return now, registry, compare(to_json(before, registry), to_json(now, registry))
