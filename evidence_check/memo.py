"""Remembers the last assessments of a dossier, so that judging again what has not changed costs nothing.

An assessment depends on the results of all files, on the enterprise, the standards and the program; where all of these
are the same, so is the assessment. Where its report lies unchanged in its place as well, there is nothing to write.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from evidence_check.cache import keys
from evidence_check.cache.store import Store
from evidence_check.model import Assessment, DocumentLine, Enterprise, Finding, Registry
from evidence_check.packing import Unpackable, pack, pack_small, unpack
from evidence_check.rows import Rows, rows

_Packed = tuple[tuple[bytes, ...], int]
_Kept = tuple[Assessment, _Packed, _Packed]


def key_of(state: str | None, enterprise: Enterprise, named: bool) -> bytes | None:
    """Return the key of an assessment; None where a result in it must not be found again.

    ``state`` names the results of all files, which name code and standards in their turn.
    """
    if state is None:
        return None
    try:
        given = pack(enterprise).hex()
    except TypeError:  # a fact of a kind that has no plain form
        return None
    return keys.key("assessment/1", keys.package_digest(), state, given, str(named))


def recall(store: Store, key: bytes | None, registry: Registry, enterprise: Enterprise) -> Assessment | None:
    """Return the assessment kept under ``key``; one that can't be read is as good as none."""
    body = store.memo(key) if key else None
    if body is None:
        return None
    try:
        parts: _Kept = unpack(_Kept, body)
    except Unpackable:
        return None
    kept, documents, findings = parts
    chosen = tuple(standard for standard in registry.standards if standard.id in enterprise.standards)
    return replace(
        kept,
        enterprise=replace(enterprise, name=kept.enterprise.name),
        documents=Rows(DocumentLine, *documents),
        findings=Rows(Finding, *findings),
        editions=tuple(e for e in registry.editions if any(s.edition == e.id for s in chosen)),
        standards=chosen,
    )


def remember(store: Store, key: bytes | None, assessment: Assessment) -> None:
    """Keep an assessment, without what the registry holds anyway; a cache that refuses is no error."""
    if key is None:
        return
    with suppress(sqlite3.Error, TypeError):
        bare = replace(assessment, editions=(), standards=(), documents=(), findings=())
        documents, findings = rows(DocumentLine, assessment.documents), rows(Finding, assessment.findings)
        parts = ((each.blocks, len(each)) for each in (documents, findings))
        store.remember(key, pack_small((bare, *parts)))


class Outputs:
    """The report of one assessment, as it was last written: name and digest of each file."""

    def __init__(self, store: Store, key: bytes | None) -> None:
        """Take the assessment by its key; None knows nothing and notes nothing."""
        self._store, self._key = store, key

    def lying(self, out: Path, how: Sequence[str]) -> list[Path] | None:
        """Return the files that lie in ``out`` just as they were written for this assessment in this manner.

        None where one is gone, changed or was written by another version of the program.
        """
        key = self._key_of(out, how)
        body = self._store.memo(key) if key else None
        try:
            digests: dict[str, str] = unpack(dict[str, str], body) if body else {}
        except Unpackable:
            return None
        intact = all(keys.content_digest(out / name) == digest for name, digest in digests.items())
        return [out / name for name in digests] if digests and intact else None

    def note(self, out: Path, how: Sequence[str], written: Iterable[Path]) -> None:
        """Note what was written into ``out``."""
        key = self._key_of(out, how)
        if key is not None:
            with suppress(sqlite3.Error):
                self._store.remember(key, pack({path.name: keys.content_digest(path) or "" for path in written}))

    def _key_of(self, out: Path, how: Sequence[str]) -> bytes | None:
        return keys.key("outputs/1", self._key.hex(), str(out.resolve()), *how) if self._key else None
