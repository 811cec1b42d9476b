"""Turns the observed rows into figures: coverage, evidence, elements, roles, findings, calibration, baselines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from evidence_check.evaluate.labels import Labels
from evidence_check.evaluate.measures import (
    accuracy,
    calibration,
    confusion,
    macro_f1,
    per_class,
    positive_f1,
    prf,
    ratio,
)
from evidence_check.evaluate.observe import REFUSED_ROLES, ClauseRow, Evaluation, combine, observe

SCHEMA = "evidence-check/evaluation/1"
CLASSES = (
    "present",
    "partial",
    "missing",
    "unreadable",
    "not_applicable",
    "customs",
    "onsite",
    "other_standard",
)
JUDGED = ("present", "partial", "missing")
BY_DOCUMENTS = frozenset({*JUDGED, "unreadable"})
GAP = frozenset({"partial", "missing"})


def evaluate(truths: Mapping[str, Labels], results: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the figures per dossier and combined, for labels and report.json contents by dossier name."""
    each = {name: observe(name, labels, results[name]) for name, labels in truths.items()}
    return report(each.values())


def report(evaluations: Iterable[Evaluation]) -> dict[str, Any]:
    """Return the figures of each evaluation under its dossier's name, and of all together."""
    parts = list(evaluations)
    return {
        "schema": SCHEMA,
        "combined": to_json(combine(parts)),
        "dossiers": {" + ".join(part.dossiers): to_json(part) for part in parts},
    }


def to_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return every figure of one evaluation; None stands where there was nothing to count."""
    rows = evaluation.clauses
    judged = [row for row in rows if row.label in BY_DOCUMENTS]
    fixed = [row for row in rows if row.label not in BY_DOCUMENTS]
    outcomes = [(row.confidence, row.label == row.ours) for row in judged if row.confidence is not None]
    return {
        "dossiers": list(evaluation.dossiers),
        "clauses": len(rows),
        "decided_by_documents": len(judged),
        "coverage": {
            "per_class": per_class(_pairs(rows), CLASSES),
            **_headline(_pairs(judged)),
            "table_accuracy": accuracy(_pairs(fixed)),
            "table_clauses": len(fixed),
        },
        "confusion": confusion(_pairs(rows)),
        "confusions": [_confused(row) for row in (*judged, *fixed) if row.label != row.ours],
        "evidence": _evidence(rows),
        "accepted_by_mistake": _accepted_by_mistake(evaluation),
        "decoys": _decoys(evaluation),
        "elements": _elements(rows),
        "documents": _documents(evaluation),
        "findings": _findings(evaluation),
        "records": _records(evaluation),
        "review_share": ratio(sum(row.review for row in judged), len(judged)),
        "calibration": calibration(outcomes),
        "baselines": _baselines(judged),
        "by_language": _by(judged, lambda row: row.languages),
        "by_register": _by(judged, lambda row: row.registers),
        "scoring_cases": _cases(evaluation),
    }


def _pairs(rows: Sequence[ClauseRow]) -> list[tuple[str, str]]:
    return [(row.label, row.ours) for row in rows]


def _headline(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Return the figures that the project is judged by, over clauses that documents decide."""
    return {
        "macro_f1": macro_f1(pairs, JUDGED),
        "gap": positive_f1(pairs, GAP),
        "accuracy": accuracy(pairs),
    }


def _confused(row: ClauseRow) -> dict[str, Any]:
    return {
        "dossier": row.dossier,
        "clause": row.clause,
        "label": row.label,
        "ours": row.ours,
        "review": row.review,
        "note": row.note,
        "why": row.why,
    }


def _evidence(rows: Sequence[ClauseRow]) -> dict[str, Any]:
    """Return whether we cite the files that the labels name, and how many of those that we cite are named there.

    ``citation_precision_served`` also takes a file that the labels give the clause under ``documents``.
    """
    wanted = [row for row in rows if row.label in ("present", "partial") and row.labelled]
    judged = [row for row in rows if row.label in BY_DOCUMENTS]
    cited = sum(len(row.cited) for row in judged)
    return {
        "clauses": len(wanted),
        "recall": ratio(sum(bool(row.labelled & row.cited) for row in wanted), len(wanted)),
        "files": sum(len(row.labelled) for row in wanted),
        "file_recall": ratio(
            sum(len(row.labelled & row.cited) for row in wanted), sum(len(row.labelled) for row in wanted)
        ),
        "cited": cited,
        "citation_precision": ratio(sum(len(row.cited & row.labelled) for row in judged), cited),
        "citation_precision_served": ratio(sum(len(row.cited & (row.labelled | row.served)) for row in judged), cited),
        "not_cited": [
            {"dossier": row.dossier, "clause": row.clause, "files": sorted(row.labelled)}
            for row in wanted
            if not row.labelled & row.cited
        ],
    }


def _decoys(evaluation: Evaluation) -> dict[str, dict[str, int]]:
    """Return for each role that must not count how many files the labels give it, and how many of them we cite."""
    accepted = {(row["dossier"], row["file"]) for row in _accepted_by_mistake(evaluation)}
    found: dict[str, dict[str, int]] = {}
    for row in evaluation.documents:
        if row.label in REFUSED_ROLES:
            counts = found.setdefault(row.label, {"labelled": 0, "accepted": 0})
            counts["labelled"] += 1
            counts["accepted"] += (row.dossier, row.file) in accepted
    return dict(sorted(found.items()))


def _accepted_by_mistake(evaluation: Evaluation) -> list[dict[str, str]]:
    roles = {(row.dossier, row.file): row.label for row in evaluation.documents}
    return [
        {"dossier": row.dossier, "clause": row.clause, "file": file, "role": roles[row.dossier, file]}
        for row in evaluation.clauses
        for file in sorted(row.cited - row.labelled)
        if roles.get((row.dossier, file)) in REFUSED_ROLES
    ]


def _elements(rows: Sequence[ClauseRow]) -> dict[str, Any]:
    pairs = [pair for row in rows for pair in row.elements]
    aligned = [pair for pair in pairs if pair.ours is not None]
    absent = [(pair.label != "present", pair.ours != "present") for pair in aligned]
    return {
        "labelled": len(pairs),
        "aligned": len(aligned),
        "agreement": ratio(sum(label == ours for label, ours in absent), len(aligned)),
        "absent": prf(sum(map(all, absent)), sum(ours for _, ours in absent), sum(label for label, _ in absent)),
    }


def _documents(evaluation: Evaluation) -> dict[str, Any]:
    listed = [row for row in evaluation.documents if row.ours is not None]
    return {
        "labelled": len(evaluation.documents),
        "role_accuracy": accuracy([(row.label, row.ours or "") for row in listed]),
        "confusions": [
            {"dossier": row.dossier, "file": row.file, "label": row.label, "ours": row.ours}
            for row in listed
            if row.label != row.ours
        ],
        "not_listed": [f"{row.dossier}: {row.file}" for row in evaluation.documents if row.ours is None],
    }


def _findings(evaluation: Evaluation) -> dict[str, Any]:
    def figures(rows: Sequence[Any]) -> dict[str, float | int | None]:
        both = sum(row.labelled and row.ours for row in rows)
        return prf(both, sum(row.ours for row in rows), sum(row.labelled for row in rows))

    def named(rows: Sequence[Any]) -> list[dict[str, str]]:
        return [{"dossier": row.dossier, "file": row.file, "kind": row.kind} for row in rows]

    rows = evaluation.findings
    kinds = sorted({row.kind for row in rows})
    return {
        "all": figures(rows),
        "per_kind": {kind: figures([row for row in rows if row.kind == kind]) for kind in kinds},
        "missed": named([row for row in rows if row.labelled and not row.ours]),
        "extra": named([row for row in rows if row.ours and not row.labelled]),
    }


def _records(evaluation: Evaluation) -> dict[str, Any]:
    """Return how well record years are found, and how many counts of trainings are exact.

    Years where we judge none count as not found.
    """
    years, persons = evaluation.years, evaluation.persons
    both = sum(row.label and bool(row.ours) for row in years)
    return {
        "years": prf(both, sum(bool(row.ours) for row in years), sum(row.label for row in years)),
        "years_right": ratio(sum(row.ours is not None and row.label == row.ours for row in years), len(years)),
        "years_wrong": [asdict(row) for row in years if row.label != row.ours],
        "persons": len(persons),
        "persons_exact": ratio(sum(row.label == row.ours for row in persons), len(persons)),
        "persons_wrong": [asdict(row) for row in persons if row.label != row.ours],
    }


def _baselines(judged: Sequence[ClauseRow]) -> dict[str, Any]:
    guessed = [row for row in judged if row.keywords is not None]
    return {
        "everything_present": _headline([(row.label, "present") for row in judged]),
        "keywords": _headline([(row.label, row.keywords or "") for row in guessed]) if guessed else None,
    }


def _by(judged: Sequence[ClauseRow], groups: Callable[[ClauseRow], frozenset[str]]) -> dict[str, Any]:
    """Return the headline figures per group; a clause with evidence in two groups counts in both."""
    names = sorted({name for row in judged for name in groups(row)})
    found = {}
    for name in names:
        rows = [row for row in judged if name in groups(row)]
        found[name] = {
            "clauses": len(rows),
            **_headline(_pairs(rows)),
            "evidence_recall": _evidence(rows)["recall"],
        }
    return found


def _cases(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "n": len(evaluation.cases),
        "right": sum(row.right for row in evaluation.cases),
        "wrong": [
            {"dossier": row.dossier, "name": row.name, "expected": row.expected, "got": row.got}
            for row in evaluation.cases
            if not row.right
        ],
    }
