"""The formulas of one item's row: each is a step of ``scoring/arithmetic.py``, to be read side by side with it."""

from __future__ import annotations

from evidence_check.report import wording
from evidence_check.report.workbook import refs
from evidence_check.report.workbook.book import Placed, both, sheet_name
from evidence_check.report.workbook.parts import BRANCH, CLAUSE
from evidence_check.report.workbook.state import WORDS
from evidence_check.scoring import Rules
from evidence_check.scoring.sheet import Sheet

STEPS = ("given", "fact", "assessed", "mode", "open", "unsettled", "floor", "now", "moves", "least", "top")
BY_RANK = ("count", "settled", "fixed", "can")
"""Steps that exist once for each rank of the edition's scale."""

WHOLE, FACT, OWN = "A", "F", "C"
"""Whose verdicts count: the assessor's on the whole item, a fact's on the whole item, or those of the clauses."""


def step_keys(rules: Rules) -> list[str]:
    """Return the keys of all steps, in the order of their columns."""
    return [*STEPS, *(f"{name}{rank}" for name in BY_RANK for rank in range(len(rules.severity)))]


class Formulas:
    """The formulas of the row ``number`` (from 0); ``at`` has the table's columns, ``parts`` the single verdicts."""

    def __init__(self, rules: Rules, parts: Placed, at: dict[str, int], number: int) -> None:
        self._rules, self._ranks = rules, range(len(rules.severity))
        self._at, self._line = at, number + 1
        self._parts = {key: refs.data(parts, key, sheet_name("parts")) for key in parts.columns}

    def steps(self, sheet: Sheet, fact: str | int, whole_verdict: bool) -> dict[str, str]:
        """Return the formula of each step.

        Args:
            sheet: the item with the verdicts that it offers.
            fact: the code of the verdict that facts give the whole item, or nothing.
            whole_verdict: whether the assessor may give a verdict on the whole item in this row.
        """
        c, word = self._cell, f'TRIM({self._cell("verdict")}&"")'
        found = {
            "given": f'IF({word}="","",IFERROR(VLOOKUP({word},{WORDS},2,FALSE),"U"))' if whole_verdict else '""',
            "fact": f'"{fact}"' if isinstance(fact, str) else str(fact),
            "assessed": "+".join(self._codes(each) for each in ('"N"', '"U"', *map(str, self._ranks))),
            "mode": f'IF({c("given")}<>"","{WHOLE}",IF(AND({c("fact")}<>"",{c("assessed")}=0),"{FACT}","{OWN}"))',
            "open": self._counted('"U"', '"U"'),
            "unsettled": self._counted(None, '"U"'),
            "floor": self._largest("settled"),
            "now": self._largest("count"),
            "moves": f"IF({c('unsettled')}>0,1,0)",
            "least": f'IF({c("moves")}=1,IF({c("floor")}="",0,{c("floor")}),{c("floor")})',
        }
        offered = [rank for rank in self._ranks if self._rules.severity[rank] in sheet.options]
        found["top"] = f"IF({c('moves')}=1,MAX({c('least')},{max(offered, default=0)}),{c('floor')})"
        for rank in self._ranks:
            within = f"AND({c('moves')}=1,{c('least')}<{rank})" if rank in offered else "FALSE"
            only = f'{c("least")}={rank},{c("top")}={rank},{c("least")}<>"",{c("top")}<>""'
            found[f"count{rank}"] = self._counted(str(rank), str(rank))
            found[f"settled{rank}"] = self._counted(str(rank), str(rank), settled=True)
            found[f"fixed{rank}"] = f"IF(AND({only}),1,0)"
            found[f"can{rank}"] = f'IF({c("least")}="",0,IF(OR({c("least")}={rank},{within}),1,0))'
        return {key: f"={formula}" for key, formula in found.items()}

    def result(self) -> str:
        """Return the formula of the verdict as it stands (``present_verdict``)."""
        words = ",".join(f'"{both(wording.word("verdict", verdict))}"' for verdict in self._rules.severity)
        open_, none = (both(wording.word("verdict", verdict)) for verdict in ("undetermined", "not_applicable"))
        chosen = f'IF({self._cell("now")}="","{none}",CHOOSE({self._cell("now")}+1,{words}))'
        return f'=IF({self._unknown()},"{open_}",{chosen})'

    def points(self) -> str:
        """Return the formula of the points; nothing where nothing is known yet."""
        if not self._rules.points:
            return '=""'
        now = self._choose("now")
        return f'=IF({self._cell("now")}="","",IF(AND({self._unknown()},{now}=0),"",{now}))'

    def points_at(self, step: str) -> str:
        """Return the formula of the points at the best (``least``) or worst (``top``) end."""
        return f'=IF({self._cell(step)}="","",{self._choose(step)})' if self._rules.points else '=""'

    def basis(self) -> str:
        """Return the formula that says what the verdict rests on."""
        assessor, facts, documents, nothing = (
            both(wording.word("basis", key)) for key in ("assessor", "facts", "documents", "nothing")
        )
        mode, assessed = self._cell("mode"), self._cell("assessed")
        own = f'IF({assessed}>0,"{assessor}",IF({self._unknown()},"{nothing}","{documents}"))'
        return f'=IF({mode}="{WHOLE}","{assessor}",IF({mode}="{FACT}","{facts}",{own}))'

    def _cell(self, key: str) -> str:
        column = self._at.get(f"step_{key}", self._at.get(key, 0))
        return f"${refs.letters(column)}{self._line}"

    def _unknown(self) -> str:
        return f"AND({self._cell('open')}>0,{self._cell(f'count{self._ranks[-1]}')}=0)"

    def _choose(self, step: str) -> str:
        values = ",".join(str(self._rules.points.get(verdict) or 0) for verdict in self._rules.severity)
        return f"CHOOSE({self._cell(step)}+1,{values})"

    def _of(self, kind: str) -> str:
        return f'{self._parts["part_item"]},{self._cell("id")},{self._parts["part_kind"]},"{kind}"'

    def _codes(self, sought: str) -> str:
        return f"COUNTIFS({self._of(CLAUSE)},{self._parts['part_given']},{sought})"

    def _counted(self, sought: str | None, whole: str, settled: bool = False) -> str:
        """Return the formula that counts parts: of branches always, and of the clauses or of the item as a whole.

        Args:
            sought: the code to count; None counts what is not settled.
            whole: the code that a verdict on the whole item must have to count.
            settled: whether only settled parts count.
        """
        more = f",{self._parts['part_code']},{sought}" if sought else ""
        if settled or sought is None:
            more += f",{self._parts['part_settled']},{0 if sought is None else 1}"
        clauses, branches = (f"COUNTIFS({self._of(kind)}{more})" for kind in (CLAUSE, BRANCH))
        given = f'IF({self._cell("mode")}="{WHOLE}",{self._cell("given")},{self._cell("fact")})'
        return f'{branches}+IF({self._cell("mode")}="{OWN}",{clauses},IF({given}={whole},1,0))'

    def _largest(self, step: str) -> str:
        nested = '""'
        for rank in self._ranks:
            nested = f"IF({self._cell(f'{step}{rank}')}>0,{rank},{nested})"
        return nested
