"""What the reader of a table gives: one standard in one language, text by text with its lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from evidence_check.model import Repair, Verdict
from evidence_check.registry.normal import join


@dataclass
class Piece:
    """A text and the lines (1-based) it was put together from."""

    text: str
    lines: list[int]

    def extend(self, text: str, line: int) -> None:
        """Add the second half of a text that was cut."""
        self.text = join(self.text, text)
        self.lines.append(line)


@dataclass
class DraftCategory:
    """A category row; ``footnote`` is set where its title carries an asterisk that leads to the appendix."""

    no: str | None
    title: str
    line: int
    options: tuple[Verdict, ...]
    points: dict[str, int | None] | None
    footnote: bool = False


@dataclass
class DraftClause:
    """A clause with its number as the contract counts (``41``, ``4.2``, ``10.1``)."""

    no: str
    item: str
    piece: Piece


@dataclass
class DraftItem:
    """An item with everything unnumbered that stands in it."""

    no: str
    title: str
    line: int
    category: int | None
    group: str | None
    preamble: Piece | None = None
    notes: list[Piece] = field(default_factory=list)


@dataclass
class Draft:
    """One standard as one source prints it."""

    standard: str
    file: str
    language: str
    categories: list[DraftCategory] = field(default_factory=list)
    items: list[DraftItem] = field(default_factory=list)
    clauses: list[DraftClause] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    appendix: list[Piece] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def item(self, no: str) -> DraftItem | None:
        """Return the item numbered ``no``, None if there is none."""
        return next((item for item in self.items if item.no == no), None)

    def clause(self, no: str) -> DraftClause | None:
        """Return the clause numbered ``no``, None if there is none."""
        return next((clause for clause in self.clauses if clause.no == no), None)
