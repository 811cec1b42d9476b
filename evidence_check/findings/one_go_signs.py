"""The signs by which a register looks written in one go, each with its weight (rule ``written-in-one-go``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date

from evidence_check.findings.one_go_days import days_off, impossible_day, no_rest, same_day
from evidence_check.findings.one_go_entries import Entries, Sign, most, phrases, rule
from evidence_check.model import Bilingual
from evidence_check.records.dates import find as find_dates
from evidence_check.text import normal

_FIVE = 5  # minutes: what people write is mostly a multiple
_PERIOD = re.compile(
    r"(?:20\d\d)?[年\- ]?(?:q[1-4]|第?[一二三四1-4]季度|h[12]|\d{1,2}月份?|[一二三四五六七八九十]{1,2}月份?)|"
    r"20\d\d-\d\d"
)


def same_minute(entries: Entries) -> Sign | None:
    """Every entry bears the same times: an odd minute, or two times, weigh more than one full hour."""
    if not entries.spread or entries.count < rule().params["times"]:
        return None
    same = most(["–".join(times) for times in entries.times], entries.count)
    if not same:
        return None
    odd = any(time[-2:] not in rule().params["round"] for time in same.split("–"))
    pair = "–" in same and len({name for name in entries.columns if rule().labels("guest", name)}) > 0
    heavy = pair and entries.count >= rule().params["pairs"]
    exact = entries.count >= rule().params["pairs"] and all(int(time[-1]) % _FIVE for time in same.split("–"))
    weight = 2.0 if heavy or exact else 1.0 if odd else 0.75  # nobody looks at the clock at 14:37 each time
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
            if not rule().labels("constant", name) and (same := most(values, entries.count))
        ]
        shared = [same for same in remarks if len(normal(same)) >= rule().params["remark_short"] and not same.isdigit()]
        texts = [same for same in shared if not find_dates(same)]
    else:
        counted = Counter(phrase for text in entries.texts for phrase in dict.fromkeys(phrases(text)))
        least = rule().params["share"] * entries.count
        texts = [",".join(p for p, n in counted.items() if n >= least)]
    size = sum(len(text) for text in texts)
    if size < rule().params["remark"]:
        return _short_words(entries)
    text = max(texts, key=len)
    line = next((line for line in entries.lines if normal(text)[:8] in line.text), entries.lines[0])
    at = line.text.find(normal(text)[:8])
    shown = text[:30]
    said = Bilingual(f"说明逐字相同：“{shown}”", f"the remark is word for word the same: “{shown}”")
    told = not entries.columns and size >= rule().params["narrative"]
    return Sign(1.5 if told else 1.0, said, line, (at, at + 8) if at >= 0 else None)


def _short_words(entries: Entries) -> Sign | None:
    """A remark on a person that is the same for everybody: an assessment that nobody made."""
    for name, values in entries.columns.items():
        same = most(values, entries.count)
        if same and len(normal(same)) >= rule().params["remark_short"] and rule().labels("opinion", name):
            said = Bilingual(f"评语都是“{same[:20]}”", f"every appraisal reads “{same[:20]}”")
            at = entries.lines[0].text.find(normal(same))
            return Sign(0.75, said, entries.lines[0], (at, at + len(normal(same))) if at >= 0 else None)
    return None


def same_measures(entries: Entries) -> Sign | None:
    """What is measured or marked each time never varies."""
    if not entries.spread or entries.count < rule().params["times"]:
        return None
    same = {
        name: value
        for name, values in entries.columns.items()
        if rule().labels("measured", name) and (value := most(values, entries.count)) and any(map(str.isdigit, value))
    }
    if not same:
        return None
    name, value = next(iter(same.items()))
    at = entries.lines[0].text.find(normal(value))
    said = Bilingual(f"“{name}”每次都是 {value}", f"“{name}” is {value} every time")
    return Sign(min(2.0, 1.0 * len(same)), said, entries.lines[0], (at, at + len(value)) if at >= 0 else None)


def same_stranger(entries: Entries) -> Sign | None:
    """Everything but the numbers is the same each time, the outsider who came included."""
    if not entries.spread or entries.count < rule().params["times"]:
        return None
    for name, values in entries.columns.items():
        if rule().labels("outsider", name) and (same := most(values, entries.count)):
            said = Bilingual(f"“{name}”每次都是 {same}", f"“{name}” is {same} every time")
            return Sign(1.25, said)
    return None


def one_day_of_entry(entries: Entries) -> Sign | None:
    """What is of many days or periods was entered, checked or reviewed on a single day."""
    for name, values in entries.columns.items():
        if not rule().labels("entered", name) or rule().labels("not_entered", name):
            continue
        stamps = [next((d.iso for d in find_dates(value) if len(d.iso) == 10), "") for value in values]
        day = most(stamps, entries.count)
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
        if name == entered or rule().labels("own_past", name):
            continue
        isos = [next((d.iso for d in find_dates(value) if len(d.iso) >= 7), "") for value in values]
        days = sorted({(iso + "-01")[:10] for iso in isos if iso})
        earlier = [iso for iso in days if iso <= day.isoformat()]
        long = len(earlier) >= 3 and (day - date.fromisoformat(earlier[0])).days >= rule().params["late_days"]
        if long and len(earlier) == len(days) and len(days) >= 0.6 * entries.count:
            return True
        periods = {normal(value) for value in values if _PERIOD.fullmatch(normal(value))}
        if len(periods) >= rule().params["periods"] and len(periods) >= 0.9 * entries.count:
            return True
    return False


def even_steps(entries: Entries) -> Sign | None:
    """Whatever happened took exactly as long each time, or came at exactly even steps of the clock."""
    pairs = [times for times in entries.times if len(times) == 2]
    if len(pairs) < rule().params["even"] or len(pairs) < entries.count or len(set(pairs)) == 1:
        return None
    spans = {_minutes(b) - _minutes(a) for a, b in pairs}
    if len(spans) != 1:
        return None
    minutes = spans.pop()
    said = Bilingual(f"每次都正好 {minutes} 分钟", f"exactly {minutes} minutes every time")
    return Sign(1.0, said, entries.lines[0], None)


def admitted(entries: Entries) -> Sign | None:
    """Most entries say themselves that they were filled in afterwards, or by one hand."""
    told = [line for line in entries.lines if line.text in rule().words("afterwards")]
    if len(told) < max(2, 0.5 * entries.count):
        return None
    said = Bilingual("记录自称是补填或同一笔迹", "the entries say that they were filled in afterwards, or by one hand")
    return Sign(2.0, said, told[0], rule().words("afterwards").spots(told[0].text)[0])


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


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
