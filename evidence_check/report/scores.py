"""Prepares the score: its lines with what each rests on, the arithmetic written out, the pass conditions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from evidence_check.model import Bilingual, ConditionResult, ItemScore, Score
from evidence_check.report import charts, wording
from evidence_check.report.closing import ClosingView, by_standard, closing
from evidence_check.report.lookup import Lookup
from evidence_check.report.score_line import ScoreLine
from evidence_check.scoring import load_rules

_SETTLED = ("met", "not_applicable")
_AT_EASE = ("present", "not_applicable", "other_standard")


@dataclass(frozen=True, slots=True)
class ConditionView:
    """One pass condition with its items as lines, by standard; ``state`` is yes, no or open."""

    condition: ConditionResult
    state: str
    name: Bilingual
    lines: tuple[tuple[str, tuple[ScoreLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class ScoreView:
    """Everything the score section shows. ``arithmetic`` and ``scale`` are None where the edition prints no points,
    ``line`` is the total to reach, None where none is printed; ``counts`` hold (category, numbers by verdict, bar).
    """

    total: int | None
    best: int | None
    worst: int | None
    line: int | None
    scale: charts.Scale | None
    state: str
    arithmetic: Bilingual | None
    conditions: tuple[ConditionView, ...]
    closing: ClosingView | None
    open_lines: tuple[ScoreLine, ...]
    settled_lines: tuple[ScoreLine, ...]
    verdicts: tuple[str, ...]
    counts: tuple[tuple[Bilingual, tuple[int, ...], tuple[charts.Segment, ...]], ...]
    financial: tuple[tuple[Bilingual, Bilingual], ...]
    notes: tuple[Bilingual, ...]


def score(lookup: Lookup) -> ScoreView:
    """Return the score as the report shows it."""
    result = lookup.assessment.score
    lines = {item.id: _line(item, lookup) for item in result.items}
    verdicts = wording.keys("verdict")
    line = _line_to_reach(lookup)
    most = max((sum(by_verdict.values()) for by_verdict in result.counts.values()), default=1)
    return ScoreView(
        total=result.total,
        best=result.best,
        worst=result.worst,
        line=line,
        scale=_scale(result, line),
        state=state(result.passed),
        arithmetic=_arithmetic(result.total, result.items),
        conditions=tuple(_condition(condition, lines, lookup) for condition in result.conditions),
        closing=closing(result, lines),
        open_lines=tuple(line for line in lines.values() if line.score.verdict not in _SETTLED),
        settled_lines=tuple(line for line in lines.values() if line.score.verdict in _SETTLED),
        verdicts=verdicts,
        counts=tuple(
            (
                _category(kind),
                tuple(by_verdict.get(verdict, 0) for verdict in verdicts),
                charts.segments({verdict: by_verdict.get(verdict, 0) for verdict in verdicts}, most),
            )
            for kind, by_verdict in result.counts.items()
        ),
        financial=tuple(
            (wording.word("financial", key), _value(value)) for key, value in (result.financial or {}).items()
        ),
        notes=result.notes,
    )


def _line_to_reach(lookup: Lookup) -> int | None:
    """Return the total that the edition's pass conditions ask for."""
    rules = [load_rules(standard.edition) for standard in lookup.assessment.standards[:1]]
    return next((rule.line for each in rules for rule in each.conditions if rule.rule == "total_at_least"), None)


def _scale(result: Score, line: int | None) -> charts.Scale | None:
    if result.total is None or result.best is None or result.worst is None:
        return None
    return charts.scale(result.worst, result.best, result.total, line)


def state(passed: bool | None) -> str:
    """Return the word key for a condition that is fulfilled, not fulfilled or undecided."""
    return "open" if passed is None else "yes" if passed else "no"


def basis_of(item: ItemScore) -> Bilingual:
    """Return what a verdict rests on; of an item that nothing has decided yet, that it waits."""
    waits = item.verdict == "undetermined" and item.basis == "documents"
    return wording.word("basis", "nothing" if waits else item.basis)


def _line(item: ItemScore, lookup: Lookup) -> ScoreLine:
    clauses = lookup.clauses_of(item.id)
    return ScoreLine(
        score=item,
        standard=item.id.partition("/")[0],
        basis=basis_of(item),
        number=lookup.number_of(item.id),
        title=lookup.name_of(item.id),
        category=wording.word("category", lookup.category_of(item.id)),
        anchor=clauses[0] if clauses else None,
        behind=tuple(
            (clause, lookup.number_of(clause), coverage)
            for clause in clauses
            if clause != item.id and (coverage := lookup.results[clause].coverage) not in _AT_EASE
        ),
    )


def _condition(condition: ConditionResult, lines: dict[str, ScoreLine], lookup: Lookup) -> ConditionView:
    concerned = tuple(
        lines.get(scored) or _line(ItemScore(scored, "undetermined", None, "documents"), lookup)
        for scored in condition.items
    )
    name = wording.word("condition", condition.id)
    return ConditionView(condition, state(condition.passed), name, by_standard(concerned))


def _arithmetic(total: int | None, items: tuple[ItemScore, ...]) -> Bilingual | None:
    """Return ``100 + 达标 24 项 × 0 + … = 93``; the base is what remains of the total without the items' points."""
    if total is None:
        return None
    base = total - sum(item.points for item in items if item.points is not None)
    groups = Counter((item.verdict, item.points) for item in items if item.points is not None)
    order = wording.keys("verdict")
    terms = [
        wording.text("arithmetic_term", word=wording.word("verdict", verdict), n=n, points=_signed(points))
        for (verdict, points), n in sorted(groups.items(), key=lambda g: (order.index(g[0][0]), -(g[0][1] or 0)))
    ]
    head = Bilingual(str(base), str(base))
    joined = wording.join([head, *terms], zh=" + ", en=" + ")
    return Bilingual(f"{joined.zh} = {total}", f"{joined.en} = {total}")


def _signed(points: int | None) -> str:
    return f"(−{abs(points)})" if points is not None and points < 0 else str(points)


def _category(kind: str) -> Bilingual:
    return wording.word("category", kind if kind in wording.keys("category") else "none")


def _value(value: Any) -> Bilingual:
    """Return a value of the financial determination in words; a ratio (0.62) becomes a percentage."""
    if isinstance(value, dict) and {"zh", "en"} & set(value):
        return Bilingual(value.get("zh"), value.get("en"))
    if isinstance(value, dict):
        return wording.join([_same(f"{key}: ", _value(part)) for key, part in value.items()], "；", "; ")
    if isinstance(value, list | tuple):
        return wording.join([_value(part) for part in value], "；", "; ")
    if isinstance(value, float):
        return _same(f"{value:.1%}")
    if isinstance(value, str) and value in wording.keys("verdict"):
        return wording.word("verdict", value)
    key = "unknown" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return wording.word("value", key) if key in wording.keys("value") else _same(str(value))


def _same(text: str, after: Bilingual | None = None) -> Bilingual:
    return Bilingual(text + (after.zh or ""), text + (after.en or "")) if after else Bilingual(text, text)
