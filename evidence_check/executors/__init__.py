"""Where the work is done: in this process, in worker processes, or on a Dask cluster; the results are the same bytes.

``choose`` gives the executor that a command line asks for. A new one is a new file with ``submit`` and its like.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from evidence_check.executors.base import Executor, Job, Loss, Outcome, Task
from evidence_check.executors.serial import Serial

__all__ = ["Executor", "Job", "Loss", "Outcome", "Serial", "Task", "choose"]


@contextmanager
def choose(jobs: int | None, cluster: str | None = None) -> Iterator[Executor]:
    """Give the executor for ``jobs`` worker processes, or for the Dask scheduler at ``cluster``.

    0 works in this process, None takes as many workers as the machine has room for.

    Raises:
        EvidenceCheckError: the cluster can't be reached, or its workers run another version.
    """
    executor: Executor
    if cluster:
        from evidence_check.executors.cluster import Cluster

        executor = Cluster(cluster)
    elif jobs == 0:
        executor = Serial()
    else:
        from evidence_check.executors.processes import Processes

        executor = Processes(jobs)
    try:
        yield executor
    except BaseException:
        executor.close(at_once=True)
        raise
    executor.close()
