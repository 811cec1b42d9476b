"""Reads a folder and writes its enterprise.yaml, for a person to correct; never over one that is there."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from evidence_check import intake, registry, walk
from evidence_check.documents.base import Unreadable
from evidence_check.errors import EvidenceCheckError
from evidence_check.proposal.model import Observations, Proposal
from evidence_check.proposal.observe import Observer
from evidence_check.proposal.paper import clean
from evidence_check.proposal.propose import propose
from evidence_check.proposal.render import render
from evidence_check.unpack import documents_of
from evidence_check.workers import Progress, Work, run_each, size_of

_NAME = "enterprise.yaml"


def initialise(dossier: Path, as_of: str, jobs: int = 0, progress: Progress | None = None) -> tuple[Path, Proposal]:
    """Write ``dossier/enterprise.yaml`` from what the documents say; return where it is and what was proposed.

    Args:
        dossier: the folder with the files.
        as_of: the day (ISO) to judge at.
        jobs: worker processes.
        progress: told the path and size of each file that is done, and the number of files.

    Raises:
        EvidenceCheckError: a missing or empty folder, an enterprise.yaml that is there already, or no permission.
    """
    root = walk.dossier_root(dossier)
    target = dossier / _NAME
    if target.exists() or target.is_symlink():
        raise EvidenceCheckError(
            f"已有企业说明，未作改动 / there is one already, nothing was changed: {target}",
            "Rename or delete it to have a new one proposed. 如需重新生成，请先改名或删除。",
        )
    work = walk.named(walk.files(dossier), root)
    proposal = propose(observe_files(work, jobs, progress), as_of, clean(dossier.resolve().name))
    _write_new(target, render(proposal))
    return target, proposal


def _write_new(target: Path, text: str) -> None:
    try:
        with target.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise EvidenceCheckError(f"已有企业说明 / there is one already: {target}") from error
    except OSError as error:
        raise EvidenceCheckError(
            f"无法写入 / can't be written: {target} ({error.strerror})",
            "Copy the folder to where you may write. 请把文件夹复制到可写的位置。",
        ) from error


def observe_files(work: list[Work], jobs: int, progress: Progress | None = None) -> list[Observations]:
    """Return what each file says. A file that hangs or crashes its reader says nothing; the others are unaffected."""
    found: list[Observations] = []
    for (path, name), seen in run_each(work, observe_file, _lost, _observer, jobs):
        found += seen
        if progress:
            progress(name, size_of(path), len(work))
    return found


def _lost(path: Path, name: str, how: Literal["timeout", "stopped"]) -> list[Observations]:  # noqa: ARG001
    return [Observations(name, "unread")]


@lru_cache(maxsize=1)
def _observer() -> Observer:
    return Observer.for_registry(registry.load())


def observe_file(path: str, name: str) -> list[Observations]:
    """Return what a file says, and each member of an archive."""
    try:
        data = intake.take(Path(path), name)
    except Unreadable:
        return [Observations(name, "unread")]
    try:
        return [_observer().observe(document) for document in documents_of(data, name)]
    except Exception:  # whatever one file holds, the others still say what they say
        return [Observations(name, "unread")]
