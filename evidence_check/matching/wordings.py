"""Says how much a sentence reads like the ways in which companies put an element, whatever words they use.

``standards/wordings/`` holds for most elements sentences that people who did not know the cues wrote: what states the
element, and what only comes near. ``benchmarks/distil_wordings.py`` makes of them one direction per element in the
space of sentence vectors (``scorer.npz``), and weighs it against the cues (``decision.yaml``); see its README.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evidence_check.data import read_yaml
from evidence_check.matching.encoder import Vectors
from evidence_check.model import Requirement
from evidence_check.resources import standards_dir

_STEPS = 3  # decimals of a likeness; what lies beyond them differs from one machine's arithmetic to another's


@dataclass(frozen=True, slots=True)
class Decision:
    """How likeness and cues together decide; all numbers are fitted on sentences, none set by hand.

    ``odds`` are natural logarithms: 0 is even.
    """

    intercept: float
    cue: float
    likeness: float
    margin: float
    both: float
    widest: float
    per_sentence: float
    least: float
    doubt: float

    def odds(self, cue: bool, likeness: float, margin: float) -> float:
        """Return the log-odds that a sentence states an element.

        ``likeness`` is what ``Scorer.likeness`` gives; ``margin`` is by how much it exceeds the likeness to the other
        elements of the same requirement.
        """
        margin = min(margin, self.widest)
        return (
            self.intercept + cue * (self.cue + self.both * likeness) + self.likeness * likeness + self.margin * margin
        )

    def suffices(self, odds: float, among: int) -> bool:
        """Return whether the likeliest of ``among`` sentences is likely enough: of many, one always looks alike."""
        return odds - self.per_sentence * math.log(max(among, 1)) >= self.least


@dataclass(frozen=True)
class Scorer:
    """One direction per element. ``rows`` maps (requirement's slug, element's key) to its row of ``directions``."""

    mean: Vectors
    directions: Vectors
    thresholds: NDArray[np.float32]
    rows: Mapping[tuple[str, str], int]

    def likeness(self, vectors: Vectors, rows: Iterable[int]) -> NDArray[np.float32]:
        """Return for each sentence how much it reads like each of the elements: sentences × rows.

        0 is where one unrelated sentence of a hundred comes; 0.1 above it is a good deal.
        """
        chosen = list(rows)
        centred = vectors - self.mean
        centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)
        found: NDArray[np.float32] = np.round(centred @ self.directions[chosen].T - self.thresholds[chosen], _STEPS)
        return found

    def row(self, requirement: Requirement, element: str) -> int | None:
        """Return the row of an element, None for one that nobody has written wordings for."""
        return self.rows.get((requirement.id.partition("#")[2], element))


@lru_cache(maxsize=1)
def scorer(root: Path | None = None) -> Scorer:
    """Return the scorer under ``root`` (the standards' folder)."""
    with np.load((root or standards_dir()) / "wordings" / "scorer.npz", allow_pickle=False) as kept:
        names = str(kept["elements"]).split("\n")
        directions = kept["directions"].astype(np.float32) * kept["scales"][:, None]
        rows = {(slug, key): row for row, (slug, _, key) in enumerate(name.partition(" ") for name in names)}
        return Scorer(kept["mean"], directions, kept["thresholds"], rows)


@lru_cache(maxsize=1)
def decision(root: Path | None = None) -> Decision:
    """Return how likeness and cues are weighed."""
    content = read_yaml((root or standards_dir()) / "wordings" / "decision.yaml", "decision")
    return Decision(**{name: float(content[name]) for name in Decision.__dataclass_fields__})
