"""Finds forms that a policy cites by number and nobody filed, where the dossier files its records by such numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from rapidfuzz import fuzz

from evidence_check.findings.rules import rules
from evidence_check.model import Examined, Finding, Statement
from evidence_check.standing import Standing
from evidence_check.text import normal

_NAME_LEAST, _ALIKE = (
    3,
    85.0,
)  # characters of a name that tells, and how much alike (0 to 100) two names of one form are
_BEFORE = re.compile(
    r"[《“\"](?P<name>[^《》“”\"]{2,24})[》”\"]\s*\(?$|(?P<bare>[\u4e00-\u9fff]{2,12}(?:表|单|簿|记录|台账))\s*\(?$"
)
_BEHIND = re.compile(r"[\s):]*[《“\"](?P<name>[^《》“”\"]{2,24})[》”\"]")
_GENERIC = re.compile(r"(?:登记簿|登记表|记录表|记录|台账|表|簿|单|\b(?:form|log|register|sheet|record|checklist))$")
_SERIES = 2  # leading parts of a number that name its series: FM-CU-03-01 is of FM-CU


def find(files: Mapping[str, Examined], standing: Mapping[str, Standing]) -> Iterator[Finding]:
    """Yield one finding per policy, naming the forms that no file bears.

    Only series of which the dossier holds several others are asked for: an enterprise that does not number what it
    files can't be blamed for a number.
    """
    rule = rules()["form-not-filed"]
    filed = {s.subject for file in files.values() for s in file.statements if s.kind == "form"}
    series = Counter(map(_series, filed))
    kept = _kept_names(files)
    begun = {part for number in filed for part in _parts(number)}
    for path, file in files.items():
        if standing[path].refused is not None:
            continue
        absent: dict[str, Statement] = {}
        for said in file.statements:
            if said.kind != "form_cited" or said.subject in begun or not filed.isdisjoint(_parts(said.subject)):
                continue  # filed under this number, or under one with a part more or less (a year, a month)
            if any(_is_kept(name, kept) for name in _names_beside(said)):
                continue  # filed under its name, without the number
            if series[_series(said.subject)] >= rule.params["filed"]:
                absent.setdefault(said.subject, said)
        if absent:
            first = next(iter(absent.values()))
            forms = ", ".join(list(absent)[: rule.params["shown"]])
            yield Finding(path, rule.kind, first.quote.text, first.quote.locator, rule.why(forms=forms))


def annexes(files: Mapping[str, Examined], standing: Mapping[str, Standing]) -> Iterator[Finding]:
    """Yield one finding per policy, naming the annexes that it refers to and that lie nowhere, where others do.

    A house that files no annexes at all keeps them elsewhere; one that has the first and not the second lost it.
    """
    rule = rules()["annex-not-filed"]
    said = [s for file in files.values() for s in file.statements]
    filed = {s.subject for s in said if s.kind == "annex" and s.value == "file"}
    names = [normal(f"{path} {file.document.title or ''}") for path, file in files.items()]
    forms = {s.subject for s in said if s.kind == "form"}
    for path, file in files.items():
        if standing[path].refused is not None:
            continue
        own = {s.subject for s in file.statements if s.kind == "annex"}
        cited = [s for s in file.statements if s.kind == "annex_cited"]
        others = [n for p, n in zip(files, names, strict=True) if p != path]
        absent = [s for s in cited if s.subject not in filed | own and not _is_named(s.value, others)]
        kept = any(s not in absent for s in cited) or any(
            s.kind == "form_cited" and s.subject in forms for s in file.statements
        )
        if absent and kept:
            shown = ", ".join(dict.fromkeys(s.subject for s in absent[: rule.params["shown"]]))
            quote = absent[0].quote
            yield Finding(path, rule.kind, quote.text, quote.locator, rule.why(forms=shown))


def _kept_names(files: Mapping[str, Examined]) -> list[str]:
    """Return what the records of a dossier are called: their files, titles and sheets in normal form."""
    found = set()
    for path, file in files.items():
        if file.role.name != "written_system":
            names = (PurePosixPath(path).stem, file.document.title or "", *(r.about for r in file.registers))
            found |= {normal(name) for name in names if name}
    return sorted(found)


def _names_beside(said: Statement) -> list[str]:
    """Return the names in book marks or quotes right beside a form's number: 《监装记录表》（FM-SH-02-02）."""
    text = normal(said.quote.text)
    before, _, behind = text.partition(normal(said.subject))
    front, back = _BEFORE.search(before), _BEHIND.match(behind)
    found = [front["name"] or front["bare"]] if front else [back["name"]] if back else []
    return [short if len(short := _GENERIC.sub("", name).strip()) >= _NAME_LEAST else name for name in found]


def _is_kept(name: str, kept: list[str]) -> bool:
    if len(name) < _NAME_LEAST:
        return False
    return any(name in other or fuzz.partial_ratio(name, other) >= _ALIKE for other in kept if len(other) >= len(name))


def _is_named(name: str, others: list[str]) -> bool:
    return bool(name) and any(name in other for other in others)


def _series(number: str) -> str:
    return "-".join(number.split("-")[:_SERIES])


def _parts(number: str) -> Iterator[str]:
    """Yield a number and what it begins with, part by part: FM-CU-03-01, FM-CU-03, FM-CU, FM."""
    parts = number.split("-")
    return ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
