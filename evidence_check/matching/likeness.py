"""Says how much the sentences of one document read like elements, and encodes only those that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from evidence_check.matching.wordings import scorer

if TYPE_CHECKING:
    from evidence_check.matching.encoder import Vectors

_LISTENED = 40  # sentences of a document that tell its voice
_LEAST_HEARD = 5  # sentences below which a document has no voice
_WEIGHTY = 60  # characters of a sentence beyond which it weighs no more


class Likeness:
    """The sentences of a document, and the meanings of those that somebody asked for."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._sentences = sentences
        self._points = np.zeros((len(sentences), scorer().mean.shape[-1]), np.float32)
        self._there = np.zeros(len(sentences), np.bool_)

    def of(self, numbers: Sequence[int], rows: Iterable[int]) -> NDArray[np.float32]:
        """Return how much these sentences read like these elements (rows of the scorer): numbers × rows."""
        return scorer().of_points(self._points_of(np.asarray(numbers, np.int64)), rows)

    @cached_property
    def voice(self) -> float | None:
        """Whether the document speaks as rules do (above 0) or as records (below 0); None where it says too little.

        The mean over its first sentences, each by its length: a heading in a table weighs less than a duty.
        """
        heard = self._sentences[:_LISTENED]
        if len(heard) < _LEAST_HEARD:
            return None
        weights = np.array([min(len(sentence), _WEIGHTY) for sentence in heard], np.float32)
        voices = scorer().voices(self._points_of(np.arange(len(heard))))
        return round(float((voices * weights).sum() / weights.sum()), 2)

    def _points_of(self, wanted: NDArray[np.int64]) -> Vectors:
        fresh = wanted[~self._there[wanted]]
        if len(fresh):
            from evidence_check.matching.encoder import encode  # its weights are loaded only where somebody asks

            vectors = encode([self._sentences[number] for number in fresh.tolist()])
            self._points[fresh] = scorer().centred(vectors)
            self._there[fresh] = True
        chosen: Vectors = self._points[wanted]
        return chosen
