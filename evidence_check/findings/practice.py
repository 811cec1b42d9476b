"""Holds the duties of policies against the registers that should bear them out: how often, how fast, every case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from evidence_check.findings import practice_dates as dates
from evidence_check.findings import practice_rows as rows
from evidence_check.findings.practice_pairs import Held, held_registers, pairs
from evidence_check.findings.rules import Rule, rules
from evidence_check.model import Bilingual, Duty, Enterprise, Entry, Examined, Finding
from evidence_check.records.duties import acts_of, things_of, topics_of
from evidence_check.standing import Standing
from evidence_check.text import normal

_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3]):[0-5]\d")
_HOURS = 730.0
_RARE = 2.9  # months between two times from which a year without any is a gap of its own


def find(files: Mapping[str, Examined], standing: Mapping[str, Standing], enterprise: Enterprise) -> Iterator[Finding]:
    """Yield one finding per sentence that its register does not bear out, on the policy; and the gaps it shows."""
    registers = [
        held for path, file in files.items() if standing[path].refused is None for held in held_registers(path, file)
    ]
    told: set[tuple[str, str]] = set()
    for path, file in files.items():
        if standing[path].refused is not None:
            continue
        since = _since(file)
        for duty in file.duties:
            if (path, duty.quote.text) in told:
                continue
            paired = [held for held in registers if held.file != path and pairs(duty, held)]
            for finding in _of_duty(duty, paired, registers, files, enterprise, since):
                told.add((path, duty.quote.text))
                yield finding


def _since(file: Examined) -> str:
    days = sorted(event.date for event in file.events if event.revision and event.date)
    fields = file.document.control.fields
    stated = [fields[name][0] for name in ("effective_date", "issued_date") if fields.get(name, ("", 0))[0]]
    return (days or sorted(stated) or [""])[0]


def _of_duty(
    duty: Duty,
    paired: Sequence[Held],
    registers: Sequence[Held],
    files: Mapping[str, Examined],
    enterprise: Enterprise,
    since: str,
) -> Iterator[Finding]:
    rule = rules()["promise-not-borne-out"]
    if rule.words("not_measured").spots(duty.text):
        return
    if duty.unit == "every":
        if duty.value * _HOURS < 12:
            yield from _rounds(duty, paired, rule)
        else:
            yield from _often(duty, paired, files, enterprise, since, rule)
    elif duty.unit == "within":
        for held in paired:
            broken, kept = rows.late(duty, held.register)
            if broken and (kept or len(broken) == 1):  # where no row keeps it the columns measure something else
                yield _remark(rule, duty, held, broken[0][0], broken[0][1])
                return
    else:
        for held in paired:
            broken = list(rows.blank(duty, held.register))
            if broken:
                yield _remark(rule, duty, held, broken[0][0], broken[0][1])
                return
        yield from _every_case(duty, paired, registers, rule)


def _rounds(duty: Duty, paired: Sequence[Held], rule: Rule) -> Iterator[Finding]:
    slack = re.search(r"(?:±|误差|tolerance)\D{0,6}(\d{1,2})", duty.text)
    allowed = duty.value * _HOURS + (int(slack[1]) / 60 if slack else max(0.34, duty.value * _HOURS / 6))
    for held in paired:
        entries = [
            (m[0], e)
            for e in held.register.entries
            if (m := next((t for c in e.cells if (t := _TIME.search(c))), None))
        ]
        gaps = list(dates.hours_apart([time.zfill(5) for time, _ in entries]))
        wide = [at for at, gap in enumerate(gaps) if allowed < gap < 10]
        if len(entries) >= 3 and wide:
            one, other = entries[wide[0]][0], entries[wide[0] + 1]
            what = Bilingual(f"{one} 到 {other[0]} 之间没有记录", f"nothing between {one} and {other[0]}")
            yield _remark(rule, duty, held, what, other[1])
            return


def _often(
    duty: Duty, paired: Sequence[Held], files: Mapping[str, Examined], enterprise: Enterprise, since: str, rule: Rule
) -> Iterator[Finding]:
    shown = [(iso, held, entry) for held in paired for iso, entry in dates.dated(held.register)]
    if not shown or not all(held.register.whole for held in paired):
        return
    extra = _elsewhere(duty, paired, files)
    years = {held.register.year for held in paired if held.register.year and not dates.names_a_month(held.register)}
    year = years.pop() if len(years) == 1 and len(paired) == 1 else ""
    off_days = bool(rule.words("off_days").spots(duty.text))
    isos = [iso for iso, _, _ in shown] + extra
    missing = dates.left_out(isos, duty.value, year=year, since=since, until=enterprise.as_of, off_days=off_days)
    if missing and not dates.is_dense(isos, missing, duty.value):
        return  # an excerpt, or the register of something else
    held, entry = shown[0][1], shown[0][2]
    gone = _whole_years(duty, isos, missing, enterprise)
    if missing and all(name in gone for name in missing):
        yield _gap(held, gone)
        return
    if missing:
        names = "、".join(missing[:6])
        what = Bilingual(f"{names} 没有记录", f"nothing in {', '.join(missing[:6])}")
        yield _remark(rule, duty, held, what, entry)
        if gone:
            yield _gap(held, gone)
        return
    for held in paired if rule.words("of_each").spots(duty.text) else ():
        each = _of_each(duty, held)
        if each:
            yield _remark(rule, duty, held, each, held.register.entries[0])
            yield _gap(held, each)
            return


def _whole_years(duty: Duty, isos: Sequence[str], missing: Sequence[str], enterprise: Enterprise) -> list[str]:
    """Return the years that a register leaves out altogether of what is due every year or more often."""
    years = {iso[:4] for iso in isos}
    gone = sorted({name[:4] for name in missing} - years - {enterprise.as_of[:4]})
    return gone if duty.value >= _RARE else []


def _gap(held: Held, gone: Sequence[str] | Bilingual) -> Finding:
    rule = rules()["register-leaves-out"]
    entry = held.register.entries[0]
    what = (
        gone
        if isinstance(gone, Bilingual)
        else Bilingual(f"{'、'.join(gone)} 年没有记录", f"nothing in {', '.join(gone)}")
    )
    return Finding(held.file, rule.kind, entry.text, entry.locator, rule.why(what=what))


def _elsewhere(duty: Duty, paired: Sequence[Held], files: Mapping[str, Examined]) -> list[str]:
    """Return the dates of other records of the same act and subject: what a register lacks may lie beside it."""
    own = {held.file for held in paired}
    found: list[str] = []
    for path, file in files.items():
        name = normal(f"{path} {file.document.title or ''}")
        if path in own or file.role.name in ("written_system", "superseded", "contract"):
            continue
        if set(acts_of(name)) & set(duty.acts) and (
            not duty.topics or set(topics_of(name)) & {*duty.topics, *duty.about}
        ):
            found += [event.date for event in file.events if event.date and not event.revision]
    return found


def _of_each(duty: Duty, held: Held) -> Bilingual | None:
    """Return which of several sites, partners or things a stretch leaves out that covers others of them."""
    rule = rules()["promise-not-borne-out"]
    for at, name in enumerate(held.register.columns):
        if not rule.labels("entity", name):
            continue
        seen: dict[str, set[str]] = {}
        for iso, entry in dates.dated(held.register):
            if entry.cells[at] and (stretch := dates.bucket(iso, duty.value)):
                seen.setdefault(entry.cells[at], set()).add(stretch)
        stretches = sorted(set().union(*seen.values())) if seen else []
        if not 2 <= len(seen) <= 60 or len(stretches) < 2:
            continue
        for entity, own in seen.items():
            gap = [s for s in stretches if min(own) < s < max(own) and s not in own]
            if gap:
                return Bilingual(
                    f"{'、'.join(gap[:4])} 没有“{entity}”", f"“{entity}” is missing in {', '.join(gap[:4])}"
                )
    return None


def _every_case(duty: Duty, paired: Sequence[Held], registers: Sequence[Held], rule: Rule) -> Iterator[Finding]:
    acts = set(duty.acts) - set(rule.params["loose_acts"])
    thing = frozenset(things_of(duty.text)) - set(rule.params["loose_topics"])
    for record in (held for held in paired if thing and acts & set(acts_of(held.register.about))):
        for cases in registers:
            if cases.file == record.file or acts & cases.acts or not thing & cases.topics:
                continue
            missing = rows.without_record(cases.register, record.register, thing)
            if missing:
                what = Bilingual(f"没有记录：{rows.shown(missing)}", f"without a record: {rows.shown(missing)}")
                yield _remark(rule, duty, record, what, missing[0])
                return


def _remark(rule: Rule, duty: Duty, held: Held, what: Bilingual, entry: Entry) -> Finding:
    file = held.file.rpartition("/")[2]
    record = " ".join(entry.text.split())[: rule.params["quoted"]]
    why = rule.why(what=what, file=file, record=record)
    return Finding(duty.quote.file, rule.kind, duty.quote.text, duty.quote.locator, why)
