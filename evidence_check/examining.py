"""The job that a scan gives to its workers: what one document shows for the standards that are asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from evidence_check.cache.keys import examining_digest
from evidence_check.cache.store import Part
from evidence_check.model import Document, Registry

if TYPE_CHECKING:
    from evidence_check.examine import Examiner


@dataclass(frozen=True, slots=True)
class Examination:
    """Examines documents against some standards. ``engine`` names the code, the data and the libraries that do it."""

    standards: tuple[str, ...]
    engine: str

    @classmethod
    def of(cls, registry: Registry, standards: tuple[str, ...]) -> Examination:
        """Return the examination against ``standards`` (their ids) of a registry."""
        return cls(tuple(sorted(set(standards))), examining_digest(registry.digest))

    @property
    def question(self) -> str:
        """The standards that are asked for."""
        return " ".join(self.standards)

    def prepare(self) -> None:
        """Compile the standards' cues in this process."""
        _examiner(self.standards, self.engine)

    def study(self, document: Document, path: str) -> Part:
        """Return what a document shows, packed."""
        from evidence_check.examinations import packed

        return packed(_examiner(self.standards, self.engine).examine_document(document), path)


@lru_cache(maxsize=1)
def _examiner(standards: tuple[str, ...], engine: str) -> Examiner:
    """Return the examiner of some standards: a file's matches with one of them do not depend on the others."""
    from evidence_check import registry
    from evidence_check.examine import Examiner

    loaded = registry.load()
    wanted = tuple(r for r in loaded.requirements if r.clause.partition("/")[0] in standards)
    made_from = f"{engine} {loaded.digest} {' '.join(standards)}"
    return Examiner(replace(loaded, requirements=wanted), made_from=made_from)
