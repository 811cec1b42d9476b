"""Says which requirements a document speaks about, and in which of its parts."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from evidence_check.matching.columns import columns_of, rows_under
from evidence_check.matching.scanner import Sighting
from evidence_check.matching.unit import Unit
from evidence_check.matching.units import Reading
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.records.labels import is_field

_LABEL = re.compile(r"([^\s:,;。、]{2,14}):")  # what stands before a colon, in normal form
_NAMES_SUBJECT = ("topic", "heading", "register", "entry")  # in a title or heading; in running text only a topic
_CLUSTER = 3  # elements of one requirement that a section states before it is taken to treat it
_TELLING = 1  # of them that say by themselves what they are about
_COMMON = 2  # requirements that share a cue before it says nothing about which of them is meant
_LONG_HAN, _LONG_LATIN = 4, 12  # characters of a single term that says by itself what it is about
_REST = 15  # units of a section, after its first mention of the subject, where the section mentions it repeatedly
_NEXT = 2  # units after a lone mention that are read as its continuation


@dataclass(frozen=True, slots=True)
class Subject:
    """A document's bearing on one requirement's subject.

    ``scope`` holds the units where its elements are looked for; ``mentions`` the units that name the subject
    themselves. ``strength`` in 0..1 grows with title, headings and mentions. ``another`` is true where the
    document names a near-miss subject more prominently than this one. ``labels`` holds the names of the columns that
    the rows among the mentions fill: what a record's own row leaves to its column (when, who) is said there.
    """

    requirement: int
    title: bool
    headings: int
    mentions: tuple[int, ...]
    scope: tuple[int, ...]
    another: bool
    labels: tuple[int, ...] = ()

    @property
    def treated(self) -> bool:
        """Whether the document treats the subject, in its title or a section of its own, rather than in passing."""
        return self.title or self.headings > 0

    @property
    def strength(self) -> float:
        """How surely the document is about the subject."""
        body = min(len(self.mentions), 4) / 4
        return round(min(1.0, 0.45 * self.title + 0.25 * min(self.headings, 2) / 2 + 0.3 * body + 0.05), 3)


class _Places:
    """Where one requirement's topic and its near misses were seen."""

    def __init__(self) -> None:
        self.title = False
        self.by_file = True
        self.headings: set[str] = set()
        self.mentions: list[int] = []
        self.unless_title = False
        self.unless: set[int] = set()
        self.clusters: set[tuple[str, ...]] = set()


def subjects(reading: Reading, vocabulary: Vocabulary) -> list[Subject]:
    """Return the subjects that the document speaks about, in the order of the requirements."""
    places: dict[int, _Places] = defaultdict(_Places)
    for cue in reading.title_sightings:
        for owner in vocabulary.subjects[cue]:
            if owner.part in _NAMES_SUBJECT:
                places[owner.requirement].title = True
                places[owner.requirement].by_file &= cue in reading.title_sightings_of_file
            elif owner.part == "unless":
                places[owner.requirement].unless_title = True
    for requirement in reading.known_titles:
        places[requirement].title = True
    _see_headings(reading, vocabulary, places)
    _see_units(reading, vocabulary, places)
    sections = _sections(reading)
    for requirement, paths in _clusters(reading, vocabulary).items():
        places[requirement].clusters = paths
    return [
        _subject(requirement, place, reading, sections, is_record=vocabulary.requirements[requirement].kind == "record")
        for requirement, place in sorted(places.items())
        if place.title or place.headings or place.mentions or place.clusters
    ]


def _clusters(reading: Reading, vocabulary: Vocabulary) -> dict[int, set[tuple[str, ...]]]:
    """Return the sections that state several elements of a written system, whatever they call its subject.

    Companies name a chapter after the place or the paper (存放, 异常单) as often as after the subject; who states two
    or three things that belong to one requirement side by side is speaking of it.
    """
    found: dict[int, set[tuple[str, ...]]] = {}
    for number, sightings in reading.element_sightings.items():
        requirement = vocabulary.requirements[number]
        own = {e.key for e in requirement.elements if e.scope == "section"}
        if requirement.kind != "written_system" or len(own) < _CLUSTER:
            continue
        stated: dict[tuple[str, ...], set[str]] = defaultdict(set)
        telling: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for unit, sighting, element in sightings:
            lone = sighting.framed and len(sighting.words) == 1
            if element not in own or lone or len(vocabulary.elements[sighting.cue]) > _COMMON:
                continue
            one = reading.units[unit]
            stated[one.passage.heading_path].add(element)
            if _is_telling(one.text, sighting):
                telling[one.passage.heading_path].add(element)
        paths = {p for p, e in stated.items() if p and len(e) >= _CLUSTER and len(telling[p]) >= _TELLING}
        if paths:
            found[number] = paths
    return found


def _is_telling(text: str, sighting: Sighting) -> bool:
    """Return whether a sighting says by itself what it is about: two terms side by side, or one long one."""
    if sighting.framed:
        return False
    words = text[sighting.start : sighting.end]
    return len(sighting.words) > 1 or len(words) >= (_LONG_LATIN if words.isascii() else _LONG_HAN)


def _see_headings(reading: Reading, vocabulary: Vocabulary, places: dict[int, _Places]) -> None:
    headings = {heading for unit in reading.units for heading in unit.passage.heading_path}
    sheets = {unit.passage.locator.sheet for unit in reading.units if unit.passage.locator.sheet}
    for heading in sorted(headings | {sheet for sheet in sheets if sheet}):
        for cue in reading.heading_sightings(heading):
            for owner in vocabulary.subjects[cue]:
                if owner.part in _NAMES_SUBJECT:
                    places[owner.requirement].headings.add(heading)


def _see_units(reading: Reading, vocabulary: Vocabulary, places: dict[int, _Places]) -> None:
    for number, unit in enumerate(reading.units):
        if unit.quoted:
            continue
        in_row = unit.passage.kind == "row" and unit.column is None
        for sighting in unit.sightings:
            if in_row and not sighting.framed:
                continue  # a word in a cell (somebody's post, a product) is no subject by itself
            is_name = unit.column is not None
            owners = vocabulary.subjects[sighting.cue]
            if not owners:
                continue
            denied = not in_row and _is_denied(reading, number, sighting)
            for owner in owners:
                if denied and vocabulary.requirements[owner.requirement].kind != "certificate":
                    continue  # "this chapter does not cover …" is no mention; "never convicted" is what is certified
                place = places[owner.requirement]
                named = owner.part == "topic" or (owner.part in _NAMES_SUBJECT and is_name)
                named = named or (owner.part == "entry" and sighting.framed and (in_row or _is_topic(unit, sighting)))
                if named and (not place.mentions or place.mentions[-1] != number):
                    place.mentions.append(number)
                elif owner.part == "unless":
                    place.unless.add(number)


def _is_topic(unit: Unit, sighting: Sighting) -> bool:
    """Return whether a line says of what it was by a label (题目：…), before what was sighted in it."""
    labels = _LABEL.findall(unit.text[: sighting.start])
    return bool(labels) and is_field(labels[-1], "topic")


def _is_denied(reading: Reading, number: int, sighting: Sighting) -> bool:
    moods = reading.mood_at(number, sighting)
    return "negated" in moods and "normative" not in moods


def _sections(reading: Reading) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, unit in enumerate(reading.units):
        found[unit.passage.heading_path].append(number)
    return found


def _around_mentions(mentions: list[int], reading: Reading, sections: dict[tuple[str, ...], list[int]]) -> set[int]:
    """Return the mentions with what follows them: the rest of a section that speaks of the subject repeatedly."""
    scope: set[int] = set()
    by_section: dict[tuple[str, ...], list[int]] = defaultdict(list)
    scope.update(rows_under(mentions, reading))
    for mention in mentions:
        by_section[reading.units[mention].passage.heading_path].append(mention)
    for path, here in by_section.items():
        section = sections[path]
        follow = _REST if path and len(here) > 1 else _NEXT
        for mention in here:
            at = section.index(mention)
            in_row = reading.units[mention].passage.kind == "row" and reading.units[mention].column is None
            scope.update(section[at : at + 1 + (0 if in_row else follow)])
    return scope


def _subject(
    requirement: int,
    place: _Places,
    reading: Reading,
    sections: dict[tuple[str, ...], list[int]],
    *,
    is_record: bool = False,
) -> Subject:
    scope: set[int] = set()
    if place.title:
        scope.update(range(len(reading.units)))
    else:
        for path, numbers in sections.items():
            if place.headings.intersection(path):
                scope.update(numbers)
        scope.update(n for n, u in enumerate(reading.units) if u.passage.locator.sheet in place.headings)
        scope.update(_around_mentions(place.mentions, reading, sections))
        for path in place.clusters:
            scope.update(sections[path])
    another = (place.unless_title and not place.title) or (
        len(place.unless) > 2 * len(place.mentions) and not place.title
    )
    if place.unless_title and len(place.unless) >= len(place.mentions):
        another = True
    if place.title and place.by_file and len(place.unless) > len(place.mentions):
        another = True  # the file is called after one thing, and what stands in it is about the other
    labels = columns_of(place.mentions, reading) - scope if is_record and not place.title else set()
    mentions, within = tuple(place.mentions), tuple(sorted(scope))
    return Subject(requirement, place.title, len(place.headings), mentions, within, another, tuple(sorted(labels)))
