"""Plain counting: precision, recall, F1, confusion and calibration over rows; None where there is nothing to divide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

Pair = tuple[str, str]  # label, ours


def ratio(part: float, whole: float) -> float | None:
    """Return part/whole rounded to four places, or None where whole is 0."""
    return round(part / whole, 4) if whole else None


def prf(true_positive: int, predicted: int, support: int) -> dict[str, float | int | None]:
    """Return precision, recall and F1 with their counts."""
    return {
        "precision": ratio(true_positive, predicted),
        "recall": ratio(true_positive, support),
        "f1": ratio(2 * true_positive, predicted + support),
        "right": true_positive,
        "predicted": predicted,
        "support": support,
    }


def per_class(pairs: Sequence[Pair], classes: Iterable[str]) -> dict[str, dict[str, float | int | None]]:
    """Return precision, recall and F1 of each class that occurs on either side, in the order given."""
    scores = {}
    for name in classes:
        right = sum(label == ours == name for label, ours in pairs)
        scores[name] = prf(right, sum(o == name for _, o in pairs), sum(label == name for label, _ in pairs))
    return {name: row for name, row in scores.items() if row["predicted"] or row["support"]}


def macro_f1(pairs: Sequence[Pair], classes: Sequence[str]) -> float | None:
    """Return the mean F1 of those classes that occur on either side."""
    values = [float(row["f1"] or 0) for row in per_class(pairs, classes).values()]
    return ratio(sum(values), len(values))


def positive_f1(pairs: Sequence[Pair], positive: frozenset[str]) -> dict[str, float | int | None]:
    """Return precision, recall and F1 of a set of classes taken together as "positive"."""
    both = sum(label in positive and ours in positive for label, ours in pairs)
    return prf(both, sum(ours in positive for _, ours in pairs), sum(label in positive for label, _ in pairs))


def accuracy(pairs: Sequence[Pair]) -> float | None:
    """Return the share of pairs whose two sides agree."""
    return ratio(sum(label == ours for label, ours in pairs), len(pairs))


def confusion(pairs: Iterable[Pair]) -> dict[str, dict[str, int]]:
    """Return label → ours → number."""
    matrix: dict[str, Counter[str]] = {}
    for label, ours in pairs:
        matrix.setdefault(label, Counter())[ours] += 1
    return {label: dict(sorted(row.items())) for label, row in sorted(matrix.items())}


def calibration(outcomes: Sequence[tuple[float, bool]], bins: int = 10) -> dict[str, object]:
    """Return the expected calibration error and its bins from (confidence 0..1, right) pairs.

    The error is the mean distance between stated confidence and share of right answers, weighted by bin size.
    """
    boxes: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in outcomes:
        boxes[min(int(confidence * bins), bins - 1)].append((confidence, right))
    rows, error = [], 0.0
    for index, box in enumerate(boxes):
        if box:
            stated = sum(confidence for confidence, _ in box) / len(box)
            right_share = sum(right for _, right in box) / len(box)
            error += len(box) / len(outcomes) * abs(stated - right_share)
            rows.append(
                {
                    "from": index / bins,
                    "to": (index + 1) / bins,
                    "n": len(box),
                    "confidence": round(stated, 4),
                    "right": round(right_share, 4),
                }
            )
    return {"ece": round(error, 4) if outcomes else None, "n": len(outcomes), "bins": rows}
