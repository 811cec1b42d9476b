"""Remembers the last assessments of a dossier, so that judging again what has not changed costs nothing.

An assessment depends on the results of all files, on the enterprise, the standards and the program; where all of these
are the same, so is the assessment.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import replace

from evidence_check.cache import keys
from evidence_check.cache.store import Store
from evidence_check.model import Assessment, Enterprise, Registry
from evidence_check.packing import Unpackable, pack, pack_small, unpack


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
        kept: Assessment = unpack(Assessment, body)
    except Unpackable:
        return None
    chosen = tuple(standard for standard in registry.standards if standard.id in enterprise.standards)
    return replace(
        kept,
        enterprise=replace(enterprise, name=kept.enterprise.name),
        editions=tuple(e for e in registry.editions if any(s.edition == e.id for s in chosen)),
        standards=chosen,
    )


def remember(store: Store, key: bytes | None, assessment: Assessment) -> None:
    """Keep an assessment, without what the registry holds anyway; a cache that refuses is no error."""
    if key is None:
        return
    with suppress(sqlite3.Error, TypeError):
        store.remember(key, pack_small(replace(assessment, editions=(), standards=())))
