"""What is seen in one document about the enterprise, and what is proposed from all of them: plain frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from evidence_check.model import Bilingual, Mention, Quote

PaperKind = Literal["own", "certificate", "contract", "partner", "repeats", "unread"]


@dataclass(frozen=True, slots=True)
class Seen:
    """One statement: ``value`` for ``key`` (``people.customs_manager``, ``profile.containers``, ``partner`` …).

    ``near`` is the company that the statement itself speaks of, None where it names none. What is not ``sure`` is
    shown to the reader and never filled in.
    """

    key: str
    value: str
    quote: Quote
    sure: bool = True
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Observations:
    """All that one file says of the enterprise. ``owners`` stand at its head, ``companies`` anywhere in it.

    ``kind``: "repeats" is a paper that goes through the standard (a self-assessment), "partner" one that a partner
    handed over.
    """

    file: str
    kind: PaperKind
    owners: tuple[Mention, ...] = ()
    companies: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The proposed value of one key of enterprise.yaml: text, yes or no, a list, or None where nobody can say.

    ``sources`` are the statements it rests on, ``others`` those that say otherwise or are not sure enough,
    ``remark`` says what to know about it, ``question`` is what a person is asked where it is None or empty.
    """

    key: str
    value: str | bool | tuple[str, ...] | None
    sources: tuple[Seen, ...] = ()
    others: tuple[Seen, ...] = ()
    remark: Bilingual | None = None
    question: Bilingual | None = None

    @property
    def open(self) -> bool:
        """Whether a person has to answer before the file is complete."""
        return self.question is not None and (self.value is None or self.value == ())


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole enterprise.yaml as proposed: every key's answer, by key, in the order of the file."""

    answers: dict[str, Answer] = field(default_factory=dict)
    as_of: str = ""

    @property
    def unknown(self) -> tuple[Answer, ...]:
        """What a person still has to answer."""
        return tuple(answer for answer in self.answers.values() if answer.open)
