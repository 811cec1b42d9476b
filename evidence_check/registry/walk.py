"""Walks the rows of one table into a Draft, whatever the page breaks did to its cells.

What the walk mends on its way (shifted cells, texts cut in two, lost numbers) it notes as a Repair, so that a reader
can check every one against the line of the source.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from evidence_check.data import DataError
from evidence_check.model import Repair
from evidence_check.registry.drafts import Draft, DraftCategory, DraftClause, DraftItem, Piece
from evidence_check.registry.edition import VERDICTS, Grammar, Source
from evidence_check.registry.grammar import Token, category, classify, fragments, option
from evidence_check.registry.normal import broken_words, ended, has_markup, plain


@dataclass
class _Pending:
    """Running text whose place is known only when the next number comes."""

    item: DraftItem
    piece: Piece


class Walk:
    """The state of one walk down a table."""

    def __init__(self, draft: Draft, source: Source, grammar: Grammar) -> None:
        self.draft, self.source, self.grammar = draft, source, grammar
        self.options: DraftCategory | None = None  # options printed in a row of their own, above the category
        self.group_no: str | None = None
        self.groups: dict[str, str] = {}
        self.item: DraftItem | None = None
        self.last: Piece | None = None
        self.counter = 0
        self.subs = 0
        self.pending: list[_Pending] = []
        self.blank: int | None = None
        self.started = False

    def repair(self, clause: str | None, line: int, what: str, reason: str) -> None:
        """Note a repair; ``clause`` is the number inside the standard."""
        name = f"{self.draft.standard}/{clause}" if clause else None
        self.draft.repairs.append(Repair(name, self.draft.file, line, what, reason))

    # --- rows ---------------------------------------------------------------------------------------------------

    def line(self, number: int, text: str) -> None:
        """Take one line of the source."""
        if not text.strip():
            self.blank = number if self.started else None
            return
        cells = text.split("\t")
        if self.blank is not None:
            self.repair(None, self.blank, "blank line inside the table skipped", "a page break of the printed table")
            self.blank = None
        if self._header(number, cells):
            self.started = True
            return
        if not self.started:
            return
        for column, cell in enumerate(cells):
            before = len(self.draft.clauses)
            for piece in fragments(cell):
                self._take(number, classify(piece, column, self.source))
            together = self.draft.clauses[before:]
            for clause in together if len(together) > 1 else ():
                self.repair(clause.no, number, "split from the rest of its cell", "several clauses printed in one cell")

    def _header(self, number: int, cells: list[str]) -> bool:
        """Take a row with options or a category title; False if it is neither."""
        options = [found for cell in cells if (found := option(cell, self.grammar))]
        rest = [cell for cell in cells if plain(cell) and not option(cell, self.grammar)]
        if len(options) < 2:
            named = category(rest[0], "zh") if len(rest) == 1 and self.source.language == "zh" else None
            if named and self.options is not None:
                self._category(number, named, self.options, rest[0])
                self.repair(None, number, "options taken from the row above", "the options stand above the category")
                self.options = None
                return True
            return False
        verdicts = tuple(v for v in VERDICTS if any(v == found[0] for found in options))
        scored: dict[str, int | None] | None = (
            {verdict: points for verdict, points, _ in options} if any(found[2] for found in options) else None
        )
        row = DraftCategory(None, "", number, verdicts, scored)
        if any(broken_words(cell) or has_markup(cell) for cell in cells):
            self.repair(
                None, number, "option labels read without spaces and markup", "line wraps and tags in the header"
            )
        named = category(rest[0], self.source.language) if rest else None
        if named:
            self._category(number, named, row, rest[0])
        else:
            self.options = row
        return True

    def _category(self, number: int, named: tuple[str, str], row: DraftCategory, raw: str) -> None:
        self._close_item()
        no, title = named
        self.draft.categories.append(
            DraftCategory(no, title.rstrip("* "), number, row.options, row.points, footnote=plain(raw).endswith("*"))
        )

    # --- tokens -------------------------------------------------------------------------------------------------

    def _take(self, line: int, token: Token) -> None:
        if token.kind == "group":
            self._group(line, token)
        elif token.kind == "tail":
            self._tail(line, token)
        elif token.kind == "item":
            self._open_item(line, token)
        elif token.kind == "clause":
            self._clause(line, token)
        elif token.kind == "sub":
            self._sub(line, token)
        else:
            self._body(line, token)

    def _group(self, line: int, token: Token) -> None:
        self._close_item()
        if token.no == self.group_no:
            self.repair(
                None, line, f"repeated cell ({token.no}) taken as the same group", "a merged cell printed twice"
            )
            return
        self.group_no = token.no or ""
        self.groups[self.group_no] = token.text
        self._words(None, line, token)

    def _tail(self, line: int, token: Token) -> None:
        if self.group_no is None:
            raise DataError(f"{self.source.path}:{line}: {token.text!r} stands before the first group")
        self.groups[self.group_no] += token.text
        self.repair(None, line, f"group title joined: {self.groups[self.group_no]}", "the cell was cut in two")

    def _open_item(self, line: int, token: Token) -> None:
        self._close_item()
        index = len(self.draft.categories) - 1
        self.item = DraftItem(token.no or "", token.text.strip(), line, index if index >= 0 else None, self.group_no)
        self.draft.items.append(self.item)
        self.last = None
        if self.source.numbering == "per_item":
            self.counter = 0
        self._shifted(None, line, token, "item")
        self._words(None, line, token)

    def _clause(self, line: int, token: Token) -> None:
        item = self._owner(line)
        number = int(token.no or 0)
        self._settle(number)
        self.counter, self.subs = number, 0
        no = f"{item.no}.{number}" if self.source.numbering == "per_item" else str(number)
        self._add(no, item, Piece(token.text, [line]))
        self._shifted(no, line, token, "clause")
        self._words(no, line, token)

    def _sub(self, line: int, token: Token) -> None:
        """Take ``(1)`` below ``10.``: the clause becomes a heading, its parts the clauses 10.1, 10.2 …"""
        item = self._owner(line)
        number = int(token.no or 0)
        head = str(self.counter)
        if self.subs == 0 and (heading := self.draft.clause(head)):
            self.draft.clauses.remove(heading)
            item.notes.append(Piece(f"{head}. {heading.piece.text}", heading.piece.lines))
        if number != self.subs + 1:
            raise DataError(f"{self.source.path}:{line}: ({number}) follows ({self.subs}) in clause {head}")
        self.subs = number
        self._add(f"{head}.{number}", item, Piece(token.text, [line]))
        self._words(f"{head}.{number}", line, token)

    def _body(self, line: int, token: Token) -> None:
        item = self.item
        if item is None:
            return
        if self.last is not None and not ended(self.last.text):
            before = self.last.lines[-1]
            self.last.extend(token.text, line)
            clause = next((c.no for c in self.draft.clauses if c.piece is self.last), None)
            self.repair(clause, line, f"joined to the text of line {before}", "a page break cut the cell in two")
        else:
            self.last = Piece(token.text, [line])
            self.pending.append(_Pending(item, self.last))
        clause = next((c.no for c in self.draft.clauses if c.piece is self.last), None)
        self._words(clause, line, token)

    # --- what unnumbered text is ----------------------------------------------------------------------------------

    def _settle(self, number: int) -> None:
        """Give the pending texts their places now that clause ``number`` begins: lost clauses, preambles or notes."""
        lost = number - self.counter - 1
        if lost > 0 and len(self.pending) < lost:
            line = self.pending[-1].piece.lines[0] if self.pending else self.draft.items[-1].line
            raise DataError(f"{self.source.path}:{line}: ({number}) follows ({self.counter}) and no text lies between")
        keep = len(self.pending) - max(lost, 0)
        for waiting in self.pending[:keep]:
            self._unnumbered(waiting)
        for offset, waiting in enumerate(self.pending[keep:], 1):
            number_lost = self.counter + offset
            no = f"{waiting.item.no}.{number_lost}" if self.source.numbering == "per_item" else str(number_lost)
            self._add(no, waiting.item, waiting.piece)
            what = f"lost number ({number_lost}) restored"
            self.repair(no, waiting.piece.lines[0], what, "the numbers on both sides leave this one")
        self.pending = []

    def _unnumbered(self, waiting: _Pending) -> None:
        item, piece = waiting.item, waiting.piece
        has_clauses = any(clause.item == item.no for clause in self.draft.clauses)
        if not has_clauses and item.preamble is None:
            item.preamble = piece
            what = f"kept as the preamble of item {item.no}"
            self.repair(None, piece.lines[0], what, "an unnumbered text before the clauses")
        else:
            item.notes.append(piece)
            what = f"kept as a note of item {item.no}"
            self.repair(None, piece.lines[0], what, "an unnumbered text after the clauses")

    def _close_item(self) -> None:
        """End an item. Where numbers start anew in each item, an item without numbers is its own clause."""
        item = self.item
        if item is None or self.source.numbering == "running":
            return
        if any(clause.item == item.no for clause in self.draft.clauses):
            for waiting in self.pending:
                self._unnumbered(waiting)
        elif self.pending:
            *before, own = self.pending
            for waiting in before:
                self._unnumbered(waiting)
            self._add(item.no, item, own.piece)
            self._words_of_piece(item.no, own.piece)
        self.pending, self.item, self.last = [], None, None

    def finish(self) -> None:
        """End the table: whatever still waits for a number is a note; check that the numbers have no gap."""
        if self.source.numbering == "running":
            for waiting in self.pending:
                self._unnumbered(waiting)
            self.pending = []
        else:
            self._close_item()
        if self.options is not None:
            self.draft.categories.append(self.options)
            self.repair(
                None, self.options.line, "one category for the whole table", "no category is printed below the options"
            )
            for item in self.draft.items:
                item.category = 0
        self._check_sequence()
        self._join_groups()

    def _check_sequence(self) -> None:
        for before, after in pairwise(self.draft.items):
            if int(after.no) != int(before.no) + 1:
                raise DataError(f"{self.source.path}:{after.line}: item {after.no} follows item {before.no}")

    def _join_groups(self) -> None:
        """Give every item the whole title of its group, which may have come in pieces over several rows."""
        self.draft.groups = {no: f"({no}) {title}" for no, title in self.groups.items()}
        for item in self.draft.items:
            item.group = self.draft.groups[item.group] if item.group else None

    # --- small helpers --------------------------------------------------------------------------------------------

    def _owner(self, line: int) -> DraftItem:
        if self.item is None:
            raise DataError(f"{self.source.path}:{line}: a clause stands before the first item")
        return self.item

    def _add(self, no: str, item: DraftItem, piece: Piece) -> None:
        if self.draft.clause(no):
            raise DataError(f"{self.source.path}:{piece.lines[0]}: clause {no} stands twice in {self.draft.standard}")
        self.draft.clauses.append(DraftClause(no, item.no, piece))
        self.last = piece

    def _shifted(self, clause: str | None, line: int, token: Token, role: str) -> None:
        expected = self.source.columns.index(role)
        if token.column != expected:
            what = f"{role} {token.no} stands in cell {token.column + 1} instead of {expected + 1}"
            self.repair(clause, line, what, "the cells of this row were shifted")

    def _words(self, clause: str | None, line: int, token: Token) -> None:
        if self.source.language == "zh" and broken_words(token.raw):
            self.repair(clause, line, "spaces inside words removed", "line wraps of the printed table")
        if has_markup(token.raw):
            self.repair(clause, line, "markup removed", "tags of the exported page stand in the text")

    def _words_of_piece(self, clause: str, piece: Piece) -> None:
        """Name the clause in the repairs of its own line that were noted before its number was known."""
        own = ("spaces", "markup", "item", "joined to")
        for index, repair in enumerate(self.draft.repairs):
            if repair.clause is None and repair.line in piece.lines and repair.what.startswith(own):
                self.draft.repairs[index] = replace(repair, clause=f"{self.draft.standard}/{clause}")
