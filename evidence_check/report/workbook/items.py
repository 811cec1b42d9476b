"""The table of items on the scoring sheet: verdict, points, best and worst case, all as formulas over the parts.

Beside each formula stands the value that the program came to, so that readers which don't calculate show it as well.
Tests recalculate every cell and compare.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evidence_check.model import ItemScore
from evidence_check.report import wording
from evidence_check.report.workbook.book import Cell, Column, Placed, Value, both
from evidence_check.report.workbook.clauses import verdict_cells
from evidence_check.report.workbook.content import Content
from evidence_check.report.workbook.formulas import FACT, OWN, WHOLE, Formulas, step_keys
from evidence_check.report.workbook.parts import category_key
from evidence_check.report.workbook.state import code
from evidence_check.scoring import Rules, span_of
from evidence_check.scoring.sheet import Sheet

_SHOWN = (
    Column("id", 22, "strong"),
    Column("no", 6, "center"),
    Column("item", 28),
    Column("category", 15, "muted"),
    Column("clauses", 11, "number"),
    Column("result", 14),
    Column("points", 11, "center"),
    Column("best", 11, "center"),
    Column("worst", 11, "center"),
    Column("basis", 14, "muted"),
    Column("verdict", 14, "input"),
    Column("reason", 22, "input"),
    Column("assessor", 9, "input"),
    Column("date", 11, "input_date"),
)


def columns(rules: Rules) -> tuple[Column, ...]:
    """Return the columns: what people read, then the steps of the arithmetic, folded away."""
    return (*_SHOWN, *(Column(f"step_{key}", 8, "center", hidden=True) for key in step_keys(rules)))


@dataclass(frozen=True, slots=True)
class Line:
    """One item with everything that its row shows: the sheets without and with the assessor, and the score's line."""

    before: Sheet
    after: Sheet
    score: ItemScore

    @property
    def whole_verdict(self) -> bool:
        """Whether a verdict on the whole item is given here; one that is its own clause gets it among the clauses."""
        return self.after.item.id not in self.after.item.clauses


def lines(content: Content) -> list[Line]:
    """Return the items that are scored, in the standards' order."""
    scores = {item.id: item for item in content.score.items}
    pairs = zip(content.machine.sheets, content.whole.sheets, strict=True)
    return [Line(before, after, scores[after.item.id]) for before, after in pairs if not after.pointer]


def row(line: Line, content: Content, parts: Placed, at: dict[str, int], number: int) -> list[Value]:
    """Return one item's row; ``number`` is the sheet's row from 0, ``at`` the columns by key."""
    rules, item = content.whole.rules, line.after.item
    formulas, values = Formulas(rules, parts, at, number), _values(line, rules)
    standing = content.standing.get(item.id)
    given = verdict_cells(standing.given if standing else None) if line.whole_verdict else [Cell(None, "aside")] * 4
    steps = formulas.steps(line.after, values["fact"], line.whole_verdict)
    return [
        item.id,
        item.no,
        both(item.title),
        both(wording.word("category", category_key(item.category_kind))),
        len(line.after.own),
        Cell(both(wording.word("verdict", line.score.verdict)), "strong", formulas.result()),
        Cell(line.score.points, "center", formulas.points()),
        Cell(_points(values["least"], rules), "center", formulas.points_at("least")),
        Cell(_points(values["top"], rules), "center", formulas.points_at("top")),
        Cell(_basis(values, line.score), "muted", formulas.basis()),
        *given,
        *(Cell(values[key], "center", steps[key]) for key in step_keys(rules)),
    ]


def _points(rank: Any, rules: Rules) -> int | str:
    return "" if rank == "" or rules.base is None else rules.points.get(rules.severity[rank]) or 0


def _basis(values: dict[str, Any], score: ItemScore) -> str:
    undecided = "nothing" if score.verdict == "undetermined" else "documents"
    of_mode = {WHOLE: "assessor", FACT: "facts", OWN: "assessor" if values["assessed"] else undecided}
    return both(wording.word("basis", of_mode[values["mode"]]))


def _values(line: Line, rules: Rules) -> dict[str, Any]:
    """Return what each step comes to, from the program's own sheets."""
    sheet, span = line.after, span_of(line.after, rules)
    given = sheet.whole if line.whole_verdict and sheet.whole and sheet.whole.basis == "assessor" else None
    fact = line.before.whole
    assessed = sum(part.basis == "assessor" for _, part in sheet.own)
    now, least, top = ("" if rank is None else rank for rank in (span.now, span.reach[0], span.reach[-1]))
    ranks = [rules.rank(part.verdict) for part in sheet.parts]
    settled = [rank for rank, part in zip(ranks, sheet.parts, strict=True) if part.settled and rank is not None]
    found: dict[str, Any] = {
        "given": code(given.verdict, rules) if given else "",
        "fact": code(fact.verdict, rules) if fact else "",
        "assessed": assessed,
        "mode": WHOLE if given else FACT if fact and not assessed else OWN,
        "open": sum(part.verdict == "undetermined" for part in sheet.parts),
        "unsettled": sum(not part.settled for part in sheet.parts),
        "floor": max(settled, default=""),
        "now": now,
        "moves": int(any(not part.settled for part in sheet.parts)),
        "least": least,
        "top": top,
    }
    for rank in range(len(rules.severity)):
        found[f"count{rank}"] = ranks.count(rank)
        found[f"settled{rank}"] = settled.count(rank)
        found[f"fixed{rank}"] = int(span.reach == (rank,))
        found[f"can{rank}"] = int(rank in span.reach)
    return found
