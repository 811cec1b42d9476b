"""Finds departments that policies make responsible and that the organisation chart does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from evidence_check.findings.rules import rules
from evidence_check.model import Examined, Finding, Statement
from evidence_check.standing import Standing
from evidence_check.text import normal

_LATIN, _STEM = 28, 6  # characters of a department's English name, and of a word of it that other forms share
_SUFFIX = ("办公室", "部", "课", "科", "处", "室", "组", "中心", "办", "队", "站")


def find(files: Mapping[str, Examined], standing: Mapping[str, Standing]) -> Iterator[Finding]:
    """Yield one finding per policy and department, where the dossier holds a chart that names several departments."""
    rule = rules()["department-not-on-chart"]
    said = [
        s
        for path, file in files.items()
        if standing[path].refused is None
        for s in file.statements
        if s.kind in ("department", "department_cited")
    ]
    chart = {normal(s.subject) for s in said if s.kind == "department" and s.value == "chart"}
    known = chart | {normal(s.subject) for s in said if s.kind == "department"}
    named = _units(chart)
    if len(named) < rule.params["departments"]:
        return
    latin = sum(name.isascii() for name in named)
    told: set[tuple[str, str]] = set()
    for one in said:
        name = normal(one.subject)
        lesson = name.endswith("课") and not any(other.endswith("课") for other in chart)
        spot = (one.quote.file, _stem(name))
        if (latin if name.isascii() else len(named) - latin) < rule.params["same_script"]:
            continue  # a chart in the other language can't tell
        if one.kind != "department_cited" or spot in told or lesson or _is_known(name, known):
            continue
        told.add(spot)
        yield _remark(one)


def _units(chart: set[str]) -> set[str]:
    """Return the pieces of a chart that are likely departments: with a word for one behind, or Latin where none is."""
    rule = rules()["department-not-on-chart"]
    hanzi = {_stem(name) for name in chart if name.endswith(_SUFFIX) and not name.isascii()}
    latin = {n for n in chart if n.isascii() and len(n) <= _LATIN and not rule.words("not_units").spots(n)}
    return hanzi | latin if len(hanzi) < rule.params["departments"] else hanzi | {n for n in latin if " " not in n}


def _remark(said: Statement) -> Finding:
    rule = rules()["department-not-on-chart"]
    return Finding(said.quote.file, rule.kind, said.quote.text, said.quote.locator, rule.why(name=said.subject))


def _is_known(name: str, known: set[str]) -> bool:
    """Return whether the chart or a roster has the department under this, a longer, shorter or other usual name."""
    stem = _stem(name)
    if name.isascii():
        return _is_known_latin(name, known)
    plain = rules()["department-not-on-chart"].words("plain")
    for other in (other for other in known if not other.isascii()):
        short = _stem(other)
        if stem in other or (len(short) > 1 and short in stem and not plain.spots(short)):
            return True
    return any(
        re.search(group, stem) and any(re.search(group, other) for other in known)
        for group in rules()["department-not-on-chart"].params["synonyms"]
    )


def _is_known_latin(name: str, known: set[str]) -> bool:
    """Return whether a telling word of an English name, or its initials, stand on the chart."""
    generic = rules()["department-not-on-chart"].words("generic")
    words = [word for word in re.findall(r"[a-z&]+", name) if len(word) > 1 and not generic.spots(word)]
    initials = "".join(
        word[0] for word in re.findall(r"[a-z]+", name) if word not in ("department", "dept", "and", "of")
    )
    text = " ".join(sorted(known))
    if not words or any(re.search(rf"(?<![a-z]){re.escape(word[:_STEM])}", text) for word in words):
        return True
    return (len(initials) > 1 and bool(re.search(rf"(?<![a-z]){initials}(?![a-z])", text))) or any(
        re.search(group, name) and re.search(group, text)
        for group in rules()["department-not-on-chart"].params["synonyms"]
    )


def _stem(name: str) -> str:
    for suffix in _SUFFIX:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name
