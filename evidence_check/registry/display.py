"""Reads ``display/*.yaml``: the project's own translations, and texts that the sources broke, mended for readers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence_check.data import DataError, read_text, read_yaml
from evidence_check.model import Bilingual
from evidence_check.registry.edition import bilingual
from evidence_check.registry.places import line_of


@dataclass(frozen=True)
class Wording:
    """What the project writes for one clause.

    ``like`` names a clause with the same text; ``reason`` says why a text that a source has is written anew.
    """

    text: Bilingual
    like: str | None
    reason: str | None
    line: str


@dataclass(frozen=True)
class ItemWording:
    """What the project writes for an item, by language; ``reason`` says why what a source has is written anew."""

    title: Bilingual = field(default_factory=Bilingual)
    preamble: Bilingual = field(default_factory=Bilingual)
    notes: tuple[Bilingual, ...] = ()
    reason: str | None = None


@dataclass(frozen=True)
class Display:
    """The display texts of one standard."""

    path: Path | None = None
    title: Bilingual = field(default_factory=Bilingual)
    categories: dict[str, Bilingual] = field(default_factory=dict)
    items: dict[str, ItemWording] = field(default_factory=dict)
    clauses: dict[str, Wording] = field(default_factory=dict)


def read_displays(folder: Path, root: Path) -> dict[str, Display]:
    """Return the display texts of an edition by standard id.

    Raises:
        DataError: a file does not fit its schema, or holds a clause of another standard.
    """
    displays = {}
    for path in sorted((folder / "display").glob("*.yaml")):
        raw = read_yaml(path, "display", root)
        displays[raw["standard"]] = _display(path, raw)
    return displays


def _display(path: Path, raw: dict[str, Any]) -> Display:
    for clause in raw["clauses"]:
        if not clause.startswith(f"{raw['standard']}/"):
            line = line_of(read_text(path), ["clauses", clause])
            raise DataError(f"{path}:{line}: {clause} is not a clause of {raw['standard']}")
    return Display(
        path=path,
        title=bilingual(raw.get("title")),
        categories={no: bilingual(value) for no, value in raw.get("categories", {}).items()},
        items={no: _item(value) for no, value in raw.get("items", {}).items()},
        clauses={clause: _wording(path, clause, value) for clause, value in raw["clauses"].items()},
    )


def _item(raw: dict[str, Any]) -> ItemWording:
    notes = tuple(bilingual(note) for note in raw.get("notes", ()))
    return ItemWording(bilingual(raw.get("title")), bilingual(raw.get("preamble")), notes, raw.get("reason"))


def _wording(path: Path, clause: str, raw: dict[str, str]) -> Wording:
    return Wording(Bilingual(raw.get("zh"), raw.get("en")), raw.get("like"), raw.get("reason"), f"{path}\t{clause}")


def place(wording: Wording) -> str:
    """Return ``file:line`` of a wording, for messages."""
    path, clause = wording.line.split("\t")
    return f"{path}:{line_of(read_text(Path(path)), ['clauses', clause])}"
