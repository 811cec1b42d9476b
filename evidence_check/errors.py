"""What a user did or gave that can't be used: one plain sentence, a next step, and an exit code."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process returns. ``GAPS`` only with ``--fail-on-gap``."""

    OK = 0
    GAPS = 1
    UNUSABLE_INPUT = 2
    INTERRUPTED = 130


class EvidenceCheckError(Exception):
    """Input that can't be used. ``message`` says what, ``hint`` what to do next; both are meant for users."""

    exit_code = ExitCode.UNUSABLE_INPUT

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
