"""Measures results against labelled dossiers: precision and recall of coverage, evidence, findings, and calibration."""

from evidence_check.evaluate.dossier import evaluate_dossier
from evidence_check.evaluate.labels import load_labels
from evidence_check.evaluate.observe import Evaluation, combine, observe
from evidence_check.evaluate.show import table
from evidence_check.evaluate.summary import evaluate, report, to_json

__all__ = [
    "Evaluation",
    "combine",
    "evaluate",
    "evaluate_dossier",
    "load_labels",
    "observe",
    "report",
    "table",
    "to_json",
]
