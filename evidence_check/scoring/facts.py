"""Settles what documents can't show from the facts that a person declared: finance (2022) and law-abiding clauses."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Basis, Bilingual, Quote, Verdict
from evidence_check.scoring.documented import Documented
from evidence_check.scoring.rules import Comparison, FactRule, FinanceRule, Rules
from evidence_check.scoring.sheet import Given
from evidence_check.scoring.words import NO, VERDICT_OPTIONS, YES, nearest, parse_verdict

_FINANCE_FACTS = ("audit_opinion", "debt_ratios", "erp_connected", "balance_sheet", "established", "branches")

_BEST_FIRST: tuple[Verdict, ...] = ("met", "basically_met", "not_met")
_OPINION_ZH = {
    "unqualified": "无保留意见",
    "qualified": "带保留意见",
    "adverse": "否定意见",
    "disclaimer": "无法表示意见",
}


@dataclass(frozen=True, slots=True)
class Financial:
    """The finance item's verdict by the appendix to the general standard; None where the facts don't decide.

    ``ratios`` maps years to 资产负债率 (total liabilities / total assets at year end, 0.62 = 62 %). ``over`` is True
    where five consecutive years exceed the limit, False where they can't, None where years are lacking.
    """

    verdict: Verdict | None
    opinion: str | None
    erp_connected: bool | None
    ratios: dict[str, float]
    over: bool | None
    reason: Bilingual
    source: tuple[str, ...]
    basis: Basis = "facts"
    evidence: tuple[Quote, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the determination as report.json shows it."""
        return {
            "verdict": self.verdict,
            "opinion": self.opinion,
            "erp_connected": self.erp_connected,
            "debt_ratios": {year: round(ratio, 4) for year, ratio in self.ratios.items()},
            "five_years_over_limit": self.over,
            "reason": {"zh": self.reason.zh, "en": self.reason.en},
            "basis": self.basis,
            "evidence": [{"file": q.file, "locator": q.locator._asdict(), "quote": q.text} for q in self.evidence],
            "source": list(self.source),
        }


def financial(facts: Mapping[str, object], rule: FinanceRule) -> Financial:
    """Return the verdict on the finance item from ``audit_opinion``, ``debt_ratios`` and ``erp_connected``.

    ``debt_ratios`` maps years to a ratio (0.62), a percentage ("62%") or {liabilities, assets}. ``audit_opinion`` is
    last year's, in English or Chinese. ``established`` (a year) tells that an enterprise is younger than five years.
    ``balance_sheet`` says whether the ERP route's balance sheet is provided; debt ratios imply it.

    Raises:
        EvidenceCheckError: a fact that can't be read as what it should be.
    """
    opinion = _opinion(facts.get("audit_opinion"), rule)
    erp = _yes_no(facts.get("erp_connected"), "erp_connected")
    ratios = _ratios(facts.get("debt_ratios"))
    over = _five_years_over(ratios, rule, facts.get("established"))
    source = tuple(f"{rule.file}:{line}" for line in rule.ratio_lines)
    if over is True:
        years = f"{rule.years} consecutive years above {rule.limit:.0%}"
        reason = Bilingual(zh=f"连续 {rule.years} 年资产负债率超过 {rule.limit:.0%}", en=f"debt ratio: {years}")
        return Financial(rule.over, opinion, erp, ratios, over, reason, source)
    routes = _routes(opinion, erp, over, _balance_sheet(facts, ratios), rule)
    if not routes:
        return Financial(None, opinion, erp, ratios, over, _lacking(opinion, erp, over), source)
    # The enterprise may choose either way of proof: clause (13).
    verdict, zh, en, line = min(routes, key=lambda route: _BEST_FIRST.index(route[0]))
    for other, other_zh, other_en, _ in routes:
        if other != verdict:
            zh, en = f"{zh}（另一方式：{other_zh}）", f"{en} (the other way of proof: {other_en}, {other})"
    return Financial(verdict, opinion, erp, ratios, over, Bilingual(zh=zh, en=en), (f"{rule.file}:{line}", *source))


def determine(facts: Mapping[str, object], documents: Documented | None, rules: Rules) -> Financial | None:
    """Return the financial determination by the declared facts, else by what the dossier's papers add to them.

    Declared facts win, key by key. None where the edition has no such rule or nothing at all is known.
    """
    if rules.finance is None:
        return None
    declared = financial(facts, rules.finance) if facts else None
    if not documents or not documents.facts or (declared and declared.verdict):
        return declared
    known = {key: value for key, value in facts.items() if value not in (None, "", {})}
    found = financial({**documents.facts, **known}, rules.finance)
    zh, en = f"{found.reason.zh}。{documents.figures.zh}", f"{found.reason.en}. {documents.figures.en}"
    return replace(found, reason=Bilingual(zh, en), basis="documents", evidence=documents.evidence)


def _routes(
    opinion: str | None, erp: bool | None, over: bool | None, sheet: bool, rule: FinanceRule
) -> list[tuple[Verdict, str, str, int]]:
    routes: list[tuple[Verdict, str, str, int]] = []
    verdict = rule.audit.get(opinion or "")
    if opinion is not None and verdict is not None and (over is False or verdict == rule.over):
        zh = f"上年度审计报告：{_OPINION_ZH.get(opinion, opinion)}"
        routes.append((verdict, zh, f"last year's audit opinion: {opinion}", rule.audit_line[opinion]))
    if erp and sheet and over is False:
        zh = "企业的 ERP 系统已与海关对接且提供资产负债表"
        en = "the ERP system is connected with customs and balance sheets are provided"
        routes.append((rule.erp, zh, en, rule.erp_line))
    return routes


def _lacking(opinion: str | None, erp: bool | None, over: bool | None) -> Bilingual:
    if opinion == "disclaimer":
        return Bilingual(
            zh="审计报告无法表示意见，认定标准未列明，由海关认定",
            en="disclaimer of opinion: the determination rules don't mention it, customs decides",
        )
    if over is None and (opinion or erp):
        return Bilingual(
            zh="缺少近 5 年资产负债率，无法判断是否连续 5 年超过 95%",
            en="debt ratios of the last five years are lacking (facts: debt_ratios)",
        )
    return Bilingual(
        zh="缺少上年度审计意见，也没有说明 ERP 已与海关对接并提供资产负债表",
        en="neither last year's audit opinion nor an ERP connection with balance sheets is stated",
    )


def _balance_sheet(facts: Mapping[str, object], ratios: Mapping[str, float]) -> bool:
    stated = _yes_no(facts.get("balance_sheet"), "balance_sheet")
    return bool(ratios) if stated is None else stated


def _five_years_over(ratios: Mapping[str, float], rule: FinanceRule, established: object) -> bool | None:
    """Return whether ``rule.years`` consecutive years exceed the limit; None where too few years are known."""
    run, last = 0, None
    for year in sorted(int(each) for each in ratios):
        above = ratios[str(year)] > rule.limit
        run = (run + 1 if last == year - 1 else 1) if above else 0
        last = year
        if run >= rule.years:
            return True
    if last is None:
        return None
    recent = [ratios[str(year)] for year in range(last - rule.years + 1, last + 1) if str(year) in ratios]
    young = isinstance(established, int) and not isinstance(established, bool) and last - established + 1 < rule.years
    return False if young or any(ratio <= rule.limit for ratio in recent) else None


def _opinion(value: object, rule: FinanceRule) -> str | None:
    if isinstance(value, Mapping) and value:  # by year: the last one counts
        value = value[max(value, key=str)]
    if value is None or value == "":
        return None
    word = "".join(unicodedata.normalize("NFKC", str(value)).lower().split())
    for name, words in rule.words.items():
        if word in ("".join(each.lower().split()) for each in words):
            return name
    known = ", ".join(dict.fromkeys(words[0] for words in rule.words.values()))
    en = f"facts.audit_opinion: found {value!r}, expected one of {known}"
    raise EvidenceCheckError(f"{en} / 应为 无保留、带保留或否定意见")


def _yes_no(value: object, name: str) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in YES | NO:
        return word in YES
    raise EvidenceCheckError(f"facts.{name}: found {value!r}, expected yes or no / 应为 是 或 否")


def _ratios(value: object) -> dict[str, float]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        en = "facts.debt_ratios: expected years with ratios, for example {2025: 0.62}"
        raise EvidenceCheckError(f"{en} / 应为各年度资产负债率")
    return {_year(year): _ratio(year, entry) for year, entry in value.items() if entry is not None}


def _year(value: object) -> str:
    text = str(value).strip().removesuffix("年").strip()
    if not (len(text) == 4 and text.isdecimal()):
        raise EvidenceCheckError(f"facts.debt_ratios: {value!r} is not a year / 不是年份")
    return text


def _ratio(year: object, entry: object) -> float:
    try:
        if isinstance(entry, Mapping):
            return float(entry["liabilities"]) / float(entry["assets"])
        text = str(entry).strip().replace("％", "%")
        ratio = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        ratio = math.nan
    if not 0 <= ratio <= 10:  # 62 for 62 % must not pass as 6 200 %
        en = "expected a ratio (0.62), a percentage (62%) or {liabilities: …, assets: …}"
        raise EvidenceCheckError(f"facts.debt_ratios.{year}: found {entry!r}, {en} / 应为 负债总额/资产总额")
    return ratio


def branch_verdicts(facts: Mapping[str, object]) -> list[dict[str, Given]]:
    """Return the verdicts under ``facts: {branches: {name: {clause or item id: verdict}}}``, one dict per branch.

    Raises:
        EvidenceCheckError: not that shape, or a word that is no verdict.
    """
    branches = facts.get("branches") or {}
    found: list[dict[str, Given]] = []
    for name, verdicts in branches.items() if isinstance(branches, Mapping) else [("", branches)]:
        if not isinstance(verdicts, Mapping):
            en = f"facts.branches: found {branches!r}, expected branch names with clause or item ids and verdicts"
            raise EvidenceCheckError(f"{en} / 应为 分支机构名称: {{编号: 结论}}")
        words = {str(identifier): parse_verdict(str(word)) for identifier, word in verdicts.items()}
        for identifier, verdict in words.items():
            if verdict is None:
                en = f"facts.branches.{name}.{identifier}: found {verdicts[identifier]!r}"
                raise EvidenceCheckError(f"{en}, expected {VERDICT_OPTIONS.en} / 应为{VERDICT_OPTIONS.zh}")
        found.append({each: Given(verdict, "facts", str(name)) for each, verdict in words.items() if verdict})
    return found


def misspelt(facts: Mapping[str, object], rules: Rules) -> list[Bilingual]:
    """Return a note on every fact that no rule knows and that is nearly one that a rule knows."""
    known = [*_FINANCE_FACTS, *(each.fact for rule in rules.facts for each in (*rule.every, *rule.some))]
    guesses = {fact: guess for fact in facts if fact not in known and (guess := nearest(fact, known))}
    return [Bilingual(zh=f"facts.{f} 未被使用{g}", en=f"facts.{f} is not used{g}") for f, g in guesses.items()]


def from_facts(facts: Mapping[str, object], rules: Rules, finance: Financial | None) -> dict[str, Given]:
    """Return the verdicts that facts settle, by clause or item id, with the figures as the reason."""
    settled: dict[str, Given] = {}
    if finance is not None and rules.finance is not None and finance.verdict is not None:
        settled[rules.finance.item] = Given(
            finance.verdict, finance.basis, f"{finance.reason.zh} / {finance.reason.en}"
        )
    for rule in rules.facts:
        verdict = _fact_verdict(rule, facts)
        if verdict is not None:
            named = [each.fact for each in (*rule.every, *rule.some) if facts.get(each.fact) is not None]
            settled[rule.clause] = Given(verdict, "facts", ", ".join(f"{name}: {facts[name]}" for name in named))
    return settled


def _fact_verdict(rule: FactRule, facts: Mapping[str, object]) -> Verdict | None:
    every = [_holds(each, facts) for each in rule.every]
    some = [_holds(each, facts) for each in rule.some]
    if False in every or (some and all(each is False for each in some)):
        return "not_met"
    return "met" if None not in every and (not some or True in some) else None


def _holds(comparison: Comparison, facts: Mapping[str, object]) -> bool | None:
    value = facts.get(comparison.fact)
    if value is None:
        return None
    if comparison.equals is not None:
        return _yes_no(value, comparison.fact) is comparison.equals
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise EvidenceCheckError(f"facts.{comparison.fact}: found {value!r}, expected a number / 应为数字")
    below = comparison.at_most is None or value <= comparison.at_most
    return below and (comparison.at_least is None or value >= comparison.at_least)
