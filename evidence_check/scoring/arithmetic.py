"""Turns verdicts into points, best and worst case, pass conditions and counts, by the edition's own rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evidence_check.model import Basis, Bilingual, ItemScore, Registry, Score, Standard, Verdict
from evidence_check.scoring.closing import closing
from evidence_check.scoring.conditions import Span, judge
from evidence_check.scoring.documented import Documented
from evidence_check.scoring.facts import Financial, branch_verdicts, determine, from_facts, misspelt
from evidence_check.scoring.rules import Rules, load_rules
from evidence_check.scoring.sheet import Given, Sheet, check, lay_out, select

_WEAKEST_FIRST: tuple[Basis, ...] = ("documents", "assumed", "facts", "assessor")
NO_CATEGORY = "specific"  # counts of the 2022 individual standard, which prints no categories


def score(
    registry: Registry,
    standards: Sequence[str],
    verdicts: Mapping[str, tuple[Verdict, Basis, str | None]],
    assume: Verdict | None = None,
    *,
    facts: Mapping[str, object] | None = None,
    branches: Sequence[Mapping[str, tuple[Verdict, Basis, str | None]]] = (),
    documents: Documented | None = None,
) -> Score:
    """Return the score of these standards together.

    Args:
        registry: the standards.
        standards: ids of one edition and level, e.g. the common standard and the specific ones that apply.
        verdicts: clause or item id → (verdict, basis, reason). Basis "documents" only suggests.
        assume: what to fill in where nothing is said; None or "undetermined" leaves it open.
        facts: the enterprise's facts; they settle what the edition's rules name (2022: finance and law-abiding).
        branches: verdicts of branches, merged with the head office's by the worst (分支机构合并计算), where the
            edition says so; ``facts: {branches: …}`` are added to them.
        documents: audit opinions and balance sheets found in the dossier; they suggest the financial determination
            where the facts alone do not settle it.

    Raises:
        EvidenceCheckError: unknown or mixed standards; an unknown id; a verdict that is not offered there.
    """
    prepared = prepare(registry, standards, verdicts, assume, facts=facts, branches=branches, documents=documents)
    sheets, rules = prepared.sheets, prepared.rules
    spans = [span_of(sheet, rules) for sheet in sheets if not sheet.pointer]
    conditions, passed = judge(rules, spans)
    total, best, worst = (_total(rules, spans, which) for which in ("now", "best", "worst"))
    items = tuple(_items(sheets, rules))
    undecided = {item.id for item in items if item.verdict == "undetermined"}
    fixed = {item.id for item in items if item.basis == "facts"}
    return Score(
        standards=tuple(standard.id for standard in prepared.chosen),
        total=total,
        best=best,
        worst=worst,
        passed=passed,
        conditions=tuple(conditions),
        items=items,
        counts=_counts(sheets),
        notes=(*prepared.notes, *_remarks(prepared.chosen, sheets, rules, assume)),
        financial=prepared.finance.to_json() if prepared.finance else None,
        closing=closing(rules, spans, undecided, fixed),
    )


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything that a score is computed from: the standards, their rules, and one sheet per item."""

    chosen: tuple[Standard, ...]
    rules: Rules
    sheets: tuple[Sheet, ...]
    notes: tuple[Bilingual, ...]
    finance: Financial | None


def prepare(
    registry: Registry,
    standards: Sequence[str],
    verdicts: Mapping[str, tuple[Verdict, Basis, str | None]],
    assume: Verdict | None = None,
    *,
    facts: Mapping[str, object] | None = None,
    branches: Sequence[Mapping[str, tuple[Verdict, Basis, str | None]]] = (),
    documents: Documented | None = None,
) -> Prepared:
    """Return what :func:`score` computes from; the arguments and errors are the same."""
    chosen = select(registry, standards)
    rules = load_rules(chosen[0].edition)
    given, notes = check(registry, chosen, {key: Given(*value) for key, value in verdicts.items()}, rules)
    facts = facts or {}
    notes += misspelt(facts, rules)
    merged = []
    for branch in [*branches, *branch_verdicts(facts)] if rules.branches else []:
        kept, more = check(registry, chosen, {key: Given(*value) for key, value in branch.items()}, rules)
        merged.append(kept)
        notes += more
    finance = determine(facts, documents, rules)
    notes += documents.doubts if documents and rules.finance else ()
    for identifier, settled in from_facts(facts, rules, finance).items():
        if _concerns(chosen, identifier) and (identifier not in given or given[identifier].basis == "documents"):
            given[identifier] = settled
    return Prepared(chosen, rules, tuple(lay_out(chosen, given, assume, merged)), tuple(notes), finance)


def _concerns(chosen: Sequence[Standard], identifier: str) -> bool:
    return any(identifier in (clause.id, clause.item) for standard in chosen for clause in standard.clauses)


def span_of(sheet: Sheet, rules: Rules) -> Span:
    """Return where one item stands now and between which ends it can still move, as ranks (0 best, None not scored)."""
    ranks = [(rules.rank(part.verdict), part) for part in sheet.parts]
    floor = max((rank for rank, part in ranks if rank is not None and part.settled), default=None)
    now = max((rank for rank, part in ranks if rank is not None), default=None)
    moves = any(not part.settled for part in sheet.parts)
    offered = sorted(rank for option in sheet.options if (rank := rules.rank(option)) is not None)
    if not moves:
        return Span(sheet.item.id, sheet.item.category_kind, now, (floor,))
    least = floor or 0
    return Span(sheet.item.id, sheet.item.category_kind, now, (least, *(rank for rank in offered if rank > least)))


def _total(rules: Rules, spans: Sequence[Span], which: str) -> int | None:
    if rules.base is None:
        return None
    ranks = [span.now if which == "now" else span.reach[0 if which == "best" else -1] for span in spans]
    return rules.base + sum(_points(rules, rank) or 0 for rank in ranks)


def _points(rules: Rules, rank: int | None) -> int | None:
    return None if rank is None else rules.points.get(rules.severity[rank])


@dataclass(frozen=True, slots=True)
class _Present:
    verdict: Verdict
    basis: Basis
    reason: str | None


def present_verdict(sheet: Sheet, rules: Rules) -> _Present:
    """Return an item's verdict as it stands: the worst of its applicable parts, undetermined while one may be worse."""
    parts = sheet.parts
    ranks = [rank for part in parts if (rank := rules.rank(part.verdict)) is not None]
    bottom = len(rules.severity) - 1
    open_ = any(part.verdict == "undetermined" for part in parts)
    if open_ and bottom not in ranks:
        deciding = [part for part in parts if part.verdict == "undetermined"]
        return _Present("undetermined", _weakest(parts), _reasons(deciding))
    if not ranks:
        return _Present("not_applicable", _weakest(parts), _reasons(parts))
    verdict = rules.severity[max(ranks)]
    deciding = [part for part in parts if part.verdict == verdict]
    if max(ranks) == bottom:  # one part at the bottom is enough, so the best-founded of those decides
        return _Present(verdict, max((part.basis for part in deciding), key=_WEAKEST_FIRST.index), _reasons(deciding))
    return _Present(verdict, _weakest(parts), _reasons(deciding))


def _weakest(parts: Sequence[Given]) -> Basis:
    return min((part.basis for part in parts), key=_WEAKEST_FIRST.index)


def _reasons(parts: Sequence[Given]) -> str | None:
    return "; ".join(dict.fromkeys(part.reason for part in parts if part.reason)) or None


def _items(sheets: Sequence[Sheet], rules: Rules) -> list[ItemScore]:
    scored = {sheet.item.id: present_verdict(sheet, rules) for sheet in sheets if not sheet.pointer}
    rows = []
    for sheet in sheets:
        if sheet.pointer:
            rows.append(_pointer(sheet, sheets, scored, rules))
            continue
        present = scored[sheet.item.id]
        span = span_of(sheet, rules)
        points = _points(rules, span.now)
        if present.verdict == "undetermined" and not points:
            points = None  # nothing known yet; a deduction that is certain already stays
        ends = _ends(rules, span)
        rows.append(ItemScore(sheet.item.id, present.verdict, points, present.basis, present.reason, *ends))
    return rows


def _ends(rules: Rules, span: Span) -> tuple[int | None, int | None]:
    """Return the points of an item in the best and in the worst case; None for an edition without points."""
    if rules.base is None:
        return None, None
    reach = [_points(rules, rank) or 0 for rank in span.reach]
    return max(reach), min(reach)


def _key(title: Bilingual) -> str:
    return "".join((title.zh or title.en or "").split())


def answers(pointer: Sheet, sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the items of the other scored standards that answer a pointer (见单项标准): those with its title."""
    return [s for s in sheets if not s.pointer and s.standard != pointer.standard and _same_title(s, pointer)]


def _same_title(one: Sheet, other: Sheet) -> bool:
    return bool(_key(one.item.title)) and _key(one.item.title) == _key(other.item.title)


def _pointer(sheet: Sheet, sheets: Sequence[Sheet], scored: Mapping[str, _Present], rules: Rules) -> ItemScore:
    answering = answers(sheet, sheets)
    if not answering:
        said = [part for part in sheet.parts if part.basis != "documents" and part.verdict != "undetermined"]
        verdict: Verdict = said[0].verdict if said else "not_applicable"
        reason = "见单项标准，所选标准中没有对应的单项标准，不赋分 / pointer without a specific standard, not scored"
        return ItemScore(sheet.item.id, verdict, None, said[0].basis if said else "facts", reason)
    ids = ", ".join(each.item.id for each in answering)
    presents = [scored[each.item.id] for each in answering]
    present = present_verdict(replace(sheet, parts=tuple(Given(p.verdict, p.basis) for p in presents)), rules)
    reason = f"见单项标准 {ids} 赋分 / scored there: {ids}"
    return ItemScore(sheet.item.id, present.verdict, None, present.basis, reason)


def _counts(sheets: Sequence[Sheet]) -> dict[str, dict[str, int]]:
    """Return category kind → verdict → number of clauses; pointers are left out."""
    counts: dict[str, Counter[str]] = {}
    for sheet in sheets:
        if sheet.pointer:
            continue
        row = counts.setdefault(sheet.item.category_kind or NO_CATEGORY, Counter())
        row.update(verdict for _, verdict in sheet.clauses)
    return {kind: dict(sorted(row.items())) for kind, row in counts.items()}


def _remarks(
    chosen: Sequence[Standard], sheets: Sequence[Sheet], rules: Rules, assume: Verdict | None
) -> list[Bilingual]:
    notes = [rules.note] if rules.note else []
    lost = [sheet.item.id for sheet in sheets if sheet.pointer and not answers(sheet, sheets)]
    if lost:
        ids = ", ".join(lost)
        notes.append(
            Bilingual(
                zh=f"{ids}：原文为“见单项标准”，所选标准中没有对应的单项标准，按不适用处理，不赋分。",
                en=f"{ids}: the text points to a specific standard and none of those chosen answers it: "
                "not applicable, not scored.",
            )
        )
    if assume not in (None, "undetermined"):
        open_ = [s.item.id for s in sheets if not s.pointer and any(p.verdict == "undetermined" for p in s.parts)]
        if open_:
            ids = ", ".join(open_)
            notes.append(Bilingual(zh=f"{ids}：未按假设填写，仍未定。", en=f"{ids}: not filled by the assumption."))
    if len(chosen) > 2:
        notes.append(
            Bilingual(
                zh="多个单项标准同时适用时，原文未说明相同要求是否合并；此处逐项分别赋分。",
                en="Where several specific standards apply, the source does not say whether equal demands are merged; "
                "each item is scored by itself.",
            )
        )
    return notes
