"""Says which department of a company usually owns what a clause wants, by ``standards/departments.yaml``.

A suggestion for whom to ask, never a demand of the standard: nothing is judged by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.model import Bilingual, Item
from evidence_check.registry.places import mistake
from evidence_check.resources import standards_dir


@dataclass(frozen=True, slots=True)
class Department:
    """One department. ``stated`` says that the standard or the guide names it, rather than usual practice."""

    id: str
    name: Bilingual
    stated: bool


@dataclass(frozen=True, slots=True)
class Departments:
    """All departments in the order in which reports list them, and what each usually owns."""

    all: tuple[Department, ...]
    by_requirement: dict[str, Department]
    by_item: dict[str, Department]

    def owner(self, requirement: str | None, item: Item | None) -> Department | None:
        """Return the usual owner of a requirement (its id) of an item; without a requirement, of the item as a whole.

        None where the data says nothing about either, as with an edition of a user's own.
        """
        name = requirement.partition("#")[2] if requirement else ""
        title = item.title.zh if item else None
        return self.by_requirement.get(name) or self.by_item.get(title or "")

    def owners(self, requirements: Iterable[str], item: Item | None) -> tuple[Department, ...]:
        """Return the usual owners of these requirements of an item, each once, in the order of reports."""
        found = {self.owner(each, item) for each in requirements} or {self.owner(None, item)}
        return tuple(department for department in self.all if department in found)


@lru_cache(maxsize=1)
def load() -> Departments:
    """Return the departments.

    Raises:
        DataError: the file does not fit its schema, names an unknown department, or gives one thing two owners.
    """
    path = standards_dir() / "departments.yaml"
    content: dict[str, Any] = read_yaml(path, "departments")
    known = {
        each["id"]: Department(each["id"], Bilingual(each["zh"], each["en"]), each["basis"] == "standard")
        for each in content["departments"]
    }
    owned: dict[str, dict[str, Department]] = {"requirements": {}, "items": {}}
    for part, found in owned.items():
        for department, names in content[part].items():
            if department not in known:
                raise mistake(path, [part, department], f"there is no department {department!r}")
            for name in names:
                if name in found:
                    raise mistake(path, [part, department], f"{name!r} has two owners")
                found[name] = known[department]
    return Departments(tuple(known.values()), owned["requirements"], owned["items"])
