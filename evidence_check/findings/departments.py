"""Finds departments that policies make responsible and that the organisation chart does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from evidence_check.examinations import Examinations
from evidence_check.findings.rules import rules
from evidence_check.model import Finding, Statement, StatementKind
from evidence_check.standing import Standing
from evidence_check.text import normal

_LATIN, _STEM = 28, 6  # characters of a department's English name, and of a word of it that other forms share
_SUFFIX = ("办公室", "部", "课", "科", "处", "室", "组", "中心", "办", "队", "站")


def find(files: Examinations, standing: Mapping[str, Standing]) -> Iterator[Finding]:
    """Yield one finding per policy and department, where the dossier holds a chart that names several departments."""
    rule = rules()["department-not-on-chart"]
    chart, known = _named(files, standing)
    named = _units(chart)
    if len(named) < rule.params["departments"]:
        return
    latin = sum(name.isascii() for name in named)
    has_lessons = any(other.endswith("课") for other in chart)
    is_known = lru_cache(maxsize=4096)(_Known(known).holds)
    told: set[tuple[str, str]] = set()
    for one in _said(files, standing, "department_cited"):
        name = normal(one.subject)
        spot = (one.quote.file, _stem(name))
        if (latin if name.isascii() else len(named) - latin) < rule.params["same_script"]:
            continue  # a chart in the other language can't tell
        if spot in told or (name.endswith("课") and not has_lessons) or is_known(name):
            continue
        told.add(spot)
        yield _remark(one)


def _said(files: Examinations, standing: Mapping[str, Standing], kind: StatementKind) -> Iterator[Statement]:
    for path, file in files.stating(kind):
        if standing[path].refused is None:
            yield from (said for said in file.statements if said.kind == kind)


def _named(files: Examinations, standing: Mapping[str, Standing]) -> tuple[set[str], set[str]]:
    """Return the departments that charts name, and those that charts and rosters name, in normal form."""
    chart, known = set[str](), set[str]()
    for said in _said(files, standing, "department"):
        name = normal(said.subject)
        known.add(name)
        if said.value == "chart":
            chart.add(name)
    return chart, known


def _units(chart: set[str]) -> set[str]:
    """Return the pieces of a chart that are likely departments: with a word for one behind, or Latin where none is."""
    rule = rules()["department-not-on-chart"]
    hanzi = {_stem(name) for name in chart if name.endswith(_SUFFIX) and not name.isascii()}
    latin = {n for n in chart if n.isascii() and len(n) <= _LATIN and not rule.words("not_units").spots(n)}
    return hanzi | latin if len(hanzi) < rule.params["departments"] else hanzi | {n for n in latin if " " not in n}


def _remark(said: Statement) -> Finding:
    rule = rules()["department-not-on-chart"]
    return Finding(said.quote.file, rule.kind, said.quote.text, said.quote.locator, rule.why(name=said.subject))


class _Known:
    """The departments that a dossier knows, under whatever usual name."""

    def __init__(self, known: set[str]) -> None:
        rule = rules()["department-not-on-chart"]
        self._hanzi = [(name, _stem(name)) for name in known if not name.isascii()]
        self._text = " ".join(sorted(known))
        self._synonyms: list[str] = [
            group for group in rule.params["synonyms"] if any(re.search(group, name) for name in known)
        ]
        self._plain, self._generic = rule.words("plain"), rule.words("generic")
        self._synonyms_in_text: list[str] = [g for g in rule.params["synonyms"] if re.search(g, self._text)]

    def holds(self, name: str) -> bool:
        """Return whether the chart or a roster has a department under this, a longer, shorter or other usual name."""
        if name.isascii():
            return self._holds_latin(name)
        stem = _stem(name)
        for other, short in self._hanzi:
            if stem in other or (len(short) > 1 and short in stem and not self._plain.spots(short)):
                return True
        return any(re.search(group, stem) for group in self._synonyms)

    def _holds_latin(self, name: str) -> bool:
        """Return whether a telling word of an English name, or its initials, stand on the chart."""
        words = [word for word in re.findall(r"[a-z&]+", name) if len(word) > 1 and not self._generic.spots(word)]
        parts = (word for word in re.findall(r"[a-z]+", name) if word not in ("department", "dept", "and", "of"))
        initials = "".join(word[0] for word in parts)
        if not words or any(re.search(rf"(?<![a-z]){re.escape(word[:_STEM])}", self._text) for word in words):
            return True
        if len(initials) > 1 and re.search(rf"(?<![a-z]){initials}(?![a-z])", self._text):
            return True
        return any(re.search(group, name) for group in self._synonyms_in_text)


def _stem(name: str) -> str:
    for suffix in _SUFFIX:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name
