"""Reads a folder and writes its enterprise.yaml, for a person to correct; never over one that is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from evidence_check import registry, walk
from evidence_check.cache import Keeping, Part, Store
from evidence_check.cache.keys import observing_digest
from evidence_check.cache.place import NOT_KEPT, Cached
from evidence_check.errors import EvidenceCheckError
from evidence_check.executors import Executor, choose
from evidence_check.model import Document, Registry
from evidence_check.packing import pack, unpack
from evidence_check.pipeline import Round, Work, run
from evidence_check.progress import Progress
from evidence_check.proposal.model import Observations, Proposal
from evidence_check.proposal.observe import Observer
from evidence_check.proposal.paper import clean
from evidence_check.proposal.propose import propose
from evidence_check.proposal.render import render

_NAME = "enterprise.yaml"


def initialise(
    dossier: Path,
    as_of: str,
    jobs: int | None = 0,
    progress: Progress | None = None,
    keeping: Keeping = NOT_KEPT,
    remarks: list[str] | None = None,
) -> tuple[Path, Proposal]:
    """Write ``dossier/enterprise.yaml`` from what the documents say; return where it is and what was proposed.

    Args:
        dossier: the folder with the files.
        as_of: the day (ISO) to judge at.
        jobs: worker processes; 0 works in this process, None takes as many as the machine has room for.
        progress: told each file when it is done.
        keeping: whether and where is kept what the files read as, so that a scan need not read them again.
        remarks: takes up what a user should know of the cache, a line each.

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
    with choose(jobs) as executor:
        seen = observe_files(work, executor, Cached(keeping, dossier, remarks), progress)
    proposal = propose(seen, as_of, clean(dossier.resolve().name))
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


def observe_files(
    work: Sequence[Work], executor: Executor, cached: Cached, progress: Progress | None = None
) -> list[Observations]:
    """Return what each file says. A file that hangs or crashes its reader says nothing; the others are unaffected."""
    job = Observation.of(registry.load())

    def observe(store: Store) -> list[Observations]:
        round_ = Round(job, work, store)
        for done in run([round_], executor, progress):
            if done.failed is not None:
                raise done.failed
        numbers = round_.numbers()
        store.settle(list(numbers))
        places = {name: place for place, (_, name) in enumerate(work)}
        parts = sorted((places[numbers[file]], part) for part, file, _ in store.parts())
        return [unpack(Observations, store.head(part)) for _, part in parts]

    return cached.attempt(observe)


@dataclass(frozen=True, slots=True)
class Observation:
    """The job: what one document says of the enterprise."""

    engine: str
    question: str = "observation"

    @classmethod
    def of(cls, loaded: Registry) -> Observation:
        """Return the observation of documents with a registry's knowledge."""
        return cls(observing_digest(loaded.digest))

    def prepare(self) -> None:
        """Compile what is known in this process."""
        _observer()

    def study(self, document: Document, path: str) -> Part:
        """Return what a document says of the enterprise, packed."""
        return Part(document.path.removeprefix(path), pack(_observer().observe(document)), b"", b"", b"")


@lru_cache(maxsize=1)
def _observer() -> Observer:
    return Observer.for_registry(registry.load())
