"""An assessment in which each text that a document or a user can fill holds a mark of its own and a hostile payload.

The fields are found by walking the dataclasses, so a field that is added to them later is filled as well, unless it is
named in ``OURS`` as one that only ever holds the program's own words.
"""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from typing import Any

from report_samples import sample

from evidence_check.differences import Differences, compare
from evidence_check.model import Assessment, AssessorVerdict, Bilingual, Holder, Locator, Registry
from evidence_check.report.json import to_json

PAYLOAD = (
    "\"'><img src=x onerror=alert(1)></script></style><script>alert(1)</script>{{ 7*7 }}{% raw %}"
    "<w:hyperlink/>]]>javascript:alert(1) https://evil.example \x1b[31m\u202e\u2028\x00\ud800"
)
START = '=HYPERLINK("http://evil.example")'  # as a spreadsheet would take it
OURS = {
    "Assessment": {"standards", "editions"},
    "Enterprise": {"standards", "businesses", "certification", "as_of", "profile"},
    "AssessorVerdict": {"verdict", "evidence"},
    "Evidence": {"role"},
    "ElementResult": {"coverage"},
    "RequirementResult": {"id", "kind", "counts", "coverage", "years", "held"},
    "ClauseResult": {"id", "coverage"},
    "Score": {"standards", "counts"},
    "ItemScore": {"id", "verdict", "basis"},
    "ConditionResult": {"id", "items"},
    "Closing": {"items", "failing", "undecided"},
    "DocumentLine": {"sha256", "format", "language", "role", "clauses", "status"},
    "Finding": {"kind"},
}
"""Fields that hold ids, days checked before, and words from our own lists."""

_PATHS = {"Evidence.file", "Refused.file", "DocumentLine.path", "Finding.file"}


def mark(place: str) -> str:
    return f"⟦{place}⟧"


def filled(text: str, place: str) -> str:
    return f"{START}{mark('path' if place in _PATHS else place)}{text}{PAYLOAD}"


def marked() -> tuple[Assessment, Registry, Differences, set[str]]:
    """Return the assessment, its registry, its differences from an earlier one, and every place that was filled."""
    calm, registry = sample("2018", 16, 12)
    first, item = calm.clauses[1], calm.score.items[0]
    judged = AssessorVerdict("met", "看过", "王工", "2026-01-01", "0" * 16)
    who = replace(
        calm.enterprise,
        other_names=("海澄",),
        partners=("报关行",),
        verdicts={first.id: judged, item.id: judged},
        holders={"customs_manager": (Holder("陈某", "2020-01", "2024-01"),)},
        facts={"事实": "值"},
    )
    rule = replace(first.requirements[0], persons={"陈某": {"2025": 1}}, coverage="partial")
    score = replace(
        calm.score,
        notes=(Bilingual("注", "note"),),
        financial={"debt_ratio": "高", "别的": {"zh": "中", "en": "en"}},
        items=tuple(replace(each, basis="facts", reason="理由") for each in calm.score.items),
    )
    lines = tuple(replace(each, title="题名", members=("内层.docx",)) for each in calm.documents)
    full = replace(
        calm,
        enterprise=who,
        score=score,
        documents=lines,
        clauses=(calm.clauses[0], replace(first, requirements=(rule, *first.requirements[1:])), *calm.clauses[2:]),
    )
    places: set[str] = set()
    now: Assessment = _fill(full, "", places)
    gone = replace(now.clauses[1], missing=("x",), coverage="missing")
    earlier = replace(now, clauses=(now.clauses[0], gone, *now.clauses[2:]), documents=now.documents[1:])
    return now, registry, compare(to_json(earlier, registry), to_json(now, registry)), places


def _fill(value: Any, place: str, places: set[str]) -> Any:
    """Return a value with every text in it filled that is not one of ours; ``place`` is class and field."""
    if isinstance(value, str):
        places.add("path" if place in _PATHS else place)
        return filled(value, place)
    if isinstance(value, Bilingual):
        return Bilingual(*(_fill(side, place, places) if side else None for side in (value.zh, value.en)))
    if isinstance(value, Locator):
        told = {"sheet": "表", "cell": "A1", "chapter": "章"}
        return value._replace(**{key: _fill(text, f"Locator.{key}", places) for key, text in told.items()})
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = type(value).__name__
        return replace(
            value,
            **{
                each.name: _fill(getattr(value, each.name), f"{kind}.{each.name}", places)
                for each in dataclasses.fields(value)
                if each.init and each.name not in OURS.get(kind, set())
            },
        )
    if isinstance(value, tuple | list):
        return type(value)(_fill(each, place, places) for each in value)
    if isinstance(value, dict):
        keyed = place in ("RequirementResult.persons", "Enterprise.facts", "Score.financial")
        return {
            _fill(key, f"{place} key", places) if keyed and isinstance(key, str) else key: _fill(each, place, places)
            for key, each in value.items()
        }
    return value
