"""Finds what a new scan is held against: the report that it is about to replace, or one that somebody names.

A scan that finds just what the last one found keeps the last one's differences: running it again by mistake neither
loses them nor changes a byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evidence_check.data import DataError, check
from evidence_check.differences.compare import compare
from evidence_check.differences.model import Differences
from evidence_check.differences.read import read_report
from evidence_check.differences.wire import from_json
from evidence_check.errors import EvidenceCheckError

_OWN = ("changes", "outputs")  # what a report says about its predecessor and its neighbours, not about the dossier


def since_earlier(report: Mapping[str, Any], out: Path, since: Path | None = None) -> Differences | None:
    """Return what a new report says differently from an earlier one; None where there is nothing to compare with.

    Args:
        report: the new report's data.
        out: the report folder; a ``report.json`` in it is the earlier one unless ``since`` names another.
        since: an earlier report that somebody names.

    Raises:
        EvidenceCheckError: ``since`` can't be read or is about another enterprise. A report in ``out`` that can't be
            used is passed over.
    """
    if since is not None:
        earlier = read_report(since)
        if not _related(earlier, report):
            raise EvidenceCheckError(
                f"{since}: 是另一家企业的报告 / it is about another enterprise: {_name(earlier)}",
                "Name an earlier report on the same dossier. 请给出同一份材料的较早报告。",
            )
        return compare(earlier, report)
    try:
        earlier = read_report(out / "report.json")
    except EvidenceCheckError:
        return None
    if not _related(earlier, report):
        return None
    return _kept(earlier) if _without(earlier) == _without(report) else compare(earlier, report)


def _related(earlier: Mapping[str, Any], report: Mapping[str, Any]) -> bool:
    """Return whether two reports are about one dossier: the same enterprise, or at least one common file."""
    if earlier["enterprise"]["name"] == report["enterprise"]["name"]:
        return True
    contents = [{line["sha256"] for line in each["documents"] if line["sha256"]} for each in (earlier, report)]
    return bool(contents[0] & contents[1])


def _kept(earlier: Mapping[str, Any]) -> Differences | None:
    changes = earlier.get("changes")
    if changes is None:
        return None
    try:
        check(changes, "diff", Path("changes"), "")
    except DataError:
        return None
    return from_json(changes)


def _without(report: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in report.items() if key not in _OWN}


def _name(report: Mapping[str, Any]) -> str:
    name = report["enterprise"]["name"]
    return str(name.get("zh") or name.get("en"))
