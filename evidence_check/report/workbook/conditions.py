"""The pass conditions on the scoring sheet: how many items now, at least and at most, and what follows from that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evidence_check.report import wording
from evidence_check.report.scores import state
from evidence_check.report.workbook import refs
from evidence_check.report.workbook.book import Book, Cell, Placed, Value, both, said
from evidence_check.report.workbook.content import Content
from evidence_check.report.workbook.heights import height
from evidence_check.report.workbook.parts import category_key
from evidence_check.scoring import span_of
from evidence_check.scoring.conditions import Span
from evidence_check.scoring.rules import ConditionRule

_SCOPE, _FIGURES = 3, 5  # columns (from 0): the title takes those before the scope, the scope those before the figures
_STATE, _AT_BEST = _FIGURES + 4, _FIGURES + 5
_HEADS = ("case_now", "case_least", "case_most", "case_limit", "case_state", "case_best_holds")

Group = tuple[str, ...]


def listed(content: Content) -> list[tuple[ConditionRule, Group]]:
    """Return the lines: one per condition and, where each category counts by itself, per category."""
    found: list[tuple[ConditionRule, Group]] = []
    for rule in content.whole.rules.conditions:
        apart = rule.rule != "total_at_least" and not rule.together and rule.categories
        found += [(rule, (category,)) for category in rule.categories] if apart else [(rule, rule.categories)]
    return found


def add(book: Book, sheet: Any, content: Content, placed: Placed, totals: dict[str, str], row: int) -> tuple[int, str]:
    """Write the conditions and the whole; return the next free row and where the whole stands."""
    row += 1
    book.across(sheet, row, 0, _SCOPE - 1, both(wording.word("head", "condition")), "head")
    book.across(sheet, row, _SCOPE, _FIGURES - 1, both(wording.word("head", "group")), "head")
    for at, head in enumerate(_HEADS, _FIGURES):
        book.put(sheet, row, at, both(wording.text(head)), "head")
    sheet.set_row(row, 30)
    states, at_best = [], []
    for row, (rule, group) in enumerate(listed(content), row + 1):  # noqa: B020  the next row follows the last
        _line(book, sheet, _Condition(rule, group, content, placed, totals, row))
        if rule.gates:
            states.append(refs.cell(row, _STATE))
            at_best.append(refs.cell(row, _AT_BEST))
    row += 1
    yes, no, open_ = (said("passed", key) for key in ("yes", "no", "open"))
    all_hold = ",".join(f'{each}="{yes}"' for each in states)
    possible = ",".join(f"{each}=1" for each in at_best)
    whole = f'=IF(AND({all_hold}),"{yes}",IF(AND({possible}),"{open_}","{no}"))'
    book.across(sheet, row, 0, _SCOPE - 1, both(wording.text("result_passed")), "strong")
    sheet.set_row(row, 28)
    book.put(sheet, row, _STATE, Cell(said("passed", state(content.score.passed)), "strong", whole))
    return row + 1, refs.cell(row, _STATE)


def _line(book: Book, sheet: Any, line: _Condition) -> None:
    rule, group = line.rule, line.group
    title = both(rule.title) if rule.gates else f"{both(rule.title)}（{both(wording.text('not_gating'))}）"
    scope = both(wording.join([wording.word("category", each) for each in group], "＋", " + ")) if group else ""
    book.across(sheet, line.row, 0, _SCOPE - 1, title, "text")
    book.across(sheet, line.row, _SCOPE, _FIGURES - 1, scope, "text")
    for at, value in enumerate(line.cells(), _FIGURES):
        book.put(sheet, line.row, at, value)
    sheet.set_row(line.row, height([(title, 55), (scope, 26)]))


class _Condition:
    """One line of the conditions, with its figures and the formulas that arrive at them."""

    def __init__(
        self,
        rule: ConditionRule,
        group: Group,
        content: Content,
        placed: Placed,
        totals: dict[str, str],
        row: int,
    ) -> None:
        self.rule, self.group, self.row = rule, group, row
        self._placed, self._totals, self._score = placed, totals, content.score
        rules = content.whole.rules
        self._rank = rules.rank(rule.verdict) if rule.verdict else None
        self._of_total = rule.rule == "total_at_least"
        self._limit = rule.line if self._of_total else rule.limit if rule.rule == "at_most" else 0
        spans = [span_of(each, rules) for each in content.whole.sheets if not each.pointer]
        self._spans: Sequence[Span] = [span for span in spans if not group or span.category in group]

    def cells(self) -> list[Value]:
        """Return the six cells of the line: now, least, most, limit, state, whether it holds at best."""
        yes, no, open_ = (said("passed", key) for key in ("yes", "no", "open"))
        now, least, most = self._figures()
        at_least, at_most, limit = (refs.cell(self.row, _FIGURES + n) for n in (1, 2, 3))
        if self._of_total:  # at least: the worst total; at most: the best
            holds, fails, at_best = f"{at_least}>={limit}", f"{at_most}<{limit}", f"{at_most}>={limit}"
            held, failed, possible = least >= self._limit, most < self._limit, most >= self._limit
        else:
            holds, fails = f"{at_most}<={limit}", f"{at_least}>{limit}"
            at_best = f"{self._sum(self._is_rank('step_least'))}<={limit}"
            held, failed = most <= self._limit, least > self._limit
            possible = sum(span.reach[0] == self._rank for span in self._spans) <= self._limit
        shown = yes if held else no if failed else open_
        return [
            *(
                Cell(value, "number", f"={formula}")
                for value, formula in zip((now, least, most), self._sums(), strict=True)
            ),
            Cell(self._limit, "number"),
            Cell(shown, "strong", f'=IF({holds},"{yes}",IF({fails},"{no}","{open_}"))'),
            Cell(int(possible), "center", f"=IF({at_best},1,0)"),
        ]

    def _figures(self) -> tuple[int, int, int]:
        if self._of_total:
            return self._score.total or 0, self._score.worst or 0, self._score.best or 0
        now = sum(span.now == self._rank for span in self._spans)
        least = sum(span.reach == (self._rank,) for span in self._spans)
        return now, least, sum(self._rank in span.reach for span in self._spans)

    def _sums(self) -> tuple[str, str, str]:
        if self._of_total:
            return self._totals["total"], self._totals["worst"], self._totals["best"]
        fixed, can = (refs.data(self._placed, f"step_{step}{self._rank}") for step in ("fixed", "can"))
        return self._sum(self._is_rank("step_now")), self._sum(fixed), self._sum(can)

    def _is_rank(self, key: str) -> str:
        column = refs.data(self._placed, key)
        return f'({column}={self._rank})*({column}<>"")'

    def _sum(self, what: str) -> str:
        """Return the sum of ``what`` over the items of the line's categories."""
        words = [both(wording.word("category", category_key(each))) for each in self.group]
        if not words:
            return f"SUMPRODUCT(1*({what}))"
        column = refs.data(self._placed, "category")
        inside = "+".join(f'({column}="{word}")' for word in words)
        return f"SUMPRODUCT(({inside})*({what}))"
