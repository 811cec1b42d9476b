"""Reads ``edition.yaml``: who issued an edition, until when it was in force, and how each of its texts is printed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from evidence_check.data import DataError, read_yaml
from evidence_check.model import Bilingual, Edition, Verdict

CategoryKind = Literal["internal_control", "finance", "compliance", "trade_security"]
VERDICTS: tuple[Verdict, ...] = ("met", "basically_met", "not_met", "not_applicable")


@dataclass(frozen=True)
class Grammar:
    """The words by which the parts of an edition's texts are known, as data.

    ``options`` maps each printed label of an option, without spaces and case folded, to its verdict; ``kinds`` maps the
    four kinds of categories to words of their titles; ``pointers`` are texts that only point to the specific
    standards; ``prohibited`` are words of a preamble after which clauses name what must not have happened.
    """

    options: dict[str, Verdict]
    kinds: dict[CategoryKind, tuple[str, ...]]
    pointers: tuple[str, ...]
    prohibited: tuple[str, ...]


@dataclass(frozen=True)
class GuideWords:
    """The words by which the parts of a guide are known."""

    columns: int
    sections: dict[str, str]
    decided_by: dict[str, str]
    applicability: str


@dataclass(frozen=True)
class Source:
    """One source text: its language, layout, the order of its columns, and the heading of each standard in it."""

    path: Path
    language: str
    layout: str
    columns: tuple[str, ...]
    clause_mark: str
    numbering: str
    headings: dict[str, str]
    guide: GuideWords | None


@dataclass(frozen=True)
class Settings:
    """Everything ``edition.yaml`` says. ``levels`` and ``counts`` are by standard id."""

    folder: Path
    edition: Edition
    notes: Bilingual
    grammar: Grammar
    sources: tuple[Source, ...]
    levels: dict[str, str | None]
    counts: dict[str, int | None]

    @property
    def file(self) -> Path:
        """Return the path of the file that these settings came from."""
        return self.folder / "edition.yaml"


def bilingual(value: dict[str, str] | None) -> Bilingual:
    """Return a ``{zh, en}`` mapping of a data file as a Bilingual."""
    value = value or {}
    return Bilingual(zh=value.get("zh"), en=value.get("en"))


def read_edition(folder: Path, root: Path) -> Settings:
    """Read the edition in ``folder``.

    Raises:
        DataError: the file does not fit its schema, or names a standard that it does not list.
    """
    path = folder / "edition.yaml"
    raw = read_yaml(path, "edition", root)
    listed = {entry["id"]: entry for entry in raw["standards"]}
    sources = tuple(_source(folder, entry) for entry in raw["sources"])
    for source in sources:
        for standard in source.headings:
            if standard not in listed:
                raise DataError(f"{path}:1: {source.path.name} names {standard!r}, which `standards` does not list")
    return Settings(
        folder=folder,
        edition=_edition(raw),
        notes=bilingual(raw.get("notes")),
        grammar=_grammar(raw["grammar"]),
        sources=sources,
        levels={standard: entry.get("level") for standard, entry in listed.items()},
        counts={standard: entry.get("clauses") for standard, entry in listed.items()},
    )


def _edition(raw: dict[str, Any]) -> Edition:
    return Edition(
        id=raw["id"],
        title=bilingual(raw["title"]),
        issuer=bilingual(raw["issuer"]),
        announcement=raw["announcement"],
        in_force_from=raw.get("in_force_from"),
        in_force_to=raw.get("in_force_to"),
        replaced_by=bilingual(raw["replaced_by"]) if raw.get("replaced_by") else None,
        verified_on=raw["verified_on"],
        sources=tuple(source["file"] for source in raw["sources"]),
        standards=tuple(entry["id"] for entry in raw["standards"]),
    )


def _grammar(raw: dict[str, Any]) -> Grammar:
    options = {"".join(label.split()).casefold(): verdict for verdict in VERDICTS for label in raw["options"][verdict]}
    return Grammar(
        options=options,
        kinds={kind: tuple(words) for kind, words in raw["category_kinds"].items()},
        pointers=tuple(raw.get("pointers", ())),
        prohibited=tuple(raw.get("prohibited", ())),
    )


def _source(folder: Path, raw: dict[str, Any]) -> Source:
    words = raw.get("guide")
    guide = GuideWords(**words) if words else None
    return Source(
        path=folder / "source" / raw["file"],
        language=raw["language"],
        layout=raw["layout"],
        columns=tuple(raw.get("columns", ())),
        clause_mark=raw.get("clause_mark", "paren"),
        numbering=raw.get("numbering", "per_item"),
        headings={entry["id"]: entry["heading"] for entry in raw["standards"]},
        guide=guide,
    )
