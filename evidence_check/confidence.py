"""Says how often a result of this kind turned out right: a raw sureness, calibrated on labelled dossiers."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from evidence_check.data import read_yaml
from evidence_check.model import Coverage
from evidence_check.resources import standards_dir


def raw_confidence(coverage: Coverage, score: float, *, refused: bool, unread: bool) -> float:
    """Return how sure a coverage looks, 0..1, before calibration.

    Args:
        coverage: present, partial, missing or unreadable.
        score: how surely the weakest of the deciding requirements' files are about their subjects, 0..1.
        refused: whether something came close and was refused.
        unread: whether files of the dossier could not be read.
    """
    if coverage == "present":
        return round(0.55 + 0.4 * score, 2)
    if coverage == "partial":
        return round(0.5 + 0.3 * score, 2)
    return round(0.9 - 0.2 * refused - 0.3 * unread, 2)


def calibrated(coverage: Coverage, raw: float) -> float:
    """Return the share of clauses judged so, with such a raw confidence, that labellers judged alike.

    Isotonic regression per coverage over the labelled dossiers (Zadrozny and Elkan 2002, "Transforming classifier
    scores into accurate multiclass probability estimates"); ``benchmarks/calibrate.py`` fits it.
    """
    steps = _steps().get("missing" if coverage == "unreadable" else coverage)
    if not steps:
        return raw
    return steps[max(bisect_right([start for start, _ in steps], raw) - 1, 0)][1]


@lru_cache(maxsize=1)
def _steps() -> dict[str, list[tuple[float, float]]]:
    content = read_yaml(standards_dir() / "confidence.yaml", "confidence")
    return {name: [(float(start), float(share)) for start, share in steps] for name, steps in content.items()}
