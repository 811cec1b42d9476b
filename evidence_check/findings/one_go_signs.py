"""The signs by which a register looks written in one go, each with its weight (rule ``written-in-one-go``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from evidence_check.findings.one_go_entries import Entries, phrases
from evidence_check.findings.rules import Line, Rule, Span, rules
from evidence_check.model import Bilingual
from evidence_check.records.dates import find as find_dates
from evidence_check.records.named import is_person
from evidence_check.text import normal

_WEEKEND = 5  # weekday() from which a day is no working day
_PERIOD = re.compile(
    r"(?:20\d\d)?[年\- ]?(?:q[1-4]|第?[一二三四1-4]季度|h[12]|\d{1,2}月份?|[一二三四五六七八九十]{1,2}月份?)|"
    r"20\d\d-\d\d"
)


class Sign(NamedTuple):
    """What was seen: its weight, its words, and where."""

    weight: float
    said: Bilingual
    line: Line | None = None
    span: Span | None = None


def _rule() -> Rule:
    return rules()["written-in-one-go"]


def _most(values: Sequence[str], rows: int) -> str:
    """Return the value that nearly every entry bears, "" for none."""
    counted = Counter(value for value in values if value).most_common(1)
    return counted[0][0] if counted and counted[0][1] >= _rule().params["share"] * rows else ""


def same_minute(entries: Entries) -> Sign | None:
    """Every entry bears the same times: an odd minute, or two times, weigh more than one full hour."""
    if not entries.spread or entries.count < _rule().params["times"]:
        return None
    same = _most(["–".join(times) for times in entries.times], entries.count)
    if not same:
        return None
    odd = any(time[-2:] not in _rule().params["round"] for time in same.split("–"))
    pair = "–" in same and len({name for name in entries.columns if _rule().labels("guest", name)}) > 0
    heavy = pair and entries.count >= _rule().params["pairs"]
    weight = 2.0 if heavy else 1.0 if odd else 0.75
    at = entries.lines[0].text.find(same.split("–")[0])
    said = Bilingual(f"时刻几乎都是 {same}", f"nearly every time is {same}")
    return Sign(weight, said, entries.lines[0], (at, at + 5) if at >= 0 else None)


def same_words(entries: Entries) -> Sign | None:
    """The entries share whole sentences; a stock phrase weighs less."""
    if not entries.spread and entries.columns:
        return None
    if entries.columns:
        remarks = [
            same
            for name, values in entries.columns.items()
            if not _rule().labels("constant", name) and (same := _most(values, entries.count))
        ]
        shared = [
            same for same in remarks if len(normal(same)) >= _rule().params["remark_short"] and not same.isdigit()
        ]
        texts = [same for same in shared if not find_dates(same)]
    else:
        counted = Counter(phrase for text in entries.texts for phrase in dict.fromkeys(phrases(text)))
        least = _rule().params["share"] * entries.count
        texts = [",".join(p for p, n in counted.items() if n >= least)]
    size = sum(len(text) for text in texts)
    if size < _rule().params["remark"]:
        return _short_words(entries)
    text = max(texts, key=len)
    line = next((line for line in entries.lines if normal(text)[:8] in line.text), entries.lines[0])
    at = line.text.find(normal(text)[:8])
    shown = text[:30]
    said = Bilingual(f"说明逐字相同：“{shown}”", f"the remark is word for word the same: “{shown}”")
    told = not entries.columns and size >= _rule().params["narrative"]
    return Sign(1.5 if told else 1.0, said, line, (at, at + 8) if at >= 0 else None)


def _short_words(entries: Entries) -> Sign | None:
    """A remark on a person that is the same for everybody: an assessment that nobody made."""
    for name, values in entries.columns.items():
        same = _most(values, entries.count)
        if same and len(normal(same)) >= _rule().params["remark_short"] and _rule().labels("opinion", name):
            said = Bilingual(f"评语都是“{same[:20]}”", f"every appraisal reads “{same[:20]}”")
            at = entries.lines[0].text.find(normal(same))
            return Sign(0.75, said, entries.lines[0], (at, at + len(normal(same))) if at >= 0 else None)
    return None


def same_day(entries: Entries) -> Sign | None:
    """Always one day of the month, weekends among them."""
    days = entries.known_days
    same = _most([str(day.day) for day in days], entries.count)
    months = {(day.year, day.month) for day in days}
    off = sum(day.weekday() >= _WEEKEND for day in days)
    if not same or len(months) < _rule().params["months"] or off < _rule().params["weekends"]:
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
    if len(days) < 3 or off < _rule().params["share"] * len(days) or single:
        return None
    said = Bilingual(f"{off} 天都是周末或节假日", f"all {off} days are weekends or public holidays")
    return Sign(1.0, said, entries.lines[0], None)


def no_rest(entries: Entries) -> Sign | None:
    """One and the same person, day after day, the weekend included."""
    days = sorted(set(entries.known_days))
    run = len(days) >= _rule().params["run"] and days[-1] - days[0] == timedelta(days=len(days) - 1)
    if not run or not any(day.weekday() >= _WEEKEND for day in days):
        return None
    columns = [values for name, values in entries.columns.items() if _rule().labels("doer", name)]
    one = [same for values in columns if (same := _most(values, entries.count))]
    if not entries.columns:
        people = [next((phrase for phrase in phrases(text) if is_person(phrase)), "") for text in entries.texts]
        one = [same] if (same := _most(people, entries.count)) else []
    if not one:
        return None
    said = Bilingual(f"{one[0]} 连续 {len(days)} 天无一休息", f"{one[0]} on {len(days)} days running, without rest")
    return Sign(1.0, said, entries.lines[0], None)


def same_measures(entries: Entries) -> Sign | None:
    """What is measured or marked each time never varies."""
    if not entries.spread or entries.count < _rule().params["times"]:
        return None
    same = {
        name: value
        for name, values in entries.columns.items()
        if _rule().labels("measured", name) and (value := _most(values, entries.count)) and any(map(str.isdigit, value))
    }
    if not same:
        return None
    name, value = next(iter(same.items()))
    at = entries.lines[0].text.find(normal(value))
    said = Bilingual(f"“{name}”每次都是 {value}", f"“{name}” is {value} every time")
    return Sign(min(2.0, 1.0 * len(same)), said, entries.lines[0], (at, at + len(value)) if at >= 0 else None)


def same_stranger(entries: Entries) -> Sign | None:
    """Everything but the numbers is the same each time, the outsider who came included."""
    if not entries.spread or entries.count < _rule().params["times"]:
        return None
    for name, values in entries.columns.items():
        if _rule().labels("outsider", name) and (same := _most(values, entries.count)):
            said = Bilingual(f"“{name}”每次都是 {same}", f"“{name}” is {same} every time")
            return Sign(1.25, said)
    return None


def one_day_of_entry(entries: Entries) -> Sign | None:
    """What is of many days or periods was entered, checked or reviewed on a single day."""
    for name, values in entries.columns.items():
        if not _rule().labels("entered", name) or _rule().labels("not_entered", name):
            continue
        stamps = [next((d.iso for d in find_dates(value) if len(d.iso) == 10), "") for value in values]
        day = _most(stamps, entries.count)
        if day and _is_of_many(entries, name, date.fromisoformat(day)):
            at = entries.lines[0].text.find(normal(values[0]))
            said = Bilingual(
                f"不同日期的各行都在 {day} 一天填写（{name}）", f"rows of many days were all done on {day} ({name})"
            )
            return Sign(2.0, said, entries.lines[0], (at, at + len(day)) if at >= 0 else None)
    return None


def _is_of_many(entries: Entries, entered: str, day: date) -> bool:
    """Whether another column gives as many different earlier days or periods as there are entries."""
    for name, values in entries.columns.items():
        if name == entered or _rule().labels("own_past", name):
            continue
        isos = [next((d.iso for d in find_dates(value) if len(d.iso) >= 7), "") for value in values]
        days = sorted({(iso + "-01")[:10] for iso in isos if iso})
        earlier = [iso for iso in days if iso <= day.isoformat()]
        long = len(earlier) >= 3 and (day - date.fromisoformat(earlier[0])).days >= _rule().params["late_days"]
        if long and len(earlier) == len(days) and len(days) >= 0.6 * entries.count:
            return True
        periods = {normal(value) for value in values if _PERIOD.fullmatch(normal(value))}
        if len(periods) >= _rule().params["periods"] and len(periods) >= 0.9 * entries.count:
            return True
    return False


def impossible_day(entries: Entries) -> Sign | None:
    """An entry bears a day that no calendar has."""
    for line in entries.lines:
        if spots := rules()["impossible-date"].wording.spots(line.text):
            start, end = spots[0]
            day = line.text[start:end]
            return Sign(1.0, Bilingual(f"{day} 并不存在", f"there is no {day}"), line, spots[0])
    return None


def even_steps(entries: Entries) -> Sign | None:
    """Whatever happened took exactly as long each time, or came at exactly even steps of the clock."""
    pairs = [times for times in entries.times if len(times) == 2]
    if len(pairs) < _rule().params["even"] or len(pairs) < entries.count or len(set(pairs)) == 1:
        return None
    spans = {_minutes(b) - _minutes(a) for a, b in pairs}
    if len(spans) != 1:
        return None
    minutes = spans.pop()
    said = Bilingual(f"每次都正好 {minutes} 分钟", f"exactly {minutes} minutes every time")
    return Sign(1.0, said, entries.lines[0], None)


def admitted(entries: Entries) -> Sign | None:
    """Most entries say themselves that they were filled in afterwards, or by one hand."""
    told = [line for line in entries.lines if line.text in _rule().words("afterwards")]
    if len(told) < max(2, 0.5 * entries.count):
        return None
    said = Bilingual("记录自称是补填或同一笔迹", "the entries say that they were filled in afterwards, or by one hand")
    return Sign(2.0, said, told[0], _rule().words("afterwards").spots(told[0].text)[0])


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def _is_holiday(day: date) -> bool:
    """Whether a day is a public holiday of the mainland: fixed days, and the week of the Spring Festival."""
    params = _rule().params
    if f"{day.month:02d}-{day.day:02d}" in params["holidays"]:
        return True
    first = params["spring_festival"].get(str(day.year))
    return bool(first) and timedelta(-1) <= day - date.fromisoformat(first) < timedelta(days=params["spring_days"])


ALL: tuple[Callable[[Entries], Sign | None], ...] = (
    one_day_of_entry,
    admitted,
    impossible_day,
    same_minute,
    same_words,
    same_measures,
    same_day,
    days_off,
    no_rest,
    same_stranger,
    even_steps,
)
