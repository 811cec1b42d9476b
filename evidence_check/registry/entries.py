"""Reads the requirement files clause by clause, and checks what one clause says without looking at any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence_check.data import DataError, read_yaml
from evidence_check.model import Clause
from evidence_check.registry.cuecheck import CueCheck
from evidence_check.registry.places import mistake

Place = list[str | int]
_CUES = ("topic", "headings", "unless")


@dataclass(frozen=True)
class Entry:
    """What a requirement file says on one clause, as it is written there."""

    clause: Clause
    path: Path
    at: Place
    raw: dict[str, Any]

    def mistake(self, place: Sequence[str | int], message: str) -> DataError:
        """Return the error that says ``message`` about the value at ``place`` of this entry."""
        return mistake(self.path, [*self.at, *place], message)


def read_entries(
    folders: Sequence[Path], root: Path, clauses: Mapping[str, Clause], cues: CueCheck
) -> dict[str, Entry]:
    """Read the requirement files of all editions: clause id → entry, in the order of the files.

    Raises:
        DataError: a file does not fit its schema, names an unknown clause or concept, or says something twice.
    """
    entries: dict[str, Entry] = {}
    for path in (path for folder in folders for path in sorted((folder / "requirements").glob("*.yaml"))):
        raw = read_yaml(path, "requirements", root)
        for index, said in enumerate(raw["clauses"]):
            at: Place = ["clauses", index]
            clause = clauses.get(said["clause"])
            if clause is None or clause.standard != raw["standard"]:
                message = f"{said['clause']!r} is not a clause of {raw['standard']}"
                raise mistake(path, [*at, "clause"], message)
            if clause.id in entries:
                raise mistake(path, [*at, "clause"], f"the clause {clause.id} stands twice")
            entry = Entry(clause, path, at, said)
            _check_own(entry, cues)
            _check_changes(entry, cues)
            entries[clause.id] = entry
    return entries


def _check_own(entry: Entry, cues: CueCheck) -> None:
    slugs: set[str] = set()
    for index, wish in enumerate(entry.raw.get("requirements") or ()):
        here: Place = ["requirements", index]
        if wish["slug"] in slugs:
            raise entry.mistake([*here, "slug"], f"the requirement {entry.clause.id}#{wish['slug']} stands twice")
        slugs.add(wish["slug"])
        _check_cues(entry, here, wish, cues)
        keys: set[str] = set()
        for number, element in enumerate(wish.get("elements") or ()):
            place = [*here, "elements", number]
            if element["key"] in keys:
                raise entry.mistake([*place, "key"], f"the element {element['key']!r} stands twice")
            keys.add(element["key"])
            cues.check(entry.path, [*entry.at, *place, "cues"], element["cues"])


def _check_changes(entry: Entry, cues: CueCheck) -> None:
    for slug, change in (entry.raw.get("change") or {}).items():
        _check_cues(entry, ["change", slug], change, cues)
        for key, element in (change.get("elements") or {}).items():
            place = [*entry.at, "change", slug, "elements", key, "cues"]
            cues.check(entry.path, place, (element or {}).get("cues") or [])


def _check_cues(entry: Entry, here: Place, wish: dict[str, Any], cues: CueCheck) -> None:
    for name in _CUES:
        cues.check(entry.path, [*entry.at, *here, name], wish.get(name) or [])
