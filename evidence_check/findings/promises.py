"""Finds promises of policies that fall below the clause, and promises that the enterprise's own records do not keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from evidence_check.examinations import Examinations
from evidence_check.findings.practice_dates import dated
from evidence_check.findings.rules import Rule, rules
from evidence_check.model import (
    Bilingual,
    ClauseResult,
    Enterprise,
    Examined,
    Finding,
    Promise,
    RequirementResult,
    Statement,
)
from evidence_check.period import Period, period_of
from evidence_check.records.floors import floors
from evidence_check.records.promises import words
from evidence_check.standing import Standing
from evidence_check.text import normal

_UNITS = {
    "per_year": Bilingual("每年 {n} 次", "{n} times a year"),
    "years": Bilingual("保存 {n} 年", "kept for {n} years"),
}


def find(
    files: Examinations,
    standing: Mapping[str, Standing],
    enterprise: Enterprise,
    clauses: Sequence[ClauseResult],
) -> Iterator[Finding]:
    """Yield a finding per promise that is too small or not kept, on the policy, each sentence once.

    Where several policies promise different things on one requirement, the best one is held against the clause and the
    least one against the records: nobody is blamed for a chapter on something narrower.
    """
    results = {r.id: r for clause in clauses for r in clause.requirements}
    promised: dict[str, _Promised] = defaultdict(_Promised)
    for path, file in files.items():
        if standing[path].refused is None:
            for promise in file.promises:
                promised[promise.requirement].add(promise)
    told: set[tuple[str, str, str]] = set()
    for finding in _below_floors(files, standing):
        told.add((finding.file, finding.kind, finding.quote))
        yield finding
    period = period_of(enterprise)
    for requirement, result in results.items():
        for finding in (
            *_below(promised[requirement].best),
            *_not_kept(promised[requirement].least, result, files, period),
        ):
            key = (finding.file, finding.kind, finding.quote)
            if key not in told:
                told.add(key)
                yield finding


class _Promised:
    """What policies promise of one requirement: of each unit the best where the clause names a figure, and the least
    number of times a year. Of equals the first."""

    def __init__(self) -> None:
        self.best: dict[str, Promise] = {}
        self.least: Promise | None = None

    def add(self, promise: Promise) -> None:
        """Note one more promise, in the order of the files."""
        best, least = self.best.get(promise.unit), self.least
        if promise.asked is not None and (best is None or promise.value > best.value):
            self.best[promise.unit] = promise
        if promise.unit == "per_year" and (least is None or _smallness(promise) < _smallness(least)):
            self.least = promise


def _smallness(promise: Promise) -> tuple[float, str]:
    return promise.value, promise.quote.file


# --- less than the clause -----------------------------------------------------------------------------------------


def _below(promises: Mapping[str, Promise]) -> Iterator[Finding]:
    rule = rules()["promise-below-clause"]
    for unit, best in promises.items():
        if unit in _UNITS and best.asked is not None and best.value < best.asked - rule.params["tolerance"]:
            parts = {"promised": _figure(unit, best.value), "asked": _figure(unit, best.asked)}
            yield Finding(best.quote.file, rule.kind, best.quote.text, best.quote.locator, rule.why(**parts))


def _below_floors(files: Examinations, standing: Mapping[str, Standing]) -> Iterator[Finding]:
    """Yield the promises of which the standard names a least figure that no rule of the dossier reaches."""
    rule = rules()["promise-below-floor"]
    best: dict[str, tuple[float, str, Statement]] = {}
    for path, file in files.stating("floor"):
        for said in file.statements if standing[path].refused is None else ():
            if said.kind == "floor" and said.subject in floors():
                made = _sign(said.subject) * float(said.value), said.quote.file, said
                if said.subject not in best or made[:2] < best[said.subject][:2]:
                    best[said.subject] = made
    for name, floor in floors().items():
        if name not in best:
            continue
        made = best[name]
        said = made[2]
        if made[0] - _sign(name) * floor.months > rule.params["slack"] * floor.months:
            yield Finding(said.quote.file, rule.kind, said.quote.text, said.quote.locator, rule.why(asked=floor.asked))
    yield from _below_for_a_post(files, standing)


def _below_for_a_post(files: Examinations, standing: Mapping[str, Standing]) -> Iterator[Finding]:
    """Yield what a rule grants a post that it singles out, where the standard asks more for each; one a file."""
    rule = rules()["promise-below-floor"]
    for path, file in files.stating("floor_post"):
        if standing[path].refused is not None:
            continue
        for said in file.statements:
            if said.kind != "floor_post":
                continue
            floor = floors()[said.subject]
            if float(said.value) > floor.months * (1 + rule.params["slack"]):
                quote = said.quote
                yield Finding(path, rule.kind, quote.text, quote.locator, rule.why(asked=floor.asked))
                break


def _sign(name: str) -> float:
    """Return 1 where a smaller figure promises more: the time between two reviews; -1 where a greater one does."""
    return 1.0 if floors()[name].unit == "every" else -1.0


def _figure(unit: str, value: float) -> Bilingual:
    number = f"{value:.2g}" if value < 1 else f"{value:g}"
    return Bilingual(*((side or "").format(n=number) for side in (_UNITS[unit].zh, _UNITS[unit].en)))


# --- less than was promised -----------------------------------------------------------------------------------------


def _not_kept(
    promise: Promise | None, result: RequirementResult, files: Mapping[str, Examined], period: Period
) -> Iterator[Finding]:
    rule = rules()["promise-not-kept"]
    if promise is None or not result.held or not result.evidence or _is_choice(result, files):
        return
    if promise.value < rule.params["least"] or not any(result.held.values()):
        return
    since = _since(files[promise.quote.file])
    short = {
        name: result.held[name]
        for name, first, last in period.spans
        if first >= since
        and _is_full(first, last)
        and _is_short(result.held[name], promise.value, result, rule)
        and _rows(result, files, first, last) < promise.value
    }
    if short:
        yield _remark(rule, promise, result, short)


def _remark(rule: Rule, promise: Promise, result: RequirementResult, short: Mapping[str, int]) -> Finding:
    record = result.evidence[0]
    counts = Bilingual(
        "、".join(f"{name} 年 {n} 次" if len(name) == 4 else f"{name} 共 {n} 次" for name, n in short.items()),
        ", ".join(f"{name}: {n}" for name, n in short.items()),
    )
    why = rule.why(
        title=result.title,
        promised=_figure("per_year", promise.value),
        counts=counts,
        file=record.file.rpartition("/")[2],
        record=" ".join(record.quote.split())[: rule.params["quoted"]],
    )
    return Finding(promise.quote.file, rule.kind, promise.quote.text, promise.quote.locator, why)


def _is_short(held: int, promised: float, result: RequirementResult, rule: Rule) -> bool:
    """Return whether a year's count is clearly short; a year without any where years are judged is told as a gap."""
    if held == 0 and result.years:
        return False
    return held <= promised * float(rule.params["share"])


def _rows(result: RequirementResult, files: Mapping[str, Examined], first: str, last: str) -> int:
    """Return how many days of a span the tables of the records show: where enough, what was counted is not all."""
    paths = {e.file for e in result.evidence}
    tables = [register for path in paths if path in files for register in files[path].registers]
    return len({iso for register in tables for iso, _ in dated(register) if len(iso) == 10 and first <= iso <= last})


def _is_choice(result: RequirementResult, files: Mapping[str, Examined]) -> bool:
    """Return whether some of the records say that they are only a sample of more."""
    paths = {e.file for e in result.evidence}
    names = [f"{path} {files[path].document.title or ''}" for path in paths if path in files]
    return any(words().incomplete.search(normal(name)) for name in names)


def _since(file: Examined) -> str:
    """Return the first day (ISO) from which the policy is known to say so: its first edition, "" for none stated."""
    dates = sorted(event.date for event in file.events if event.revision and event.date)
    return (dates[0] + "-01-01")[:10] if dates else ""


def _is_full(first: str, last: str) -> bool:
    """Return whether a span is a whole year; the year of the certification is often a part of one."""
    return first.endswith("-01-01") or not last.endswith("-12-31")
