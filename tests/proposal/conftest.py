"""Proposes an enterprise.yaml for a small dossier, and reads the written file back as a user's scan would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evidence_check import documents, registry, walk
from evidence_check.proposal import Observer, Proposal, propose

Proposing = Callable[[Path], Proposal]


@pytest.fixture(scope="session")
def observer() -> Observer:
    return Observer.for_registry(registry.load())


@pytest.fixture
def proposed(observer: Observer) -> Proposing:
    def of(dossier: Path) -> Proposal:
        files = [(path, walk.relative(path, dossier)) for path in walk.files(dossier)]
        seen = [observer.observe(documents.read(path.read_bytes(), name)) for path, name in files]
        return propose(seen, "2026-10-31", dossier.name)

    return of
