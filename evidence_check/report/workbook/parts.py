"""The sheet below the score: each verdict that counts towards an item, and what it is now that people may change it.

A verdict is a code here, see ``state.code``; the table of words on the hidden sheet gives it to the formulas.
"""

from __future__ import annotations

from dataclasses import dataclass

from evidence_check.report import wording
from evidence_check.report.workbook import refs
from evidence_check.report.workbook.book import Book, Cell, Column, Placed, Value, both, said, sheet_name
from evidence_check.report.workbook.content import Content
from evidence_check.report.workbook.state import WORDS, code
from evidence_check.report.workbook.styles import of_verdict
from evidence_check.scoring import Given
from evidence_check.scoring.arithmetic import NO_CATEGORY

COLUMNS = (
    Column("part_id", 22, "strong"),
    Column("part_item", 22, "muted"),
    Column("category", 14, "muted"),
    Column("part_kind", 9, "muted"),
    Column("suggested", 18),
    Column("part_suggested", 8, "center"),
    Column("part_settled_before", 9, "center"),
    Column("part_verdict", 18),
    Column("part_given", 9, "center"),
    Column("part_code", 9, "center"),
    Column("part_settled", 9, "center"),
)
CLAUSE, BRANCH = "clause", "branch"


@dataclass(frozen=True, slots=True)
class Part:
    """One verdict that counts towards an item: of one of its clauses, or of a branch (分支机构)."""

    id: str
    item: str
    kind: str
    category: str
    machine: Given
    now: Given


def parts(content: Content) -> list[Part]:
    """Return the parts of every item that is scored, in the standards' order."""
    found: list[Part] = []
    for before, after in zip(content.machine.sheets, content.whole.sheets, strict=True):
        if before.pointer:
            continue
        kind = both(wording.word("category", category_key(before.item.category_kind)))
        now = dict(after.own)
        found += [Part(each, before.item.id, CLAUSE, kind, given, now[each]) for each, given in before.own]
        found += [Part(before.item.id, before.item.id, BRANCH, kind, given, given) for given in before.branches]
    return found


def category_key(kind: str | None) -> str:
    """Return the key of a category's word; the specific standard of 2022 has no categories."""
    return "none" if kind in (None, NO_CATEGORY) else kind or "none"


def placed(content: Content) -> Placed:
    """Return where the table will stand."""
    last = max(1 + len(parts(content)), 1)
    return Placed(None, 0, 1, 2, last, {column.key: at for at, column in enumerate(COLUMNS)})


def add(book: Book, content: Content, clauses: Placed) -> Placed:
    """Add the sheet; ``clauses`` is where the assessor's verdicts stand."""
    rows = [_row(part, content, clauses, row) for row, part in enumerate(parts(content), 2)]
    sheet = book.sheet("parts")
    return book.table(sheet, COLUMNS, rows, freeze=1)


def _row(part: Part, content: Content, clauses: Placed, row: int) -> list[Value]:
    rules, line = content.whole.rules, row + 1
    assessor = part.now if part.now.basis == "assessor" and part.kind == CLAUSE else None
    word = both(wording.word("verdict", assessor.verdict)) if assessor else ""
    given = code(assessor.verdict, rules) if assessor else ""
    suggested = code(part.machine.verdict, rules)
    look_up = _look_up(clauses, f"$A{line}") if part.kind == CLAUSE else '=""'
    return [
        part.id,
        part.item,
        part.category,
        part.kind,
        Cell(said("verdict", part.machine.verdict), of_verdict(part.machine.verdict)),
        suggested,
        int(part.machine.settled),
        Cell(word, "text", look_up),
        Cell(given, "center", f'=IF($H{line}="","",IFERROR(VLOOKUP($H{line},{WORDS},2,FALSE),"U"))'),
        Cell(suggested if given == "" else given, "center", f'=IF($I{line}="",$F{line},$I{line})'),
        Cell(
            int(part.machine.settled) if given == "" else int(given != "U"),
            "center",
            f'=IF($I{line}="",$G{line},IF($I{line}="U",0,1))',
        ),
    ]


def _look_up(clauses: Placed, key: str) -> str:
    """Return the formula for the assessor's word on a clause, wherever its row has been sorted to."""
    ids, words = (refs.whole_column(clauses, key, sheet_name("clauses")) for key in ("id", "verdict"))
    found = f"INDEX({words},MATCH({key},{ids},0))"
    return f'=IFERROR(TRIM({found}&""),"")'
