"""Answers duties of every case: the cases of one log, by number, that have no record in another."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence

from evidence_check.findings.practice_told import Told, rule
from evidence_check.findings.shelf import Shelf
from evidence_check.model import Bilingual
from evidence_check.records.duties import topics_of
from evidence_check.text import normal

_FOUND = 0.4  # of a log's numbers that may be missing from another, for the two to be of one thing
_SHOWN = 3

Names = frozenset[str]


def without_record(shelf: Shelf, numbers: Sequence[int], acts: Names, thing: Names) -> Told | None:
    """Return the first cases of a log whose numbers do not stand in a record, where the two share most numbers.

    Args:
        shelf: the logs.
        numbers: of the logs that a duty should show in; the records are those that do one of its acts by name.
        acts: that the duty wants done, which the log of the cases does not do.
        thing: topics of what it says "every" of; the cases are numbered by it.
    """
    records = [number for number in numbers if thing and not acts.isdisjoint(shelf[number].log.titled_acts)]
    if not records:
        return None
    cases = _Cases(shelf, shelf.speaking_of(thing, acts), thing)
    for record in records:
        for number in cases.beside(record):
            missing = cases.missing(number, record)
            if missing:
                rows = [shelf.entry(number, row) for row in missing[:_SHOWN]]
                shown = "；".join(" ".join(cell for cell in entry.cells[:3] if cell) for entry in rows)
                return Told(number, missing[0], Bilingual(f"没有记录：{shown}", f"without a record: {shown}"))
    return None


class _Cases:
    """Some logs by the numbers of their cases."""

    def __init__(self, shelf: Shelf, logs: Sequence[int], thing: Names) -> None:
        self._shelf, self._thing = shelf, thing
        self._with: dict[str, array[int]] = {}
        """Number → the columns that hold it, by their places in ``_columns``."""
        self._columns: list[tuple[int, int]] = []
        """(log, how many numbers) of each column."""
        for log in logs:
            for numbers in self._numbers(log):
                for number, _ in numbers:
                    self._with.setdefault(number, array("I")).append(len(self._columns))
                self._columns.append((log, len(numbers)))

    def _numbers(self, log: int) -> list[tuple[tuple[str, int], ...]]:
        """Return what the columns of a log that number the thing hold: (number, row) each."""
        columns = self._shelf[log].log.numbers
        return [numbers for name, numbers in columns if not self._thing.isdisjoint(topics_of(normal(name)))]

    def beside(self, record: int) -> list[int]:
        """Return the logs, in order, of which a record of another file holds most numbers, and not all."""
        held = self._shelf[record]
        hits = Counter(column for number in held.log.known for column in self._with.get(number, ()))
        logs = {self._columns[column][0] for column, count in hits.items() if _most(count, self._columns[column][1])}
        return sorted(log for log in logs if log not in self._shelf.own(held.file))

    def missing(self, log: int, record: int) -> list[int]:
        """Return the rows of a log whose number does not stand in a record, those apart that say why."""
        known = set(self._shelf[record].log.known)
        for numbers in self._numbers(log):
            missing = [row for number, row in numbers if number not in known]
            if missing and _most(len(numbers) - len(missing), len(numbers)):
                excused = set(self._shelf[log].log.excused)
                return [row for row in missing if row not in excused]
        return []


def _most(found: int, count: int) -> bool:
    """Return whether some of a log's numbers are missing from a record, and not too many."""
    return 0 < count - found <= _FOUND * count


def loose() -> tuple[Names, Names]:
    """Return the acts and topics that tie no case to its record."""
    return frozenset(rule().params["loose_acts"]), frozenset(rule().params["loose_topics"])
