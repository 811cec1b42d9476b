"""Reads an edition's arithmetic from ``standards/<edition>/scoring.yaml``: the code knows no number of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from evidence_check.data import read_yaml
from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Bilingual, SourceRef, Verdict
from evidence_check.resources import standards_dir


@dataclass(frozen=True, slots=True)
class ConditionRule:
    """A pass condition: no item with ``verdict``, at most ``limit`` items with it per category, or a pass line."""

    id: str
    rule: Literal["none_with", "at_most", "total_at_least"]
    gates: bool
    title: Bilingual
    source: tuple[SourceRef, ...]
    verdict: Verdict | None = None
    limit: int = 0
    categories: tuple[str, ...] = ()
    together: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Tolerated:
    """A verdict that an edition's sources disagree about: accepted in that category, with a note."""

    category: str
    verdict: Verdict
    note: Bilingual


@dataclass(frozen=True, slots=True)
class FinanceRule:
    """How the finance item follows from audit opinion, ERP connection and debt ratios (资产负债率, 1.0 = 100 %)."""

    item: str
    audit: dict[str, Verdict]
    audit_line: dict[str, int]
    erp: Verdict
    erp_line: int
    limit: float
    years: int
    over: Verdict
    ratio_lines: tuple[int, ...]
    file: str
    words: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact against a number or a yes/no; exactly one of the three bounds is given."""

    fact: str
    at_most: float | None = None
    at_least: float | None = None
    equals: bool | None = None


@dataclass(frozen=True, slots=True)
class FactRule:
    """A clause that facts settle: met where all of ``every`` hold and, if there are any, one of ``some``."""

    clause: str
    every: tuple[Comparison, ...]
    some: tuple[Comparison, ...]
    source: tuple[SourceRef, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """One edition's arithmetic. ``severity`` lists the verdicts from best to worst; ``base`` is None without points;
    ``branches`` says whether verdicts of branches are merged (分支机构合并计算).
    """

    edition: str
    severity: tuple[Verdict, ...]
    note: Bilingual | None
    base: int | None
    points: dict[str, int | None]
    branches: bool
    conditions: tuple[ConditionRule, ...]
    tolerated: tuple[Tolerated, ...]
    finance: FinanceRule | None
    facts: tuple[FactRule, ...]

    def rank(self, verdict: Verdict) -> int | None:
        """Return how bad a verdict is (0 is best), or None where it is not on the scale (不适用, undetermined)."""
        return self.severity.index(verdict) if verdict in self.severity else None


@lru_cache(maxsize=16)
def load_rules(edition: str, root: Path | None = None) -> Rules:
    """Return the rules of an edition.

    Raises:
        EvidenceCheckError: the edition has no ``scoring.yaml``, or it does not fit its schema.
    """
    base = root or standards_dir()
    path = base / edition / "scoring.yaml"
    if not path.is_file():
        raise EvidenceCheckError(f"edition {edition!r} has no scoring rules / {edition} 版没有赋分规则")
    raw: dict[str, Any] = read_yaml(path, "scoring")
    points = raw["points"]
    return Rules(
        edition=raw["edition"],
        severity=tuple(raw["aggregate"]["severity"]),
        note=_bilingual(raw["aggregate"].get("note")),
        base=points["base"] if points else None,
        points=dict(points["value"]) if points else {},
        branches=raw.get("branches") is not None,
        conditions=tuple(_condition(each) for each in raw["conditions"]),
        tolerated=tuple(_tolerated(each) for each in raw.get("accepted_with_warning", [])),
        finance=_finance(raw["finance"]) if raw.get("finance") else None,
        facts=tuple(_fact_rule(each) for each in raw.get("facts", [])),
    )


def _bilingual(raw: dict[str, str] | None) -> Bilingual | None:
    return Bilingual(zh=raw["zh"], en=raw["en"]) if raw else None


def _source(raw: list[dict[str, Any]]) -> tuple[SourceRef, ...]:
    return tuple(SourceRef(each["file"], each["line"]) for each in raw)


def _condition(raw: dict[str, Any]) -> ConditionRule:
    return ConditionRule(
        id=raw["id"],
        rule=raw["rule"],
        gates=raw["gates"],
        title=Bilingual(zh=raw["title"]["zh"], en=raw["title"]["en"]),
        source=_source(raw["source"]),
        verdict=raw.get("verdict"),
        limit=raw.get("limit", 0),
        categories=tuple(raw.get("categories", ())),
        together=raw.get("together", False),
        line=raw.get("line", 0),
    )


def _tolerated(raw: dict[str, Any]) -> Tolerated:
    return Tolerated(raw["category"], raw["verdict"], Bilingual(zh=raw["note"]["zh"], en=raw["note"]["en"]))


def _finance(raw: dict[str, Any]) -> FinanceRule:
    return FinanceRule(
        item=raw["item"],
        audit=dict(raw["audit"]),
        audit_line=dict(raw["audit_source"]),
        erp=raw["erp"],
        erp_line=raw["erp_source"],
        limit=raw["ratio"]["limit"],
        years=raw["ratio"]["years"],
        over=raw["ratio"]["over"],
        ratio_lines=tuple(raw["ratio_source"]),
        file=raw["file"],
        words={name: tuple(words) for name, words in raw["words"].items()},
    )


def _comparison(raw: dict[str, Any]) -> Comparison:
    return Comparison(raw["fact"], raw.get("at_most"), raw.get("at_least"), raw.get("is"))


def _fact_rule(raw: dict[str, Any]) -> FactRule:
    return FactRule(
        clause=raw["clause"],
        every=tuple(_comparison(each) for each in raw.get("all", [])),
        some=tuple(_comparison(each) for each in raw.get("any", [])),
        source=_source(raw["source"]),
    )
