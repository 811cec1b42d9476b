"""Reads a dossier's ``labels.json``, the truth that results are measured against, and refuses what does not fit."""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from evidence_check.data import DataError, read_text
from evidence_check.resources import standards_dir
from evidence_check.scoring.words import Source

Labels = dict[str, Any]


@lru_cache(maxsize=2)
def _validator(root: Path) -> Draft202012Validator:
    return Draft202012Validator(json.loads((root / "schema" / "labels.schema.json").read_text(encoding="utf-8")))


def load_labels(path: Path) -> Labels:
    """Return the labels.

    Raises:
        DataError: no such file, not JSON, or not the contract's shape; the message names file and line.
    """
    text = read_text(path)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise DataError(f"{path}:{error.lineno}: not JSON ({error.msg}) / 不是有效的 JSON") from error
    errors = list(_validator(standards_dir()).iter_errors(content))
    if errors:
        source = Source.of(path, text)
        first = min(errors, key=lambda error: (source.line(error.absolute_path), str(error.absolute_path)))
        raise source.error(tuple(first.absolute_path), first.message, "不符合 labels.json 的格式")
    return dict(content)


def normal_path(path: str) -> str:
    """Return a dossier path in one spelling: NFC, forward slashes, relative to the dossier's ``files`` folder."""
    plain = unicodedata.normalize("NFC", path).replace("\\", "/").removeprefix("./")
    return plain.removeprefix("files/")
