"""Draws from the dossier's own papers what the financial determination needs: audit opinions, balance sheet figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence_check.model import Bilingual, Enterprise, Examined, Quote, Statement

if TYPE_CHECKING:
    from evidence_check.examinations import Examinations
    from evidence_check.standing import Standing

_ALIKE = 0.01  # of a debt ratio: figures of two papers that differ by no more are one
_MOST = 10.0  # a greater ratio is a misread figure, not a company's


@dataclass(frozen=True, slots=True)
class Documented:
    """Facts as ``enterprise.yaml`` would state them, the quotes that they rest on, and the figures in words.

    ``doubts`` names the years of which two papers say different things; those years are left out.
    """

    facts: dict[str, object]
    evidence: tuple[Quote, ...]
    figures: Bilingual
    doubts: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ratio:
    value: float
    quotes: tuple[Quote, ...]
    words: Bilingual


def documented(
    files: Examinations | Collection[Examined], standing: Mapping[str, Standing], enterprise: Enterprise
) -> Documented:
    """Return last year's audit opinion and the debt ratios by year that the enterprise's own papers state.

    Papers that name other companies and not this one are somebody else's accounts. Figures are set against each other
    within one file only: two files may count in different units. Years after the review are left out.
    """
    from evidence_check.company_names import own_names  # none of these at every start of the program
    from evidence_check.examinations import Examinations, InMemory
    from evidence_check.standing import aliases

    held = files if isinstance(files, Examinations) else InMemory(files)
    own = (*own_names(enterprise), *aliases(held.values(), enterprise))
    accounts = held.stating("opinion", "assets", "liabilities", "ratio")
    ours = (file for path, file in accounts if standing[path].refused is None and _is_own(file, own))
    running = int(enterprise.as_of[:4])
    opinions: dict[str, dict[str, Quote]] = defaultdict(dict)
    ratios: dict[str, list[_Ratio]] = defaultdict(list)
    for file in ours:
        for said in file.statements:
            if said.kind == "opinion" and int(said.subject) < running:
                opinions[said.subject].setdefault(said.value, said.quote)
        for year, ratio in _ratios(file.statements).items():
            if int(year) < running:
                ratios[year].append(ratio)
    doubts = [_doubt(year, "审计意见", "audit opinions") for year, said in sorted(opinions.items()) if len(said) > 1]
    agreed = {}
    for year, found in sorted(ratios.items()):
        if max(r.value for r in found) - min(r.value for r in found) > _ALIKE:
            doubts.append(_doubt(year, "资产负债率", "debt ratios"))
        else:
            agreed[year] = found[0]
    last = str(running - 1)
    opinion = next(iter(opinions[last].items())) if len(opinions.get(last, {})) == 1 else None
    return _told(last, opinion, agreed, doubts)


def _told(
    last: str, opinion: tuple[str, Quote] | None, ratios: Mapping[str, _Ratio], doubts: Sequence[Bilingual]
) -> Documented:
    facts: dict[str, object] = {}
    quotes: list[Quote] = []
    zh, en = [], []
    if opinion:
        facts["audit_opinion"] = {last: opinion[0]}
        quotes.append(opinion[1])
        zh.append(f"{last} 年审计报告“{opinion[1].text}”（{opinion[1].file}）")
        en.append(f"auditor's report for {last}: “{opinion[1].text}” ({opinion[1].file})")
    if ratios:
        facts["debt_ratios"] = {year: ratio.value for year, ratio in ratios.items()}
        quotes += [quote for ratio in ratios.values() for quote in ratio.quotes]
        zh += [f"{year} 年资产负债率 {ratio.words.zh}" for year, ratio in ratios.items()]
        en += [f"debt ratio {year}: {ratio.words.en}" for year, ratio in ratios.items()]
    return Documented(facts, tuple(dict.fromkeys(quotes)), Bilingual("；".join(zh), "; ".join(en)), tuple(doubts))


def _doubt(year: str, zh: str, en: str) -> Bilingual:
    return Bilingual(
        f"{year} 年的{zh}在不同文件中不一致，未采用，请核对。",
        f"The {en} for {year} differ between files and were left out; please check.",
    )


def _is_own(file: Examined, own: Sequence[str]) -> bool:
    """Return whether a file's accounts are the enterprise's: it names it, or names no company at all."""
    from evidence_check.company_names import same_company

    named = [mention.name for mention in file.mentions]
    return not named or any(same_company(name, mine) for name in named for mine in own)


def _ratios(said: Sequence[Statement]) -> dict[str, _Ratio]:
    """Return a file's debt ratio by year, from both totals, else as stated; years with two totals are left out."""
    figures: dict[tuple[str, str], dict[str, Quote]] = defaultdict(dict)
    for statement in said:
        if statement.kind in ("assets", "liabilities", "ratio"):
            figures[statement.kind, statement.subject].setdefault(statement.value, statement.quote)
    found: dict[str, _Ratio] = {}
    for year in sorted({year for _, year in figures}):
        assets, liabilities = (_only(figures.get((kind, year), {})) for kind in ("assets", "liabilities"))
        stated = _only(figures.get(("ratio", year), {}))
        if assets and liabilities and assets[0] > 0 and 0 <= liabilities[0] / assets[0] <= _MOST:
            value = liabilities[0] / assets[0]
            words = Bilingual(
                f"{value:.1%}（负债 {liabilities[0]:,.15g} / 资产 {assets[0]:,.15g}，{assets[1].file}）",
                f"{value:.1%} (liabilities {liabilities[0]:,.15g} / assets {assets[0]:,.15g}, {assets[1].file})",
            )
            found[year] = _Ratio(value, tuple(dict.fromkeys((assets[1], liabilities[1]))), words)
        elif stated and 0 <= stated[0] <= _MOST:
            words = Bilingual(f"{stated[0]:.1%}（{stated[1].file}）", f"{stated[0]:.1%} ({stated[1].file})")
            found[year] = _Ratio(stated[0], (stated[1],), words)
    return found


def _only(values: Mapping[str, Quote]) -> tuple[float, Quote] | None:
    """Return the one figure, None for none or several that differ."""
    if len({float(value) for value in values}) != 1:
        return None
    value, quote = next(iter(values.items()))
    return float(value), quote
