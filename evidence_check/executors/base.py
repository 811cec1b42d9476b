"""What an executor is: something that runs a job over files and gives back ``concurrent.futures`` futures."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from evidence_check.cache.store import Part
from evidence_check.model import Document

Loss = Literal["timeout", "stopped", "output"]
"""Why a file gave no result: it took too long, it stopped its reader (a crash, its memory), it gave far too much."""


class Job(Protocol):
    """What is done with every document. It travels to the workers, so it holds names and no compiled things."""

    @property
    def engine(self) -> str:
        """Names all that the results depend on beside the files: code, data, libraries."""

    @property
    def question(self) -> str:
        """Names what is asked for, where one engine can be asked several things: the chosen standards, say."""

    def prepare(self) -> None:
        """Compile what the work needs, once per process."""

    def study(self, document: Document, path: str) -> Part:
        """Return what a document shows, packed; ``path`` is that of the file it is, or is in."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file to work on: where it lies, its path below the dossier, its size in bytes.

    ``reading`` is what its content, named by its sha256 ``digest``, read as in an earlier run, packed. ``loss`` says
    that it was lost once already: then it is not opened again, and gets the line that says so.
    """

    path: str
    name: str
    size: int
    digest: str | None = None
    reading: bytes | None = None
    loss: Loss | None = None

    def lost(self, loss: Loss) -> Task:
        """Return the task that makes the line of this file, which was lost."""
        return replace(self, loss=loss, reading=None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file gave. ``digest`` is the sha256 of the bytes that were read, None where the result must not be kept.

    ``reading`` is its reading, packed, where it is new and may serve the same bytes under another name; ``seconds`` is
    what it took the worker.
    """

    name: str
    digest: str | None
    parts: tuple[Part, ...]
    reading: bytes | None = None
    seconds: float = 0.0


class Executor(Protocol):
    """Where jobs run. ``submit`` never blocks; work is handed over in the amounts that ``window`` and ``batch`` say."""

    @property
    def window(self) -> int:
        """Batches to have under way at once: enough to keep every worker busy, few enough to keep memory flat."""

    @property
    def batch(self) -> int:
        """Bytes of files per batch; 0 hands files over one by one."""

    def expect(self, files: int) -> None:
        """Be told, before the first of them, how many files will come."""

    def submit(self, job: Job, tasks: Sequence[Task]) -> Future[list[Outcome]]:
        """Start work on some files. The future raises where they were lost."""

    def loss(self, error: BaseException) -> Loss | None:
        """Return how a future's error says that its files were lost; None for an error that ends the run."""

    def close(self, *, at_once: bool = False) -> None:
        """Let go of the workers; ``at_once`` leaves what is under way undone."""
