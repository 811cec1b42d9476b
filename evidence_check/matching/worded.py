"""Finds elements that a document states in words that no cue foresaw, by the wordings that they read like."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from evidence_check.matching.scanner import Sighting
from evidence_check.matching.subjects import Subject
from evidence_check.matching.units import Reading, Sentence
from evidence_check.matching.wordings import decision, scorer
from evidence_check.model import Requirement

_AGAINST = frozenset({"negated", "planned", "blanks"})


def worded(
    subject: Subject, requirement: Requirement, reading: Reading, known: Container[str] = ()
) -> dict[str, Sentence]:
    """Return the elements that a document states by its wording, each with the sentence that states it best.

    Looked for are those not ``known``, in the parts that treat the subject; what a manual rules once for all its
    chapters, in the whole document. What is denied, planned or left blank states nothing.
    """
    rows = {e.key: row for e in requirement.elements if (row := scorer().row(requirement, e.key)) is not None}
    wanted = [e for e in requirement.elements if e.key in rows and e.key not in known]
    if not wanted or not subject.scope:
        return {}
    keys = list(rows)
    likeness = scorer().likeness(reading.vectors, rows.values())
    inside = frozenset(subject.scope)
    found: dict[str, Sentence] = {}
    for element in wanted:
        everywhere = element.scope == "document" and subject.treated
        pool = [n for n, s in enumerate(reading.sentences) if everywhere or s.unit in inside]
        column = keys.index(element.key)
        best = max(pool, key=lambda n: (likeness[n, column], -n), default=None)
        if best is None:
            continue
        rest = max((float(likeness[best, c]) for c in range(len(keys)) if c != column), default=-1.0)
        value = float(likeness[best, column])
        odds = decision().odds(False, value, value - rest)
        sentence = reading.sentences[best]
        if decision().suffices(odds, len(pool)) and not _is_empty(reading, sentence):
            found[element.key] = sentence
    return found


def _is_empty(reading: Reading, sentence: Sentence) -> bool:
    moods = reading.gates.moods(reading.units[sentence.unit].text[sentence.start : sentence.end])
    return bool(moods & _AGAINST) and ("normative" not in moods or "blanks" in moods)


class Doubts:
    """Doubts what a cue found where the sentence reads like something else."""

    def __init__(self, requirement: Requirement, reading: Reading) -> None:
        self._reading = reading
        self._keys = [e.key for e in requirement.elements if scorer().row(requirement, e.key) is not None]
        self._rows = [scorer().rows[requirement.id.partition("#")[2], key] for key in self._keys]
        self._likeness: Any = None

    def unlikely(self, key: str, number: int, sighting: Sighting) -> bool:
        """Return whether the sentences in which a cue was found are unlikely to state the element."""
        if key not in self._keys:
            return False
        if self._likeness is None:
            self._likeness = scorer().likeness(self._reading.vectors, self._rows)
        column = self._keys.index(key)
        odds = []
        for n in self._reading.sentences_of.get(number, ()):
            sentence = self._reading.sentences[n]
            if sentence.start < max(sighting.end, sighting.start + 1) and sentence.end > sighting.start:
                value = float(self._likeness[n, column])
                rest = max((float(self._likeness[n, c]) for c in range(len(self._keys)) if c != column), default=-1.0)
                odds.append(decision().odds(True, value, value - rest))
        return bool(odds) and max(odds) < decision().doubt
