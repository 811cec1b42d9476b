"""One scored item as the report shows it."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_check.model import Bilingual, ItemScore


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One scored item, where it leads, and (id, number, coverage) of the clauses behind it that keep it from being met.

    ``standard`` is the id of its standard, ``basis`` says in words what its verdict rests on.
    """

    score: ItemScore
    standard: str
    basis: Bilingual
    number: str
    title: Bilingual
    category: Bilingual
    anchor: str | None
    behind: tuple[tuple[str, str, str], ...]
