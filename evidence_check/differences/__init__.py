"""What two reports on the same dossier say differently: closed, new, regressed and changed clauses, and why.

Both sides are ``report.json`` data, so that a scan and the ``diff`` command say the same.
"""

from evidence_check.differences.compare import compare
from evidence_check.differences.earlier import since_earlier
from evidence_check.differences.model import Cause, ClauseChange, Differences, FileChanges, ScoreChange, VerdictChange
from evidence_check.differences.read import read_report
from evidence_check.differences.wire import from_json, to_json

__all__ = [
    "Cause",
    "ClauseChange",
    "Differences",
    "FileChanges",
    "ScoreChange",
    "VerdictChange",
    "compare",
    "from_json",
    "read_report",
    "since_earlier",
    "to_json",
]
