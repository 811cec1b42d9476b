"""Finds registers that look written in one go: the same odd minute, the same long remark, the same day of each month.

Each sign by itself has an honest reason (a fixed round, a stock phrase, a monthly date); two together make reviewers
ask. It is reported as a question, never as fraud.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from evidence_check.findings.rules import Inspection, Line, Rule, rules
from evidence_check.model import Bilingual, Finding
from evidence_check.records.dates import find as find_dates
from evidence_check.text import normal

_TIME = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3]):([0-5]\d)")
_WEEKEND = 5  # weekday() from which a day is no working day


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield one finding for the first table of a record that bears two of the signs."""
    rule = rules()["written-in-one-go"]
    if inspection.role != "record" or inspection.judged.marks & {"template", "plan"}:
        return
    rows = [line for line in inspection.body if line.passage.kind == "row" and not line.passage.header_row]
    for _, group in groupby(rows, key=lambda line: (line.passage.locator.sheet, line.passage.table)):
        table = list(group)
        if len(table) < rule.params["rows"]:
            continue
        signs = [sign for sign in (_same_minute(table, rule), _same_words(table, rule), _same_day(table, rule)) if sign]
        if len(signs) >= rule.params["signs"]:
            told = Bilingual("；".join(s.zh or "" for s in signs), "; ".join(s.en or "" for s in signs))
            yield inspection.remark(rule, table[0], None, signs=told)
            return


def _most(values: Sequence[str], rows: int, rule: Rule) -> str | None:
    """Return the value that nearly every row bears."""
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted and counted[0][1] >= rule.params["share"] * rows else None


def _same_minute(table: Sequence[Line], rule: Rule) -> Bilingual | None:
    times = [" ".join(m[0] for m in _TIME.finditer(line.text)) for line in table]
    odd = [time for time in times if time and any(m[1] not in rule.params["round"] for m in _TIME.finditer(time))]
    same = _most(odd, len(table), rule)
    return Bilingual(f"时刻几乎都是 {same}", f"nearly every time is {same}") if same else None


def _same_words(table: Sequence[Line], rule: Rule) -> Bilingual | None:
    texts = [normal(c.text) for line in table for c in line.passage.cells if len(c.text) >= rule.params["remark"]]
    same = _most(texts, len(table), rule)
    return (
        Bilingual(f"说明逐字相同：“{same[:30]}”", f"the remark is word for word the same: “{same[:30]}”")
        if same
        else None
    )


def _same_day(table: Sequence[Line], rule: Rule) -> Bilingual | None:
    isos = [next((d.iso for d in find_dates(line.text) if len(d.iso) == 10), "") for line in table]
    days = [date.fromisoformat(iso) for iso in isos if iso]
    same = _most([str(day.day) for day in days], len(table), rule)
    months = {(day.year, day.month) for day in days}
    weekends = sum(day.weekday() >= _WEEKEND for day in days)
    if not same or len(months) < rule.params["months"] or weekends < rule.params["weekends"]:
        return None
    zh = f"每月都是 {same} 日，其中 {weekends} 次是周末"
    return Bilingual(zh, f"always on day {same} of the month, {weekends} of them weekends")
