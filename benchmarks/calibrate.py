"""Fits standards/confidence.yaml: how often results of which raw confidence turned out right on labelled dossiers.

    python -m benchmarks.calibrate corpora/A corpora/B …            measures, each dossier by what the others teach
    python -m benchmarks.calibrate corpora/A corpora/B … --write    and writes what all of them teach

Dossiers that are kept to measure with must not be named.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

import numpy as np
import yaml
from sklearn.isotonic import IsotonicRegression

from evidence_check import assess, enterprise, registry
from evidence_check.evaluate.labels import load_labels
from evidence_check.evaluate.measures import calibration
from evidence_check.evaluate.observe import observe
from evidence_check.report.json import to_json
from evidence_check.resources import standards_dir
from evidence_check.scan import scan

_COVERAGES = ("present", "partial", "missing")
_LEAST = 15  # results that a step rests on
Row = tuple[str, float, bool]  # our coverage, raw confidence, whether the label agrees


def rows_of(dossier: Path) -> list[Row]:
    """Return the clauses of a dossier that documents decide."""
    loaded = registry.load()
    owner = enterprise.load(dossier / "enterprise.yaml")
    with mock.patch.object(assess, "calibrated", lambda _, raw: raw):
        report = to_json(scan(dossier / "files", owner, loaded), loaded)
    observed = observe(dossier.name, load_labels(dossier / "labels.json"), report)
    return [
        (row.ours, row.confidence, row.label == row.ours)
        for row in observed.clauses
        if row.label in _COVERAGES and row.ours in _COVERAGES and row.confidence is not None
    ]


def fit(rows: Sequence[Row]) -> dict[str, list[list[float]]]:
    """Return for each coverage the steps [from raw confidence, share that was right], rising."""
    found = {}
    for coverage in _COVERAGES:
        chosen = [(raw, right) for ours, raw, right in rows if ours == coverage]
        model = IsotonicRegression(out_of_bounds="clip").fit(*np.array(chosen, float).T)
        steps: list[list[float]] = []
        counts: list[int] = []
        for raw in sorted({raw for raw, _ in chosen}):
            share = round(float(model.predict([raw])[0]), 2)
            here = sum(1 for one, _ in chosen if one == raw)
            if steps and (share == steps[-1][1] or counts[-1] < _LEAST):
                steps[-1][1] = round((steps[-1][1] * counts[-1] + share * here) / (counts[-1] + here), 2)
                counts[-1] += here
            else:
                steps.append([raw, share])
                counts.append(here)
        if len(steps) > 1 and counts[-1] < _LEAST:
            _, share = steps.pop()
            last = counts.pop()
            steps[-1][1] = round((steps[-1][1] * counts[-1] + share * last) / (counts[-1] + last), 2)
        found[coverage] = steps
    return found


def applied(steps: dict[str, list[list[float]]], coverage: str, raw: float) -> float:
    """Return what the steps make of a raw confidence."""
    return [share for start, share in steps[coverage] if start <= raw or start == steps[coverage][0][0]][-1]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure across dossiers, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dossiers", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    rows = {dossier.name: rows_of(dossier) for dossier in options.dossiers}
    plain = [(raw, right) for each in rows.values() for _, raw, right in each]
    held = []
    for name, own in rows.items():
        steps = fit([row for other, each in rows.items() if other != name for row in each])
        held += [(applied(steps, ours, raw), right) for ours, raw, right in own]
    print(
        f"{len(plain)} clauses; calibration error raw {calibration(plain)['ece']}, by others {calibration(held)['ece']}"
    )
    steps = fit([row for each in rows.values() for row in each])
    print(steps)
    if options.write:
        head = (
            "# Written by benchmarks/calibrate.py: [from this raw confidence on, share that labellers judged alike].\n"
        )
        path = standards_dir() / "confidence.yaml"
        path.write_text(head + yaml.safe_dump(steps, sort_keys=False, default_flow_style=None), encoding="utf-8")


if __name__ == "__main__":
    main()
