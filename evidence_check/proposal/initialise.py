"""Reads a folder and writes its enterprise.yaml, for a person to correct; never over one that is there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as TimedOut
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from evidence_check import registry, walk
from evidence_check.errors import EvidenceCheckError
from evidence_check.proposal.model import Observations, Proposal
from evidence_check.proposal.observe import Observer
from evidence_check.proposal.paper import clean
from evidence_check.proposal.propose import propose
from evidence_check.proposal.render import render
from evidence_check.unpack import documents_of

Progress = Callable[[str, int, int], None]

_NAME = "enterprise.yaml"
_SECONDS, _SECONDS_PER_MEGABYTE = 60.0, 3.0  # patience with one file
_LARGEST = 300 * 1024**2  # bytes
_MEMORY = 3 * 1024**3  # bytes of address space per worker
_FEW = 6  # files below which starting workers costs more than it gains


def initialise(dossier: Path, as_of: str, jobs: int = 1, progress: Progress | None = None) -> tuple[Path, Proposal]:
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
    work = [(path, walk.relative(path, root)) for path in walk.files(dossier)]
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


def observe_files(work: list[tuple[Path, str]], jobs: int, progress: Progress | None = None) -> list[Observations]:
    """Return what each file says. A file that hangs or crashes its reader says nothing; the others are unaffected."""
    results = _serially(work) if jobs <= 1 or len(work) < _FEW else _in_workers(work, jobs)
    found: list[Observations] = []
    for (path, _), seen in results:
        found += seen
        if progress:
            progress(str(path), _size(path), len(work))
    return found


Result = tuple[tuple[Path, str], list[Observations]]


def _serially(work: list[tuple[Path, str]]) -> Iterator[Result]:
    for path, name in work:
        yield (path, name), observe_file(str(path), name)


def _in_workers(work: list[tuple[Path, str]], jobs: int) -> Iterator[Result]:
    context = get_context("spawn")  # as in pipeline: a fork would copy locks in an unknown state
    with ProcessPool(max_workers=jobs, initializer=_start_worker, context=context) as pool:
        futures = [
            (path, name, pool.schedule(observe_file, args=(str(path), name), timeout=_patience(path)))
            for path, name in work
        ]
        try:
            for path, name, future in futures:
                try:
                    yield (path, name), future.result()
                except (TimedOut, ProcessExpired, MemoryError):
                    yield (path, name), [Observations(name, "unread")]
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]
            raise


def _patience(path: Path) -> float:
    return _SECONDS + _SECONDS_PER_MEGABYTE * _size(path) / 1024**2


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


@lru_cache(maxsize=1)
def _observer() -> Observer:
    return Observer.for_registry(registry.load())


def _start_worker() -> None:
    """Bound a worker's memory where the system can, and compile what it needs once."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    _observer()


def observe_file(path: str, name: str) -> list[Observations]:
    """Return what a file says, and each member of an archive."""
    try:
        if os.path.getsize(path) > _LARGEST:  # noqa: PTH202  (the pool passes paths as text)
            return [Observations(name, "unread")]
        data = Path(path).read_bytes()
    except OSError:
        return [Observations(name, "unread")]
    try:
        return [_observer().observe(document) for document in documents_of(data, name)]
    except Exception:  # whatever one file holds, the others still say what they say
        return [Observations(name, "unread")]
