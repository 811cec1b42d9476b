"""Judges one requirement by the matches of the whole dossier: elements united, years and persons counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from evidence_check.coverage_parts import (
    MOST_QUOTES,
    MOST_REFUSED,
    Dossier,
    Judgement,
    Telling,
    as_evidence,
    elements_of,
    mean,
    result_of,
    what_lacks,
)
from evidence_check.coverage_records import judge_records, unknown_persons
from evidence_check.model import Bilingual, Coverage, ElementResult, Evidence, Match, Quote, Refused, Requirement
from evidence_check.period import falls_within
from evidence_check.reasons import listing, say
from evidence_check.records.dates import year_in

__all__ = ["Dossier", "Judgement", "judge_requirement", "unknown_persons"]

_MOST_HINTS = 2  # files that a person is asked to look at where nothing counts
_CLOSE = 0.3  # match score from which a refused file is worth showing


def judge_requirement(requirement: Requirement, matches: Iterable[Match], dossier: Dossier) -> Judgement:
    """Return what the dossier shows for one requirement.

    ``matches`` are all the matches of that requirement, the surest first, of equals in the order of the files. They
    come one by one, and of a text's no more are held than a judgement can rest on.
    """
    refused: list[Refused] = []
    counted: list[Match] = Telling() if requirement.kind not in ("record", "certificate") else []
    foreign: list[Match] = []
    waiting: list[str] = []
    hints: list[Match] = []
    for match in matches:
        if match.file in dossier.unread:
            waiting.append(match.file)
            continue
        standing = dossier.standing[match.file]
        older = standing.newer is not None and "superseded" in requirement.served_by
        reason = match.refused or (None if older else standing.refused)
        if match.hint:
            hints += [match] if reason is None and len(hints) < _MOST_HINTS else []
        elif reason is None:
            counted.append(match)
        else:
            if match.score >= _CLOSE and len(refused) < MOST_REFUSED:
                refused.append(Refused(match.file, match.quote.text, reason, match.quote.locator))
            if standing.foreign and match.refused is None and standing.adopted and not foreign:
                foreign.append(match)
    unread = tuple(sorted(waiting))
    counted, alike = _heeding_what_defines(requirement, counted)
    refused, hints = (
        [_only_alike(m, lacking) for m, lacking in alike[:MOST_REFUSED]] + refused,
        [*hints, *(match for match, _ in alike)],
    )
    if requirement.kind == "record":
        return judge_records(requirement, counted, refused, unread, dossier)
    judged = _judge_texts(requirement, counted, foreign, refused, unread, hints)
    if requirement.kind == "certificate":
        years = _years_named(counted, dossier)
        judged = replace(judged, result=replace(judged.result, months=years))
    return judged


def _heeding_what_defines(
    requirement: Requirement, counted: list[Match]
) -> tuple[list[Match], list[tuple[Match, list[Bilingual]]]]:
    """Return the matches that count, and those that lack a defining element, with its name.

    Rules share their work, and one may state it for all; a record, certificate or contract speaks for itself alone.
    """
    defining = [element for element in requirement.elements if element.defining]
    if not defining:
        return counted, []
    union = {key for match in counted for key in match.elements} if requirement.kind == "written_system" else None
    kept: list[Match] = []
    alike: list[tuple[Match, list[Bilingual]]] = []
    for match in counted:
        stated = match.elements.keys() if union is None else union
        lacking = [element.name for element in defining if element.key not in stated]
        if lacking:
            alike.append((match, lacking))
        else:
            kept.append(match)
    return kept, alike


def _only_alike(match: Match, lacking: Sequence[Bilingual]) -> Refused:
    """Return why a paper that fits in all but what defines it does not count."""
    return Refused(match.file, match.quote.text, say("refused_lacks", what=listing(lacking)), match.quote.locator)


def _years_named(counted: Sequence[Match], dossier: Dossier) -> dict[str, tuple[str, ...]] | None:
    """Return of which years, by span, the papers are by their titles or names: an audit report is of a year."""
    names = [(dossier.files[m.file].document.title or "", PurePosixPath(m.file).stem) for m in counted]
    years = sorted({year for pair in names if (year := next(filter(None, map(year_in, pair)), None))})
    spans = dossier.period.spans
    return {n: tuple(y for y in years if falls_within(y, a, b)) for n, a, b in spans} if years else None


# --- written systems, certificates, contracts --------------------------------------------------------------------


def _judge_texts(
    requirement: Requirement,
    counted: list[Match],
    foreign: list[Match],
    refused: list[Refused],
    unread: tuple[str, ...],
    hints: Sequence[Match] = (),
) -> Judgement:
    elements = elements_of(requirement, counted)
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
    missing = what_lacks(requirement, coverage, lacking)
    result = result_of(requirement, coverage, elements, evidence, None, missing)
    near = _near(requirement, elements, [*counted, *hints]) if coverage in ("partial", "missing") else ()
    return Judgement(
        result,
        tuple(refused[:MOST_REFUSED]),
        mean(counted),
        bool(near) or _doubtful(requirement, elements, counted),
        unread,
        foreign=bool(foreign and not counted),
        near=near,
    )


def _near(
    requirement: Requirement, elements: Sequence[ElementResult], counted: Sequence[Match]
) -> tuple[tuple[Bilingual, Quote], ...]:
    """Return the essential elements that are lacking with the words that read most like them, the surest file's."""
    by_sureness = sorted(counted, key=lambda match: (-match.score, match.file))
    found = []
    for element, result in zip(requirement.elements, elements, strict=True):
        quotes = [match.near[element.key] for match in by_sureness if element.key in match.near]
        if element.essential and result.coverage == "missing" and quotes:
            found.append((element.name, quotes[0]))
    return tuple(found)


def _doubtful(requirement: Requirement, elements: Sequence[ElementResult], counted: Sequence[Match]) -> bool:
    """Return whether an essential element is there by likeness alone, or only follows from others."""
    pairs = zip(requirement.elements, elements, strict=True)
    return any(e.essential and (bool(found.follows_from) or _only_worded(e.key, counted)) for e, found in pairs)


def _only_worded(element: str, counted: Sequence[Match]) -> bool:
    """Return whether an element rests on likeness to wordings alone, in every file that states it."""
    stating = [match for match in counted if element in match.elements]
    return bool(stating) and all(element in match.worded for match in stating)


def _evidence(counted: Sequence[Match], elements: Sequence[ElementResult]) -> tuple[Evidence, ...]:
    """Return the quotes that a requirement rests on: those of its elements, each once; else the matches' own."""
    found = [evidence for element in elements if element.essential for evidence in element.evidence]
    if not found:
        found = [as_evidence(match, match.quote) for match in counted]
    unique = {(e.file, e.quote): e for e in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda e: (-e.score, e.file, e.locator.paragraph or 0, e.quote)))[
        :MOST_QUOTES
    ]
