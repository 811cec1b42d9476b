"""Finds the years and people that an enterprise's records leave out, where it does keep such records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evidence_check.findings.rules import rules
from evidence_check.model import Bilingual, ClauseResult, Evidence, Examined, Finding, RequirementResult
from evidence_check.text import normal


def find(files: Mapping[str, Examined], clauses: Sequence[ClauseResult]) -> Iterator[Finding]:
    """Yield one finding per gap, on the record that stands nearest before it.

    Years without any record at all are no gap but a missing record, which the clause's coverage says already.
    """
    rule = rules()["years-left-out"]
    told: dict[tuple[str, tuple[str, ...]], tuple[Evidence, list[Bilingual]]] = {}
    for clause in clauses:
        for result in clause.requirements:
            gaps = _gaps(result)
            file = _nearest(result, gaps, files) if gaps else None
            if file is None:
                continue
            quote = next(e for e in result.evidence if e.file == file)
            told.setdefault((file, tuple(gaps)), (quote, []))[1].append(result.title)
    for (file, gap), (quote, titles) in told.items():  # one log that serves two requirements has one gap
        title = Bilingual(
            "”“".join(dict.fromkeys(t.zh or t.en or "" for t in titles)),
            "”, “".join(dict.fromkeys(t.en or t.zh or "" for t in titles)),
        )
        why = rule.why(title=title, gap=Bilingual("、".join(gap), "; ".join(gap)))
        yield Finding(file, rule.kind, quote.quote, quote.locator, why)


def _gaps(result: RequirementResult) -> list[str]:
    """Return the years and people left out, in order, where some are covered."""
    if result.kind != "record" or result.counts != "required" or result.coverage != "partial" or not result.evidence:
        return []
    years = result.years or {}
    if not any(state in ("present", "partial") for state in years.values()):
        return []
    people = [text for text in result.missing if "（" in text and "/" in text]  # "王强 2025（1/2）"
    unseen = [name for name, spans in (result.persons or {}).items() if not any(spans.values())]
    # who was never seen at all may stand in the lists under another name, or no list was read: no gap to be told
    people = [text for text in people if not any(text.startswith(name) for name in unseen)]
    if rules()["years-left-out"].words("occasional").spots(normal(result.title.zh or "")):
        return people  # what happens now and then leaves no record in a year without it
    return [year for year, state in years.items() if state == "missing"] + people


def _nearest(result: RequirementResult, gaps: Sequence[str], files: Mapping[str, Examined]) -> str | None:
    """Return the record whose last date stands before the first gap, else the first record that counts."""
    counted = list(dict.fromkeys(e.file for e in result.evidence if e.file in files))
    dated = [(max(_dates(files[path]), default=""), path) for path in counted]
    before = [pair for pair in dated if pair[0] and pair[0][:4] < gaps[0][:4]]
    return max(before)[1] if before else min(dated)[1] if dated else None


def _dates(file: Examined) -> list[str]:
    return [event.date for event in file.events if event.date and not event.revision]
