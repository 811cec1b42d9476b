"""Matches one document with all requirements: what it states of each, with quotes, and why something is refused."""

from __future__ import annotations

from collections.abc import Mapping

from evidence_check.matching.elements import Stated, stated
from evidence_check.matching.gates import Gates
from evidence_check.matching.hints import Hint, Wanted
from evidence_check.matching.roles import Judged, judge
from evidence_check.matching.scanner import Sighting
from evidence_check.matching.subjects import Subject, subjects
from evidence_check.matching.units import Reading
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.model import Bilingual, Document, Kind, Locator, Match, Quote, Requirement, RoleName
from evidence_check.reasons import say

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
_NO_MATCH = 0.2  # the score of a hint is its likeness, and never that of a file that has to do with the subject
_WRONG_KIND = {"written_system": "refused_not_rule", "record": "refused_not_record"}


class Matcher:
    """Matches documents with the requirements of a registry. Holds only what is compiled once."""

    def __init__(self, vocabulary: Vocabulary, gates: Gates) -> None:
        self.vocabulary = vocabulary
        self.gates = gates
        self._wanted = Wanted(vocabulary.requirements)

    def read(self, document: Document) -> Reading:
        """Return the document as it is matched: its units, scanned once."""
        return Reading(document, self.vocabulary, self.gates)

    def match(self, reading: Reading) -> tuple[Judged, tuple[Match, ...]]:
        """Return the document's role and its matches, in the order of the requirements."""
        judged = judge(reading)
        found = [self._match(subject, reading, judged) for subject in subjects(reading, self.vocabulary)]
        matches = [match for match in found if match]
        if judged.role.name == "written_system" or (judged.role.name == "irrelevant" and not judged.role.certain):
            done = frozenset(match.requirement for match in matches)
            matches += [_as_match(hint, reading) for hint in self._wanted.hints(reading, done)]
        return judged, tuple(matches)

    def _match(self, subject: Subject, reading: Reading, judged: Judged) -> Match | None:
        requirement = self.vocabulary.requirements[subject.requirement]
        found = stated(subject, requirement, reading, rules=_may_rule(judged, requirement))
        speaks = _speaks_of_it(requirement, subject, found.elements)
        refused = _refusal(requirement, subject, judged, speaks) or _denial(found, requirement)
        if not found.elements and not subject.mentions and not subject.title:
            return None
        quote = next(iter(found.elements.values()), None) or found.denied or self._opening(subject, reading)
        if quote is None:  # a file that could not be read may still say by its name what it is likely to hold
            quote = Quote(reading.document.path, Locator(), "")
        return Match(
            requirement=requirement.id,
            file=reading.document.path,
            role=judged.role.name if judged.role.certain else _USED_AS[requirement.kind],
            score=_score(subject, requirement, len(found.elements)),
            quote=quote,
            elements=found.elements,
            refused=refused,
            places=_places(subject, reading) if requirement.kind == "record" else None,
            worded=found.worded,
            near=found.near,
        )

    def _opening(self, subject: Subject, reading: Reading) -> Quote | None:
        numbers = [n for n in (*subject.mentions, *subject.scope) if not reading.units[n].quoted]
        return reading.units[numbers[0]].quote(reading.document.path) if numbers else None


def _as_match(hint: Hint, reading: Reading) -> Match:
    """Return a hint as a match that counts for nothing."""
    place = Sighting(-1, hint.sentence.start, hint.sentence.end, False, ())
    quote = reading.units[hint.sentence.unit].quote(reading.document.path, place)
    score = round(min(hint.likeness, _NO_MATCH), 3)
    return Match(
        hint.requirement.id, quote.file, "written_system", score, quote, {}, near={hint.element: quote}, hint=True
    )


def _denial(found: Stated, requirement: Requirement) -> Bilingual | None:
    if found.elements or not found.denied or not requirement.elements:
        return None
    return say("refused_planned" if requirement.kind == "record" else "refused_denied")


def _refusal(requirement: Requirement, subject: Subject, judged: Judged, speaks: bool) -> Bilingual | None:
    """Return why a document cannot count for a requirement, whatever it states; None if it can."""
    role = judged.role
    serving = requirement.served_by or _SERVES[requirement.kind]
    if role.name in ("superseded", "decoy") and role.name not in serving:
        return role.reason
    if judged.marks & _NAMES_ONLY and not subject.title:
        return say("refused_names_only")
    if subject.another:
        return say("refused_subject")
    if role.name not in serving and not (role.name == "irrelevant" and not role.certain):
        return say(_WRONG_KIND.get(requirement.kind, "refused_kind"))
    if not speaks and requirement.elements:
        return say("refused_title_only")
    return None


def _may_rule(judged: Judged, requirement: Requirement) -> bool:
    role = judged.role
    return role.name in (requirement.served_by or _SERVES[requirement.kind]) or not role.certain


def _places(subject: Subject, reading: Reading) -> frozenset[Locator] | None:
    """Return where in a register of many things the requirement's own entries stand; None where it is all theirs."""
    if subject.title:
        return None
    return frozenset(reading.units[number].passage.locator for number in subject.scope)


def _speaks_of_it(requirement: Requirement, subject: Subject, quotes: Mapping[str, Quote]) -> bool:
    """Return whether what a document states has to do with the subject: who files papers, and for how long, is said
    in every manual. Where a requirement has no element of its own subject, the document must treat the subject."""
    own = [e.key for e in requirement.elements if e.essential and e.scope == "section"]
    return any(key in quotes for key in own) if own else bool(quotes) and (subject.treated or len(subject.mentions) > 1)


def _score(subject: Subject, requirement: Requirement, count: int) -> float:
    """Return 0..1: half how surely the document is about the subject, half how much of it is stated."""
    share = count / len(requirement.elements) if requirement.elements else 1.0
    return round(0.5 * subject.strength + 0.5 * share, 3)
