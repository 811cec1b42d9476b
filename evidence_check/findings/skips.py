"""Tells of registers that skip stretches of the rhythm they keep, and of the policies that promise that rhythm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from evidence_check.examinations import Examinations
from evidence_check.findings import practice_dates as dates
from evidence_check.findings.practice_told import first_day
from evidence_check.findings.rhythm import between, months_in, rule
from evidence_check.findings.rules import rules
from evidence_check.findings.shelf import about_of, pairs, wants_of
from evidence_check.model import Bilingual, Claim, Enterprise, Finding, Log, Quote, Rhythm
from evidence_check.period import Period, falls_within, period_of
from evidence_check.records.promises import words
from evidence_check.standing import Standing

_NAMED = re.compile("《([^《》]{3,24})》")
_LONGEST = 6.5  # months between two times that a rhythm may have


class Place(NamedTuple):
    """A table: its file, and its number among that file's registers."""

    file: str
    place: int


class _Promise(NamedTuple):
    """A duty of how often, with the forms that its paragraph and its policy cite, and the day of the policy."""

    claim: Claim
    quote: Quote
    beside: frozenset[str]
    cited: frozenset[str]
    since: str


def find(
    files: Examinations, standing: Mapping[str, Standing], enterprise: Enterprise
) -> Iterator[tuple[Place, Finding]]:
    """Yield one finding per register that skips what lies in the period in question, with its place.

    It stands on the register, where the hole is; where a policy promises the rhythm, its sentence is quoted beside it.
    """
    period = period_of(enterprise)
    regular = [path for path in files if standing[path].refused is None and files.sides(path).rhythms]
    promised = [promise for promise in _promises(files, standing) if regular or promise.beside]
    for path in regular:
        sides = files.sides(path)
        logs = {log.place: log for log in sides.logs}
        for rhythm in sides.rhythms:
            missing = [n for n in rhythm.missing if _overlaps(n, period.first, period.last)]
            if missing:
                told = _told(files, path, rhythm, logs[rhythm.place], missing, promised)
                yield Place(path, rhythm.place), told
    yield from _of_forms(files, standing, period, promised)


def _told(
    files: Examinations, path: str, rhythm: Rhythm, log: Log, missing: list[str], promised: list[_Promise]
) -> Finding:
    entry = files[path].registers[rhythm.place].entries[rhythm.row]
    forms = frozenset(s.subject for s in files[path].statements if s.kind == "form")
    about = files[path].registers[rhythm.place].about
    for promise in promised:
        due = _due(promise, missing, rhythm.months)
        if due and promise.quote.file != path and _is_of(promise, rhythm, log, forms, about):
            return _against(promise, due, Quote(path, entry.locator, entry.text))
    words = rule().params["rhythms"][str(rhythm.months)]
    why = rule().why(rhythm=Bilingual(**words), what=_named(missing))
    return Finding(path, rule().kind, entry.text, entry.locator, why)


def _due(promise: _Promise, missing: list[str], months: int) -> list[str]:
    """Return the stretches that are missing since a policy holds."""
    return [name for name in missing if not promise.since or name >= dates.bucket(promise.since, months)]


def _against(promise: _Promise, due: list[str], shown: Quote) -> Finding:
    said = rules()["register-skips-promised"]
    text = " ".join(promise.quote.text.split())[: said.params["quoted"]]
    why = said.why(file=promise.quote.file.rpartition("/")[2], promise=text, what=_named(due))
    return Finding(shown.file, said.kind, shown.text, shown.locator, why)


def _of_forms(
    files: Examinations, standing: Mapping[str, Standing], period: Period, promised: list[_Promise]
) -> Iterator[tuple[Place, Finding]]:
    """Yield what records under a form's number skip that are no tables: one drill after another, a file a quarter."""
    wanted = {form for promise in promised for form in promise.beside}
    held = _held(files, standing, wanted) if wanted else {}
    told: set[str] = set()
    for promise in promised:
        months = dates.rhythm(promise.claim.value)
        for form in sorted(promise.beside & held.keys() - told) if months else ():
            days = [(dates.bucket(iso, months), quote) for iso, quote in held[form] if dates.bucket(iso, months)]
            filled = {name for name, _ in days}
            if len(filled) < rule().params["said_rows"]:
                continue
            whole = between(min(filled), max(filled), months)
            missing = [n for n in whole if n not in filled and _overlaps(n, period.first, period.last)]
            due = _due(promise, missing, months)
            if due and len(missing) <= float(rule().params["said_share"]) * len(whole):
                told.add(form)
                _, shown = max((day for day in days if day[0] < due[0]), key=lambda day: day[0])
                yield Place(shown.file, -1), _against(promise, due, shown)


def _held(
    files: Examinations, standing: Mapping[str, Standing], wanted: set[str]
) -> dict[str, list[tuple[str, Quote]]]:
    """Return the dated events of the records under some forms' numbers, of those that are no tables."""
    found: dict[str, list[tuple[str, Quote]]] = {}
    tables: set[str] = set()
    for path, file in files.stating("form"):
        own = {s.subject for s in file.statements if s.kind == "form"} & wanted
        if not own or standing[path].refused is not None or file.role.name != "record":
            continue
        if file.registers or words().incomplete.search(path):
            tables |= own  # what stands in its rows was looked at already, or is a choice of more
        for form in own:
            found.setdefault(form, []).extend((e.date, e.quote) for e in file.events if e.date and not e.revision)
    return {form: days for form, days in found.items() if form not in tables}


def _named(missing: list[str]) -> Bilingual:
    shown = missing[: rule().params["shown"]]
    more = " …" if len(missing) > len(shown) else ""
    return Bilingual("、".join(shown) + more, ", ".join(shown) + more)


def _overlaps(name: str, first: str, last: str) -> bool:
    """Return whether a whole stretch lies in the period: one that only touches it may have been done before."""
    months = sorted(_months(name))
    return falls_within(months[0], first[:7], last) and falls_within(months[-1], first[:7], last)


def _months(name: str) -> list[str]:
    return [f"{name[:4]}-{month:02d}" for month in months_in(name)]


def _promises(files: Examinations, standing: Mapping[str, Standing]) -> Iterator[_Promise]:
    for path in files:
        claims = [c for c in files.sides(path).claims if c.unit == "every" and c.value <= _LONGEST]
        if not claims or standing[path].refused is not None:
            continue
        file = files[path]
        cited = [s for s in file.statements if s.kind == "form_cited"]
        for claim in claims:
            quote = file.duties[claim.number].quote
            beside = frozenset(s.subject for s in cited if s.quote.locator == quote.locator)
            yield _Promise(claim, quote, beside, frozenset(s.subject for s in cited), first_day(file))


def _is_of(promise: _Promise, rhythm: Rhythm, log: Log, forms: frozenset[str], about: str) -> bool:
    """Return whether a duty is the one that a register should bear out: by form, the form's name or its words."""
    claim = promise.claim
    if dates.rhythm(claim.value) != rhythm.months:
        return False
    done = {*claim.done, *claim.acts}
    if forms & promise.beside or (forms & promise.cited and done & set(log.acts)):
        return True
    if any(name in about for name in _NAMED.findall(claim.text)):
        return True
    return pairs(wants_of(claim), about_of(log))
