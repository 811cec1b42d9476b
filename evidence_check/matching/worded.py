"""Finds elements that a document states in words no cue foresaw, by the wordings that its sentences read like."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evidence_check.matching.subjects import Subject
from evidence_check.matching.unit import Sentence
from evidence_check.matching.units import Reading
from evidence_check.matching.wordings import decision, scorer
from evidence_check.model import Requirement

_TRIED = 3  # of the sentences that read most like an element
_AGAINST = frozenset({"negated", "planned", "blanks"})


@dataclass(frozen=True, slots=True)
class Likely:
    """How surely a document states an element (log-odds), and the sentence that reads most like it."""

    odds: float
    sentence: Sentence


def worded(subject: Subject, requirement: Requirement, reading: Reading, known: Collection[str]) -> dict[str, Likely]:
    """Return for each element that is not ``known`` and that wordings are known of how surely the document states it.

    Looked at are the parts that treat the subject; for what a manual rules once for all its chapters, the whole
    document. What is denied, planned or left blank states nothing.
    """
    rows = {e.key: row for e in requirement.elements if (row := scorer().row(requirement, e.key)) is not None}
    if rows.keys() <= set(known) or not subject.scope:
        return {}
    keys = list(rows)
    lacking = [e for e in requirement.elements if e.key in rows and e.key not in known]
    ruled_once = frozenset(e.key for e in lacking if e.scope == "document" and subject.treated)
    inside = frozenset(subject.scope)
    pool = [n for n, s in enumerate(reading.sentences) if ruled_once or s.unit in inside]
    likeness = reading.likeness.of(pool, rows.values())
    within = np.array([reading.sentences[n].unit in inside for n in pool], np.bool_)
    found: dict[str, Likely] = {}
    for element in lacking:
        column = keys.index(element.key)
        for place in _highest(likeness[:, column], None if element.key in ruled_once else within):
            sentence = reading.sentences[pool[place]]
            if not states_nothing(reading, sentence):
                value = float(likeness[place, column])
                rest = max((float(likeness[place, c]) for c in range(len(keys)) if c != column), default=-1.0)
                odds = decision().odds(value, value - rest)
                if element.key not in found or odds > found[element.key].odds:
                    found[element.key] = Likely(odds, sentence)
    return found


def _highest(values: NDArray[np.float32], among: NDArray[np.bool_] | None) -> list[int]:
    """Return the places of the highest values, the first of equals first; ``among`` marks those that count."""
    places = np.arange(len(values)) if among is None else np.flatnonzero(among)
    order = np.argsort(-values[places], kind="stable")[:_TRIED]
    chosen: list[int] = places[order].tolist()
    return chosen


def states_nothing(reading: Reading, sentence: Sentence) -> bool:
    """Return whether a sentence only denies, plans or leaves blank what it names."""
    moods = reading.gates.moods(reading.units[sentence.unit].text[sentence.start : sentence.end])
    return bool(moods & _AGAINST) and ("normative" not in moods or "blanks" in moods)
