"""Finds which elements of a requirement a document states, and the words that state each best."""

from __future__ import annotations

from dataclasses import dataclass, field

from evidence_check.matching.cues import RULES
from evidence_check.matching.scanner import Sighting
from evidence_check.matching.subjects import Subject
from evidence_check.matching.unit import Unit
from evidence_check.matching.units import Reading
from evidence_check.matching.worded import worded
from evidence_check.matching.wordings import decision
from evidence_check.matching.words import are_words
from evidence_check.model import Kind, Quote, Requirement
from evidence_check.text import quote_around

_RULE_LENGTH = 10  # characters of the shortest line that can be a rule
_RULES_NEEDED = 4  # lines from which a text on the subject holds "management requirements"


@dataclass(frozen=True, slots=True)
class Stated:
    """The elements that a document states with their quotes, and the first words that only deny or announce one.

    ``worded`` are those of them that no cue found; ``near`` are others that a sentence reads like, as likely as not.
    """

    elements: dict[str, Quote]
    denied: Quote | None
    worded: frozenset[str] = frozenset()
    near: dict[str, Quote] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Statement:
    """Where an element is stated, and how well (smaller is better): as a rule, plainly, below a heading."""

    rank: tuple[int, int, int]
    unit: Unit
    sighting: Sighting | None


def stated(subject: Subject, requirement: Requirement, reading: Reading, *, rules: bool = False) -> Stated:
    """Return what a document states of a requirement's elements in the parts that treat its subject.

    ``rules`` says that the document may serve as a written system: then its sentences are held against wordings too.
    """
    best: dict[str, _Statement] = {}
    denied: tuple[Unit, Sighting] | None = None
    inside = frozenset((*subject.scope, *subject.labels))
    anywhere = {e.key for e in requirement.elements if e.scope == "document"} if subject.treated else set()
    for number, sighting, key in reading.element_sightings.get(subject.requirement, ()):
        unit = reading.units[number]
        if number not in inside and key not in anywhere:
            continue
        if key in best and unit.passage.kind == "row":
            continue  # further rows of a register say the same again
        statement = _statement(reading, number, sighting, requirement.kind)
        if statement is None:
            denied = denied or (unit, sighting)
        elif key not in best or statement.rank < best[key].rank:
            best[key] = statement
    for element in requirement.elements:
        if RULES in element.cues and element.key not in best and (rule := _any_rule(subject, reading)):
            best[element.key] = _Statement((3, 0, 0), rule, None)
    close: dict[str, _Statement] = {}
    cued = frozenset(best)
    if rules and requirement.kind == "written_system":
        close = _add_worded(best, subject, requirement, reading)
    file = reading.document.path
    quotes = {e.key: best[e.key].unit.quote(file, best[e.key].sighting) for e in requirement.elements if e.key in best}
    return Stated(
        quotes,
        denied[0].quote(file, denied[1]) if denied else None,
        frozenset(best) - cued,
        {key: one.unit.quote(file, one.sighting) for key, one in close.items()},
    )


def _add_worded(
    best: dict[str, _Statement], subject: Subject, requirement: Requirement, reading: Reading
) -> dict[str, _Statement]:
    """Add what is stated in words that no cue foresaw; return what only reads like an element, as likely as not."""
    close: dict[str, _Statement] = {}
    for key, one in worded(subject, requirement, reading, frozenset(best)).items():
        if one.odds >= 0:
            place = Sighting(-1, one.sentence.start, one.sentence.end, False, ())
            statement = _Statement((4, 0, one.sentence.unit), reading.units[one.sentence.unit], place)
            (best if one.odds >= decision().least else close)[key] = statement
    return close


def _statement(reading: Reading, number: int, sighting: Sighting, kind: Kind) -> _Statement | None:
    """Return the statement that a sighting makes, None where it makes none.

    What is denied, planned or left blank states nothing, nor does the mere name of a rule, nor a lone word that only
    its heading makes fit. A heading states what stands below it, and that is quoted.
    """
    unit = reading.units[number]
    if not are_words(unit.text, sighting):
        return None
    if kind == "written_system" and sighting.framed and len(sighting.words) == 1:
        return None
    if unit.passage.kind == "row" and reading.gates.owes(unit.text):
        return None
    moods = reading.mood_at(number, sighting)
    if "blanks" in moods or _is_only_talk(moods, kind, in_cell=unit.passage.kind == "row"):
        return None
    if kind == "record" and (number in reading.bare_rows or reading.heads_nothing(number)):
        return None
    if kind == "written_system" and unit.passage.kind == "heading":
        below = reading.below(number)
        return _Statement((2, len(below.text), number), below, None) if below else None
    if kind == "written_system" and "normative" not in moods:
        words = quote_around(unit.text, sighting.start, sighting.end)
        if reading.gates.is_name(words):
            return None
    width = sighting.end - sighting.start
    return _Statement((0 if "normative" in moods else 1, width, number), unit, sighting)


def _is_only_talk(moods: frozenset[str], kind: Kind, in_cell: bool) -> bool:
    """Return whether a sentence denies or announces what it names. A declaration ("未受刑事处罚") proves by denying."""
    against = moods & ({"planned"} if kind == "certificate" else {"negated", "planned"})
    return bool(against) and not in_cell and (kind != "written_system" or "normative" not in moods)


def _any_rule(subject: Subject, reading: Reading) -> Unit | None:
    """Return a rule of a document that treats the subject at length: it holds requirements, whatever they are."""
    if not subject.treated:
        return None
    prose = [n for n in subject.scope if _is_prose(reading.units[n])]
    if len(prose) < _RULES_NEEDED:
        return None
    ruling = (n for n in prose if "normative" in reading.gates.moods(reading.units[n].text))
    return reading.units[next(ruling, prose[0])]


def _is_prose(unit: Unit) -> bool:
    in_text = unit.passage.kind in ("paragraph", "row", "textbox") and unit.column is None
    return in_text and len(unit.text) >= _RULE_LENGTH and not unit.quoted
