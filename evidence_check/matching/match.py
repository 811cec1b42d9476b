"""Matches one document with all requirements: what it states of each, with quotes, and why something is refused."""

from __future__ import annotations

from collections.abc import Mapping

from evidence_check.matching.cues import RULES
from evidence_check.matching.gates import Gates
from evidence_check.matching.roles import Judged, judge
from evidence_check.matching.scanner import Sighting
from evidence_check.matching.subjects import Subject, subjects
from evidence_check.matching.units import Reading
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.matching.words import are_words
from evidence_check.model import Bilingual, Document, Kind, Locator, Match, Quote, Requirement, RoleName
from evidence_check.reasons import say
from evidence_check.text import quote_around

_SERVES: dict[Kind, tuple[RoleName, ...]] = {
    "written_system": ("written_system",),
    "record": ("record", "certificate"),
    "certificate": ("certificate", "record"),
    "contract": ("contract", "certificate"),
}
_USED_AS: dict[Kind, RoleName] = {
    "written_system": "written_system",
    "record": "record",
    "certificate": "certificate",
    "contract": "contract",
}
_NAMES_ONLY = frozenset({"index", "minutes"})  # these speak of many subjects and prove only their own
_RULE_LENGTH = 10  # characters of the shortest line that can be a rule
_RULES_NEEDED = 4  # lines from which a text on the subject holds "management requirements"
_WRONG_KIND = {"written_system": "refused_not_rule", "record": "refused_not_record"}


class Matcher:
    """Matches documents with the requirements of a registry. Holds only what is compiled once."""

    def __init__(self, vocabulary: Vocabulary, gates: Gates) -> None:
        self.vocabulary = vocabulary
        self.gates = gates

    def match(self, document: Document) -> tuple[Judged, tuple[Match, ...]]:
        """Return the document's role and its matches, in the order of the requirements."""
        reading = Reading(document, self.vocabulary, self.gates)
        judged = judge(reading)
        found = [self._match(subject, reading, judged) for subject in subjects(reading, self.vocabulary)]
        return judged, tuple(match for match in found if match)

    def _match(self, subject: Subject, reading: Reading, judged: Judged) -> Match | None:
        requirement = self.vocabulary.requirements[subject.requirement]
        stated, denied = self._elements(subject, requirement, reading)
        opening = self._opening(subject, reading)
        refused = _refusal(requirement, subject, judged, _speaks_of_it(requirement, subject, stated)) or _denial(
            stated, denied, requirement
        )
        if not stated and not subject.mentions and not subject.title:
            return None
        quote = next(iter(stated.values()), None) or (denied[0] if denied else opening)
        if quote is None:  # a file that could not be read may still say by its name what it is likely to hold
            quote = Quote(reading.document.path, Locator(), "")
        return Match(
            requirement=requirement.id,
            file=reading.document.path,
            role=judged.role.name if judged.role.certain else _USED_AS[requirement.kind],
            score=_score(subject, requirement, len(stated)),
            quote=quote,
            elements=stated,
            refused=refused,
            places=_places(subject, reading) if requirement.kind == "record" else None,
        )

    def _opening(self, subject: Subject, reading: Reading) -> Quote | None:
        numbers = [n for n in (*subject.mentions, *subject.scope) if not reading.units[n].quoted]
        return reading.units[numbers[0]].quote(reading.document.path) if numbers else None

    def _elements(
        self, subject: Subject, requirement: Requirement, reading: Reading
    ) -> tuple[dict[str, Quote], list[Quote]]:
        """Return the quote that states each element found, and the quotes that only deny or announce one."""
        best: dict[str, tuple[tuple[int, int], Quote]] = {}
        denied: list[Quote] = []
        inside = frozenset(subject.scope)
        anywhere = {e.key for e in requirement.elements if e.scope == "document"} if subject.treated else set()
        for number, unit in enumerate(reading.units):
            if unit.quoted or (unit.column is not None and not unit.filled):
                continue
            for sighting in unit.sightings:
                for owner in self.vocabulary.owners[sighting.cue]:
                    if owner.requirement != subject.requirement or owner.part != "element":
                        continue
                    if number not in inside and owner.element not in anywhere:
                        continue
                    statement = self._statement(reading, number, sighting, requirement.kind)
                    if statement is None:
                        denied.append(unit.quote(reading.document.path, sighting))
                    elif owner.element not in best or statement[0] < best[owner.element][0]:
                        best[owner.element] = statement
        for element in requirement.elements:
            if RULES in element.cues and element.key not in best and (quote := _any_rule(subject, reading)):
                best[element.key] = ((3, 0), quote)
        order = [element.key for element in requirement.elements if element.key in best]
        return {key: best[key][1] for key in order}, denied

    def _statement(
        self, reading: Reading, number: int, sighting: Sighting, kind: Kind
    ) -> tuple[tuple[int, int], Quote] | None:
        """Return how well a sighting states an element (smaller is better) with its quote, None where it does not.

        What is denied or planned states nothing, nor does the mere title of a document. A heading states what stands
        below it, and that is quoted.
        """
        unit, file = reading.units[number], reading.document.path
        if not are_words(unit.text, sighting):
            return None
        moods = self.gates.mood_at(unit.text, sighting.start, sighting.end)
        if _is_only_talk(moods, kind, in_cell=unit.passage.kind == "row"):
            return None
        if kind == "written_system" and unit.passage.kind == "heading":
            below = reading.below(number)
            return ((2, len(below.text)), below.quote(file)) if below else None
        words = quote_around(unit.text, sighting.start, sighting.end)
        if kind == "written_system" and "normative" not in moods and self.gates.is_name(words):
            return None
        return (0 if "normative" in moods else 1, sighting.end - sighting.start), unit.quote(file, sighting)


def _is_only_talk(moods: frozenset[str], kind: Kind, in_cell: bool) -> bool:
    """Return whether a sentence denies or announces what it names. A declaration ("未受刑事处罚") proves by denying."""
    against = moods & ({"planned"} if kind == "certificate" else {"negated", "planned"})
    return bool(against) and not in_cell and (kind != "written_system" or "normative" not in moods)


def _any_rule(subject: Subject, reading: Reading) -> Quote | None:
    """Return a rule of a document that treats the subject at length: it holds requirements, whatever they are."""
    if not subject.treated:
        return None
    prose = [
        n
        for n in subject.scope
        if reading.units[n].passage.kind in ("paragraph", "row", "textbox")
        and len(reading.units[n].text) >= _RULE_LENGTH
        and not reading.units[n].quoted
        and reading.units[n].column is None
    ]
    ruling = [n for n in prose if "normative" in reading.gates.moods(reading.units[n].text)]
    if len(prose) < _RULES_NEEDED:
        return None
    return reading.units[(ruling or prose)[0]].quote(reading.document.path)


def _denial(stated: dict[str, Quote], denied: list[Quote], requirement: Requirement) -> Bilingual | None:
    if stated or not denied or not requirement.elements:
        return None
    return say("refused_planned" if requirement.kind == "record" else "refused_denied")


def _refusal(requirement: Requirement, subject: Subject, judged: Judged, stated: bool) -> Bilingual | None:
    """Return why a document cannot count for a requirement, whatever it states; None if it can."""
    role = judged.role
    if role.name in ("superseded", "decoy"):
        return role.reason
    if judged.marks & _NAMES_ONLY and not subject.title:
        return say("refused_names_only")
    if subject.another:
        return say("refused_subject")
    if role.name not in _SERVES[requirement.kind] and not (role.name == "irrelevant" and not role.certain):
        return say(_WRONG_KIND.get(requirement.kind, "refused_kind"))
    if not stated and requirement.elements:
        return say("refused_title_only")
    return None


def _places(subject: Subject, reading: Reading) -> frozenset[Locator] | None:
    """Return where in a register of many things the requirement's own entries stand; None where it is all theirs."""
    if subject.title:
        return None
    return frozenset(reading.units[number].passage.locator for number in subject.scope)


def _speaks_of_it(requirement: Requirement, subject: Subject, stated: Mapping[str, Quote]) -> bool:
    """Return whether what a document states has to do with the subject: who files papers, and for how long, is said
    in every manual. Where a requirement has no element of its own subject, the document must treat the subject."""
    own = [e.key for e in requirement.elements if e.essential and e.scope == "section"]
    return any(key in stated for key in own) if own else bool(stated) and (subject.treated or len(subject.mentions) > 1)


def _score(subject: Subject, requirement: Requirement, stated: int) -> float:
    """Return 0..1: half how surely the document is about the subject, half how much of it is stated."""
    share = stated / len(requirement.elements) if requirement.elements else 1.0
    return round(0.5 * subject.strength + 0.5 * share, 3)
