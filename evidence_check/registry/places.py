"""Finds the line of a value in a YAML file, so that a mistake found after reading is shown where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evidence_check.data import DataError, _line_of, read_text


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Return the 1-based line of the value at ``path`` (keys and indexes), or of its nearest parent."""
    return _line_of(text, list(path))


def mistake(file: Path, path: Sequence[str | int], message: str) -> DataError:
    """Return the error that says ``message`` about the value at ``path`` of ``file``."""
    return DataError(f"{file}:{line_of(read_text(file), path)}: {message}")
