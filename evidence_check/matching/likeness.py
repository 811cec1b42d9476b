"""Says how much the sentences of one document read like elements, and encodes only those that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from evidence_check.matching.wordings import scorer


class Likeness:
    """The sentences of a document, and the meanings of those that somebody asked for."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._sentences = sentences
        self._points = np.zeros((len(sentences), scorer().mean.shape[-1]), np.float32)
        self._there = np.zeros(len(sentences), np.bool_)

    def of(self, numbers: Sequence[int], rows: Iterable[int]) -> NDArray[np.float32]:
        """Return how much these sentences read like these elements (rows of the scorer): numbers × rows."""
        wanted = np.asarray(numbers, np.int64)
        fresh = wanted[~self._there[wanted]]
        if len(fresh):
            from evidence_check.matching.encoder import encode  # its weights are loaded only where a rule is read

            vectors = encode([self._sentences[number] for number in fresh.tolist()])
            self._points[fresh] = scorer().centred(vectors)
            self._there[fresh] = True
        return scorer().of_points(self._points[wanted], rows)
