"""Measures one labelled dossier: scans its files with the program as it is and sets the result beside its labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evidence_check.enterprise import load
from evidence_check.errors import EvidenceCheckError
from evidence_check.evaluate.baselines import keyword_coverage
from evidence_check.evaluate.labels import Labels, load_labels
from evidence_check.evaluate.observe import CaseRow, Evaluation, observe
from evidence_check.model import Basis, Enterprise, Registry, Verdict
from evidence_check.scoring import parse_verdict, score

Scan = Callable[[Path, Enterprise], Mapping[str, Any]]


def evaluate_dossier(
    dossier: Path,
    scan: Scan,
    *,
    registry: Registry | None = None,
    texts: Callable[[Path], Mapping[str, str]] | None = None,
) -> Evaluation:
    """Return what was observed in one dossier that holds ``files/``, ``enterprise.yaml`` and ``labels.json``.

    Args:
        dossier: the folder.
        scan: gives the report.json content for the folder of files and the enterprise.
        registry: the standards; with it the labels' scoring cases are run, and the keyword baseline has clause texts.
        texts: gives path → whole text of the files, for the keyword baseline.

    Raises:
        EvidenceCheckError: one of the three parts is missing or can't be used.
    """
    if not (dossier / "files").is_dir():
        hint = "A labelled dossier holds files/, enterprise.yaml and labels.json. 需要这三部分。"
        raise EvidenceCheckError(f"{dossier}: there is no folder 'files' in it / 缺少 files 文件夹", hint)
    labels = load_labels(dossier / "labels.json")
    enterprise = load(dossier / "enterprise.yaml")
    guessed = None
    if registry is not None and texts is not None:
        guessed = keyword_coverage(clause_texts(registry, labels["clauses"]), texts(dossier / "files"))
    name = dossier.resolve().name
    observed = observe(name, labels, scan(dossier / "files", enterprise), guessed)
    cases = scoring_cases(name, labels, registry, enterprise.standards) if registry is not None else ()
    return replace(observed, cases=cases)


def clause_texts(registry: Registry, wanted: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Return the texts, Chinese and English, of the clauses that are wanted."""
    return {
        clause.id: tuple(text for text in (clause.display.zh, clause.display.en) if text)
        for standard in registry.standards
        for clause in standard.clauses
        if clause.id in wanted
    }


def scoring_cases(name: str, labels: Labels, registry: Registry, standards: Sequence[str]) -> tuple[CaseRow, ...]:
    """Run the labels' scoring cases: the verdicts given, the rest assumed met unless the case says otherwise.

    A case that must be refused says so with ``expected: {"error": true}``.
    """
    rows = []
    for number, case in enumerate(labels.get("scoring_cases", []), 1):
        expected = dict(case["expected"])
        got = _case(case, registry, standards)
        compared = {key: got.get(key) for key in expected if key in ("total", "best", "worst", "passed", "error")}
        right = bool(compared) and all(expected[key] == value for key, value in compared.items())
        rows.append(CaseRow(name, str(case.get("name", number)), expected, got, right))
    return tuple(rows)


def _case(case: Mapping[str, Any], registry: Registry, standards: Sequence[str]) -> dict[str, object]:
    given: dict[str, tuple[Verdict, Basis, str | None]] = {}
    for identifier, word in case["item_verdicts"].items():
        verdict = parse_verdict(word)
        if verdict is None:
            return {"error": True, "message": f"{word!r} is no verdict"}
        given[identifier] = (verdict, "assessor", None)
    assume = parse_verdict(case.get("assume") or "met")
    try:
        result = score(registry, case.get("standards") or standards, given, assume)
    except EvidenceCheckError as error:
        return {"error": True, "message": error.message}
    return {"total": result.total, "best": result.best, "worst": result.worst, "passed": result.passed}
