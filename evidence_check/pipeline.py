"""Examines the files of a dossier: what was kept is taken up, the rest goes to the executor, everything is kept.

The result does not depend on the executor, on the number of workers, on the order in which files come back, or on
what was kept: results are put together by path, and every one of them has been packed and unpacked.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import stat
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path

from evidence_check.cache import keys
from evidence_check.cache.store import Store
from evidence_check.errors import EvidenceCheckError
from evidence_check.executors import Executor, Job, Outcome, Task
from evidence_check.progress import Progress, Silent

Work = tuple[Path, str]
"""A file and its path below the dossier."""

_HASHERS = 4  # threads that compute digests, which leaves Python's lock alone …
_HASHED = 64  # … of so many files in a row
_FLUSH_SECONDS = 1.0  # what a killed run loses at most, beside the files in work …
_FLUSH_BYTES = 2 * 2**20  # … and what is held back in memory
_GLANCE = 0.25  # seconds between two looks at what is in work, for the progress


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A file with its size in bytes, and its digest where something of that size is known."""

    path: str
    name: str
    size: int
    digest: str | None


class Round:
    """One job over the files of one dossier, with the store that keeps what they show."""

    def __init__(self, job: Job, files: Iterable[Work], store: Store) -> None:
        """Look up which of the files are known already.

        Raises:
            sqlite3.Error: the store can't be used.
        """
        self.job = job
        self._store = store
        self._engines = (job.engine, keys.reading_digest())
        self._numbers: dict[str, int] = {}
        self._keys: dict[str, bytes | None] = {}
        self._held: list[tuple[Outcome, int]] = []
        self._held_bytes = 0
        self._flushed = time.monotonic()
        self.todo: list[_Candidate] = []
        self.kept: list[tuple[str, int]] = []
        self.failed: Exception | None = None
        """What the store raised when something was to be kept; then the rest of the round is not done."""
        for one in _candidates(files, store.sizes()):
            key = self._key(one.digest, one.name)
            number = store.find(key) if key else None
            if number is None:
                self.todo.append(one)
            else:
                self._numbers[one.name], self._keys[one.name] = number, key
                self.kept.append((one.name, one.size))
        self.todo.sort(key=lambda one: (-one.size, one.name))  # a large file that comes last keeps one worker alone

    def tasks(self) -> Iterator[Task]:
        """Yield what is left to do, and let go of it; a kept reading is fetched when its turn comes."""
        self.todo.reverse()
        while self.todo:
            one = self.todo.pop()
            yield Task(one.path, one.name, one.size, one.digest, self._reading(one))

    def take(self, task: Task, outcome: Outcome) -> None:
        """Keep what a file gave, soon.

        Raises:
            sqlite3.Error: the store can't be used any further.
        """
        self._held.append((outcome, task.size))
        self._held_bytes += sum(part.size for part in outcome.parts) + len(outcome.reading or b"")
        if self._held_bytes > _FLUSH_BYTES or time.monotonic() - self._flushed > _FLUSH_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Keep everything that was taken."""
        held, self._held, self._held_bytes = self._held, [], 0
        if held:
            named = [(self._key(outcome.digest, outcome.name), outcome, size) for outcome, size in held]
            readings = [
                (self._reading_key(outcome.digest, outcome.name), outcome.reading)
                for _, outcome, _ in named
                if outcome.digest and outcome.reading and self._store.lasting
            ]
            files = [(key, size, outcome.parts) for key, outcome, size in named]
            for (key, outcome, _), number in zip(named, self._store.add(self._engines, files, readings), strict=True):
                self._numbers[outcome.name], self._keys[outcome.name] = number, key
        self._flushed = time.monotonic()

    def numbers(self) -> dict[int, str]:
        """Return the store's number and the path of every file."""
        return {number: name for name, number in self._numbers.items()}

    def state(self) -> str | None:
        """Name the results of all files; None where one of them may be another next time."""
        total = hashlib.sha256()
        for name in sorted(self._keys):
            key = self._keys[name]
            if key is None:
                return None
            total.update(key)
        return total.hexdigest()

    def _key(self, digest: str | None, name: str) -> bytes | None:
        """Return the key of a result: what the file holds, where it lies, what is asked of it by which program."""
        return keys.key(digest, name, self.job.engine, self.job.question) if digest else None

    def _reading_key(self, content: str, name: str) -> bytes:
        return keys.key(content, keys.hint_of(name), self._engines[1])

    def _reading(self, one: _Candidate) -> bytes | None:
        return self._store.reading(self._reading_key(one.digest, one.name)) if one.digest else None


def run(rounds: Sequence[Round], executor: Executor, progress: Progress | None = None) -> Iterator[Round]:
    """Do what is left of several rounds on one executor, and yield each round when its files are through, or failed.

    Raises:
        KeyboardInterrupt: the user stopped it; what was done is kept.
    """
    shown = progress or Silent()
    for one in rounds:
        shown.expect([(c.name, c.size) for c in one.todo], one.kept)
    executor.expect(sum(len(one.todo) for one in rounds))
    left = {id(one): len(one.todo) for one in rounds}
    yield from (one for one in rounds if not one.todo)
    try:
        for one, task, outcome in _outcomes(rounds, executor, shown):
            if one.failed is not None:
                continue
            left[id(one)] -= 1
            try:
                one.take(task, outcome)
                if not left[id(one)]:
                    one.flush()
            except sqlite3.Error as error:
                one.failed = error
            shown.done(task.name, task.size, outcome.seconds)
            if one.failed is not None or not left[id(one)]:
                yield one
    finally:
        for one in rounds:
            if left[id(one)] and one.failed is None:  # stopped midway
                with contextlib.suppress(sqlite3.Error):
                    one.flush()


def _outcomes(rounds: Sequence[Round], executor: Executor, progress: Progress) -> Iterator[tuple[Round, Task, Outcome]]:
    """Yield what the files give, as they come back; files that are lost with a batch are tried one by one."""
    batches = _batches(rounds, executor.batch)
    again: deque[tuple[Round, tuple[Task, ...]]] = deque()
    under_way: dict[Future[list[Outcome]], tuple[Round, tuple[Task, ...]]] = {}
    while True:
        while len(under_way) < executor.window:
            batch = again.popleft() if again else next(batches, None)
            if batch is None:
                break
            under_way[executor.submit(batch[0].job, batch[1])] = batch
        if not under_way:
            return
        done, _ = wait(under_way, timeout=_GLANCE if progress.watched else None, return_when=FIRST_COMPLETED)
        progress.working([task.name for future, (_, tasks) in under_way.items() if future.running() for task in tasks])
        for future in done:
            one, tasks = under_way.pop(future)
            error = future.exception()
            if error is None:
                by_name = {task.name: task for task in tasks}
                for outcome in future.result():
                    yield one, by_name[outcome.name], outcome
            else:
                again.extend(_again(one, tasks, executor, error))


def _again(
    one: Round, tasks: tuple[Task, ...], executor: Executor, error: BaseException
) -> Iterator[tuple[Round, tuple[Task, ...]]]:
    """Yield what is to be done about a lost batch: its files one by one, or the line of the one file that was lost."""
    loss = executor.loss(error)
    if loss is None:
        raise error
    for task in tasks:
        if len(tasks) > 1:
            yield one, (task,)
        elif task.loss is None:
            yield one, (task.lost(loss),)
        else:  # not even the line of the file could be made: it is not the file
            raise EvidenceCheckError(
                f"工作进程无法运行 / the worker processes can't run: {type(error).__name__} {error}",
                "Close other programs to free memory, or try -j 1. 请关闭其他程序释放内存，或改用 -j 1。",
            ) from error


def _batches(rounds: Sequence[Round], most: int) -> Iterator[tuple[Round, tuple[Task, ...]]]:
    """Yield files in batches of up to ``most`` bytes, all of one round; one by one for 0."""
    for one in rounds:
        batch: list[Task] = []
        size = 0
        for task in one.tasks():
            if one.failed is not None:
                batch = []
                break
            if batch and size + task.size > most:
                yield one, tuple(batch)
                batch, size = [], 0
            batch.append(task)
            size += max(task.size, 1)
        if batch:
            yield one, tuple(batch)


def _candidates(files: Iterable[Work], sizes: frozenset[int]) -> list[_Candidate]:
    """Return the files with their sizes; digests are computed only where something of the same size is known."""
    found: list[_Candidate] = []
    wanted: list[int] = []
    for path, name in files:
        try:
            status = path.lstat()
        except OSError:
            found.append(_Candidate(str(path), name, 0, None))
            continue
        if stat.S_ISREG(status.st_mode) and status.st_size in sizes:
            wanted.append(len(found))
        found.append(_Candidate(str(path), name, status.st_size, None))
    some = [wanted[at : at + _HASHED] for at in range(0, len(wanted), _HASHED)]
    with ThreadPoolExecutor(_HASHERS) as pool:
        for places, digests in zip(some, pool.map(lambda these: _digests(found, these), some), strict=True):
            for place, digest in zip(places, digests, strict=True):
                found[place] = replace(found[place], digest=digest)
    return found


def _digests(found: Sequence[_Candidate], places: Iterable[int]) -> list[str | None]:
    return [keys.content_digest(Path(found[place].path)) for place in places]
