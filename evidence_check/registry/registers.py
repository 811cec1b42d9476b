"""Reads ``registers.yaml``: how houses call and column the registers they keep, whatever edition asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.model import Requirement
from evidence_check.registry.cuecheck import CueCheck
from evidence_check.registry.places import mistake


def with_registers(requirements: Sequence[Requirement], root: Path, cues: CueCheck) -> tuple[Requirement, ...]:
    """Return the requirements, the records among them recognised also by the kinds of register that serve them.

    Raises:
        DataError: the file does not fit its schema, or names a requirement, element or concept that does not exist.
    """
    path = root / "registers.yaml"
    if not path.is_file():
        return tuple(requirements)
    by_id = {requirement.id: requirement for requirement in requirements}
    for number, raw in enumerate(read_yaml(path, "registers")["registers"]):
        at: list[str | int] = ["registers", number]
        for field in ("named", "told", "unless"):
            cues.check(path, [*at, field], raw.get(field) or ())
        served = [_served(path, at, name, by_id) for name in raw["serves"]]
        known = {element.key for one in served for element in one.elements}
        for field in ("shows", "states"):
            for key, shown in (raw.get(field) or {}).items():
                if key not in known:
                    raise mistake(path, [*at, field], f"none of the records served has an element {key!r}")
                cues.check(path, [*at, field, key], shown)
        by_id.update((one.id, _widened(one, raw)) for one in served)
    return tuple(by_id.values())


def _served(path: Path, at: Sequence[str | int], name: str, by_id: dict[str, Requirement]) -> Requirement:
    found = by_id.get(name)
    if found is None or found.kind != "record":
        raise mistake(path, [*at, "serves"], f"{name!r} is no record that a clause wants")
    return found


def _widened(requirement: Requirement, raw: dict[str, Any]) -> Requirement:
    shows, states = raw.get("shows") or {}, raw.get("states") or {}
    elements = (
        replace(e, cues=(*e.cues, *states.get(e.key, ())), columns=(*e.columns, *shows.get(e.key, ())))
        for e in requirement.elements
    )
    return replace(
        requirement,
        entries=(*requirement.entries, *(raw.get("told") or ())),
        registers=(*requirement.registers, *(raw.get("named") or ())),
        unless=(*requirement.unless, *(raw.get("unless") or ())),
        elements=tuple(elements),
    )
