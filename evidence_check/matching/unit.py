"""The pieces in which a document is matched: a unit with what was sighted in it, and its sentences."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_check.matching.scanner import Sighting
from evidence_check.model import Passage, Quote
from evidence_check.text import literal_span, quote_around

_TELLING = 12  # characters from which a cell says something by itself
_ROW = 160  # characters of a row that are quoted


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage in normal form with what was sighted in it. ``filled`` counts the values below a column's name."""

    passage: Passage
    text: str
    sightings: tuple[Sighting, ...]
    quoted: bool
    column: str | None = None
    filled: int = 0

    def quote(self, file: str, sighting: Sighting | None = None) -> Quote:
        """Return the literal words of the passage around a sighting, or its beginning."""
        literal = self.passage.text
        if self.column is not None:
            shown = self.column if self.column in literal else literal[:240]
            return Quote(file, self.passage.locator, shown)
        start, end = literal_span(literal, sighting.start, sighting.end) if sighting else (0, 1)
        words = quote_around(literal, start, end)
        if len(words) < _TELLING and self.passage.kind == "row":
            words = literal[:_ROW].strip()  # a lone cell says nothing to a reader
        return Quote(file, self.passage.locator, words)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or cell of running text: the number of its unit, and where in the unit's normal text it stands."""

    unit: int
    start: int
    end: int
