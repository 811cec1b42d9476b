"""Judges the pass conditions over every way in which the open items may still turn out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evidence_check.model import Bilingual, ConditionResult
from evidence_check.scoring.rules import ConditionRule, Rules


@dataclass(frozen=True, slots=True)
class Span:
    """Where one item stands and where it can get, as ranks on the edition's scale (0 best, None not applicable).

    ``now`` counts what is settled or suggested; ``reach`` holds every rank that is still possible, best first.
    """

    id: str
    category: str | None
    now: int | None
    reach: tuple[int | None, ...]


def judge(rules: Rules, spans: Sequence[Span]) -> tuple[list[ConditionResult], bool | None]:
    """Return each condition's result and whether the whole is passed; None where open items make a difference.

    An edition without conditions passes and fails nothing. The items are independent, so a condition holds in every
    case where it holds at its worst end. The best end of every item is also the best for all conditions together.
    """
    results = [_result(rule, rules, spans) for rule in rules.conditions]
    gating = [(rule, result) for rule, result in zip(rules.conditions, results, strict=True) if rule.gates]
    if not gating:
        return results, None
    if all(result.passed is True for _, result in gating):
        return results, True
    best = [Span(span.id, span.category, span.reach[0], span.reach[:1]) for span in spans]
    possible = all(_result(rule, rules, best).passed is True for rule, _ in gating)
    return results, None if possible else False


def _result(rule: ConditionRule, rules: Rules, spans: Sequence[Span]) -> ConditionResult:
    if rule.rule == "total_at_least":
        return _pass_line(rule, rules, spans)
    groups: list[tuple[str, ...]] = [(category,) for category in rule.categories]
    if rule.together or not groups:
        groups = [rule.categories]
    verdicts, counts, items = [], [], []
    limit = rule.limit if rule.rule == "at_most" else 0
    for group in groups:
        inside = [span for span in spans if not group or span.category in group]
        rank = rules.rank(rule.verdict) if rule.verdict else None
        now = [span.id for span in inside if span.now == rank]
        least = sum(span.reach == (rank,) for span in inside)
        most = sum(rank in span.reach for span in inside)
        verdicts.append(True if most <= limit else False if least > limit else None)
        counts.append((group, len(now), least, most))
        items += now if len(now) > limit else []
    return ConditionResult(rule.id, _all(verdicts), tuple(items), rule.gates, _count_detail(rule, counts))


def _all(verdicts: Iterable[bool | None]) -> bool | None:
    seen = set(verdicts)
    return False if False in seen else None if None in seen else True


def _pass_line(rule: ConditionRule, rules: Rules, spans: Sequence[Span]) -> ConditionResult:
    def points(rank: int | None) -> int:
        return 0 if rank is None else rules.points.get(rules.severity[rank]) or 0

    base = rules.base or 0
    now = base + sum(points(span.now) for span in spans)
    best = base + sum(max(map(points, span.reach)) for span in spans)
    worst = base + sum(min(map(points, span.reach)) for span in spans)
    passed = True if worst >= rule.line else False if best < rule.line else None
    items = tuple(span.id for span in spans if points(span.now) < 0) if now < rule.line else ()
    detail = Bilingual(
        zh=f"{rule.title.zh}：现为 {now} 分，最好 {best} 分，最差 {worst} 分",
        en=f"{rule.title.en}: {now} now, {best} at best, {worst} at worst",
    )
    return ConditionResult(rule.id, passed, items, rule.gates, detail)


_CATEGORY = {
    "internal_control": Bilingual("内部控制", "internal control"),
    "finance": Bilingual("财务状况", "finance"),
    "compliance": Bilingual("守法规范", "compliance"),
    "trade_security": Bilingual("贸易安全", "trade security"),
}


def _count_detail(rule: ConditionRule, counts: Sequence[tuple[Sequence[str], int, int, int]]) -> Bilingual:
    zh, en = [], []
    for group, now, least, most in counts:
        name_zh = "＋".join(_CATEGORY[each].zh or each for each in group)
        name_en = " + ".join(_CATEGORY[each].en or each for each in group)
        open_zh, open_en = (f"（可能 {least}–{most}）", f" ({least}–{most} possible)") if least != most else ("", "")
        zh.append(f"{name_zh} {now} 项{open_zh}".strip())
        en.append(f"{name_en} {now}{open_en}".strip())
    return Bilingual(zh=f"{rule.title.zh}：{'，'.join(zh)}", en=f"{rule.title.en}: {', '.join(en)}")
