"""Reads every cue once when the registry is built, so that a slip of the pen is reported with its line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from evidence_check.matching.cues import RULES, CueError, concept_literals, parse
from evidence_check.registry.places import mistake


class CueCheck:
    """Holds the concepts of the lexicon and the cues already found to be good."""

    def __init__(self, concepts: Mapping[str, tuple[str, ...]]) -> None:
        self._literals = concept_literals(concepts)
        self._good: set[str] = set()

    def check(self, file: Path, at: Sequence[str | int], cues: Sequence[str]) -> None:
        """Check the list of cues at ``at`` in ``file``.

        Raises:
            DataError: a cue names an unknown concept or can't be read.
        """
        for index, cue in enumerate(cues):
            if cue in self._good or cue == RULES:
                continue
            try:
                parse(cue, self._literals)
            except CueError as error:
                raise mistake(file, [*at, index], str(error)) from error
            self._good.add(cue)
