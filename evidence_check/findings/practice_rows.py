"""Finds the rows of a register that break a duty: done too late, left blank, or a case without its record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from evidence_check.findings.rules import rules
from evidence_check.model import Bilingual, Duty, Entry, Register
from evidence_check.records.dates import find
from evidence_check.records.duties import topics_of
from evidence_check.text import normal

_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)")
_ID = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9\-/]{3,24}")
_HANZI = re.compile(r"[\u4e00-\u9fff]{2,}")
_SHOWN = 3

Broken = tuple[Bilingual, Entry]


def _rule_words(name: str, text: str) -> bool:
    return bool(rules()["promise-not-borne-out"].words(name).spots(text))


# --- too late --------------------------------------------------------------------------------------------------------


def late(duty: Duty, register: Register) -> tuple[list[Broken], int]:
    """Return the rows in which the second date lies later after the first than the duty allows; how many keep to it."""
    pair = _pair(duty, register)
    found: list[Broken] = []
    kept = 0
    for entry in register.entries if pair else ():
        start, end = pair or (0, 0)
        if any(_rule_words("excused", normal(cell)) for cell in entry.cells):
            continue
        begun, done = _moment(entry.cells[start], register.year), _moment(entry.cells[end], register.year)
        if begun and done and _exceeds(duty, begun, done):
            words = f"{entry.cells[start]} → {entry.cells[end]}"
            found.append((Bilingual(words, words), entry))
        elif begun and done:
            kept += 1
    return found, kept


def _pair(duty: Duty, register: Register) -> tuple[int, int] | None:
    """Return the columns of the beginning and the end that a duty speaks of."""
    rule = rules()["promise-not-borne-out"]
    for stage in rule.params["stages"]:
        if not re.search(stage["duty"], duty.text):
            continue
        begins = [at for at, name in enumerate(register.columns) if re.search(stage["from"], normal(name))]
        ends = [
            at for at, name in enumerate(register.columns) if re.search(stage["to"], normal(name)) and at not in begins
        ]
        for one in begins:
            for other in ends:
                filled = [
                    e
                    for e in register.entries
                    if _moment(e.cells[one], register.year) and _moment(e.cells[other], register.year)
                ]
                if filled:
                    return one, other
    return None


def _moment(text: str, year: str) -> tuple[datetime, bool] | None:
    day = next((d.iso for d in find(text, year or None) if len(d.iso) == 10), "")
    if not day:
        return None
    time = _TIME.search(text)
    at = datetime.fromisoformat(day)
    return (at.replace(hour=int(time[1]), minute=int(time[2])), True) if time else (at, False)


def _exceeds(duty: Duty, begun: tuple[datetime, bool], done: tuple[datetime, bool]) -> bool:
    if done[0] < begun[0]:
        return False
    if duty.working:
        return _working_days(begun[0].date(), done[0].date()) > round(duty.value / 34.0)
    if begun[1] and done[1]:
        return (done[0] - begun[0]) > timedelta(hours=duty.value)
    days = (done[0].date() - begun[0].date()).days
    allowed = duty.value / 24.0
    return days > (
        allowed + 0.05 if allowed >= 1.5 else 1 if duty.value > 24 or "小时" in duty.text or "hour" in duty.text else 0
    )


def _working_days(first: date, last: date) -> int:
    return sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, (last - first).days + 1))


# --- left blank --------------------------------------------------------------------------------------------------


def blank(duty: Duty, register: Register) -> Iterator[Broken]:
    """Yield the rows in which a column is blank, or says no, that the duty wants filled in every case."""
    rule = rules()["promise-not-borne-out"]
    named = [at for at, name in enumerate(register.columns) if _is_wanted(name, duty.text)]
    rows = [e for e in register.entries if sum(bool(c) for c in e.cells) >= 2]
    if len(rows) < rule.params["rows"]:
        return
    for at in named:
        open_ = [e for e in rows if not e.cells[at] or rule.words("denied").spots(normal(e.cells[at]))]
        excused = [e for e in open_ if any(_rule_words("excused", normal(cell)) for cell in e.cells)]
        short = len(open_) - len(excused)
        if short and short < len(rows) and (short >= 2 or short * 5 >= len(rows)):
            name = register.columns[at]
            entry = next(e for e in open_ if e not in excused)
            yield Bilingual(f"“{name}”空缺 {short} 行", f"“{name}” is blank in {short} rows"), entry


def _is_wanted(column: str, text: str) -> bool:
    """Return whether a sentence names what a column is for: all of its hanzi pairs bar one, or its English words."""
    label = normal(column)
    rule = rules()["promise-not-borne-out"]
    if rule.labels("not_wanted", column):
        return False
    for run in _HANZI.findall(label):
        pairs = [run[i : i + 2] for i in range(len(run) - 1)]
        if pairs and sum(pair in text for pair in pairs) >= max(1, len(pairs) - 1 if len(pairs) > 2 else len(pairs)):
            return True
    for pair in rule.params["fields"]:
        if re.search(pair["column"], label) and re.search(pair["duty"], text):
            return True
    words = [w[:6] for w in re.findall(r"[a-z]{4,}", label)]
    return bool(words) and all(word in text for word in words)


# --- a case without its record ---------------------------------------------------------------------------------------


def without_record(cases: Register, records: Register, thing: frozenset[str]) -> list[Entry]:
    """Return the rows of ``cases`` whose number does not stand in ``records``, where the two share most numbers.

    The number must be that of the ``thing`` (topics) of which the duty says "every".
    """
    for at, name in enumerate(cases.columns):
        if rules()["promise-not-borne-out"].labels("not_ids", name) or not thing & set(topics_of(normal(name))):
            continue
        ids = {normal(e.cells[at]): e for e in cases.entries if _ID.fullmatch(e.cells[at]) and not find(e.cells[at])}
        if len(ids) < 3 or len(ids) < 0.6 * len(cases.entries):
            continue
        known = {normal(cell) for e in records.entries for cell in e.cells}
        missing = [entry for number, entry in ids.items() if number not in known]
        if missing and len(missing) <= 0.4 * len(ids):
            return [e for e in missing if not any(_rule_words("excused", normal(cell)) for cell in e.cells)]
    return []


def shown(entries: Sequence[Entry]) -> str:
    """Return the first rows in short, for a message."""
    return "；".join(" ".join(cell for cell in entry.cells[:3] if cell) for entry in entries[:_SHOWN])
