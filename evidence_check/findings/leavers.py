"""Finds leavers whose access was withdrawn late or, as far as the registers show, never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from evidence_check.findings.rules import Rule, rules
from evidence_check.model import Bilingual, Enterprise, Examined, Finding, Statement
from evidence_check.period import falls_within, period_of
from evidence_check.standing import Standing
from evidence_check.text import normal


def find(files: Mapping[str, Examined], standing: Mapping[str, Standing], enterprise: Enterprise) -> Iterator[Finding]:
    """Yield one finding per file of leavers, naming those whose access stayed open too long, with the days.

    A leaver without any withdrawal is named only where most leavers have one: then the registers are kept by name.
    """
    rule = rules()["access-after-leaving"]
    period = period_of(enterprise)
    left = _by_name(files, standing, "left")
    withdrawn = _by_name(files, standing, "withdrawn")
    leavers = {
        name: said[0]
        for name, said in left.items()
        if len({s.value for s in said}) == 1 and falls_within(said[0].value, period.first, period.last)
    }
    kept = sum(name in withdrawn for name in leavers)
    most = len(leavers) > 1 and kept >= rule.params["kept"] * len(leavers)
    late: dict[str, list[tuple[Statement, Bilingual]]] = defaultdict(list)
    for name, said in leavers.items():
        text = _told(said, [s.value for s in withdrawn.get(name, ())], most, rule)
        if text:
            late[said.quote.file].append((said, text))
    for file, told in late.items():
        shown = told[: rule.params["shown"]]
        names = Bilingual("、".join(t.zh or "" for _, t in shown), "; ".join(t.en or "" for _, t in shown))
        quote = told[0][0].quote
        yield Finding(file, rule.kind, quote.text, quote.locator, rule.why(names=names, count=str(len(told))))


def _by_name(files: Mapping[str, Examined], standing: Mapping[str, Standing], kind: str) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for path, file in files.items():
        for said in file.statements if standing[path].refused is None else ():
            if said.kind == kind:
                found[normal(said.subject)].append(said)
    return found


def _told(left: Statement, withdrawn: list[str], most: bool, rule: Rule) -> Bilingual | None:
    """Return what is wrong with one leaver; None where his access ended in time or nothing is known."""
    if not withdrawn:
        if not most:
            return None
        return Bilingual(
            f"{left.subject}（{left.value} 离职，未见注销记录）", f"{left.subject} (left {left.value}, no record)"
        )
    ended = max(withdrawn)  # several rights may end one by one; the last one counts
    days = (date.fromisoformat(ended) - date.fromisoformat(left.value)).days
    if days <= rule.params["days"] or days > rule.params["plausible"]:
        return None
    return Bilingual(
        f"{left.subject}（{left.value} 离职，{ended} 注销，{days} 天）",
        f"{left.subject} (left {left.value}, withdrawn {ended}, {days} days)",
    )
