"""Runs one program in a group of its own and ends it with all its children: run as a script, apart from the package.

    python -I -S office_guard.py SECONDS FOLDER PROGRAM ARGUMENTS…

The program ends when it is done, when its time is up, or when whoever started the guard is gone (its end of the pipe on
our standard input closes, however it died); then the folder, which nobody else would clear away, goes as well. Where
the system allows it (Linux), the program has no network. Exit code: the program's own, or 124 when its time was up or
nobody waits for it any more.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # sched.h
_PAUSE = 0.05


def cut_network() -> bool:
    """Move this process into a network of nothing, and tell whether the system allowed it."""
    if sys.platform != "linux":
        return False
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    if unshare is None:
        return False
    if unshare(_NEW_NET) == 0:  # root may
        return True
    user, group = os.getuid(), os.getgid()
    if unshare(_NEW_USER | _NEW_NET) != 0:
        return False
    maps = (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1"))
    for name, text in maps:  # without these no file could be created
        with contextlib.suppress(OSError), open(f"/proc/self/{name}", "w") as stream:  # noqa: PTH123 - starts quickly
            stream.write(text)
    return True


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def main(seconds: float, folder: str, command: list[str]) -> int:
    """Run the command and return the guard's exit code."""
    cut_network()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    alone = threading.Event()

    def watch() -> None:
        sys.stdin.buffer.read()
        alone.set()

    threading.Thread(target=watch, daemon=True).start()
    until = time.monotonic() + seconds
    while process.poll() is None and not alone.is_set() and time.monotonic() < until:
        time.sleep(_PAUSE)
    code = process.poll()
    end(process)
    if alone.is_set():
        shutil.rmtree(folder, ignore_errors=True)
    return 124 if code is None else code


if __name__ == "__main__":
    os._exit(main(float(sys.argv[1]), sys.argv[2], sys.argv[3:]))  # without waiting for the thread that reads
