"""Reads ``implied.yaml``: elements that a document need not name, because they follow from others that it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from evidence_check.data import read_yaml
from evidence_check.model import Element

Ways = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    elements: frozenset[str]
    requirements: frozenset[str]
    ways: Ways
    any_of_others: int

    def ways_of(self, key: str, elements: Sequence[Element]) -> Ways:
        """Return the sets of keys from each of which the element ``key`` of a requirement's ``elements`` follows."""
        if self.any_of_others:
            particulars = [e.key for e in elements if e.key != key and e.scope == "section"]
            return tuple(combinations(particulars, self.any_of_others))
        return tuple(way for way in self.ways if set(way) <= {e.key for e in elements})


@dataclass(frozen=True, slots=True)
class Implications:
    """What follows from what, for all standards."""

    rules: tuple[_Rule, ...]

    def applied(self, slug: str, elements: Sequence[Element]) -> tuple[Element, ...]:
        """Return the elements of the requirement ``slug``, each with what it follows from."""
        return tuple(replace(e, follows_from=self._ways(slug, e.key, elements)) for e in elements)

    def _ways(self, slug: str, key: str, elements: Sequence[Element]) -> Ways:
        rules = (r for r in self.rules if key in r.elements and (not r.requirements or slug in r.requirements))
        return tuple(dict.fromkeys(way for rule in rules for way in rule.ways_of(key, elements)))


def read_implications(root: Path) -> Implications:
    """Return what ``implied.yaml`` of the standards' folder ``root`` says; nothing follows where there is no such file.

    Raises:
        DataError: the file does not fit its schema.
    """
    path = root / "implied.yaml"
    entries = read_yaml(path, "implied", root)["follows"] if path.is_file() else ()
    return Implications(
        tuple(
            _Rule(
                frozenset(entry["elements"]),
                frozenset(entry.get("requirements", ())),
                tuple(tuple(way) for way in entry.get("from", ())),
                entry.get("any", 0),
            )
            for entry in entries
        )
    )
