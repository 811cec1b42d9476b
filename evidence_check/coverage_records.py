"""Judges a record that a clause wants: which years, months and people the files of the dossier show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from evidence_check.coverage_parts import (
    MOST_QUOTES,
    MOST_REFUSED,
    Dossier,
    Judgement,
    as_evidence,
    element_of,
    mean,
    order,
    result_of,
    what_lacks,
)
from evidence_check.holes import holes
from evidence_check.model import Coverage, Enterprise, Evidence, Examined, Match, RecordEvent, Refused, Requirement
from evidence_check.period import Period, falls_within
from evidence_check.persons import attendance, holders_of
from evidence_check.reasons import say
from evidence_check.records.labels import ends_as
from evidence_check.text import normal

_ATTENDED = 2  # persons named as present, from which an announcement holds a record of what it announced
_ASIDE = 0.45  # of the score of a paper of the subject itself, below which another only touches on it
_DAY = 10  # characters of a date that names its day
_MONTH = 7  # characters of a date that names its month; a year alone may stand for any number of days


def judge_records(
    requirement: Requirement, counted: list[Match], refused: list[Refused], unread: tuple[str, ...], dossier: Dossier
) -> Judgement:
    """Return what the matches that count show for a record; ``refused`` are those that do not, ``unread`` files."""
    in_time: list[tuple[Match, list[RecordEvent]]] = []
    undated: list[Match] = []
    for match in _own_subject(counted):
        editions = "written_system" in requirement.served_by
        same_days = _own_days(dossier.files[match.file], match) if requirement.persons else frozenset()
        file = dossier.files[match.file]
        events = [
            e
            for e in file.events
            if e.date and e.revision == (editions and match.role != "record")
            if _concerns(e, match) or e.date in same_days
            if requirement.occasion or not e.none  # that nothing happened proves nothing but itself
        ]
        if _only_announces(file, match):
            refused.append(Refused(match.file, match.quote.text, say("refused_plan"), match.quote.locator))
            continue
        inside = [e for e in events if falls_within(e.date or "", dossier.period.first, dossier.enterprise.as_of)]
        if inside or (events and requirement.years is None):
            in_time.append((match, inside or events))
        elif events:
            refused.append(_out_of_time(match, events, dossier.period))
        else:
            undated.append(match)
    years, lacking = _years(requirement, in_time, dossier)
    seen = attendance(requirement, [e for _, events in in_time for e in events], dossier.enterprise, dossier.period)
    lacking += seen.lacking
    for year in seen.spans:
        if years and years.get(year) == "present":
            years[year] = "partial"  # the year has records, and not of everyone who must appear in them
    usable = [match for match, _ in in_time] + undated
    elements = tuple(element_of(element, usable) for element in requirement.elements)
    fields = [e.name.zh or e.name.en or "" for e in elements if e.essential and e.coverage == "missing"]
    coverage: Coverage = "missing"
    if usable and (not elements or any(e.coverage == "present" for e in elements)):
        coverage = "partial" if lacking or fields or (not in_time and requirement.years == "each") else "present"
    if coverage == "missing" and unread:
        coverage = "unreadable"
    evidence = _record_evidence(in_time, undated) if coverage in ("present", "partial") else ()
    missing = what_lacks(requirement, coverage, fields + lacking)
    doubtful = bool(undated and not in_time) or seen.doubtful
    months = _months(in_time, dossier.period)
    held = None if undated or unread else _held(in_time, dossier.period)
    persons = seen.counts if requirement.persons else None
    result = replace(
        result_of(requirement, coverage, elements, evidence, years, missing, persons),
        held=held,
        months=months,
        holes=holes(years, months, seen.lacking if in_time else (), dossier.period, _silent_sites(in_time, dossier)),
    )
    return Judgement(result, tuple(refused[:MOST_REFUSED]), mean(usable), doubtful, unread)


def _own_subject(counted: Sequence[Match]) -> list[Match]:
    """Return the matches that may stand for a year, the passing remarks of other papers left out.

    Where papers of the subject itself are there, a row of another register that shows hardly anything of what they
    show (the auditor in the list of staff) is no record of it.
    """
    best = max((match.score for match in counted if match.places is None), default=0.0)
    return [m for m in counted if m.places is None or m.score >= _ASIDE * best]


def _silent_sites(in_time: Sequence[tuple[Match, Sequence[RecordEvent]]], dossier: Dossier) -> list[str]:
    """Return the places of business that no entry names, where the entries of the record do name some."""
    texts = [normal(f"{event.file} {event.quote.text}") for _, events in in_time for event in events]
    named = {site for site in dossier.enterprise.sites if any(normal(site) in text for text in texts)}
    return [site for site in dossier.enterprise.sites if named and site not in named]


def _only_announces(file: Examined, match: Match) -> bool:
    """Return whether a file's own name says that it announces something, and nobody is shown to have been there."""
    names = (file.document.title or "", PurePosixPath(match.file).stem)
    told = any(ends_as(name, "announcement") for name in names)
    return told and not any(len(event.people) >= _ATTENDED for event in file.events)


def _concerns(event: RecordEvent, match: Match) -> bool:
    """Return whether an event of a register belongs to the match: its row is one of those that concern it.

    An event that is dated by a label, a title or the file's name speaks for the whole file, or for the sheet that it
    stands in.
    """
    places = match.places
    if places is None or event.quote.locator in places:
        return True
    return not event.entry and event.quote.locator.sheet in {place.sheet for place in places}


def _own_days(file: Examined, match: Match) -> frozenset[str]:
    """Return the days of the entries that concern a match: a sign-in sheet beside the list of courses names them again.

    Only for records of persons, who stand in the one sheet while the subject stands in the other.
    """
    return frozenset(e.date for e in file.events if e.date and len(e.date) == _DAY and e.entry and _concerns(e, match))


def _out_of_time(match: Match, events: Sequence[RecordEvent], period: Period) -> Refused:
    dates = sorted({event.date or "" for event in events})
    shown = dates[0] if len(dates) == 1 else f"{dates[0]} … {dates[-1]}"
    reason = say("refused_period", dates=shown, period=f"{period.first} … {period.last}")
    return Refused(match.file, match.quote.text, reason, match.quote.locator)


def _years(
    requirement: Requirement, in_time: Sequence[tuple[Match, Sequence[RecordEvent]]], dossier: Dossier
) -> tuple[dict[str, Coverage] | None, list[str]]:
    """Return each wanted year's coverage, None where the requirement does not go by years; and the years lacking."""
    if requirement.years != "each":
        return None, []
    dates = {event.date or "" for _, events in in_time for event in events}
    wanted: dict[str, Coverage] = {}
    needed = 1 if requirement.persons else requirement.per_year
    for name, first, last in dossier.period.spans:
        enough = sum(falls_within(iso, first, last) for iso in dates) >= needed
        wanted[name] = "present" if enough else "missing"
    return wanted, [name for name, state in wanted.items() if state == "missing"]


def _held(in_time: Sequence[tuple[Match, Sequence[RecordEvent]]], period: Period) -> dict[str, int] | None:
    """Return on how many dates the records say it was done, by span; None where a date is no more than a year."""
    dates = {event.date or "" for _, events in in_time for event in events}
    if any(len(iso) < _MONTH for iso in dates):
        return None
    return {name: sum(falls_within(iso, first, last) for iso in dates) for name, first, last in period.spans}


def _months(in_time: Sequence[tuple[Match, Sequence[RecordEvent]]], period: Period) -> dict[str, tuple[str, ...]]:
    """Return the months of the records by span, oldest first; what is known by its year alone stands as its year."""
    dates = sorted({(event.date or "")[:_MONTH] for _, events in in_time for event in events})
    return {name: tuple(d for d in dates if falls_within(d, first, last)) for name, first, last in period.spans}


def _record_evidence(
    in_time: Sequence[tuple[Match, Sequence[RecordEvent]]], undated: Sequence[Match]
) -> tuple[Evidence, ...]:
    found = []
    for match, events in in_time:
        by_year = {(event.date or "")[:4]: event for event in reversed(events)}
        found += [as_evidence(match, event.quote) for _, event in sorted(by_year.items())]
        found += [as_evidence(match, quote) for quote in list(match.elements.values())[:2]]
    found += [as_evidence(match, match.quote) for match in undated]
    unique = {(e.file, e.quote): e for e in reversed(found) if e.quote}
    return tuple(sorted(unique.values(), key=order))[:MOST_QUOTES]


def unknown_persons(requirement: Requirement, enterprise: Enterprise) -> tuple[str, ...]:
    """Return the roles whose holder nobody has named, so that their trainings can't be counted."""
    return tuple(role for role in requirement.persons if not holders_of(enterprise, role))
