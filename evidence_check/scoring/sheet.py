"""Lays out every item to be scored with what settles or suggests it, so that the arithmetic sees items only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Basis, Bilingual, Clause, Item, Registry, Standard, Verdict
from evidence_check.scoring.rules import Rules, load_rules
from evidence_check.scoring.words import mixture, nearest

_STRENGTH: dict[Basis, int] = {"documents": 0, "assumed": 1, "facts": 2, "assessor": 3}


class Given(NamedTuple):
    """A verdict on a clause or an item, what it rests on, and the reason in words."""

    verdict: Verdict
    basis: Basis
    reason: str | None = None

    @property
    def settled(self) -> bool:
        """Whether someone or something has decided: documents only suggest."""
        return self.basis != "documents" and self.verdict != "undetermined"


class VerdictError(EvidenceCheckError):
    """A verdict on something that does not exist, or one that is not offered there; ``id`` names it."""

    def __init__(self, identifier: str, message: str, hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.id = identifier


@dataclass(frozen=True, slots=True)
class Sheet:
    """One item with the verdicts that make it up. ``pointer`` marks 见单项标准, which is not scored.

    ``parts`` are the verdicts that count. They come from ``whole`` (one on the item itself) or from ``own`` (one per
    clause), and from ``branches``; the workbook shows these apart, because an assessor's verdict may change which.
    """

    item: Item
    standard: str
    options: tuple[Verdict, ...]
    parts: tuple[Given, ...]
    clauses: tuple[tuple[str, Verdict], ...]
    pointer: bool
    own: tuple[tuple[str, Given], ...] = ()
    whole: Given | None = None
    branches: tuple[Given, ...] = ()


def select(registry: Registry, ids: Iterable[str]) -> tuple[Standard, ...]:
    """Return the standards with these ids, in the registry's order.

    Raises:
        EvidenceCheckError: none given, one unknown, or editions or levels mixed.
    """
    wanted = list(dict.fromkeys(ids))
    known = {standard.id: standard for standard in registry.standards}
    for each in wanted:
        if each not in known:
            guess = nearest(each, known)
            message = f"there is no standard {each!r}{guess} / 没有名为 {each} 的标准"
            raise EvidenceCheckError(message, _known_hint(known))
    if not wanted:
        raise EvidenceCheckError("no standard is named to score by / 没有指定标准", _known_hint(known))
    mixed = mixture(known[each] for each in wanted)
    if mixed is not None:
        raise EvidenceCheckError(f"{mixed.en} / {mixed.zh}", "Score them one after the other. 请分别评分。")
    return tuple(standard for standard in registry.standards if standard.id in wanted)


def _known_hint(known: Iterable[str]) -> str:
    return f"Known standards 可用标准: {', '.join(known)}"


def check(
    registry: Registry, chosen: Sequence[Standard], verdicts: Mapping[str, Given], rules: Rules
) -> tuple[dict[str, Given], list[Bilingual]]:
    """Return the verdicts that concern the chosen standards, and notes on those that were accepted with a doubt.

    Raises:
        VerdictError: an id that no standard has, or a verdict that its category does not offer.
    """
    options = _options(chosen)
    everywhere = _options(registry.standards)
    kept: dict[str, Given] = {}
    elsewhere: list[str] = []
    doubtful: dict[Bilingual, list[str]] = {}
    for identifier, given in verdicts.items():
        if identifier not in options:
            if identifier not in everywhere:
                guess = nearest(identifier, options)
                en, zh = f"no standard has a clause or item {identifier!r}{guess}", f"没有编号为 {identifier} 的条款"
                raise VerdictError(identifier, f"{en} / {zh}")
            elsewhere.append(identifier)
            continue
        offered, category = options[identifier]
        note = next((t.note for t in rules.tolerated if (t.category, t.verdict) == (category, given.verdict)), None)
        if note is not None:
            doubtful.setdefault(note, []).append(identifier)
        elif given.verdict not in (*offered, "undetermined"):
            en = f"{identifier}: the verdict {given.verdict!r} is not offered there; options: {', '.join(offered)}"
            hint = "Choose one of the options. 请选择所列选项之一。"
            raise VerdictError(identifier, f"{en} / 该项没有此选项", hint)
        kept[identifier] = given
    notes = [Bilingual(zh=f"{'、'.join(ids)}：{n.zh}", en=f"{', '.join(ids)}: {n.en}") for n, ids in doubtful.items()]
    if elsewhere:
        ids = ", ".join(sorted(elsewhere))
        zh = f"以下结论不属于所选标准，未计入：{ids}"
        notes.append(Bilingual(zh=zh, en=f"Not counted, because of other standards: {ids}"))
    return kept, notes


def choices(registry: Registry) -> dict[str, tuple[Verdict, ...]]:
    """Return for every clause and item id the verdicts that are accepted there, doubtful ones included."""
    found: dict[str, tuple[Verdict, ...]] = {}
    for standard in registry.standards:
        doubtful = load_rules(standard.edition).tolerated
        for each, (offered, category) in _options([standard]).items():
            more = [one.verdict for one in doubtful if one.category == category and one.verdict not in offered]
            found[each] = (*offered, *more)
    return found


def _options(standards: Iterable[Standard]) -> dict[str, tuple[tuple[Verdict, ...], str | None]]:
    """Return for every clause and item id the verdicts offered there and the kind of its category."""
    found: dict[str, tuple[tuple[Verdict, ...], str | None]] = {}
    for standard in standards:
        clauses = {clause.id: clause for clause in standard.clauses}
        for item in standard.items:
            found[item.id] = (_offered([clauses[each] for each in item.clauses]), item.category_kind)
        found |= {each.id: (each.verdict_options, each.category_kind) for each in standard.clauses}
    return found


def _offered(clauses: Iterable[Clause]) -> tuple[Verdict, ...]:
    return tuple(dict.fromkeys(option for clause in clauses for option in clause.verdict_options))


def lay_out(
    chosen: Sequence[Standard],
    given: Mapping[str, Given],
    assume: Verdict | None,
    branches: Sequence[Mapping[str, Given]] = (),
) -> list[Sheet]:
    """Return one sheet per item, in the order of the standards.

    A verdict on the item stands for all of its clauses, unless one of them has a verdict on a stronger basis
    (assessor > facts > assumed > documents). ``assume`` fills in clauses that have no verdict, where it is offered.
    The verdicts of branches (分支机构) are further parts of the same item.
    """
    sheets = []
    for standard in chosen:
        by_id = {clause.id: clause for clause in standard.clauses}
        for item in standard.items:
            clauses = [by_id[each] for each in item.clauses]
            scored = [clause for clause in clauses if clause.decided_by != "other_standard"]
            pointer = not scored
            filled = {c.id: _fill(c, given.get(c.id), None if pointer else assume) for c in scored or clauses}
            whole = given.get(item.id) if item.id not in item.clauses else None
            own = max((_STRENGTH[given[c].basis] for c in filled if c in given), default=-1)
            wins = whole is not None and _STRENGTH[whole.basis] >= own
            parts = [whole] if whole is not None and wins else list(filled.values())
            ids = dict.fromkeys((item.id, *filled))
            merged = tuple(branch[each] for branch in branches for each in ids if each in branch)
            parts += merged
            shown = tuple((c, (whole if whole and c not in given else part).verdict) for c, part in filled.items())
            own_verdicts = tuple(filled.items())
            sheets.append(
                Sheet(item, standard.id, _offered(clauses), tuple(parts), shown, pointer, own_verdicts, whole, merged)
            )
    return sheets


def _fill(clause: Clause, given: Given | None, assume: Verdict | None) -> Given:
    """Return the clause's verdict, the assumption where nobody has said anything, or undetermined."""
    silent = given is None or (given.verdict == "undetermined" and given.basis == "documents")
    if silent and assume is not None and assume != "undetermined" and assume in clause.verdict_options:
        return Given(assume, "assumed")
    return given or Given("undetermined", "documents")
