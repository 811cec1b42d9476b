"""Judges one requirement by the matches of the whole dossier: elements united, years and persons counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evidence_check.model import (
    Coverage,
    Element,
    ElementResult,
    Enterprise,
    Evidence,
    Examined,
    Match,
    Quote,
    RecordEvent,
    Refused,
    Requirement,
    RequirementResult,
)
from evidence_check.period import Period, falls_within
from evidence_check.persons import attendance, holders_of
from evidence_check.reasons import say
from evidence_check.standing import Standing

_MOST_REFUSED = 5
_MOST_QUOTES = 12
_MONTH = 7  # characters of a date that names its month; a year alone may stand for any number of days
_CLOSE = 0.3  # match score from which a refused file is worth showing
_NEARLY_AS_GOOD = 0.85  # of the best file's score: others that state the same are not cited beside it


@dataclass(frozen=True, slots=True)
class Judgement:
    """A requirement's result with what the clause needs besides: refusals, sureness, doubts, a likely unread file."""

    result: RequirementResult
    refused: tuple[Refused, ...]
    score: float
    doubtful: bool
    unread: tuple[str, ...]
    foreign: bool = False


@dataclass(frozen=True)
class Dossier:
    """The examined files by path, with their standing and the enterprise they belong to."""

    files: Mapping[str, Examined]
    standing: Mapping[str, Standing]
    enterprise: Enterprise
    period: Period


def judge_requirement(requirement: Requirement, matches: Sequence[Match], dossier: Dossier) -> Judgement:
    """Return what the dossier shows for one requirement. ``matches`` are all the matches of that requirement."""
    refused: list[Refused] = []
    counted: list[Match] = []
    foreign: list[Match] = []
    unread = tuple(m.file for m in matches if dossier.files[m.file].document.status not in ("ok", "empty"))
    for match in sorted(matches, key=lambda m: (-m.score, m.file)):
        standing = dossier.standing[match.file]
        older = standing.newer is not None and "superseded" in requirement.served_by
        reason = match.refused or (None if older else standing.refused)
        if match.file in unread:
            continue
        if reason is None:
            counted.append(match)
        else:
            if match.score >= _CLOSE:
                refused.append(Refused(match.file, match.quote.text, reason, match.quote.locator))
            if standing.foreign and match.refused is None and standing.adopted:
                foreign.append(match)
    if requirement.kind == "record":
        return _judge_records(requirement, counted, refused, unread, dossier)
    return _judge_texts(requirement, counted, foreign, refused, unread)


# --- written systems, certificates, contracts --------------------------------------------------------------------


def _judge_texts(
    requirement: Requirement,
    counted: list[Match],
    foreign: list[Match],
    refused: list[Refused],
    unread: tuple[str, ...],
) -> Judgement:
    elements = tuple(_element(element, counted) for element in requirement.elements)
    lacking = [e.name.zh or e.name.en or "" for e in elements if e.essential and e.coverage == "missing"]
    essential = [e for e in elements if e.essential]
    coverage: Coverage
    if not counted:
        coverage = "partial" if foreign else "missing"
    elif not lacking:
        coverage = "present"
    else:
        coverage = "partial" if len(lacking) < len(essential) else "missing"
    if coverage == "missing" and counted:
        refused = [Refused(m.file, m.quote.text, say("refused_title_only"), m.quote.locator) for m in counted] + refused
    evidence = _evidence(counted, elements) if coverage != "missing" else ()
    if coverage == "missing" and unread:
        coverage = "unreadable"
    missing = _lacking(requirement, coverage, lacking)
    result = _result(requirement, coverage, elements, evidence, None, missing)
    return Judgement(
        result, tuple(refused[:_MOST_REFUSED]), _mean(counted), False, unread, foreign=bool(foreign and not counted)
    )


def _element(element: Element, counted: Sequence[Match]) -> ElementResult:
    quotes = [(m, m.elements[element.key]) for m in counted if element.key in m.elements]
    best = max((match.score for match, _ in quotes), default=0.0)
    evidence = tuple(_as_evidence(m, quote) for m, quote in quotes if m.score >= _NEARLY_AS_GOOD * best)[:2]
    return ElementResult(element.name, "present" if quotes else "missing", element.essential, evidence)


def _as_evidence(match: Match, quote: Quote) -> Evidence:
    return Evidence(quote.file, quote.locator, quote.text, match.role, match.score, quote.locator.ocr)


def _evidence(counted: Sequence[Match], elements: Sequence[ElementResult]) -> tuple[Evidence, ...]:
    """Return the quotes that a requirement rests on: those of its elements, each once; else the matches' own."""
    found = [evidence for element in elements if element.essential for evidence in element.evidence]
    if not found:
        found = [_as_evidence(match, match.quote) for match in counted]
    unique = {(e.file, e.quote): e for e in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda e: (-e.score, e.file, e.locator.paragraph or 0, e.quote)))[
        :_MOST_QUOTES
    ]


def _mean(counted: Sequence[Match]) -> float:
    best = sorted((match.score for match in counted), reverse=True)[:3]
    return sum(best) / len(best) if best else 0.0


def _order(evidence: Evidence) -> tuple[float, str, int, str]:
    return -evidence.score, evidence.file, evidence.locator.paragraph or 0, evidence.quote


def _lacking(requirement: Requirement, coverage: Coverage, parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(parts) if coverage == "partial" else (_title(requirement),) if coverage == "missing" else ()


def _result(
    requirement: Requirement,
    coverage: Coverage,
    elements: tuple[ElementResult, ...],
    evidence: tuple[Evidence, ...],
    years: dict[str, Coverage] | None,
    missing: tuple[str, ...],
    persons: dict[str, dict[str, int]] | None = None,
) -> RequirementResult:
    return RequirementResult(
        id=requirement.id,
        kind=requirement.kind,
        title=requirement.title,
        counts=requirement.counts,
        coverage=coverage,
        elements=elements,
        evidence=evidence,
        years=years,
        missing=missing,
        persons=persons,
    )


def _title(requirement: Requirement) -> str:
    return requirement.title.zh or requirement.title.en or requirement.id


# --- records -------------------------------------------------------------------------------------------------------


def _judge_records(
    requirement: Requirement, counted: list[Match], refused: list[Refused], unread: tuple[str, ...], dossier: Dossier
) -> Judgement:
    in_time: list[tuple[Match, list[RecordEvent]]] = []
    undated: list[Match] = []
    for match in counted:
        editions = "written_system" in requirement.served_by
        events = [
            e
            for e in dossier.files[match.file].events
            if e.date and e.revision == (editions and match.role != "record") and _concerns(e, match)
            if requirement.occasion or not e.none  # that nothing happened proves nothing but itself
        ]
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
    elements = tuple(_element(element, usable) for element in requirement.elements)
    fields = [e.name.zh or e.name.en or "" for e in elements if e.essential and e.coverage == "missing"]
    coverage: Coverage = "missing"
    if usable and (not elements or any(e.coverage == "present" for e in elements)):
        coverage = "partial" if lacking or fields or (not in_time and requirement.years == "each") else "present"
    if coverage == "missing" and unread:
        coverage = "unreadable"
    evidence = _record_evidence(in_time, undated) if coverage in ("present", "partial") else ()
    missing = _lacking(requirement, coverage, fields + lacking)
    doubtful = bool(undated and not in_time) or seen.doubtful
    held = None if undated or unread else _held(in_time, dossier.period)
    persons = seen.counts if requirement.persons else None
    result = replace(
        _result(requirement, coverage, elements, evidence, years, missing, persons),
        held=held,
        months=_months(in_time, dossier.period),
    )
    return Judgement(result, tuple(refused[:_MOST_REFUSED]), _mean(usable), doubtful, unread)


def _concerns(event: RecordEvent, match: Match) -> bool:
    """Return whether an event of a register belongs to the match: its row is one of those that concern it.

    An event that is dated by a label, a title or the file's name speaks for the whole file.
    """
    places = match.places
    if places is None or event.quote.locator in places:
        return True
    return not event.entry


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
        found += [_as_evidence(match, event.quote) for _, event in sorted(by_year.items())]
        found += [_as_evidence(match, quote) for quote in list(match.elements.values())[:2]]
    found += [_as_evidence(match, match.quote) for match in undated]
    unique = {(e.file, e.quote): e for e in reversed(found) if e.quote}
    return tuple(sorted(unique.values(), key=_order))[:_MOST_QUOTES]


def unknown_persons(requirement: Requirement, enterprise: Enterprise) -> tuple[str, ...]:
    """Return the roles whose holder nobody has named, so that their trainings can't be counted."""
    return tuple(role for role in requirement.persons if not holders_of(enterprise, role))
