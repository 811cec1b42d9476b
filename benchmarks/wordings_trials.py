"""Tries what was learnt from some authors' sentences on those of another, who had seen neither them nor the cues."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.wordings_bank import Bank, Directions
from evidence_check import registry
from evidence_check.matching.cues import RULES
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.text import normal

WIDEST = 0.5  # margins beyond it say no more
_KEPT, _NEAR, _FILLERS, _SECTIONS = 0.75, 0.4, (5, 30), 8
"""Of a section: share of elements stated, share that only come near, sentences on other things; sections each."""
_LEARNT = {"cues": [0], "wordings": [1, 2], "cues and wordings": [0, 1, 2]}
Numbers = NDArray[np.float64]


class Cues:
    """The lexicon's word on a sentence: which elements of a requirement have a cue in it."""

    def __init__(self) -> None:
        loaded = registry.load()
        self._vocabulary = Vocabulary(loaded)
        self._numbers = {r.id: number for number, r in enumerate(self._vocabulary.requirements)}
        self._seen: dict[tuple[str, str], set[str]] = {}
        self.requirements = {r.id: r for r in loaded.requirements}

    def elements(self, requirement: str, text: str) -> set[str]:
        """Return the elements that a sentence under the requirement's own title has a cue of."""
        if (requirement, text) not in self._seen:
            self._seen[requirement, text] = self._elements(requirement, text)
        return self._seen[requirement, text]

    def _elements(self, requirement: str, text: str) -> set[str]:
        title = self.requirements[requirement].title
        scanner = self._vocabulary.scanner
        above: frozenset[int] = frozenset().union(*(scanner.hits(normal(t)).terms for t in (title.zh, title.en) if t))
        found = set()
        for sighting in scanner.sightings(text, scanner.hits(text), above):
            if not (sighting.framed and len(sighting.words) == 1):
                found |= {e for r, e in self._vocabulary.elements[sighting.cue] if r == self._numbers[requirement]}
        return found


@dataclass
class Trials:
    """Pairs of a text and an element of its requirement: cue found, likeness, margin; and whether it is stated."""

    known: Numbers
    truth: NDArray[np.bool_]


def _keys(requirement: str, directions: Directions, cues: Cues) -> list[str]:
    """Return the elements of a written system that can be tried."""
    wanted = cues.requirements.get(requirement)
    if wanted is None or wanted.kind != "written_system":
        return []
    slug = requirement.partition("#")[2]
    return [e.key for e in wanted.elements if RULES not in e.cues and (slug, e.key) in directions.rows]


def sentence_trials(bank: Bank, directions: Directions, cues: Cues) -> Trials:
    """Return a trial for each sentence of a written system and each element of its requirement."""
    scores = directions.scores(bank.vectors)
    known, truth = [], []
    for number, requirement in enumerate(bank.requirements):
        slug = requirement.partition("#")[2]
        keys = _keys(requirement, directions, cues)
        own = scores[number, [directions.rows[slug, key] for key in keys]]
        for column, key in enumerate(keys):
            rest = np.delete(own, column).max() if len(keys) > 1 else -1.0
            known.append((key in cues.elements(requirement, bank.texts[number]), own[column], own[column] - rest))
            truth.append(bank.names[number][1] == key and bank.states[number])
    return Trials(_capped(known), np.array(truth, bool))


def section_trials(bank: Bank, directions: Directions, cues: Cues, seed: int) -> Trials:
    """Return a trial for each element of sections that are put together of sentences.

    A section states three elements of four; some of the others are only come near to; the rest of it speaks of other
    requirements of the same edition, in the same language.
    """
    scores = directions.scores(bank.vectors)
    rng = random.Random(seed)
    stating, near, others = defaultdict(list), defaultdict(list), defaultdict(list)
    for number, (requirement, name) in enumerate(zip(bank.requirements, bank.names, strict=True)):
        (stating if bank.states[number] else near)[requirement, name[1]].append(number)
        others[requirement[:4], bank.texts[number].isascii()].append(number)
    known, truth = [], []
    for requirement in dict.fromkeys(bank.requirements):
        slug = requirement.partition("#")[2]
        keys = [key for key in _keys(requirement, directions, cues) if stating[requirement, key]]
        for _ in range(_SECTIONS if keys else 0):
            english = rng.random() < 0.4
            kept = {key for key in keys if rng.random() < _KEPT}
            section = [rng.choice(_of(stating[requirement, key], bank, english)) for key in sorted(kept)]
            section += [rng.choice(near[requirement, k]) for k in keys if near[requirement, k] and rng.random() < _NEAR]
            pool = [n for n in others[requirement[:4], english] if bank.requirements[n] != requirement]
            section += rng.sample(pool, min(len(pool), rng.randint(*_FILLERS)))
            table = scores[np.ix_(section, [directions.rows[slug, key] for key in keys])]
            cued = set().union(*(cues.elements(requirement, bank.texts[n]) for n in section))
            for column, key in enumerate(keys):
                best = int(table[:, column].argmax())
                rest = np.delete(table[best], column).max() if len(keys) > 1 else -1.0
                known.append((key in cued, table[best, column], table[best, column] - rest))
                truth.append(key in kept)
    return Trials(_capped(known), np.array(truth, bool))


def _of(numbers: list[int], bank: Bank, english: bool) -> list[int]:
    return [n for n in numbers if bank.texts[n].isascii() == english] or numbers


def _capped(known: list[tuple[bool, float, float]]) -> Numbers:
    numbers = np.array(known, float)
    numbers[:, 2] = np.minimum(numbers[:, 2], WIDEST)
    return numbers


def fitted(trials: list[Trials], columns: list[int]) -> LogisticRegression:
    """Return the weights that tell best what is stated."""
    known, truth = np.vstack([t.known for t in trials]), np.concatenate([t.truth for t in trials])
    return LogisticRegression(C=10, max_iter=2000).fit(known[:, columns], truth)


def report(trials: Trials) -> None:
    """Print how well cues, wordings and both tell what is stated, fitted on one half and tried on the other."""
    half = np.arange(len(trials.truth)) % 2 == 0
    for name, columns in _LEARNT.items():
        odds = np.zeros(len(trials.truth))
        for train in (half, ~half):
            model = fitted([Trials(trials.known[train], trials.truth[train])], columns)
            odds[~train] = model.decision_function(trials.known[~train][:, columns])
        yes, no = odds[trials.truth], odds[~trials.truth]
        at = [f"{(yes > np.quantile(no, 1 - share)).mean():.3f} at {share:.0%}" for share in (0.02, 0.05, 0.1, 0.2)]
        print(f"    {name:18} AUC {roc_auc_score(trials.truth, odds):.3f}, found at so many false: {', '.join(at)}")
    yes, no = trials.known[trials.truth, 0], trials.known[~trials.truth, 0]
    print(f"    any cue: {yes.mean():.3f} found at {no.mean():.1%} false; {len(yes)} stated of {len(trials.truth)}")
