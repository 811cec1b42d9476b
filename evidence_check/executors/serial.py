"""The executor for tests and debugging: everything at once, in this process, without limits."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from evidence_check.executors.base import Job, Loss, Outcome, Task


class Serial:
    """Works on each batch as soon as it is handed over."""

    window = 1
    batch = 0

    def expect(self, files: int) -> None:
        """Nothing has to be made ready."""

    def submit(self, job: Job, tasks: Sequence[Task]) -> Future[list[Outcome]]:
        """Work on some files now and return a future that is done."""
        from evidence_check.executors.work import work

        future: Future[list[Outcome]] = Future()
        future.set_running_or_notify_cancel()
        try:
            job.prepare()
            future.set_result(work(job, tasks))
        except Exception as error:
            future.set_exception(error)
        return future

    def loss(self, error: BaseException) -> Loss | None:  # noqa: ARG002
        """Return None: nothing is lost where nothing is limited."""
        return None

    def close(self, *, at_once: bool = False) -> None:
        """Do nothing: there are no workers."""
