"""Reads ``lexicon/*.yaml``: the concepts that cues refer to, each with the forms that documents use for it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.matching.cues import CueError, expand
from evidence_check.registry.places import mistake


def read_lexicon(root: Path) -> dict[str, tuple[str, ...]]:
    """Return concept id → forms as written, Chinese before English, patterns (``/…/``) last; groups are not expanded.

    Raises:
        DataError: a file does not fit its schema, a concept stands twice, or a form can't be expanded.
    """
    concepts: dict[str, tuple[str, ...]] = {}
    for path in sorted((root / "lexicon").glob("*.yaml")):
        for index, entry in enumerate(read_yaml(path, "lexicon", root)["concepts"]):
            if entry["id"] in concepts:
                raise mistake(path, ["concepts", index, "id"], f"the concept {entry['id']!r} stands twice")
            concepts[entry["id"]] = _forms(path, index, entry)
    return concepts


def _forms(path: Path, index: int, entry: dict[str, Any]) -> tuple[str, ...]:
    for language in ("zh", "en"):
        for position, form in enumerate(entry.get(language, ())):
            try:
                expand(form)
            except CueError as error:
                raise mistake(path, ["concepts", index, language, position], str(error)) from error
    return (*entry.get("zh", ()), *entry.get("en", ()), *_patterns(path, index, entry))


def _patterns(path: Path, index: int, entry: dict[str, Any]) -> tuple[str, ...]:
    for position, pattern in enumerate(entry.get("patterns", ())):
        try:
            re.compile(pattern)
        except re.error as error:
            raise mistake(path, ["concepts", index, "patterns", position], f"no regular expression: {error}") from error
    return tuple(f"/{pattern}/" for pattern in entry.get("patterns", ()))
