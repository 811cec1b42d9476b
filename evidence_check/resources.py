"""Finds the data that ships with the package: standards, templates and the demo dossier.

An installed wheel carries them under ``_data``; a checkout has them beside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _data(name: str, checkout: str) -> Path:
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / checkout


def standards_dir() -> Path:
    """Return the folder that holds one sub-folder per edition, the lexicon and the schemas."""
    return _data("standards", "standards")


def templates_dir() -> Path:
    """Return the folder of the report templates."""
    return _data("templates", "templates")


def demo_dir() -> Path:
    """Return the sample dossier that ``evidence-check demo`` scans."""
    return _data("demo", "corpora/manufacturer-2022")
