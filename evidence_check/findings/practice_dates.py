"""Counts, for registers, the stretches of time (days, weeks, months, quarters, halves, years) that they leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from evidence_check.findings.rules import rules
from evidence_check.model import Entry, Register
from evidence_check.records.cell_dates import read
from evidence_check.records.dates import find
from evidence_check.records.labels import is_field, says
from evidence_check.text import normal

_WEEKEND = 5
_DAILY, _WEEKLY, _MONTHLY, _QUARTERLY, _HALF, _YEARLY = 0.05, 0.3, 1.5, 3.5, 6.5, 12.5  # months up to which it is so


def dated(register: Register) -> list[tuple[str, Entry]]:
    """Return the entries of a register with their dates (ISO, may be a month or year), undated ones left out."""
    return [(iso, register.entries[row]) for iso, row in dated_rows(register)]


def dated_rows(register: Register) -> list[tuple[str, int]]:
    """Return the dates (ISO, may be a month or year) of a register's rows with these, undated ones left out."""
    rule = rules()["promise-not-borne-out"]
    columns = [
        at
        for at, name in enumerate(register.columns)
        if (is_field(name, "date") or says(name, "year") or rule.labels("day", name))
        and not rule.labels("not_day", name)
    ]
    found = []
    for row, entry in enumerate(register.entries):
        isos = [iso for at in columns if at < len(entry.cells) and (iso := _iso(entry.cells[at], register.year))]
        best = next((iso for iso in isos if len(iso) > 4), isos[0] if isos else "")
        if best and not any(rule.words("not_held").spots(normal(cell)) for cell in entry.cells if len(cell) <= 12):
            found.append((best, row))
    return found


def _iso(text: str, year: str) -> str:
    if text.isdigit() and len(text) == 4 and text.startswith("20"):
        return text
    return read(text, year or None) or ""


def bucket(iso: str, months: float) -> str:
    """Return the name of the stretch in which a date lies, "" where the date is too coarse to tell."""
    if months > _HALF:
        return iso[:4]
    if len(iso) < 7:
        return ""
    month = int(iso[5:7])
    if months > _QUARTERLY:
        return f"{iso[:4]}-H{(month - 1) // 6 + 1}"
    if months > _MONTHLY:
        return f"{iso[:4]}-Q{(month - 1) // 3 + 1}"
    if months > _WEEKLY:
        return iso[:7]
    if len(iso) < 10:
        return ""
    day = date.fromisoformat(iso)
    return iso if months <= _DAILY else "{}-W{:02d}".format(*day.isocalendar()[:2])


def rhythm(months: float) -> int:
    """Return the months (1, 3, 6) of the stretch in which something due every so many months is done; 0 for others."""
    if not _WEEKLY < months <= _HALF:
        return 0
    return 1 if months <= _MONTHLY else 3 if months <= _QUARTERLY else 6


def between(first: str, last: str, months: float) -> list[str]:
    """Return the names of all stretches from one day to another, both included."""
    names: dict[str, None] = {}
    day, end = date.fromisoformat((first + "-01-01")[:10]), date.fromisoformat(_last_day(last))
    step = timedelta(days=1 if months <= _WEEKLY else 14)
    while day <= end:
        names[bucket(day.isoformat(), months)] = None
        day += step
    names[bucket(end.isoformat(), months)] = None
    return list(names)


def _last_day(iso: str) -> str:
    return iso if len(iso) == 10 else f"{iso}-28" if len(iso) == 7 else f"{iso}-12-31"


def left_out(isos: Iterable[str], months: float, *, year: str, since: str, until: str, off_days: bool) -> list[str]:
    """Return the stretches without any date between the first date and the last, or of the whole year named.

    Args:
        isos: the dates that the registers show.
        months: how many months may lie between two of them; 12 and more are taken as a year.
        year: the year that a register is for as a whole, "" for none.
        since: the day (ISO) from which the promise holds, "" where it is not known.
        until: the day of the review.
        off_days: whether weekends and holidays are meant too.
    """
    if months > _YEARLY:
        return []
    days = sorted(iso for iso in isos if bucket(iso, months))
    if len(set(days)) < 2 and months > _WEEKLY:
        return []
    if not days:
        return []
    first, last = days[0], days[-1]
    if months > _MONTHLY:
        last = max(last, _tail(year, until, months))
    seen = {bucket(iso, months) for iso in days}
    missing = [name for name in between(first, last, months) if name not in seen and name >= since[:4]]
    if months <= _WEEKLY and not off_days:
        missing = [name for name in missing if not _is_off(name, months)]
    return missing if len(missing) > _lenient(months, off_days=off_days) else []


def is_dense(isos: Iterable[str], missing: Sequence[str], months: float) -> bool:
    """Return whether a register is the full log of a duty: it shows at least half of the times due, of days most."""
    kept = len({name for iso in isos if (name := bucket(iso, months))})
    params = rules()["promise-not-borne-out"].params
    share = params["dense_days"] if months <= _WEEKLY else params["dense"]
    return kept >= float(share) * (kept + len(missing))


def _lenient(months: float, *, off_days: bool) -> int:
    """Return how many missing days are no remark: holidays that move are not all known."""
    return 2 if months <= _DAILY and not off_days else 0


def _tail(year: str, until: str, months: float) -> str:
    """Return the last day that must be covered: of the year named, else of the last full year where a year is meant."""
    if year and f"{year}-12-31" <= until:
        return f"{year}-12-31"
    return f"{int(until[:4]) - 1}-12-31" if months > _QUARTERLY and not year else ""


def _is_off(name: str, months: float) -> bool:
    if months > _DAILY:
        year, week = name.split("-W")
        days = [date.fromisocalendar(int(year), int(week), n) for n in range(1, 6)]
        return sum(_holiday(day) for day in days) >= 3
    day = date.fromisoformat(name)
    return day.weekday() >= _WEEKEND or _holiday(day)


def _holiday(day: date) -> bool:
    content = rules()["written-in-one-go"].params
    first = content["spring_festival"].get(str(day.year))
    fixed = f"{day.month:02d}-{day.day:02d}" in (*content["holidays"], "10-06", "10-07")
    return fixed or (bool(first) and timedelta(-1) <= day - date.fromisoformat(first) < timedelta(days=8))


def names_a_month(register: Register) -> bool:
    """Return whether a register is for a month or a day by its name: then it says nothing of the rest of the year."""
    return any(len(d.iso) > 4 for d in find(register.about))


def hours_apart(times: Sequence[str]) -> Iterator[float]:
    """Yield the hours between times of day in order, over midnight."""
    clock = [int(t[:2]) + int(t[3:5]) / 60 for t in times]
    for one, other in pairwise(clock):
        yield (other - one) % 24
