"""Runs a command and tells what it cost: seconds, processor seconds of all its processes, their peak memory."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_GLANCE = 0.05  # seconds between two looks at the memory
_MEGABYTE = 1024  # kB, as /proc counts
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class Cost:
    """What a run cost.

    ``seconds`` by the clock, ``processor`` of all its processes, ``own`` of the process itself without its children
    (as seen last, a glance before its end), ``parent`` and ``worker`` the peak resident megabytes of the process
    itself and of its largest child (0 where the system does not say), ``others`` the share of the machine's
    processors that went to other programs meanwhile: above some per cent, the clock's seconds say little.
    """

    seconds: float
    processor: float
    parent: float
    worker: float
    others: float
    own: float = 0.0


def run(command: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> Cost:
    """Run a command in ``folder`` to its end.

    Raises:
        SystemExit: it failed; the message is the end of what it said.
    """
    environment = {**os.environ, "PYTHONPATH": str(folder), **(more or {})}
    busy, start = _busy(), time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    parent = worker = own = 0.0
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        parent, own = max(parent, _peak(process.pid)), max(own, _own(process.pid))
        worker = max([worker, *map(_peak, _children(process.pid))])
        time.sleep(_GLANCE)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    said = process.stderr.read() if process.stderr else ""
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{said[-2000:]}")
    processor = usage.ru_utime + usage.ru_stime
    others = max(0.0, _busy() - busy - processor) / (seconds * (os.cpu_count() or 1))
    return Cost(seconds, processor, parent, worker, others, own)


def _busy() -> float:
    """Return the seconds that all processors were busy since the machine started, 0 where it does not say."""
    try:
        fields = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:]
    except OSError:
        return 0.0
    user, nice, system, _idle, _wait, irq, soft = map(int, fields[:7])
    return (user + nice + system + irq + soft) / _TICKS


def _own(pid: int) -> float:
    """Return the processor seconds of a process without its children."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def _peak(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / _MEGABYTE for line in lines if line.startswith("VmHWM:")), 0.0)
