"""Proposes which department to ask for what a clause wants; the proposals are data (``standards/departments.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.model import Bilingual, Item
from evidence_check.resources import standards_dir


@dataclass(frozen=True, slots=True)
class Department:
    """A department as the reports name it."""

    id: str
    title: Bilingual


def departments() -> tuple[Department, ...]:
    """Return the departments in the order in which reports list them."""
    return tuple(Department(each["id"], Bilingual(**each["title"])) for each in _data()["departments"])


def department_of(clause: str, item: Item | None) -> Department:
    """Return the department that usually holds the papers for a clause.

    Args:
        clause: the clause's id; a few clauses belong elsewhere than their item.
        item: the item of the clause, by whose title the department is found in every edition.
    """
    data = _data()
    by_id = {each.id: each for each in departments()}
    title = "".join((item.title.zh or "").split()) if item else ""
    by_title = next((each["id"] for each in data["departments"] if title and title in each["items"]), data["otherwise"])
    return by_id[data["clauses"].get(clause, by_title)]


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    content: dict[str, Any] = read_yaml(standards_dir() / "departments.yaml", "departments")
    return content
