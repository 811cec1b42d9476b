"""The signs of a register written in one go that lie in its days: always one day of the month, days off, no rest."""

from __future__ import annotations

from datetime import date, timedelta

from evidence_check.findings.one_go_entries import Entries, Sign, most, phrases, rule
from evidence_check.findings.rules import rules
from evidence_check.model import Bilingual
from evidence_check.records.named import is_person

_WEEKEND = 5  # weekday() from which a day is no working day


def same_day(entries: Entries) -> Sign | None:
    """Always one day of the month, weekends among them."""
    days = entries.known_days
    same = most([str(day.day) for day in days], entries.count)
    months = {(day.year, day.month) for day in days}
    off = sum(day.weekday() >= _WEEKEND for day in days)
    if not same or len(months) < rule().params["months"] or off < rule().params["weekends"]:
        return None
    said = Bilingual(
        f"每月都是 {same} 日，其中 {off} 次是周末", f"always on day {same} of the month, {off} of them weekends"
    )
    return Sign(1.0, said)


def days_off(entries: Entries) -> Sign | None:
    """All days are weekends or public holidays, in a record of what offices do on working days."""
    days = entries.known_days
    off = sum(day.weekday() >= _WEEKEND or _is_holiday(day) for day in days)
    single = len(set(days)) == 1 and entries.columns
    if len(days) < 3 or off < rule().params["share"] * len(days) or single:
        return None
    said = Bilingual(f"{off} 天都是周末或节假日", f"all {off} days are weekends or public holidays")
    return Sign(1.0, said, entries.lines[0], None)


def no_rest(entries: Entries) -> Sign | None:
    """One and the same person, day after day, the weekend included."""
    days = sorted(set(entries.known_days))
    run = len(days) >= rule().params["run"] and days[-1] - days[0] == timedelta(days=len(days) - 1)
    if not run or not any(day.weekday() >= _WEEKEND for day in days):
        return None
    columns = [values for name, values in entries.columns.items() if rule().labels("doer", name)]
    one = [same for values in columns if (same := most(values, entries.count))]
    if not entries.columns:
        people = [next((phrase for phrase in phrases(text) if is_person(phrase)), "") for text in entries.texts]
        one = [same] if (same := most(people, entries.count)) else []
    if not one:
        return None
    said = Bilingual(f"{one[0]} 连续 {len(days)} 天无一休息", f"{one[0]} on {len(days)} days running, without rest")
    return Sign(1.0, said, entries.lines[0], None)


def impossible_day(entries: Entries) -> Sign | None:
    """An entry bears a day that no calendar has."""
    for line in entries.lines:
        if spots := rules()["impossible-date"].wording.spots(line.text):
            start, end = spots[0]
            day = line.text[start:end]
            return Sign(1.0, Bilingual(f"{day} 并不存在", f"there is no {day}"), line, spots[0])
    return None


def _is_holiday(day: date) -> bool:
    """Whether a day is a public holiday of the mainland: fixed days, and the week of the Spring Festival."""
    params = rule().params
    if f"{day.month:02d}-{day.day:02d}" in params["holidays"]:
        return True
    first = params["spring_festival"].get(str(day.year))
    return bool(first) and timedelta(-1) <= day - date.fromisoformat(first) < timedelta(days=params["spring_days"])
