"""Finds what is wrong inside a register: impossible days, people who left before they came, blank columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from evidence_check.findings.rules import Inspection, Line, rules
from evidence_check.model import Finding, Passage
from evidence_check.records.dates import find as find_dates
from evidence_check.text import normal

_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)")
_DATE_LABEL = re.compile(r"^(?P<label>[^::]{0,12}(?:日期|时间|date)):(?P<value>.{4,24})$")
_SHOWN = re.compile(r"\d{4}-\d{2}-\d{2}")


def find(inspection: Inspection) -> Iterator[Finding]:
    """Yield the faults of a filled record. The latest date is a candidate: the dossier knows the day of the review."""
    if inspection.role != "record" or inspection.judged.marks & {"template", "plan"}:
        return
    yield from _impossible(inspection)
    yield from _latest(inspection)
    yield from _left_early(inspection)
    yield from _blank_columns(inspection)


def later_than(finding: Finding, as_of: str) -> bool:
    """Return whether the date that a finding of the rule ``future-date`` names lies after ``as_of`` (ISO)."""
    shown = _SHOWN.search(finding.why.en or "")
    return bool(shown and shown[0] > as_of)


# --- dates and times ----------------------------------------------------------------------------------------------


def _impossible(inspection: Inspection) -> Iterator[Finding]:
    rule = rules()["impossible-date"]
    dating = rules()["future-date"]
    for line in inspection.body:
        cells = [normal(cell.text) for cell in line.passage.cells if dating.labels("date", cell.column)]
        for text in cells if line.passage.kind == "row" else [line.text]:
            for start, end in rule.spots(text):
                at = line.text.find(text[start:end])
                span = (at, at + end - start) if at >= 0 else None
                yield inspection.remark(rule, line, span, date=text[start:end])
                return


def _latest(inspection: Inspection) -> Iterator[Finding]:
    """Yield the latest day that a column or label named for the date gives."""
    rule = rules()["future-date"]
    if inspection.title in rule.words("not_record"):
        return
    days = [(day, line) for line in inspection.body for day in _days(line)]
    if days:
        day, line = max(days, key=lambda pair: pair[0])
        start = next((d.start for d in find_dates(line.text) if d.iso == day), 0)
        yield inspection.remark(rule, line, (start, start + 4), date=day)


def _days(line: Line) -> Iterator[str]:
    rule = rules()["future-date"]
    labelled = [(cell.column, cell.text) for cell in line.passage.cells]
    if not labelled and (match := _DATE_LABEL.match(line.text)):
        labelled = [(match["label"], match["value"])]
    for label, value in labelled:
        if rule.labels("date", label) and not rule.labels("not_date", label):
            yield from (dated.iso for dated in find_dates(value)[:1] if len(dated.iso) == 10)


def _left_early(inspection: Inspection) -> Iterator[Finding]:
    rule = rules()["left-before-entering"]
    for line in inspection.body:
        entered = _time(line.passage, "time_in")
        left = _time(line.passage, "time_out")
        if entered and left and left < entered and entered[0] < rule.params["latest"]:
            times = {"in": f"{entered[0]:02d}:{entered[1]:02d}", "out": f"{left[0]:02d}:{left[1]:02d}"}
            yield inspection.remark(rule, line, None, **times)
            return


def _time(passage: Passage, name: str) -> tuple[int, int] | None:
    """Return the time of day in a row's column for coming or going; with a date in it, nothing can be compared."""
    rule = rules()["left-before-entering"]
    for cell in passage.cells:
        if rule.labels(name, cell.column) and not find_dates(cell.text) and "次日" not in cell.text:
            match = _TIME.search(normal(cell.text))
            return (int(match[1]), int(match[2])) if match else None
    return None


# --- blank columns ------------------------------------------------------------------------------------------------


def _blank_columns(inspection: Inspection) -> Iterator[Finding]:
    rule = rules()["columns-blank"]
    for header, rows in _tables(inspection):
        if len(rows) < rule.params["rows"]:
            continue
        for cell in header.passage.cells:
            column = normal(cell.text)
            if column not in rule.words("needed") or column in rule.words("not_needed"):
                continue
            filled = sum(any(c.column == cell.text and c.text.strip() for c in row.passage.cells) for row in rows)
            blank = len(rows) - filled
            if blank >= rule.params["share"] * len(rows):
                at = header.text.find(column)
                span = (at, at + len(column)) if at >= 0 else None
                yield inspection.remark(rule, header, span, column=cell.text, blank=str(blank), rows=str(len(rows)))


def _tables(inspection: Inspection) -> Iterator[tuple[Line, Sequence[Line]]]:
    """Yield the header of each table with its filled rows: rows that hold at least two values."""
    rows: dict[tuple[str | None, int | None], list[Line]] = defaultdict(list)
    headers: dict[tuple[str | None, int | None], list[Line]] = defaultdict(list)
    for line in inspection.body:
        if line.passage.kind == "row":
            key = (line.passage.locator.sheet, line.passage.table)
            (headers if line.passage.header_row else rows)[key].append(line)
    for key, found in headers.items():
        if len(found) == 1:  # columns under two rows of names have no plain name to look for
            yield found[0], [line for line in rows[key] if sum(bool(c.text.strip()) for c in line.passage.cells) >= 2]
