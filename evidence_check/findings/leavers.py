"""Finds leavers whose access was withdrawn late or, as far as the registers show, never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from evidence_check.examinations import Examinations
from evidence_check.findings.rules import Rule, rules
from evidence_check.model import Bilingual, Enterprise, Finding, Statement, StatementKind
from evidence_check.names import is_account_of, named_in
from evidence_check.period import falls_within, period_of
from evidence_check.standing import Standing
from evidence_check.text import normal

_Said = dict[str, list[Statement]]
_KINDS: tuple[StatementKind, ...] = ("left", "withdrawn", "alias", "withdrawn_note", "stays")


def find(files: Examinations, standing: Mapping[str, Standing], enterprise: Enterprise) -> Iterator[Finding]:
    """Yield one finding per file that shows withdrawals too late, or leavers without one, with the days.

    A leaver without any withdrawal is named only where most leavers have one: then the registers are kept by name.
    """
    rule = rules()["access-after-leaving"]
    period = period_of(enterprise)
    said = _by_kind(files, standing)
    leavers = {
        name: told[0]
        for name, told in said["left"].items()
        if len({s.value for s in told}) == 1 and falls_within(told[0].value, period.first, period.last)
    }
    ended = {name: _withdrawals(left, said) for name, left in leavers.items()}
    kept = sum(bool(ended[name]) for name in leavers)
    most = len(leavers) > 1 and kept >= rule.params["kept"] * len(leavers)
    late: dict[str, list[tuple[Statement, Bilingual]]] = defaultdict(list)
    for name, left in leavers.items():
        if any(named_in(left.subject, stays.subject) for told in said["stays"].values() for stays in told):
            continue
        place, text = _told(left, ended[name], most, rule)
        if text:
            late[place.quote.file].append((place, text))
    for file, told_of in late.items():
        shown = told_of[: rule.params["shown"]]
        names = Bilingual("、".join(t.zh or "" for _, t in shown), "; ".join(t.en or "" for _, t in shown))
        quote = told_of[0][0].quote
        yield Finding(file, rule.kind, quote.text, quote.locator, rule.why(names=names, count=str(len(told_of))))


def _by_kind(files: Examinations, standing: Mapping[str, Standing]) -> dict[str, _Said]:
    found: dict[str, _Said] = defaultdict(lambda: defaultdict(list))
    for path, file in files.stating(*_KINDS):
        for said in file.statements if standing[path].refused is None else ():
            if said.kind in _KINDS:
                found[said.kind][normal(said.subject)].append(said)
    return found


def _withdrawals(left: Statement, said: Mapping[str, _Said]) -> list[Statement]:
    """Return the withdrawals of one leaver's access: by name, number, an account made of the name, or a note."""
    names = {normal(left.subject)} | {normal(s.value) for s in said["alias"].get(normal(left.subject), ())}
    found = [s for subject, told in said["withdrawn"].items() for s in told if subject in names]
    if not found:
        found = [s for subject, told in said["withdrawn"].items() for s in told if is_account_of(subject, left.subject)]
    notes = [s for told in said["withdrawn_note"].values() for s in told if named_in(left.subject, s.subject)]
    return found + notes


def _told(left: Statement, withdrawn: list[Statement], most: bool, rule: Rule) -> tuple[Statement, Bilingual | None]:
    """Return what is wrong with one leaver, and where; None where his access ended in time or nothing is known."""
    if not withdrawn:
        never = Bilingual(
            f"{left.subject}（{left.value} 离职，未见注销记录）", f"{left.subject} (left {left.value}, no record)"
        )
        return left, never if most else None
    last = max(withdrawn, key=lambda s: s.value)  # several rights may end one by one; the last one counts
    days = (date.fromisoformat(last.value) - date.fromisoformat(left.value)).days
    if days <= rule.params["days"] or days > rule.params["plausible"]:
        return left, None
    return last, Bilingual(
        f"{left.subject}（{left.value} 离职，{last.value} 注销，{days} 天）",
        f"{left.subject} (left {left.value}, withdrawn {last.value}, {days} days)",
    )
