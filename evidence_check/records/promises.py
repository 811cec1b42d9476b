"""Reads what a policy promises: how often a thing is done, how long it is kept, how fast; about which requirement.

A promise is taken only where the sentence itself names the requirement's subject and what is done so often is what the
requirement's records are of: "the internal audit reports to the board every quarter" promises no audit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.gated import Gated
from evidence_check.matching.roles import Judged
from evidence_check.matching.unit import Unit
from evidence_check.matching.units import Reading
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.model import Promise, PromiseUnit, Quote, Requirement
from evidence_check.resources import standards_dir
from evidence_check.text import literal_span, quote_around, sentences

_NOT_IN_FORCE = frozenset({"draft", "template", "copy", "plan"})
_FREQUENCIES = {"yearly": 1.0, "twice_a_year": 2.0, "quarterly": 4.0, "monthly": 12.0}
_MOST = 12.0  # times a year; what is promised more often is proved by a register, not by counting days
_PART = re.compile(r"[,;:()。]")

Span = tuple[int, int]


class PromiseWords:
    """The patterns of promises.yaml, compiled."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.per_year = {re.compile(p): float(f["per_year"]) for f in content["frequency"] for p in f["patterns"]}
        self.frequency = Gated(self.per_year)
        self.times = Gated(re.compile(p) for p in content["times"])
        self.retention = Gated(re.compile(p) for p in content["retention"])
        self.within = Gated(re.compile(p) for p in content["within"])
        self.same_day = re.compile("|".join(content["same_day"]))
        self.unmeasured = re.compile("|".join(content["unmeasured"]))
        self.not_retained = re.compile("|".join(content["not_retained"]))
        self.another_act = re.compile("|".join(content["another_act"]))
        self.another_thing = re.compile("|".join(content["another_thing"]))
        self.posts = re.compile("|".join(content["posts"]))
        self.others = re.compile("|".join(content["others"]))
        self.not_counted = re.compile("|".join(content["not_counted"]))
        self.incomplete = re.compile("|".join(content["incomplete"]))
        self._acts = {act["id"]: re.compile("|".join(act["patterns"])) for act in content["acts"]}
        self._numbers: dict[str, float] = content["numbers"]
        self._units: dict[str, float] = content["units"]

    def number(self, text: str) -> float:
        """Return the number that a text in normal form writes, 0 for none."""
        return float(text) if text.isdecimal() else float(self._numbers.get(text, 0))

    def years(self, match: re.Match[str]) -> float:
        """Return the years that a match of ``retention`` speaks of."""
        return self.number(match["n"]) * self._units[match["u"]]

    def acts(self, text: str) -> frozenset[str]:
        """Return the acts that a normalised text names."""
        return frozenset(name for name, pattern in self._acts.items() if pattern.search(text))


@lru_cache(maxsize=1)
def words() -> PromiseWords:
    """Return the patterns of promises.yaml.

    Raises:
        DataError: the file does not fit its schema.
    """
    return PromiseWords(read_yaml(standards_dir() / "promises.yaml", "promises"))


def promises(reading: Reading, vocabulary: Vocabulary, judged: Judged) -> tuple[Promise, ...]:
    """Return what a written system in force promises, once per requirement and sentence, in reading order."""
    if judged.role.name != "written_system" or judged.marks & _NOT_IN_FORCE:
        return ()
    found: list[Promise] = []
    for number, unit in enumerate(reading.units):
        if unit.quoted or unit.column is not None or unit.passage.kind in ("heading", "header", "footer"):
            continue
        for span in sentences(unit.text):
            said = list(_said(unit.text[slice(*span)]))
            if said and "negated" not in reading.gates.moods(unit.text[slice(*span)]):
                found += _about(reading, number, span, said, vocabulary)
    return tuple(dict.fromkeys(found))


# --- what a sentence says ----------------------------------------------------------------------------------------


def _said(sentence: str) -> Iterator[tuple[PromiseUnit, float, frozenset[str]]]:
    """Yield each figure of a sentence: its unit, its value, and the acts of the comma part that it stands in."""
    yield from _often(sentence)
    rules = words()
    if not rules.not_retained.search(sentence):
        for pattern in rules.retention.possible(sentence):
            for match in pattern.finditer(sentence):
                if value := rules.years(match):
                    yield "years", value, frozenset({"retention"})
    for start, end in _parts(sentence):
        part = sentence[start:end]
        hours = [rules.number(m["n"]) for pattern in rules.within.possible(part) for m in pattern.finditer(part)]
        hours += [24.0] if rules.same_day.search(part) else []
        if hours and (acts := rules.acts(part)):
            yield "hours", min(hours), acts


def _often(sentence: str) -> Iterator[tuple[PromiseUnit, float, frozenset[str]]]:
    rules = words()
    parts = _parts(sentence)
    for at, (start, end) in enumerate(parts):
        part = sentence[start:end]
        per_year = _per_year(part)
        if per_year is None or rules.unmeasured.search(part):
            continue
        if not rules.acts(part) and at + 1 < len(parts):
            part = sentence[start : parts[at + 1][1]]
        acts = rules.acts(part)
        if acts and not rules.another_act.search(part) and not rules.another_thing.search(sentence):
            yield "per_year", per_year, acts


def _per_year(part: str) -> float | None:
    """Return how often a year a comma part of a sentence promises; None where it says nothing, or several things."""
    rules = words()
    found: dict[Span, float] = {}
    for pattern in rules.frequency.possible(part):
        base = rules.per_year[pattern]
        for match in pattern.finditer(part):
            every = rules.number(match.groupdict().get("every") or "")
            found[match.span()] = base / every if every else base
    widest = {span: value for span, value in found.items() if not any(_inside(span, other) for other in found)}
    if len(set(widest.values())) != 1:
        return None
    times = [rules.number(match["n"]) for pattern in rules.times.possible(part) for match in pattern.finditer(part)]
    value = next(iter(widest.values())) * (times[0] if times and times[0] else 1.0)
    return value if value <= _MOST else None


def _inside(span: Span, other: Span) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _parts(sentence: str) -> list[Span]:
    starts = [0, *(match.end() for match in _PART.finditer(sentence))]
    return [(a, b) for a, b in zip(starts, [*starts[1:], len(sentence)], strict=True) if b > a]


# --- what it is about ----------------------------------------------------------------------------------------------


def _about(
    reading: Reading,
    number: int,
    span: Span,
    said: list[tuple[PromiseUnit, float, frozenset[str]]],
    vocabulary: Vocabulary,
) -> Iterator[Promise]:
    unit = reading.units[number]
    sentence = unit.text[slice(*span)]
    named, unless = _subjects(unit, span, vocabulary)
    quote = _quote(reading.document.path, unit, span)
    for at in sorted(named - unless):
        requirement = vocabulary.requirements[at]
        own = _acts_of(requirement.title.zh or "", requirement.title.en or "")
        for kind, value, acts in said:
            if kind == "years":
                if requirement.retention_years:
                    yield Promise(requirement.id, kind, value, requirement.retention_years, "retention", quote)
            elif requirement.kind == "record" and (shared := sorted(own & acts)):
                if requirement.persons and words().others.search(sentence) and not words().posts.search(sentence):
                    continue  # what new staff or guards get is not what the named posts get
                asked = _asked(requirement) if kind == "per_year" else None
                yield Promise(requirement.id, kind, value, asked, shared[0], quote)


def _subjects(unit: Unit, span: Span, vocabulary: Vocabulary) -> tuple[set[int], set[int]]:
    """Return the requirements whose subject a sentence names, and those of which it names a near miss.

    Policies name the act where records name the paper (开展内部审计, 内审报告): the broader cues of headings count too
    where the sentence itself holds all of them, and the subject of a clause's rule is that of its records.
    """
    named: set[int] = set()
    ruled: set[str] = set()
    unless: set[int] = set()
    for sighting in unit.sightings:
        if sighting.start < span[0] or sighting.end > span[1]:
            continue
        for owner in vocabulary.subjects[sighting.cue]:
            requirement = vocabulary.requirements[owner.requirement]
            if owner.part == "unless":
                unless.add(owner.requirement)
            elif owner.part == "topic" or (owner.part == "heading" and not sighting.framed):
                named.add(owner.requirement)
                if owner.part == "topic" and requirement.kind == "written_system":
                    ruled.add(requirement.clause)
    for clause in sorted(ruled):
        done = [n for n, r in enumerate(vocabulary.requirements) if r.clause == clause and _is_of_acts(r)]
        named |= set(done) if len(done) == 1 else set()  # of several nobody can tell which is meant
    return named, unless


def _is_of_acts(requirement: Requirement) -> bool:
    own = _acts_of(requirement.title.zh or "", requirement.title.en or "")
    return requirement.kind == "record" and bool(own)


def _quote(file: str, unit: Unit, span: Span) -> Quote:
    start, end = literal_span(unit.passage.text, *span)
    return Quote(file, unit.passage.locator, quote_around(unit.passage.text, start, end))


@lru_cache(maxsize=512)
def _acts_of(zh: str, en: str) -> frozenset[str]:
    if words().not_counted.search(zh) or words().not_counted.search(en.lower()):
        return frozenset()
    return words().acts(zh) | words().acts(en.lower())


def _asked(requirement: Requirement) -> float | None:
    """Return how often a year the clause wants it, None where it only says 定期 or nothing."""
    stated = _FREQUENCIES.get(requirement.frequency or "")
    return max(stated, requirement.per_year) if stated else None
