"""Reads the rhythm that a register keeps, as it says or plainly does, and the stretches that it skips."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from evidence_check.findings import practice_dates as dates
from evidence_check.findings.idle_months import excuses
from evidence_check.findings.rules import Rule, rules
from evidence_check.model import Log, Register, Rhythm
from evidence_check.records.cell_dates import read
from evidence_check.records.tables_kept import idle
from evidence_check.text import normal

_RHYTHMS = (1, 3, 6)
_PART = re.compile(
    r"第?(?P<q>[一二三四1-4])季度?|(?<![a-z])q(?P<e>[1-4])(?!\d)|(?<!\d)(?P<f>[1-4])q|(?P<h>[上下])半年|(?<![a-z])h(?P<k>[12])(?!\d)"
)
_YEAR = re.compile(r"20\d\d")
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
_FEW = 2  # rows of a stretch that names itself, before the register is one of many entries a month


class _Kept(NamedTuple):
    """The rows of some tables of one form: (stretch or day, place, row, thing looked at); what was idle; its words."""

    rows: Sequence[tuple[str, int, int, str]]
    idle: Sequence[str]
    notes: Sequence[str]
    months: int


def rule() -> Rule:
    """Return the rule that says so."""
    return rules()["register-skips"]


def rhythms_of(registers: Sequence[Register], logs: Iterable[Log]) -> Iterator[Rhythm]:
    """Yield the registers that keep a rhythm and skip a stretch; tables of one form (a sheet a year) are one register.

    Only what goes on whether something happens or not has a rhythm: checks, counts, backups, no visits or repairs.
    """
    acts = set(rule().params["acts"])
    forms: dict[tuple[str, ...], list[Log]] = defaultdict(list)
    for log in logs:
        if log.whole and acts & set(log.acts) and not set(log.titled_acts) & set(rule().params["not_acts"]):
            forms[registers[log.place].columns].append(log)
    for alike in forms.values():
        kept = _kept(registers, [log.place for log in alike])
        found = _skips(kept) if kept.months or acts & set(alike[0].titled_acts) else None
        if found is not None:
            yield found


def stretch(text: str, year: str, months: int) -> str:
    """Return the stretch that a cell names (2024年二季度 → 2024-Q2), "" where it names none of that length."""
    plain = normal(text)
    part, named = _PART.search(plain), _YEAR.search(plain)
    if part is None:
        return dates.bucket(read(text, year or None) or "", months) if months == 1 else ""
    own = named[0] if named else year if len(year) == 4 else ""
    quarter = part["q"] or part["e"] or part["f"]
    if not own or (months == 3) != bool(quarter) or months == 1:
        return ""
    value = quarter or part["h"] or part["k"]
    return f"{own}-{'Q' if quarter else 'H'}{_NUMBERS.get(value) or int(value)}"


def _kept(registers: Sequence[Register], places: Sequence[int]) -> _Kept:
    """Return the rows of some tables by the stretches that they name, else by their days."""
    one = registers[places[0]]
    named = next((at for at, name in enumerate(one.columns) if rule().labels("period", name)), None)
    if named is not None:
        for months in _RHYTHMS:
            kept = _by_name(registers, places, named, months)
            if len(kept.rows) >= rule().params["said_rows"]:
                return kept
    months = next((m for m in _RHYTHMS if one.about in rule().words(f"named_{m}")), 0)
    rows, off = [], []
    for place in places:
        register = registers[place]
        things = [
            at for at, name in enumerate(register.columns) if rules()["promise-not-borne-out"].labels("entity", name)
        ]
        for iso, row in dates.dated_rows(register):
            rows.append((iso, place, row, " ".join(register.entries[row].cells[at] for at in things)))
        off += [c for e in register.entries if _is_idle(e.cells) for c in e.cells]
    return _Kept(rows, [day for text in off if (day := read(text, one.year or None))], one.notes, months)


def _by_name(registers: Sequence[Register], places: Sequence[int], at: int, months: int) -> _Kept:
    rows, off = [], []
    for place in places:
        for row, entry in enumerate(registers[place].entries):
            name = stretch(entry.cells[at], registers[place].year, months)
            if name and _is_idle(entry.cells):
                off.append(name)
            elif name and not _is_left_undone(entry.cells):
                rows.append((name, place, row, ""))
    return _Kept(rows, off, registers[places[0]].notes, months)


def _is_idle(cells: Iterable[str]) -> bool:
    return any(idle().search(normal(cell)) for cell in cells)


def _is_left_undone(cells: Iterable[str]) -> bool:
    words = rules()["promise-not-borne-out"].words("not_held")
    return any(words.spots(normal(cell)) for cell in cells if len(cell) <= 12)


# --- what is skipped -------------------------------------------------------------------------------------------------


def _skips(kept: _Kept) -> Rhythm | None:
    """Return the first rhythm of those possible that is kept and broken."""
    params = rule().params
    for months in (kept.months,) if kept.months else _RHYTHMS:
        filled = {_name(at, months) for at, *_ in kept.rows} - {""}
        least, share = ("said_rows", "said_share") if kept.months else ("kept_rows", "kept_share")
        if len(filled) < params[least]:
            continue
        due = between(min(filled), max(filled), months)
        off = {_name(at, months) for at in kept.idle}
        missing = [name for name in due if name not in filled | off and not _is_excused(name, kept.notes)]
        fits = len(missing) <= params[share] * len(due) and _is_regular(kept, months)
        if fits:
            return _rhythm(kept, months, missing) if missing else None
    return None


def _rhythm(kept: _Kept, months: int, missing: Sequence[str]) -> Rhythm:
    before = [(_name(at, months), place, row) for at, place, row, _ in kept.rows]
    _, place, row = max(entry for entry in before if entry[0] and entry[0] < missing[0])
    return Rhythm(place, row, months, tuple(missing))


def _is_regular(kept: _Kept, months: int) -> bool:
    """Return whether a stretch has about as many entries as there are things to look at, as chance hardly makes it."""
    named = all(len(at) < 10 and "-" in at for at, *_ in kept.rows)
    if kept.months and not named:
        return True  # its title says so
    days: dict[str, set[str]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for at, _, _, _ in kept.rows:
        days[_name(at, months)].add(at)
        counts[_name(at, months)] += 1
    if named:
        return sorted(counts.values())[len(counts) // 2] <= _FEW
    things = max(len({thing for *_, thing in kept.rows}), 1)
    once = sum(len(own) <= things for own in days.values())
    return once >= float(rule().params["kept_once"]) * len(days)


def _name(at: str, months: int) -> str:
    return at if "Q" in at or "H" in at else dates.bucket(at, months)


def between(first: str, last: str, months: int) -> list[str]:
    """Return the names of all stretches from one to another, both included."""
    names, each = [], 12 // months
    at, end = _number(first, each), _number(last, each)
    for number in range(at, end + 1):
        year, part = number // each, number % each + 1
        names.append(f"{year}-{part:02d}" if months == 1 else f"{year}-{'Q' if months == 3 else 'H'}{part}")
    return names


def _number(name: str, each: int) -> int:
    return int(name[:4]) * each + int(name[5:].lstrip("QH")) - 1


def _is_excused(name: str, notes: Sequence[str]) -> bool:
    """Return whether a line beside the table says of a month of the stretch that nothing went on."""
    return any(excuses(note, name[:4], months_in(name)) for note in notes)


@lru_cache(maxsize=256)
def months_in(name: str) -> frozenset[int]:
    """Return the months (1 to 12) of a stretch."""
    part = int(name[5:].lstrip("QH"))
    size = 3 if "Q" in name else 6 if "H" in name else 1
    return frozenset(range((part - 1) * size + 1, part * size + 1))
