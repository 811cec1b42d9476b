"""Compares two reports on one dossier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from evidence_check.differences.clauses import clause_change, group_of
from evidence_check.differences.files import Files
from evidence_check.differences.model import (
    Cause,
    ClauseChange,
    Differences,
    ScoreChange,
    Side,
    VerdictChange,
)
from evidence_check.model import Bilingual

_SETTINGS = (
    "name",
    "other_names",
    "partners",
    "businesses",
    "certification",
    "certified_since",
    "people",
    "profile",
    "facts",
)
Report = Mapping[str, Any]


def compare(old: Report, new: Report) -> Differences:
    """Return what the later report says differently from the earlier one; both are ``report.json`` data."""
    files = Files.of(old, new)
    general = tuple(_general(old, new))
    verdicts = _verdicts(_given(old), _given(new))
    groups: dict[str, list[ClauseChange]] = {"closed": [], "new": [], "regressed": [], "changed": []}
    before = {clause["id"]: clause for clause in old["clauses"]}
    after = {clause["id"]: clause for clause in new["clauses"]}
    order = [*after, *(each for each in before if each not in after)]
    for each in order:
        change = clause_change(before.get(each), after.get(each), files, general, _verdict_cause(each, verdicts))
        if change is not None:
            groups[group_of(change.before, change.after)].append(change)
    return Differences(
        old=_side(old),
        new=_side(new),
        general=general,
        closed=tuple(groups["closed"]),
        added=tuple(groups["new"]),
        regressed=tuple(groups["regressed"]),
        changed=tuple(groups["changed"]),
        unchanged=len(order) - sum(map(len, groups.values())),
        files=files.changes(),
        findings_closed=_findings(old, new, files),
        findings_new=_findings(new, old, files),
        verdicts=verdicts,
        score=_score(old["score"], new["score"]),
    )


def _side(report: Report) -> Side:
    name = report["enterprise"]["name"]
    return Side(
        as_of=report["as_of"],
        name=Bilingual(name.get("zh"), name.get("en")),
        standards=tuple(report["standards"]),
        registry=report.get("registry"),
        generator=report["generator"],
    )


def _general(old: Report, new: Report) -> Iterator[Cause]:
    """Yield the causes that concern the whole report."""
    if old["as_of"] != new["as_of"]:
        yield Cause("as_of", detail=_both(f"{old['as_of']} → {new['as_of']}"))
    one, other = old["enterprise"], new["enterprise"]
    keys = [key for key in _SETTINGS if one.get(key) != other.get(key)]
    if keys:
        yield Cause("settings", detail=_both(", ".join(keys)))
    if list(old["standards"]) != list(new["standards"]):
        yield Cause("standards", detail=_both(f"{', '.join(old['standards'])} → {', '.join(new['standards'])}"))
    if old.get("registry") != new.get("registry"):
        yield Cause("standard_data")
    if old["generator"] != new["generator"]:
        yield Cause("program", detail=_both(f"{old['generator']} → {new['generator']}"))


def _both(text: str) -> Bilingual:
    return Bilingual(text, text)


def _given(report: Report) -> dict[str, str]:
    verdicts = report["enterprise"].get("verdicts") or {}
    return {each: str(given["verdict"]) for each, given in verdicts.items()}


def _verdicts(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[VerdictChange, ...]:
    """Return the verdicts that differ, in the order of the later report, those that were withdrawn last."""
    return tuple(
        VerdictChange(each, before.get(each), after.get(each))
        for each in [*after, *(each for each in before if each not in after)]
        if before.get(each) != after.get(each)
    )


def _verdict_cause(clause: str, verdicts: tuple[VerdictChange, ...]) -> Cause | None:
    return next((Cause("verdict") for change in verdicts if change.id == clause), None)


def _findings(these: Report, others: Report, files: Files) -> tuple[tuple[str, str], ...]:
    """Return (file, kind) of the findings of one report that the other does not have; a moved file is the same."""
    present = files.moved

    def keys(report: Report) -> Counter[tuple[str, str, str]]:
        return Counter((present.get(f["file"], f["file"]), f["kind"], f["quote"]) for f in report["findings"])

    rest = keys(these) - keys(others)
    return tuple(sorted((file, kind) for file, kind, _ in rest.elements()))


def _score(old: Mapping[str, Any], new: Mapping[str, Any]) -> ScoreChange:
    before = {item["id"]: item["verdict"] for item in old["items"]}
    after = {item["id"]: item["verdict"] for item in new["items"]}
    return ScoreChange(
        total=(old["total"], new["total"]),
        best=(old["best"], new["best"]),
        worst=(old["worst"], new["worst"]),
        passed=(old["passed"], new["passed"]),
        items=_verdicts(before, after),
    )
