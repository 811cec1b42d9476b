"""Finds departments that policies make responsible and that the organisation chart does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evidence_check.findings.rules import rules
from evidence_check.model import Examined, Finding, Statement
from evidence_check.standing import Standing
from evidence_check.text import normal

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
    if len({_stem(name) for name in chart}) < rule.params["departments"]:
        return
    told: set[tuple[str, str]] = set()
    for one in said:
        name = normal(one.subject)
        if one.kind != "department_cited" or (one.quote.file, name) in told or _is_known(name, known):
            continue
        told.add((one.quote.file, name))
        yield _remark(one)


def _remark(said: Statement) -> Finding:
    rule = rules()["department-not-on-chart"]
    return Finding(said.quote.file, rule.kind, said.quote.text, said.quote.locator, rule.why(name=said.subject))


def _is_known(name: str, known: set[str]) -> bool:
    """Return whether the chart or a roster has the department under this or a longer or shorter name."""
    stem = _stem(name)
    return any(stem in other or _stem(other) in stem for other in known)


def _stem(name: str) -> str:
    for suffix in _SUFFIX:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name
