"""The registry: what the standards say and want, read from ``standards/`` and kept in a cache by content.

``load`` is the door. The texts are parsed at run time from the sources as they were published; a new edition is a
new folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evidence_check.cache.kept import kept
from evidence_check.model import Bilingual, Registry
from evidence_check.registry import cache
from evidence_check.resources import standards_dir

if TYPE_CHECKING:
    from evidence_check.registry.guide import Guide

__all__ = ["edition_notes", "gaps_in_knowledge", "guides", "load"]

_loaded: dict[tuple[Path, str], Registry] = {}


def load(root: Path | None = None) -> Registry:
    """Return the registry of the standards folder ``root`` (the package's own if None).

    Raises:
        DataError: a data file can't be used; the message names file and line.
    """
    root = (root or standards_dir()).resolve()
    content = cache.digest(root)
    if (root, content) not in _loaded:
        made_from = f"{content} {cache.reader()}"
        _loaded[root, content] = kept(
            "registry", made_from, Registry, lambda: _built(root, content), lambda found: found.digest == content
        )
    return _loaded[root, content]


def _built(root: Path, content: str) -> Registry:
    from evidence_check.registry.build import build  # reading YAML and schemas is only needed when cold

    return build(root, content)


def guides(root: Path | None = None) -> dict[str, Guide]:
    """Return the guides by the standard that they explain, paragraph by paragraph (not cached)."""
    from evidence_check.registry.build import read_guides

    return read_guides((root or standards_dir()).resolve())


def edition_notes(root: Path | None = None) -> dict[str, Bilingual]:
    """Return what each edition says about its own validity and completeness, by edition id (not cached)."""
    from evidence_check.registry.build import read_notes

    return read_notes((root or standards_dir()).resolve())


def gaps_in_knowledge(registry: Registry) -> tuple[str, ...]:
    """Return the clauses that documents decide and for which no requirement is known."""
    known = {requirement.clause for requirement in registry.requirements}
    return tuple(
        clause.id
        for standard in registry.standards
        for clause in standard.clauses
        if clause.decided_by == "documents" and clause.id not in known
    )
