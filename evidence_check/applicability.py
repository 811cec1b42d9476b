"""Decides from enterprise.yaml whether a clause or requirement applies; None where nobody has said."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_check.model import Condition, Enterprise


def applies(condition: Condition | None, enterprise: Enterprise) -> bool | None:
    """Return whether a condition holds for an enterprise: True, False, or None while a fact is not known."""
    if condition is None:
        return True
    answers = [answer for _, answer in _parts(condition, enterprise)]
    if False in answers:
        return False
    return None if None in answers else True


def unanswered(condition: Condition | None, enterprise: Enterprise) -> str | None:
    """Return the key of enterprise.yaml that would settle an undecided condition."""
    if condition is None or applies(condition, enterprise) is not None:
        return None
    return next(key for key, answer in _parts(condition, enterprise) if answer is None)


def _parts(condition: Condition, enterprise: Enterprise) -> Iterator[tuple[str, bool | None]]:
    """Yield each part of a condition with the key of enterprise.yaml that decides it, and its answer.

    A list of businesses is taken as complete; an empty one says nothing, so whether a business is done is not known.
    """
    if condition.certification:
        yield "certification", condition.certification == enterprise.certification
    if condition.businesses:
        done = set(condition.businesses) & set(enterprise.businesses)
        yield "businesses", bool(done) if enterprise.businesses else None
    if condition.profile:
        yield f"profile.{condition.profile}", enterprise.profile.get(condition.profile)
