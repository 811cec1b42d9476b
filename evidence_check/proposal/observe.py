"""Looks at one document for what it says of the enterprise: a pure function of the document and what is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from evidence_check.matching.gates import Gates, compile_gates
from evidence_check.model import Document, Registry
from evidence_check.proposal.answers import observe_answers
from evidence_check.proposal.certification import observe_certification
from evidence_check.proposal.companies import observe_companies
from evidence_check.proposal.model import Observations, Seen
from evidence_check.proposal.paper import Paper
from evidence_check.proposal.people import observe_people

_MOST_OF_A_KIND = 60  # statements kept per key and file: partners of a long list, and repetitions
_MOST_SAME = 2  # of one value


class Observer:
    """What is compiled once per process to look at documents."""

    def __init__(self, gates: Gates) -> None:
        self._gates = gates

    @classmethod
    def for_registry(cls, registry: Registry) -> Observer:
        """Return an observer that knows the standards' own wording, so as not to take it for the enterprise's."""
        return cls(compile_gates(registry))

    def observe(self, document: Document) -> Observations:
        """Return all that a document says of the enterprise. Only quotes are kept, not the document."""
        if document.status != "ok":
            return Observations(document.path, "unread")
        paper = Paper(document, self._gates)
        if not paper.usable:
            return Observations(document.path, "repeats")
        seen = (
            *observe_people(paper),
            *observe_companies(paper),
            *observe_answers(paper),
            *observe_certification(paper),
        )
        heads = tuple(mention for mention in paper.companies if mention.subject)
        return Observations(document.path, paper.kind, heads, tuple(m.name for m in paper.companies), _condensed(seen))


def _condensed(seen: Iterable[Seen]) -> tuple[Seen, ...]:
    """Return statements without repetitions, in their order."""
    kept: dict[Seen, None] = {}
    by_key: Counter[str] = Counter()
    by_value: Counter[tuple[str, str, str | None, bool]] = Counter()
    for one in seen:
        value = (one.key, one.value, one.near, one.sure)
        if one in kept or by_key[one.key] >= _MOST_OF_A_KIND or by_value[value] >= _MOST_SAME:
            continue
        kept[one] = None
        by_key[one.key] += 1
        by_value[value] += 1
    return tuple(kept)
