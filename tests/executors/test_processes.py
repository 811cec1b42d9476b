"""A file that hangs or kills its worker costs itself and nothing else; no worker outlives its parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from evidence_check import limits
from evidence_check.cache import Store
from evidence_check.executors import choose
from evidence_check.pipeline import Round
from tests.executors.jobs import WORDS, Obeying, expected, files_of, results


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_hang_a_crash_and_eaten_memory_cost_their_own_files_only(
    tmp_path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.KINDS, "text", limits.Limits(seconds=3.0))
    texts = (WORDS[0], "crash", WORDS[1], "hang", WORDS[2], "memory", WORDS[3])
    lost = {"crash": "failed", "hang": "timeout", "memory": "failed"}
    with choose(jobs) as executor:
        found = results(Round(Obeying(), files_of(tmp_path, texts), Store(None)), executor)
    assert found == expected(texts, lost)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory")
def test_memory_and_disk_beyond_the_limits_cost_their_own_files_only(tmp_path: Path) -> None:
    texts = (WORDS[0], "allocate", WORDS[1], f"fill {tmp_path / 'big.bin'}", WORDS[2])
    lost = {"allocate": "failed", texts[3]: "failed"}
    with choose(1) as executor:
        found = results(Round(Obeying(), files_of(tmp_path, texts), Store(None)), executor)
    assert found == expected(texts, lost)


def test_a_fault_of_the_program_on_one_file_is_that_files_line(tmp_path: Path) -> None:
    texts = (WORDS[0], "fail", WORDS[1])
    with choose(0) as executor:
        assert results(Round(Obeying(), files_of(tmp_path, texts), Store(None)), executor) == expected(
            texts, {"fail": "failed"}
        )


def test_no_more_workers_are_started_than_there_are_files(tmp_path: Path) -> None:
    with choose(8) as executor:
        results(Round(Obeying(), files_of(tmp_path, WORDS[:1]), Store(None)), executor)
        assert executor.window == 3


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_killed_outright_it_leaves_no_worker_behind(tmp_path: Path) -> None:
    files_of(tmp_path, ["wait 300"] * 4)
    script = (
        "from pathlib import Path; from tests.executors.jobs import *; from evidence_check.cache import Store;"
        "from evidence_check.executors import choose\n"
        "if __name__ == '__main__':\n"
        f"    files = [(Path({str(tmp_path)!r}) / f'{{n}}.txt', f'{{n}}.txt') for n in range(4)]\n"
        "    with choose(2) as executor: results(Round(Obeying(), files, Store(None)), executor)\n"
    )
    (tmp_path / "main.py").write_text(script, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), *sys.path])}
    run = subprocess.Popen([sys.executable, str(tmp_path / "main.py")], env=environment, start_new_session=True)
    try:
        children = _wait(lambda: _children(run.pid), 3)  # two workers and the resource tracker
        run.send_signal(signal.SIGKILL)
        run.wait()
        _wait(lambda: [] if any(_alive(pid) for pid in children) else [0], 1)
    finally:
        run.kill()


def _wait(look: object, count: int) -> list[int]:
    assert callable(look)
    for _ in range(300):
        found: list[int] = look()
        if len(found) >= count:
            return found
        time.sleep(0.1)
    raise AssertionError("it never happened")


def _children(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(line) for line in listed.stdout.split()]


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split(") ")[1][0] != "Z"
    except OSError:
        return False
