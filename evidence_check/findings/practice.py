"""Holds the duties of policies against the logs that should bear them out: how often, how fast, every case.

Duties that ask the same of the same logs are answered once, so that the work grows with the dossier and not with the
number of pairs of duty and register.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence

from evidence_check.examinations import Examinations
from evidence_check.findings import practice_cases as cases
from evidence_check.findings import practice_rows as rows
from evidence_check.findings.practice_often import Often
from evidence_check.findings.practice_told import HOURS, Asked, Told, first_day, rule
from evidence_check.findings.rules import rules
from evidence_check.findings.shelf import Shelf, wants_of
from evidence_check.model import Claim, Enterprise, Finding, Quote
from evidence_check.records.duties import things_of
from evidence_check.standing import Standing

_SLACK = re.compile(r"(?:±|误差|tolerance)\D{0,6}(\d{1,2})")
_LEAST_SLACK = 0.34  # hours by which a round of the day may be late …
_SHARE_SLACK = 6  # … or this part of the time between two
_ROUND = 12  # hours below which a duty is a round of the day


def find(
    files: Examinations,
    standing: Mapping[str, Standing],
    enterprise: Enterprise,
    shelf: Shelf,
    skipping: Collection[tuple[str, int]] = (),
) -> Iterator[Finding]:
    """Yield one finding per sentence that its register does not bear out, on the policy; and the gaps it shows.

    ``skipping`` are the registers (file, place) whose skipped stretches are told already: they are not told twice.
    """
    practice = _Practice(files, enterprise, shelf)
    for path in files:
        told: set[str] = set()
        for claim in files.sides(path).claims if standing[path].refused is None else ():
            answer = practice.answer(claim, path)
            if answer is not None and not (claim.unit == "every" and practice.place(answer) in skipping):
                quote = files[path].duties[claim.number].quote
                if quote.text not in told:
                    told.add(quote.text)
                    yield from practice.findings(answer, quote)


class _Practice:
    """The logs of a dossier, with what they answered to duties already."""

    def __init__(self, files: Examinations, enterprise: Enterprise, shelf: Shelf) -> None:
        self._files = files
        self._shelf = shelf
        self._often = Often(files, shelf, enterprise.as_of)
        self._answers: dict[Hashable, Told | None] = {}
        self._blanks: dict[Asked, dict[str, Told]] = {}
        self._dated: tuple[str, str] = "", ""

    def answer(self, claim: Claim, path: str) -> Told | None:
        """Return what the logs of other files show against a duty; None where they bear it out, or tell nothing."""
        wants = wants_of(claim)
        paired = self._shelf.paired(wants)
        if not paired:
            return None
        asked = Asked(wants, path if not set(self._shelf.own(path)).isdisjoint(paired) else "")
        if claim.unit == "every" and claim.value * HOURS < _ROUND:
            allowed = _allowed(claim)
            return self._once((asked, allowed), lambda: rows.rounds(self._shelf, self._numbers(asked), allowed))
        if claim.unit == "every":
            return self._of_often(claim, asked, path)
        if claim.unit == "within":
            in_hours = "小时" in claim.text or "hour" in claim.text
            how = rows.stages_of(claim.text), claim.value, claim.working, in_hours
            return self._once((asked, how), lambda: rows.late(self._shelf, self._numbers(asked), how))
        return self._of_each(claim, asked)

    def place(self, told: Told) -> tuple[str, int]:
        """Return the file and the number of the register that is told of."""
        held = self._shelf[told.number]
        return held.file, held.log.place

    def findings(self, told: Told, quote: Quote) -> Iterator[Finding]:
        """Yield what is told on the sentence of a duty, and the gap on the register that shows it."""
        file = self._shelf[told.number].file
        if told.what is not None:
            entry = self._shelf.entry(told.number, told.row)
            record = " ".join(entry.text.split())[: rule().params["quoted"]]
            why = rule().why(what=told.what, file=file.rpartition("/")[2], record=record)
            yield Finding(quote.file, rule().kind, quote.text, quote.locator, why)
        if told.gap is not None:
            gap, first = rules()["register-leaves-out"], self._shelf.entry(told.number, 0)
            yield Finding(file, gap.kind, first.text, first.locator, gap.why(what=told.gap))

    def _of_often(self, claim: Claim, asked: Asked, path: str) -> Told | None:
        since = self._since(path)
        off_days = bool(rule().words("off_days").spots(claim.text))
        subject = claim.acts, claim.topics, claim.about
        of_each = bool(rule().words("of_each").spots(claim.text))
        return self._once(
            (asked, claim.value, off_days, of_each, since, subject),
            lambda: self._often.told(claim, self._numbers(asked), since, off_days=off_days),
        )

    def _of_each(self, claim: Claim, asked: Asked) -> Told | None:
        if asked not in self._blanks:
            self._blanks[asked] = rows.blanks(self._shelf, self._numbers(asked))
        found = next((told for name, told in self._blanks[asked].items() if rows.is_wanted(name, claim.text)), None)
        if found is not None:
            return found
        loose_acts, loose_topics = cases.loose()
        acts, thing = frozenset(claim.acts) - loose_acts, frozenset(things_of(claim.text)) - loose_topics
        return self._once(
            (asked, acts, thing), lambda: cases.without_record(self._shelf, self._numbers(asked), acts, thing)
        )

    def _once(self, question: Hashable, answer: Callable[[], Told | None]) -> Told | None:
        if question not in self._answers:
            self._answers[question] = answer()
        return self._answers[question]

    def _numbers(self, asked: Asked) -> Sequence[int]:
        own = self._shelf.own(asked.own)
        return [number for number in self._shelf.paired(asked.wants) if number not in own]

    def _since(self, path: str) -> str:
        """Return the year from which a policy is known to hold, "" where it does not say."""
        if self._dated[0] != path:
            self._dated = path, first_day(self._files[path])[:4]
        return self._dated[1]


def _allowed(claim: Claim) -> float:
    """Return how many hours may lie between two rounds."""
    hours = claim.value * HOURS
    slack = _SLACK.search(claim.text)
    return hours + (int(slack[1]) / 60 if slack else max(_LEAST_SLACK, hours / _SHARE_SLACK))
