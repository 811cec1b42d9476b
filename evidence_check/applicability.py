"""Decides from enterprise.yaml whether a clause or requirement applies; None where nobody has said."""

from __future__ import annotations

from evidence_check.model import Condition, Enterprise


def applies(condition: Condition | None, enterprise: Enterprise) -> bool | None:
    """Return whether a condition holds for an enterprise: True, False, or None while a fact is not known."""
    if condition is None:
        return True
    if condition.certification and condition.certification != enterprise.certification:
        return False
    if condition.businesses and not set(condition.businesses) & set(enterprise.businesses):
        return False
    if condition.profile:
        return enterprise.profile.get(condition.profile)
    return True


def unanswered(condition: Condition | None, enterprise: Enterprise) -> str | None:
    """Return the key of enterprise.yaml that would settle an undecided condition."""
    if condition is None or applies(condition, enterprise) is not None:
        return None
    return f"profile.{condition.profile}"
