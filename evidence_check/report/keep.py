"""Keeps what people have worked in: an edited workbook or Word report is put aside before a new one is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from evidence_check.errors import EvidenceCheckError

_OUTPUTS = b'\n "outputs": '
_ASIDE = 10_000  # copies; nobody has so many


def digest(content: bytes) -> str:
    """Return the digest by which a later scan sees whether a person has edited a file."""
    return hashlib.sha256(content).hexdigest()


def recorded(report: Path) -> dict[str, str]:
    """Return the digests that an earlier ``report.json`` noted down for the files beside it; none where it has none."""
    try:
        text = report.read_bytes()
        at = text.rfind(_OUTPUTS)  # no text of a JSON file holds a line break: this is the report's own key
        outputs = json.loads(text[at + len(_OUTPUTS) :].strip(b" }\r\n") + b"}") if at >= 0 else None
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in outputs.items()} if isinstance(outputs, dict) else {}


def put_aside(path: Path, outputs: Mapping[str, str]) -> Path | None:
    """Rename a file that is not as the program wrote it, and return its new name; None where there is nothing to keep.

    Raises:
        EvidenceCheckError: it can't be renamed, as while another program holds it open.
    """
    try:
        if not path.is_file() or digest(path.read_bytes()) == outputs.get(path.name):
            return None
        kept = _free(path)
        path.rename(kept)
    except OSError as error:
        raise EvidenceCheckError(
            f"{path}: 已被编辑，无法另存 / was edited and can't be put aside ({error.strerror})",
            "Close it in the other program and scan again. 请先关闭打开它的程序，再运行一次。",
        ) from error
    return kept


def _free(path: Path) -> Path:
    for number in range(1, _ASIDE):
        kept = path.with_name(f"{path.stem}-edited-{number}{path.suffix}")
        if not kept.exists():
            return kept
    raise EvidenceCheckError(f"{path}: too many edited copies / 留存的副本过多", "Move some away. 请移走一些。")
