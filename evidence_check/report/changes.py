"""Prepares the differences since the last scan, and the verdicts whose evidence has changed, for every report."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_check.differences import Cause, ClauseChange, Differences
from evidence_check.model import Bilingual
from evidence_check.report import wording
from evidence_check.report.lookup import Lookup
from evidence_check.verdicts import StandingVerdict, standing_verdicts


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One clause that differs; ``anchor`` is its id where this report judges it, else None.

    ``aspects`` names what differs where the result is the same as before; it is empty where the result says it.
    """

    change: ClauseChange
    number: str
    anchor: str | None
    before: Bilingual
    after: Bilingual
    aspects: Bilingual
    causes: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class StaleLine:
    """A verdict that was given before its evidence changed."""

    standing: StandingVerdict
    number: str
    anchor: str | None
    title: Bilingual


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What the section on changes shows. ``groups`` hold what differs in its result; ``others`` only in evidence.

    ``differences`` is None where there is no earlier report; ``stale`` may be there all the same.
    """

    differences: Differences | None
    lead: Bilingual
    facts: tuple[Bilingual, ...]
    groups: tuple[tuple[str, tuple[ChangeLine, ...]], ...]
    others: tuple[ChangeLine, ...]
    stale: tuple[StaleLine, ...]


def changes(lookup: Lookup, differences: Differences | None) -> ChangesView | None:
    """Return what the reports say about changes; None where there is nothing to say."""
    stale = tuple(
        StaleLine(standing, lookup.number_of(each), _anchor(each, lookup), lookup.name_of(each))
        for each, standing in standing_verdicts(lookup.assessment).items()
        if standing.changed
    )
    if differences is None:
        return ChangesView(None, wording.text("changes_none"), (), (), (), stale) if stale else None
    only_evidence = [change for change in differences.changed if set(change.aspects) == {"evidence"}]
    groups = tuple(
        (group, tuple(_line(change, lookup) for change in found if change not in only_evidence))
        for group, found in differences.groups
    )
    return ChangesView(
        differences=differences,
        lead=lead(differences),
        facts=tuple(facts(differences)),
        groups=tuple((group, found) for group, found in groups if found),
        others=tuple(_line(change, lookup) for change in only_evidence),
        stale=stale,
    )


def lead(differences: Differences) -> Bilingual:
    """Return the sentence that opens the section: how many clauses closed, regressed, are new or changed."""
    parts = parts_of(differences)
    if not parts:
        return wording.text("changes_same", before=differences.old.as_of, n=differences.unchanged)
    return wording.text(
        "changes_lead",
        before=differences.old.as_of,
        after=differences.new.as_of,
        parts=wording.join(parts),
        n=differences.unchanged,
    )


def parts_of(differences: Differences) -> list[Bilingual]:
    """Return ``已补齐 9``, ``退步 1`` …: the groups that are not empty, with their numbers."""
    return [
        wording.text("part", word=wording.word("change", group), n=len(found))
        for group, found in differences.groups
        if found
    ]


def cause_text(cause: Cause) -> Bilingual:
    """Return a cause in words, with what more is known of it."""
    said = wording.filled("cause", cause.kind, file=cause.file or "")
    if cause.detail.zh or cause.detail.en:
        zh, en = (wording.side(cause.detail, lang) for lang in ("zh", "en"))
        return Bilingual(f"{said.zh}（{zh}）", f"{said.en} ({en})")
    return said


def aspects(change: ClauseChange) -> Bilingual:
    """Return in words what differs where the result does not; empty where it does."""
    if change.before != change.after:
        return Bilingual()
    words = [wording.word("aspect", aspect) for aspect in change.aspects]
    return wording.text("changes_aspects", what=wording.join(words))


def coverage_word(coverage: str | None) -> Bilingual:
    """Return the word for a coverage, or for a clause that a report does not judge."""
    return wording.word("coverage", coverage) if coverage else wording.text("not_judged")


def facts(differences: Differences) -> list[Bilingual]:
    """Return what changed for the whole: score, files, findings, and the causes that are not about one file."""
    files, score = differences.files, differences.score
    found = []
    if score.total[0] != score.total[1]:
        before, after = ("—" if each is None else str(each) for each in score.total)
        found.append(wording.text("changes_score", before=before, after=after))
    numbers = {name: len(getattr(files, name)) for name in ("added", "removed", "changed", "moved")}
    if any(numbers.values()):
        found.append(wording.text("changes_files", **numbers))
    if differences.findings_closed or differences.findings_new:
        closed, new = len(differences.findings_closed), len(differences.findings_new)
        found.append(wording.text("changes_findings", closed=closed, new=new))
    return found + [cause_text(cause) for cause in differences.general]


def _line(change: ClauseChange, lookup: Lookup) -> ChangeLine:
    return ChangeLine(
        change=change,
        number=lookup.number_of(change.id),
        anchor=change.id if change.id in lookup.results else None,
        before=coverage_word(change.before),
        after=coverage_word(change.after),
        aspects=aspects(change),
        causes=tuple(cause_text(cause) for cause in change.causes),
    )


def _anchor(scored: str, lookup: Lookup) -> str | None:
    clauses = lookup.clauses_of(scored)
    return scored if scored in lookup.results else clauses[0] if clauses else None
