"""Reads an earlier ``report.json``, which may come from anywhere, and says in one line why it can't be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evidence_check.data import DataError, check, read_text
from evidence_check.errors import EvidenceCheckError

_LONG = 240
_MARK = "evidence-check/report/"
_HINT = "Give a report.json that evidence-check scan wrote. 请给出由 evidence-check scan 写出的 report.json。"


def read_report(path: Path) -> dict[str, Any]:
    """Return the data of a ``report.json``.

    Raises:
        EvidenceCheckError: the file is missing, is no JSON, is no report of ours, or does not fit its schema.
    """
    text = read_text(path)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise EvidenceCheckError(f"{path}: 不是有效的 JSON / not JSON", _HINT) from error
    schema = content.get("schema") if isinstance(content, dict) else None
    if not str(schema).startswith(_MARK):
        raise EvidenceCheckError(f"{path}: 不是核对报告 / not a report of evidence-check", _HINT)
    try:
        check(content, "report", path, "")
    except DataError as error:  # jsonschema repeats the whole value that does not fit
        raise EvidenceCheckError(f"{error.message[:_LONG]}", _HINT) from error
    report: dict[str, Any] = content
    return report
