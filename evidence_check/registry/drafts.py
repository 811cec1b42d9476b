"""What the reader of a table gives: one standard in one language, text by text with its lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from evidence_check.data import DataError
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


def compare(drafts: list[Draft], expected: int | None) -> None:
    """Check that all languages print the same standard, and as many clauses as the edition says (None: not said).

    Raises:
        DataError: they differ in categories, items or clauses.
    """
    main = next((draft for draft in drafts if draft.language == "zh"), drafts[0])
    for draft in drafts:
        if expected is not None and len(draft.clauses) != expected:
            found = f"{draft.standard} should have {expected} clauses, {len(draft.clauses)} were found"
            raise DataError(f"{draft.file}:{draft.items[0].line}: {found}")
        if len(draft.categories) != len(main.categories):
            line = draft.categories[-1].line if draft.categories else draft.items[0].line
            raise DataError(f"{draft.file}:{line}: {main.file} has {len(main.categories)} categories, not so many here")
        _same_numbers(main, draft)


def _same_numbers(main: Draft, draft: Draft) -> None:
    for item in main.items:
        if draft.item(item.no) is None:
            raise DataError(f"{main.file}:{item.line}: item {item.no} has no counterpart in {draft.file}")
    for clause in main.clauses:
        other = draft.clause(clause.no)
        if other is None or other.item != clause.item:
            line = clause.piece.lines[0]
            raise DataError(
                f"{main.file}:{line}: clause {clause.no} has no counterpart in {draft.file}, item {clause.item}"
            )
