"""Makes the scorer of standards/wordings: one direction per element, and how it is weighed against the cues.

    python -m benchmarks.distil_wordings            measures, and writes scorer.npz and decision.yaml
    python -m benchmarks.distil_wordings --measure  only measures

Everything is measured across authors: directions learnt from one author's sentences are tried on those of the other,
who had seen neither them nor the cues. The directions that are shipped are learnt from all.
"""

from __future__ import annotations

import argparse
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from evidence_check import registry
from evidence_check.data import read_yaml
from evidence_check.matching.cues import RULES
from evidence_check.matching.encoder import encode
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.resources import standards_dir
from evidence_check.text import normal

Array = NDArray[np.float32]
Name = tuple[str, str]  # requirement's slug, element's key

_RIDGE = 10.0
_FAR = 0.99  # quantile of unrelated sentences that a likeness of 0 stands for
_WIDEST = 0.5
_PER_SENTENCE, _LEAST, _DOUBT = 0.5, 0.0, -9.0  # chosen on the dossiers of corpora/ that were looked at already


@dataclass
class Bank:
    """One author's sentences: what states an element, and what only comes near it."""

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
    """Return the sentences of all authors as one."""
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


def learn(bank: Bank, method: str) -> Directions:
    """Return a direction per element: towards the middle of its wordings, by ridge regression, or between the two."""
    rows = {name: row for row, name in enumerate(sorted(set(bank.names)))}
    mean = bank.vectors[np.array(bank.states)].mean(axis=0)
    points = centred(bank.vectors, mean)
    own = np.zeros((len(points), len(rows)), np.float32)
    for number, (name, states) in enumerate(zip(bank.names, bank.states, strict=True)):
        own[number, rows[name]] = states
    middle = own.T @ points
    middle /= np.maximum(np.linalg.norm(middle, axis=1, keepdims=True), 1e-6)
    square = points.T @ points + _RIDGE * np.eye(points.shape[1], dtype=np.float32)
    ridge = np.linalg.solve(square, points.T @ own).T
    ridge /= np.maximum(np.linalg.norm(ridge, axis=1, keepdims=True), 1e-6)
    matrix = {"middle": middle, "ridge": ridge, "both": (middle + ridge) / 2}[method]
    scores = points @ matrix.T
    slugs = np.array([name[0] for name in bank.names])
    thresholds = np.zeros(len(rows), np.float32)
    for (slug, _), row in rows.items():
        thresholds[row] = np.quantile(scores[slugs != slug, row], _FAR)
    return Directions(mean.astype(np.float32), matrix.astype(np.float32), thresholds, rows)


@dataclass
class Trials:
    """Pairs of a sentence and an element of the same requirement: what is known of them, and whether it states it."""

    cue: NDArray[np.float64]
    likeness: NDArray[np.float64]
    margin: NDArray[np.float64]
    truth: NDArray[np.bool_]
    english: NDArray[np.bool_]

    def features(self, use: str = "all") -> NDArray[np.float64]:
        """Return what the decision looks at."""
        margin = np.minimum(self.margin, _WIDEST)
        columns = {"cues": [self.cue], "wordings": [self.likeness, margin]}.get(use)
        return np.column_stack(columns or [self.cue, self.likeness, margin, self.cue * self.likeness])


class Cues:
    """The lexicon's word on a sentence: which elements of a requirement have a cue in it."""

    def __init__(self) -> None:
        loaded = registry.load()
        self._vocabulary = Vocabulary(loaded)
        self.requirements = {r.id: r for r in loaded.requirements}
        self._numbers = {r.id: number for number, r in enumerate(self._vocabulary.requirements)}

    def elements(self, requirement: str, text: str) -> set[str]:
        """Return the elements that a sentence under the requirement's own title has a cue of."""
        title = self.requirements[requirement].title
        scanner = self._vocabulary.scanner
        above: frozenset[int] = frozenset().union(*(scanner.hits(normal(t)).terms for t in (title.zh, title.en) if t))
        found = set()
        for sighting in scanner.sightings(text, scanner.hits(text), above):
            if not (sighting.framed and len(sighting.words) == 1):
                found |= {e for r, e in self._vocabulary.elements[sighting.cue] if r == self._numbers[requirement]}
        return found


def trials(bank: Bank, directions: Directions, cues: Cues) -> Trials:
    """Return a trial for each sentence of a written system and each element of its requirement."""
    scores = directions.scores(bank.vectors)
    columns: dict[str, list[float]] = defaultdict(list)
    for number, requirement in enumerate(bank.requirements):
        wanted = cues.requirements.get(requirement)
        if wanted is None or wanted.kind != "written_system":
            continue
        slug = requirement.partition("#")[2]
        keys = [e.key for e in wanted.elements if RULES not in e.cues and (slug, e.key) in directions.rows]
        found = cues.elements(requirement, bank.texts[number])
        for key in keys:
            rest = [scores[number, directions.rows[slug, other]] for other in keys if other != key]
            likeness = float(scores[number, directions.rows[slug, key]])
            columns["cue"].append(key in found)
            columns["likeness"].append(likeness)
            columns["margin"].append(likeness - max(rest, default=-1.0))
            columns["truth"].append(bank.names[number] == (slug, key) and bank.states[number])
            columns["english"].append(bank.texts[number].isascii())
    return Trials(
        np.array(columns["cue"], float),
        np.array(columns["likeness"]),
        np.array(columns["margin"]),
        np.array(columns["truth"], bool),
        np.array(columns["english"], bool),
    )


def report(name: str, odds: NDArray[np.float64], truth: NDArray[np.bool_]) -> None:
    """Print how well odds tell what is stated from what is not."""
    yes, no = odds[truth], odds[~truth]
    found = [f"{(yes > np.quantile(no, 1 - share)).mean():.3f} at {share:.0%}" for share in (0.01, 0.02, 0.05, 0.1)]
    print(f"  {name:24} AUC {roc_auc_score(truth, odds):.3f}   stated found, at false ones of: {', '.join(found)}")


def measure(banks: Sequence[Bank], cues: Cues) -> LogisticRegression:
    """Print the table of methods across authors; return the decision fitted across authors with the shipped one."""
    pairs = [(a, b) for a in range(len(banks)) for b in range(len(banks)) if a != b]
    for method in ("middle", "ridge", "both"):
        for a, b in pairs:
            tried = trials(banks[b], learn(banks[a], method), cues)
            print(f"directions ({method}) of author {a + 1}, sentences of author {b + 1}: {tried.truth.sum()} stated")
            print(
                f"  cues alone: {tried.cue[tried.truth].mean():.3f} found at {tried.cue[~tried.truth].mean():.1%} false"
            )
            for use in ("wordings", "all"):
                half = np.arange(len(tried.truth)) % 2 == 0
                odds = np.zeros(len(tried.truth))
                for train in (half, ~half):
                    model = LogisticRegression(C=10, max_iter=1000).fit(tried.features(use)[train], tried.truth[train])
                    odds[~train] = model.decision_function(tried.features(use)[~train])
                report({"all": "cues and wordings"}.get(use, use), odds, tried.truth)
                if use == "all":
                    for language, chosen in (("  zh", ~tried.english), ("  en", tried.english)):
                        report(language, odds[chosen], tried.truth[chosen])
    joined = [trials(banks[b], learn(banks[a], _METHOD), cues) for a, b in pairs]
    features = np.vstack([tried.features() for tried in joined])
    return LogisticRegression(C=10, max_iter=1000).fit(features, np.concatenate([tried.truth for tried in joined]))


_METHOD = "middle"


def write(directions: Directions, model: LogisticRegression, folder: Path) -> None:
    """Write scorer.npz and decision.yaml."""
    scales = np.abs(directions.matrix).max(axis=1) / 127
    with io.BytesIO() as buffer:
        np.savez_compressed(
            buffer,
            mean=directions.mean,
            directions=np.round(directions.matrix / scales[:, None]).astype(np.int8),
            scales=scales.astype(np.float32),
            thresholds=directions.thresholds,
            elements=np.array("\n".join(f"{slug} {key}" for slug, key in directions.rows)),
        )
        (folder / "scorer.npz").write_bytes(buffer.getvalue())
    cue, likeness, margin, both = (round(float(weight), 3) for weight in model.coef_[0])
    decision = {
        "intercept": round(float(model.intercept_[0]), 3),
        "cue": cue,
        "likeness": likeness,
        "margin": margin,
        "both": both,
        "widest": _WIDEST,
        "per_sentence": _PER_SENTENCE,
        "least": _LEAST,
        "doubt": _DOUBT,
    }
    head = "# Written by benchmarks/distil_wordings.py; README.md says what it means.\n"
    (folder / "decision.yaml").write_text(head + yaml.safe_dump(decision, sort_keys=False), encoding="utf-8")


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure, and write unless told not to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="only measure")
    options = parser.parse_args(list(arguments) if arguments is not None else None)
    folder = standards_dir() / "wordings"
    banks = [read_bank(author) for author in sorted(folder.iterdir()) if author.is_dir()]
    print(f"{len(banks)} authors, {sum(len(bank.texts) for bank in banks)} sentences")
    model = measure(banks, Cues())
    if not options.measure:
        write(learn(united(banks), _METHOD), model, folder)


if __name__ == "__main__":
    main()
