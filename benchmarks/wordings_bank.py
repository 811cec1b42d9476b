"""Reads the sentences of standards/wordings and learns from them one direction per element."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from evidence_check.data import read_yaml
from evidence_check.matching.encoder import encode
from evidence_check.text import normal

Array = NDArray[np.float32]
Name = tuple[str, str]  # requirement's slug, element's key
VOICES = ("written_system", "record")
_FAR = 0.99  # quantile of unrelated sentences that a likeness of 0 stands for


@dataclass
class Bank:
    """Sentences: what states an element (``states``), and what only comes near it."""

    texts: list[str]
    names: list[Name]
    states: list[bool]
    requirements: list[str]
    vectors: Array


def read_bank(folder: Path) -> Bank:
    """Return the sentences of one author."""
    bank = Bank([], [], [], [], np.zeros((0, 1), np.float32))
    for path in sorted(folder.glob("*.yaml")):
        for requirement, elements in read_yaml(path, "wordings").items():
            for key, said in elements.items():
                for kind in ("zh", "en", "near"):
                    for text in said[kind]:
                        bank.texts.append(normal(text))
                        bank.names.append((requirement.partition("#")[2], key))
                        bank.states.append(kind != "near")
                        bank.requirements.append(requirement)
    bank.vectors = encode(bank.texts)
    return bank


def united(banks: Sequence[Bank]) -> Bank:
    """Return the sentences of several authors as one."""
    return Bank(
        [text for bank in banks for text in bank.texts],
        [name for bank in banks for name in bank.names],
        [states for bank in banks for states in bank.states],
        [requirement for bank in banks for requirement in bank.requirements],
        np.vstack([bank.vectors for bank in banks]),
    )


@dataclass
class Directions:
    """What is learnt from sentences: ``matrix`` has a row per element of ``rows``."""

    mean: Array
    matrix: Array
    thresholds: Array
    rows: dict[Name, int]

    def scores(self, vectors: Array) -> Array:
        """Return sentences × elements."""
        return centred(vectors, self.mean) @ self.matrix.T - self.thresholds


def centred(vectors: Array, mean: Array) -> Array:
    """Return unit vectors about ``mean``."""
    moved = vectors - mean
    return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6)


def learn(bank: Bank) -> Directions:
    """Return for each element the direction towards the middle of its wordings.

    Ridge regression against all other sentences was tried too and tells no better across authors.
    """
    rows = {name: row for row, name in enumerate(sorted(set(bank.names)))}
    mean = bank.vectors[np.array(bank.states)].mean(axis=0)
    points = centred(bank.vectors, mean)
    own = np.zeros((len(points), len(rows)), np.float32)
    for number, (name, states) in enumerate(zip(bank.names, bank.states, strict=True)):
        own[number, rows[name]] = states
    matrix = own.T @ points
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6)
    scores = points @ matrix.T
    slugs = np.array([name[0] for name in bank.names])
    thresholds = np.array([np.quantile(scores[slugs != slug, row], _FAR) for (slug, _), row in rows.items()])
    return Directions(mean.astype(np.float32), matrix.astype(np.float32), thresholds.astype(np.float32), rows)


def learn_voice(bank: Bank, kinds: Mapping[str, str], mean: Array) -> tuple[Array, float]:
    """Return (direction, bias) that tell the sentence of a rule (above 0) from an entry of a record (below it).

    ``kinds`` gives the kind of each requirement; what only comes near an element is left out.
    """
    told = [n for n, r in enumerate(bank.requirements) if bank.states[n] and kinds.get(r) in VOICES]
    rules = np.array([kinds[bank.requirements[n]] == "written_system" for n in told])
    model = LogisticRegression(C=1, max_iter=300, class_weight="balanced").fit(centred(bank.vectors[told], mean), rules)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])
