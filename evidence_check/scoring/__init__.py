"""From coverage to score: verdicts, points, best and worst case, and pass conditions by each edition's own rules."""

from evidence_check.scoring.arithmetic import Prepared, prepare, score, span_of
from evidence_check.scoring.documented import Documented, documented
from evidence_check.scoring.facts import Financial, financial
from evidence_check.scoring.files import score_file, to_json
from evidence_check.scoring.rules import Rules, load_rules
from evidence_check.scoring.sheet import Given, VerdictError, choices
from evidence_check.scoring.suggestions import gather, suggest
from evidence_check.scoring.words import mixture, parse_verdict

__all__ = [
    "Documented",
    "Financial",
    "Given",
    "Prepared",
    "Rules",
    "VerdictError",
    "choices",
    "documented",
    "financial",
    "gather",
    "load_rules",
    "mixture",
    "parse_verdict",
    "prepare",
    "score",
    "score_file",
    "span_of",
    "suggest",
    "to_json",
]
