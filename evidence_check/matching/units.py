"""Cuts a document into the units that are matched: passages, and the columns of its tables, scanned once each."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import islice
from pathlib import PurePosixPath

from evidence_check.matching.gates import Gates
from evidence_check.matching.likeness import Likeness
from evidence_check.matching.scanner import Hits, Sighting
from evidence_check.matching.stated_at import ElementSightings
from evidence_check.matching.unit import Sentence, Unit
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.model import Document, Passage
from evidence_check.text import normal, sentences

_SKIPPED = ("comment", "property")  # a comment is somebody's remark on a document, not the document
_QUOTED = 0.5  # share of 7-grams from which a passage is the standard's wording, not the enterprise's
_RUNNING = ("paragraph", "row", "textbox", "note")
_SHORTEST = 5  # characters of a sentence that can state something
_MOST_SENTENCES = 2000  # of one document; the cues read on to its end
_MOST_MOODS = 20_000  # sentences whose moods are remembered
_NAMED, _NAME = 3, 12  # columns that a form names at least; characters of such a name
_QUOTED_LENGTH = 12  # shorter passages (titles, labels) cannot help using the standard's words


_Above = tuple[tuple[str, ...], str | None, tuple[str, ...], bool]
"""What stands above a passage: headings, sheet, columns, and whether it is a row."""


class Reading:
    """One document as the matcher sees it: its title, its units, and the sections they stand in."""

    def __init__(self, document: Document, vocabulary: Vocabulary, gates: Gates) -> None:
        self.document = document
        self.gates = gates
        self._vocabulary = vocabulary
        self.names = _names(document)
        self._context: dict[str, Hits] = {}
        self._above: dict[tuple[str, bool], frozenset[int]] = {}
        self._contexts: dict[_Above, frozenset[int]] = {}
        self._moods: dict[tuple[str, int, int], frozenset[str]] = {}
        self._seen: dict[tuple[str, frozenset[int], bool], tuple[tuple[Sighting, ...], bool]] = {}
        self._share: dict[tuple[Sighting, ...], tuple[Sighting, ...]] = {}
        self.units = tuple(self._units())
        self._seen, self._share = {}, {}

    @cached_property
    def whole_names(self) -> tuple[str, ...]:
        """The names that speak of all of the document: not the title that was found above one of its unlike sheets."""
        heads: dict[str, str] = {}
        for unit in self.units:
            sheet = unit.passage.locator.sheet
            if sheet and sheet not in heads and unit.passage.kind == "heading":
                heads[sheet] = _DIGITS.sub("", unit.passage.text)
        title = _DIGITS.sub("", self.document.title or "")
        alike = sum(head == title for head in heads.values())
        if not alike or 2 * alike >= len(heads):
            return self.names
        return tuple(name for name in self.names if name != self.document.title)

    @cached_property
    def title_sightings(self) -> frozenset[int]:
        """The cues found in the document's own title or file name."""
        found: set[int] = set()
        for name in self.whole_names:
            text = normal(name)
            found |= {s.cue for s in self._vocabulary.scanner.sightings(text, self._hits(text))}
        return frozenset(found)

    @cached_property
    def title_sightings_of_file(self) -> frozenset[int]:
        """The cues that the file's name alone holds, beside a title of the document's own that does not."""
        own = self.document.title
        if not own or own not in self.whole_names:
            return frozenset()
        return self.title_sightings - self.heading_sightings(own)

    @cached_property
    def known_titles(self) -> frozenset[int]:
        """The requirements of which the document's title or file name is nearly a typical title."""
        return frozenset().union(*(self._vocabulary.known_title(normal(name)) for name in self.whole_names))

    def heading_sightings(self, heading: str) -> frozenset[int]:
        """The cues found in one heading."""
        text = normal(heading)
        return frozenset(s.cue for s in self._vocabulary.scanner.sightings(text, self._hits(text)))

    @cached_property
    def element_sightings(self) -> ElementSightings:
        """Requirement → (unit, sighting, element) for every element sighted outside of quotations and empty columns."""
        return ElementSightings(self.units, self._vocabulary.elements, self._vocabulary.columns)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the running text, those of its tables included, up to ``_MOST_SENTENCES``."""
        found = (
            Sentence(number, start, end)
            for number, unit in enumerate(self.units)
            if unit.column is None and not unit.quoted and unit.passage.kind in _RUNNING
            for start, end in sentences(unit.text)
            if end - start >= _SHORTEST
        )
        return tuple(islice(found, _MOST_SENTENCES))

    @cached_property
    def likeness(self) -> Likeness:
        """How much ``sentences`` read like elements, whatever words they use."""
        return Likeness([self.units[s.unit].text[s.start : s.end] for s in self.sentences])

    def mood_at(self, number: int, sighting: Sighting) -> frozenset[str]:
        """Return the moods of the sentences of a unit that hold a sighting."""
        text = self.units[number].text
        key = (text, sighting.start, sighting.end)
        moods = self._moods.get(key)
        if moods is None:
            if len(self._moods) >= _MOST_MOODS:  # a text of such length is not worth the memory
                self._moods.clear()
            moods = self._moods[key] = self.gates.mood_at(text, sighting.start, sighting.end)
        return moods

    def below(self, number: int) -> Unit | None:
        """Return the first line of text that stands directly below the heading ``number``, None for an empty one."""
        heading = self.units[number].passage
        for unit in self.units[number + 1 : number + 2]:
            under = heading.text.strip() in unit.passage.heading_path or heading.text in unit.passage.heading_path
            if under and unit.passage.kind != "heading" and not unit.quoted:
                return unit
        return None

    def heads_nothing(self, number: int) -> bool:
        """Return whether a heading stands over a table that nobody has filled in."""
        heading = self.units[number].passage
        if heading.kind != "heading":
            return False
        rows = [
            n
            for n, unit in enumerate(self.units[number + 1 :], number + 1)
            if unit.passage.kind == "row"
            and heading.text in unit.passage.heading_path
            and unit.passage.locator.sheet == heading.locator.sheet
        ]
        return bool(rows) and all(self.units[n].column is not None or n in self.bare_rows for n in rows)

    @cached_property
    def bare_rows(self) -> frozenset[int]:
        """The rows that are all their sheet holds and name its columns: a form with nothing filled in."""
        by_sheet: dict[str, list[int]] = {}
        for number, unit in enumerate(self.units):
            if unit.passage.kind == "row" and unit.passage.locator.sheet:
                by_sheet.setdefault(unit.passage.locator.sheet, []).append(number)
        return frozenset(rows[0] for rows in by_sheet.values() if len(rows) == 1 and _is_bare(self.units[rows[0]]))

    def _hits(self, text: str) -> Hits:
        if text not in self._context:
            self._context[text] = self._vocabulary.scanner.hits(text)
        return self._context[text]

    def _context_of(self, passage: Passage) -> frozenset[int]:
        """Return the terms that stand above a passage: in the title, its headings, its sheet, its table's columns."""
        columns = tuple([cell.column for cell in passage.cells])
        key = (passage.heading_path, passage.locator.sheet, columns, passage.kind == "row")
        if key not in self._contexts:  # the rows of a table have one between them
            names = {*self.names[:1], *passage.heading_path, passage.locator.sheet or "", *columns}
            self._contexts[key] = frozenset().union(*(self._terms_of(name, key[-1]) for name in names if name))
        return self._contexts[key]

    def _terms_of(self, name: str, over_row: bool) -> frozenset[int]:
        """Return the terms in a heading or column name.

        Over a row, words that stand over every register (记录, 日期) are no sign of what the row is about.
        """
        if (name, over_row) not in self._above:
            text, words = normal(name), self.gates.register_words if over_row else frozenset()
            hits = self._hits(text)
            self._above[name, over_row] = hits.terms if not words else hits.telling(text, words)
        return self._above[name, over_row]

    def _units(self) -> list[Unit]:
        units = []
        for passage in self.document.passages:
            if passage.kind in _SKIPPED or not passage.text.strip():
                continue
            if passage.header_row:
                units += self._columns(passage)
            else:
                units.append(self._unit(passage, passage.text))
        return units

    def _unit(self, passage: Passage, literal: str, column: str | None = None, filled: int = 0) -> Unit:
        text = normal(literal)
        context = self._context_of(passage)
        in_row = passage.kind == "row"
        seen = self._seen.get((text, context, in_row))
        if seen is None:
            hits = self._vocabulary.scanner.hits(text)
            found = self._vocabulary.scanner.sightings(text, hits, context, apart=in_row) if hits else ()
            if in_row:  # the rows of a ledger show the same in the same places, a thousand times over
                found = self._share.setdefault(found, found)
            quoted = len(text) >= _QUOTED_LENGTH and self.gates.quotation(text) >= _QUOTED
            seen = self._seen[text, context, in_row] = found, quoted
        return Unit(passage, text, *seen, column, filled)

    def _columns(self, header: Passage) -> list[Unit]:
        """Return a unit per column, and one for the filled columns together, since a cue may want two of them."""
        below = [p for p in self.document.passages if p.table == header.table and not p.header_row]
        names = [cell.text for cell in header.cells] or [header.text]
        counts = Counter([cell.column for row in below for cell in row.cells if cell.text.strip()])
        filled = {name: counts[name] for name in names}
        units = [self._unit(header, name, name, filled[name]) for name in names]
        together = "\t".join(name for name in names if filled[name])
        if together:
            units.append(self._unit(header, together, together, max(filled.values())))
        return units


def _is_bare(unit: Unit) -> bool:
    cells = unit.passage.cells
    names = len(cells) >= _NAMED and all(0 < len(cell.text.strip()) <= _NAME for cell in cells)
    return unit.column is None and names and not any(char.isdigit() for char in unit.text)


_DIGITS = re.compile(r"[\d\s年度月]+")
_ISSUED = re.compile(
    "(?:印发|发布|下发|颁布|颁发|转发|实施|施行|修订|修改|执行|公布|试行).{0,6}《(?P<name>[^《》]{2,60})》"
)


def _names(document: Document) -> tuple[str, ...]:
    """Return the document's title and its file name without the suffix; the title first.

    A circular that issues a rule (关于印发《…办法》的通知) bears the rule's name.
    """
    stem = PurePosixPath(document.path).stem
    names = [document.title, stem] if document.title else [stem]
    issued = [found["name"] for name in names if name and (found := _ISSUED.search(name))]
    return tuple(dict.fromkeys(name for name in (*issued, *names) if name))
