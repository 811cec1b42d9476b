"""Answers duties of how often: the stretches of time that the logs leave out, and what each stretch leaves out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from evidence_check.examinations import Examinations
from evidence_check.findings import practice_dates as dates
from evidence_check.findings.practice_told import Told, rule
from evidence_check.findings.shelf import Shelf
from evidence_check.model import Bilingual, Claim

_RARE = 2.9  # months between two times from which a year without any is a gap of its own


class Often:
    """The logs and the other records of a dossier, as duties of how often ask for them."""

    def __init__(self, files: Examinations, shelf: Shelf, as_of: str) -> None:
        self._files = files
        self._shelf = shelf
        self._as_of = as_of
        self._records: list[tuple[str, frozenset[str], frozenset[str]]] | None = None
        self._days: dict[str, tuple[str, ...]] = {}

    def told(self, claim: Claim, numbers: Sequence[int], since: str, *, off_days: bool) -> Told | None:
        """Return the stretches that some logs together leave out of a duty, else what one of them leaves out of each.

        Args:
            claim: the duty.
            numbers: of the logs that it should show in.
            since: the year from which it holds, "" where it is not known.
            off_days: whether it is meant for weekends and holidays too.

        Several sites, partners or things are looked at each by itself where the duty says "each".
        """
        first, isos = None, set[str]()
        for number in numbers:
            log = self._shelf[number].log
            if not log.whole:
                return None
            if log.days and first is None:
                first = number, log.days[0][1]
            isos.update(iso for iso, _ in log.days)
        if first is None:
            return None
        isos |= self._elsewhere(claim, {self._shelf[number].file for number in numbers})
        year = self._year(numbers)
        missing = dates.left_out(isos, claim.value, year=year, since=since, until=self._as_of, off_days=off_days)
        if not missing:
            return self._of_each(claim, numbers) if rule().words("of_each").spots(claim.text) else None
        if not dates.is_dense(isos, missing, claim.value):
            return None  # an excerpt, or the register of something else
        return Told(*first, *_said(missing, self._whole_years(claim, isos, missing)))

    def _year(self, numbers: Sequence[int]) -> str:
        """Return the year that a lone log is for as a whole, "" for none."""
        log = self._shelf[numbers[0]].log
        return log.year if len(numbers) == 1 and not log.for_month else ""

    def _whole_years(self, claim: Claim, isos: Iterable[str], missing: Sequence[str]) -> list[str]:
        """Return the years that the logs leave out altogether of what is due now and then."""
        years = {iso[:4] for iso in isos}
        gone = sorted({name[:4] for name in missing} - years - {self._as_of[:4]})
        return gone if claim.value >= _RARE else []

    def _elsewhere(self, claim: Claim, own: set[str]) -> set[str]:
        """Return the dates of other records of the same act and subject: what a log lacks may lie beside it."""
        if self._records is None:
            sides = ((path, self._files.sides(path)) for path in self._files)
            self._records = [(path, frozenset(s.acts), frozenset(s.topics)) for path, s in sides if s.acts]
        acts, topics = set(claim.acts), {*claim.topics, *claim.about}
        found: set[str] = set()
        for path, done, named in self._records:
            if path not in own and acts & done and (not claim.topics or topics & named):
                found.update(self._days_of(path))
        return found

    def _days_of(self, path: str) -> tuple[str, ...]:
        if path not in self._days:
            events = self._files[path].events
            isos = dict.fromkeys(event.date for event in events if event.date and not event.revision)
            self._days[path] = tuple(map(sys.intern, isos))  # the same few thousand days all over a dossier
        return self._days[path]

    def _of_each(self, claim: Claim, numbers: Sequence[int]) -> Told | None:
        """Return which of several sites, partners or things a stretch leaves out that covers others of them."""
        for number in numbers:
            what = self._left_out_of_each(claim.value, number)
            if what:
                return Told(number, 0, what, what)
        return None

    def _left_out_of_each(self, months: float, number: int) -> Bilingual | None:
        held = self._shelf[number]
        register = self._files[held.file].registers[held.log.place]
        for at, name in enumerate(register.columns):
            if not rule().labels("entity", name):
                continue
            seen: dict[str, set[str]] = {}
            for iso, row in held.log.days:
                entity = register.entries[row].cells[at]
                if entity and (stretch := dates.bucket(iso, months)):
                    seen.setdefault(entity, set()).add(stretch)
            stretches = sorted(set().union(*seen.values())) if seen else []
            if not 2 <= len(seen) <= 60 or len(stretches) < 2:
                continue
            for entity, own in seen.items():
                gap = [s for s in stretches if min(own) < s < max(own) and s not in own]
                if gap:
                    lacking = f"{'、'.join(gap[:4])} 没有“{entity}”", f"“{entity}” is missing in {', '.join(gap[:4])}"
                    return Bilingual(*lacking)
        return None


def _said(missing: Sequence[str], gone: Sequence[str]) -> tuple[Bilingual | None, Bilingual | None]:
    """Return what is missing in words, None where all of it is years that are gone; and these, None for none."""
    gap = Bilingual(f"{'、'.join(gone)} 年没有记录", f"nothing in {', '.join(gone)}") if gone else None
    if all(name in gone for name in missing):
        return None, gap
    return Bilingual(f"{'、'.join(missing[:6])} 没有记录", f"nothing in {', '.join(missing[:6])}"), gap
