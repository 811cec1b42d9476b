"""Finds forms that a policy cites by number and nobody filed, where the dossier files its records by such numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import PurePosixPath

from ahocorasick_rs import AhoCorasick
from rapidfuzz import fuzz

from evidence_check.examinations import Examinations
from evidence_check.findings.rules import rules
from evidence_check.model import Finding, Statement
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
_ENOUGH = 2  # files that bear a name, of which one may be the file that cites it
_SERIES = 2  # leading parts of a number that name its series: FM-CU-03-01 is of FM-CU


def find(files: Examinations, standing: Mapping[str, Standing]) -> Iterator[Finding]:
    """Yield one finding per policy, naming the forms that no file bears.

    Only series of which the dossier holds several others are asked for: an enterprise that does not number what it
    files can't be blamed for a number.
    """
    rule = rules()["form-not-filed"]
    filed = {s.subject for _, file in files.stating("form") for s in file.statements if s.kind == "form"}
    series = Counter(map(_series, filed))
    begun = {part for number in filed for part in _parts(number)}
    kept = _Kept(files)
    for path, file in files.stating("form_cited"):
        if standing[path].refused is not None:
            continue
        absent: dict[str, Statement] = {}
        for said in file.statements:
            if said.kind != "form_cited" or said.subject in begun or not filed.isdisjoint(_parts(said.subject)):
                continue  # filed under this number, or under one with a part more or less (a year, a month)
            if series[_series(said.subject)] < rule.params["filed"] or said.subject in absent:
                continue
            if not any(kept.holds(name) for name in _names_beside(said)):  # nor under its name, without the number
                absent[said.subject] = said
        if absent:
            first = next(iter(absent.values()))
            forms = ", ".join(list(absent)[: rule.params["shown"]])
            yield Finding(path, rule.kind, first.quote.text, first.quote.locator, rule.why(forms=forms))


def annexes(files: Examinations, standing: Mapping[str, Standing]) -> Iterator[Finding]:
    """Yield one finding per policy, naming the annexes that it refers to and that lie nowhere, where others do.

    A house that files no annexes at all keeps them elsewhere; one that has the first and not the second lost it.
    """
    rule = rules()["annex-not-filed"]
    annex = (s for _, file in files.stating("annex") for s in file.statements if s.kind == "annex")
    filed = {s.subject for s in annex if s.value == "file"}
    forms = {s.subject for _, file in files.stating("form") for s in file.statements if s.kind == "form"}
    bearing = _bearing(files)
    for path, file in files.stating("annex_cited"):
        if standing[path].refused is not None:
            continue
        own = {s.subject for s in file.statements if s.kind == "annex"}
        cited = [s for s in file.statements if s.kind == "annex_cited"]
        absent = [s for s in cited if s.subject not in filed | own and not bearing.get(s.value, set()) - {path}]
        kept = any(s not in absent for s in cited) or any(
            s.kind == "form_cited" and s.subject in forms for s in file.statements
        )
        if absent and kept:
            shown = ", ".join(dict.fromkeys(s.subject for s in absent[: rule.params["shown"]]))
            quote = absent[0].quote
            yield Finding(path, rule.kind, quote.text, quote.locator, rule.why(forms=shown))


def _bearing(files: Examinations) -> dict[str, set[str]]:
    """Return for each name of a cited annex the files, two at most, that bear it in their path or title."""
    found: dict[str, set[str]] = {
        s.value: set()
        for _, file in files.stating("annex_cited")
        for s in file.statements
        if s.kind == "annex_cited" and s.value
    }
    if not found:
        return found
    names = list(found)
    automaton = AhoCorasick(names)
    for path, file in files.items():
        text = normal(f"{path} {file.document.title or ''}")
        for number, _, _ in automaton.find_matches_as_indexes(text, overlapping=True):
            bearers = found[names[number]]
            if len(bearers) < _ENOUGH:
                bearers.add(path)
    return found


class _Kept:
    """What the records of a dossier are called: their files, titles and sheets in normal form."""

    def __init__(self, files: Examinations) -> None:
        self._files = files
        self.holds = lru_cache(maxsize=4096)(self._holds)

    @cached_property
    def _names(self) -> list[str]:
        found = set()
        for path, file in self._files.items():
            if file.role.name != "written_system":
                names = (PurePosixPath(path).stem, file.document.title or "", *(r.about for r in file.registers))
                found |= {normal(name) for name in names if name}
        return sorted(found)

    def _holds(self, name: str) -> bool:
        """Return whether a record is called so, or nearly so."""
        if len(name) < _NAME_LEAST:
            return False
        longer = (other for other in self._names if len(other) >= len(name))
        return any(name in other or fuzz.partial_ratio(name, other) >= _ALIKE for other in longer)


def _names_beside(said: Statement) -> list[str]:
    """Return the names in book marks or quotes right beside a form's number: 《监装记录表》（FM-SH-02-02）."""
    text = normal(said.quote.text)
    before, _, behind = text.partition(normal(said.subject))
    front, back = _BEFORE.search(before), _BEHIND.match(behind)
    found = [front["name"] or front["bare"]] if front else [back["name"]] if back else []
    return [short if len(short := _GENERIC.sub("", name).strip()) >= _NAME_LEAST else name for name in found]


def _series(number: str) -> str:
    return "-".join(number.split("-")[:_SERIES])


def _parts(number: str) -> Iterator[str]:
    """Yield a number and what it begins with, part by part: FM-CU-03-01, FM-CU-03, FM-CU, FM."""
    parts = number.split("-")
    return ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
