"""The executor for more than one machine: a Dask cluster whose workers see the dossier under the same path.

Files travel in batches of our own making, since Dask costs some milliseconds per task; only paths go out and packed
results come back. Each Dask worker hands its files to a pool of its own, so that limits and losses are those of a
single machine: a bad file never takes a worker of the cluster with it. A machine that is lost is Dask's business; its
batches run again elsewhere.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from multiprocessing import process
from typing import Any

from evidence_check.cache.keys import package_digest, reading_digest
from evidence_check.errors import EvidenceCheckError
from evidence_check.executors.base import Job, Loss, Outcome, Task
from evidence_check.executors.processes import Processes

_SECONDS = 20.0  # to reach the scheduler, and to wait for a first worker
_BATCH = 2 * 2**20  # bytes: a second or so of work, so that a batch is lost cheaply and the last ones end together
_UNDER_WAY = 2  # batches per thread of a worker: one in work and the next at hand
_RETRIES = 3  # for a batch whose machine went away
_GONE = ("KilledWorker", "CommClosedError", "FutureCancelledError")  # Dask's words for it, when it gives up


class Cluster:
    """A Dask cluster behind its scheduler's address."""

    batch = _BATCH

    def __init__(self, address: str) -> None:
        """Connect.

        Raises:
            EvidenceCheckError: the extra is not installed, nobody answers, or a worker runs another version.
        """
        try:
            from distributed import Client
        except ImportError as error:
            raise EvidenceCheckError(
                "缺少 Dask / Dask is not installed",
                'Install it 请安装: pip install "evidence-check[cluster]"',
            ) from error
        try:
            self._client: Any = _made(Client, address, timeout=_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise EvidenceCheckError(
                f"连接不上集群 / the cluster can't be reached: {address}",
                "Start `dask scheduler` and `dask worker`, and give the scheduler's address. 请检查调度器地址。",
            ) from error
        try:
            self.window = _UNDER_WAY * self._threads()
        except BaseException:
            self._client.close()
            raise
        self._executor = self._client.get_executor(retries=_RETRIES)

    def _threads(self) -> int:
        """Return how many files the workers can work on at once.

        Raises:
            EvidenceCheckError: there is no worker, or one runs another version.
        """
        try:
            self._client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError as error:
            raise EvidenceCheckError("集群没有工作进程 / the cluster has no workers", "Start `dask worker`.") from error
        versions: dict[str, Any] = self._client.run(_version)
        others = sorted(address for address, version in versions.items() if version != _version())
        if others:
            raise EvidenceCheckError(
                f"集群上的版本不同 / these workers have another version of the program or its libraries: {others}",
                "Install the same package and extras everywhere. 请在各处安装相同版本。",
            )
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def expect(self, files: int) -> None:
        """Nothing has to be made ready."""

    def submit(self, job: Job, tasks: Sequence[Task]) -> Future[list[Outcome]]:
        """Send a batch to the cluster."""
        future: Future[list[Outcome]] = self._executor.submit(work_there, job, tuple(tasks), _version())
        return future

    def loss(self, error: BaseException) -> Loss | None:
        """Return "stopped" where a batch went down with one machine after another."""
        return "stopped" if type(error).__name__ in _GONE else None

    def close(self, *, at_once: bool = False) -> None:
        """Disconnect; the cluster stays. What is under way is dropped."""
        self._executor.shutdown(wait=not at_once)
        self._client.close()


def _made(client: Any, address: str, **options: Any) -> Any:
    """Make a client: the library has no types of its own for it."""
    return client(address, **options)


def _version() -> str:
    """Name the program and its libraries: results of different ones must not be mixed."""
    return f"{package_digest()} {reading_digest()}"


# --- on the workers ------------------------------------------------------------------------------------------------

_pools: dict[Job, Processes] = {}
_making = threading.Lock()


def work_there(job: Job, tasks: Sequence[Task], version: str) -> list[Outcome]:
    """Return what some files give, each worked on in a process of this Dask worker with its own limits."""
    if version != _version():
        raise EvidenceCheckError("集群上的版本不同 / a worker has another version of the program or its libraries")
    pool = _pool_for(job)
    return [outcome for task in tasks for outcome in _isolated(pool, job, task)]


def _isolated(pool: Processes, job: Job, task: Task) -> list[Outcome]:
    future = pool.submit(job, (task,))
    error = future.exception()
    if error is None:
        return future.result()
    loss = pool.loss(error)
    if loss is None or task.loss is not None:
        raise error
    return _isolated(pool, job, task.lost(loss))


def _pool_for(job: Job) -> Processes:
    """Return this worker's processes for a job; those of the job before are ended."""
    with _making:
        if job not in _pools:
            for old in [one for one in _pools if one != job]:
                _pools.pop(old).close()
            _allow_children()
            _pools[job] = Processes(_own_threads())
            _pools[job].expect(_own_threads())
            atexit.register(_end)
        return _pools[job]


def _own_threads() -> int:
    from distributed import get_worker

    threads: int = get_worker().state.nthreads
    return threads


def _end() -> None:
    while _pools:
        _pools.popitem()[1].close(at_once=True)


def _allow_children() -> None:
    """Let this process start others: a Dask worker under a nanny is marked as one that may not.

    The mark keeps children from being left behind when it is killed; ours end by themselves when their parent is gone.
    """
    config: dict[str, Any] = process.current_process()._config  # type: ignore[attr-defined]
    config["daemon"] = False
