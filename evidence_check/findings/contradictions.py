"""Finds rules in force that have the same thing kept for different times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from evidence_check.examinations import Examinations
from evidence_check.findings.rules import rules
from evidence_check.model import Finding, Quote
from evidence_check.records.kept_things import name_of
from evidence_check.standing import Standing

_SILENT = ("decoy", "superseded")  # roles, as the whole file was judged in the end, of what is no rule of the house


class _Kept(NamedTuple):
    """How long a rule has a thing kept: months, whether at the least, and where it says so."""

    months: float
    least: bool
    quote: Quote


def find(files: Examinations, standing: Mapping[str, Standing]) -> Iterator[Finding]:
    """Yield one finding per thing and rule that has it kept for a shorter time than another rule, quoting both.

    A rule that gives several times for a thing tells cases apart and is left alone; "at least" a shorter time agrees
    with a longer one.
    """
    said: dict[str, list[_Kept]] = defaultdict(list)
    for path, file in files.stating("kept"):
        if standing[path].refused is None and file.role.name not in _SILENT:
            own = sorted((s for s in file.statements if s.kind == "kept"), key=lambda s: s.subject)
            for subject, group in groupby(own, key=lambda s: s.subject):
                made = [_Kept(float(s.value.rstrip("+")), s.value.endswith("+"), s.quote) for s in group]
                if len({kept.months for kept in made}) == 1:
                    said[subject].append(made[0])
    for subject, kept in said.items():
        yield from _told(subject, kept)


def _told(subject: str, said: list[_Kept]) -> Iterator[Finding]:
    rule = rules()["kept-differently"]
    longest = max(said, key=lambda kept: (kept.months, kept.quote.file))
    for kept in said:
        if kept.least or kept.months >= longest.months * (1 - rule.params["slack"]):
            continue
        other = " ".join(longest.quote.text.split())[: rule.params["quoted"]]
        why = rule.why(thing=name_of(subject), file=longest.quote.file.rpartition("/")[2], other=other)
        yield Finding(kept.quote.file, rule.kind, kept.quote.text, kept.quote.locator, why)
