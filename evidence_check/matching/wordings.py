"""Says how much a sentence reads like the ways in which companies put an element, whatever words they use.

``standards/wordings/`` holds for most elements sentences that people who did not know the cues wrote: what states the
element, and what only comes near. ``benchmarks/distil_wordings.py`` makes of them one direction per element in the
space of sentence vectors (``scorer.npz``), and fits how much it says (``decision.yaml``); see its README.
"""

from __future__ import annotations

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
    """How likeness decides whether a document states an element that no cue found in it.

    The weights are fitted, beside the cues', on sections put together of sentences whose author had not seen the
    others' (see ``benchmarks/distil_wordings.py``). Odds are natural logarithms: 0 is even. ``least`` is asked before
    an element counts: 2 stands for seven in eight. ``rules_from`` and the next two are voices of whole
    documents (``Likeness.voice``); from a likeness of ``asked_from`` a person is asked to look (``hints.py``).
    """

    intercept: float
    likeness: float
    margin: float
    widest: float
    least: float
    rules_from: float
    surely_rules_from: float
    surely_records_to: float
    asked_from: float

    def odds(self, likeness: float, margin: float) -> float:
        """Return the log-odds that an element is stated, where no cue found it.

        ``likeness`` is what ``Scorer.likeness`` gives of the sentence that reads most like it; ``margin`` is by how
        much that exceeds the sentence's likeness to the other elements of the same requirement.
        """
        return self.intercept + self.likeness * likeness + self.margin * min(margin, self.widest)


@dataclass(frozen=True)
class Scorer:
    """One direction per element. ``rows`` maps (requirement's slug, element's key) to its row of ``directions``."""

    mean: Vectors
    directions: Vectors
    thresholds: NDArray[np.float32]
    rows: Mapping[tuple[str, str], int]
    voice: Vectors
    voice_bias: float

    def likeness(self, vectors: Vectors, rows: Iterable[int]) -> NDArray[np.float32]:
        """Return for each sentence how much it reads like each of the elements: sentences × rows.

        0 is where one unrelated sentence of a hundred comes; 0.1 above it is a good deal.
        """
        return self.of_points(self.centred(vectors), rows)

    def centred(self, vectors: Vectors) -> Vectors:
        """Return unit vectors from the mean of all sentences, in the space of ``directions``."""
        centred = vectors - self.mean
        centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)
        return centred

    def of_points(self, points: Vectors, rows: Iterable[int]) -> NDArray[np.float32]:
        """Return the likeness of sentences that are ``centred`` already."""
        chosen = list(rows)
        found: NDArray[np.float32] = np.round(points @ self.directions[chosen].T - self.thresholds[chosen], _STEPS)
        return found

    def voices(self, points: Vectors) -> NDArray[np.float32]:
        """Return whether sentences speak as rules do (above 0) or as the entries of records (below it).

        ``points`` are ``centred``.
        """
        found: NDArray[np.float32] = np.round(points @ self.voice + np.float32(self.voice_bias), _STEPS)
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
        voice = kept["voice"], float(kept["voice_bias"])
        return Scorer(kept["mean"], directions, kept["thresholds"], rows, *voice)


@lru_cache(maxsize=1)
def decision(root: Path | None = None) -> Decision:
    """Return how likeness is weighed."""
    content = read_yaml((root or standards_dir()) / "wordings" / "decision.yaml", "decision")
    return Decision(**{name: float(content[name]) for name in Decision.__dataclass_fields__})
