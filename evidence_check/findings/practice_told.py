"""What logs show against a duty, before it is said of the sentence that lays the duty down."""

from __future__ import annotations

from typing import NamedTuple

from evidence_check.findings.rules import Rule, rules
from evidence_check.findings.shelf import Wants
from evidence_check.model import Bilingual
from evidence_check.records.intervals import HOURS_A_MONTH as HOURS

__all__ = ["HOURS", "Asked", "Told", "rule"]


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
