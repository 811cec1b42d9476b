"""What logs show against a duty, before it is said of the sentence that lays the duty down."""

from __future__ import annotations

from typing import NamedTuple

from evidence_check.findings.rules import Rule, rules
from evidence_check.findings.shelf import Wants
from evidence_check.model import Bilingual, Examined
from evidence_check.records.intervals import HOURS_A_MONTH as HOURS

__all__ = ["HOURS", "Asked", "Told", "first_day", "rule"]


class Asked(NamedTuple):
    """The logs that a duty should show in: those that share its acts and topics, ``own`` ones (a path) apart."""

    wants: Wants
    own: str


class Told(NamedTuple):
    """What breaks a duty: in words, with the number of the log and the row that shows it; and the gap of a log."""

    number: int
    row: int
    what: Bilingual | None = None
    gap: Bilingual | None = None


def rule() -> Rule:
    """Return the rule that says so."""
    return rules()["promise-not-borne-out"]


def first_day(file: Examined) -> str:
    """Return the day (ISO) from which a policy is known to hold, "" where it does not say."""
    days = sorted(event.date for event in file.events if event.revision and event.date)
    fields = file.document.control.fields
    stated = [fields[name][0] for name in ("effective_date", "issued_date") if fields.get(name, ("", 0))[0]]
    return (days or sorted(stated) or [""])[0]
