"""The measurements behind the table: each a few rows, every row a ratio of two things measured in the same run."""

from __future__ import annotations

import compileall
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import dossiers
import rivals
import watch
from watch import Cost

ROOT = Path(__file__).parents[1]
SEED = 7
DAY = "2026-06-30"  # to judge at: a clock would make the reports differ


@dataclass(frozen=True)
class Row:
    """A line of the table: what is measured, its figure, what stands beside it with its figure, and the goal."""

    what: str
    figure: str
    beside: str = ""
    other: str = ""
    ratio: float | None = None
    goal: str = ""


@dataclass
class Bench:
    """A place to work in, and the sizes chosen. Dossiers and cold scans are made once and used by several sections."""

    folder: Path
    files: int
    memory: list[int]
    standard: str
    rounds: int
    scale: float = 1.0
    _made: dict[tuple[int, float], Path] = field(default_factory=dict)
    _cold: dict[tuple[int, int, float], Cost] = field(default_factory=dict)

    def install(self) -> None:
        """Leave the program as one finds it that was installed and used once: byte code, registry, compiled cues."""
        compileall.compile_dir(ROOT / "evidence_check", quiet=2)
        self.scan(2, 1, 0.1)

    def dossier(self, files: int, scale: float = 1.0) -> Path:
        """Return a dossier of so many files; a smaller ``scale`` makes each of them shorter."""
        if (files, scale) not in self._made:
            folder = self.folder / f"dossier-{files}-{scale}"
            dossiers.make(folder, files, SEED, scale)
            self._made[files, scale] = folder
        return self._made[files, scale]

    def scan(self, files: int, jobs: int, scale: float = 1.0) -> Cost:
        """Scan a dossier as a user does, report and all, with what its cache holds."""
        places = [self.dossier(files, scale), "-o", self.folder / "report", "--cache", self.cache(files, scale)]
        given = ["-j", jobs, "--standard", self.standard, "--as-of", DAY]
        command = [sys.executable, "-m", "evidence_check", "scan", *places, *given]
        return watch.run([str(part) for part in command], ROOT)

    def cold(self, files: int, jobs: int, scale: float = 1.0) -> Cost:
        """Return the cost of a first scan: the quickest of some rounds."""
        if (files, jobs, scale) not in self._cold:
            costs = []
            for _ in range(self.rounds if files == self.files else 1):
                self.forget(files, scale)
                costs.append(self.scan(files, jobs, scale))
            best = min(costs, key=lambda cost: cost.seconds)
            self._cold[files, jobs, scale] = replace(
                best, processor=min(cost.processor for cost in costs), own=min(cost.own for cost in costs)
            )
        return self._cold[files, jobs, scale]

    def cache(self, files: int, scale: float = 1.0) -> Path:
        """Return where the results of a dossier are kept."""
        return self.folder / f"cache-{files}-{scale}"

    def forget(self, files: int, scale: float) -> None:
        """Remove a dossier's cache and the report, so that the next scan is a first one."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.cache(files, scale)}{suffix}").unlink(missing_ok=True)
        shutil.rmtree(self.folder / "report", ignore_errors=True)

    def bare(self, files: int, jobs: int) -> Cost:
        """Return the cost of taking the bare text out of the same files with as many workers."""
        command = [sys.executable, str(ROOT / "benchmarks" / "bare.py"), str(self.dossier(files)), str(jobs)]
        return min((watch.run(command, ROOT) for _ in range(self.rounds)), key=lambda cost: cost.seconds)


@cache
def throughput(folder: Path, standard: str) -> dict[str, dict[str, dict[str, float]]]:
    """Return what ``throughput.py`` says of a folder."""
    command = [sys.executable, str(ROOT / "benchmarks" / "throughput.py"), str(folder), standard]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    found: dict[str, dict[str, dict[str, float]]] = json.loads(done.stdout)
    return found


def extraction(bench: Bench) -> Iterator[Row]:
    """The whole scan against bare extraction, with 1 and 2 workers; reading alone by kind of file."""
    for jobs in (1, 2):
        ours, bare = bench.cold(bench.files, jobs), bench.bare(bench.files, jobs)
        beside = f"bare extraction, -j {jobs}"
        yield _clock(f"cold scan, {bench.files} files, -j {jobs}", ours, beside, bare, "≤ 2")
        yield _processor("  processor seconds of both", ours, beside, bare)
    names = {".docx": "lxml", ".pdf": "pypdfium2", ".xlsx": "calamine (table cells)", ".txt": "decode", ".eml": "email"}
    for kind, (ours_s, bare_s) in sorted(throughput(bench.dossier(bench.files), bench.standard)["kinds"].items()):
        yield Row(f"reading alone, {kind}", f"{ours_s:.2f} s", names[kind], f"{bare_s:.2f} s", ours_s / bare_s)


def converters(bench: Bench) -> Iterator[Row]:
    """The whole scan against programs that merely convert the same files, one process each."""
    ours = bench.cold(bench.files, 1)
    for rival in rivals.RIVALS:
        python = rivals.python_of(rival)
        if python is None:
            yield Row(f"cold scan against {rival}", "", "does not install")
            continue
        command = [
            str(python),
            str(ROOT / "benchmarks" / "folder_worker.py"),
            rival,
            str(bench.dossier(bench.files)),
            "0",
        ]
        theirs = watch.run(command, ROOT)
        goal = "< 1" if rival == "markitdown" else ""
        yield _clock(f"cold scan, {bench.files} files, -j 1", ours, f"{rival} converting", theirs, goal)
        yield _processor("  processor seconds of both", ours, f"{rival} converting", theirs)


def matching(bench: Bench) -> Iterator[Row]:
    """Megabytes of text per second and core, and what more requirements cost."""
    found = throughput(bench.dossier(bench.files), bench.standard)
    text, sizes = float(found["text"]) / 1e6, found["matching"]  # type: ignore[arg-type]
    one = sizes["1"]
    yield Row("text matched per core", f"{text / one['matching']:.2f} MB/s", "goal", "5 MB/s",
              text / one["matching"] / 5, "≥ 1")  # fmt: skip
    yield Row("text examined per core (events, findings … too)", f"{text / one['examining']:.2f} MB/s")
    for name in ("all", "10"):
        many = sizes[name]
        count = f"{many['requirements'] / one['requirements']:.1f}×"
        yield Row(f"matching with {many['requirements']} requirements ({count})", f"{many['matching']:.2f} s",
                  f"with {one['requirements']}", f"{one['matching']:.2f} s", many["matching"] / one["matching"],
                  "≤ 1.5" if name == "10" else "")  # fmt: skip
        yield Row("  compiling them, once per worker", f"{many['compiling']:.2f} s", "", f"{one['compiling']:.2f} s",
                  many["compiling"] / one["compiling"])  # fmt: skip


def memory(bench: Bench) -> Iterator[Row]:
    """Peak memory of the process that judges and of the largest worker, at several sizes."""
    before: tuple[int, Cost] | None = None
    for files in bench.memory:
        cost = bench.cold(files, 2, bench.scale)
        beside, other, ratio = "", "", None
        if before:
            beside, other, ratio = f"at {before[0]} files", f"{before[1].parent:.0f} MB", cost.parent / before[1].parent
        yield Row(
            f"peak of the parent, {files} files",
            f"{cost.parent:.0f} MB",
            beside,
            other,
            ratio,
            "≤ 1.1" if before else "",
        )
        yield Row("  of a worker", f"{cost.worker:.0f} MB", "goal", "400 MB", cost.worker / 400, "≤ 1")
        before = files, cost


def again(bench: Bench) -> Iterator[Row]:
    """The scans after the first: nothing changed, one file changed."""
    files = bench.files
    cold = bench.cold(files, 2)
    bench.scan(files, 2)  # puts the report in its place, where another section wrote its own
    warm = min((bench.scan(files, 2) for _ in range(bench.rounds)), key=lambda cost: cost.seconds)
    yield _clock("nothing changed", warm, f"cold, {files} files, -j 2", cold, "≤ .03")
    yield _processor("  processor seconds of both", warm, "cold", cold)
    number, suffix = dossiers.plan(files, SEED)[0]
    known = _known(bench.cache(files))
    dossiers.write_file(bench.dossier(files), number, suffix, SEED, version=1)
    one = bench.scan(files, 2)
    dossiers.write_file(bench.dossier(files), number, suffix, SEED)
    yield _clock("one file changed", one, f"cold, {files} files, -j 2", cold)
    yield _processor("  processor seconds of both", one, "cold", cold)
    yield Row("  files worked on again", f"{_known(bench.cache(files)) - known}", "changed", "1")


def _known(cache: Path) -> int:
    with sqlite3.connect(cache) as db:
        return int(db.execute("SELECT count(*) FROM file").fetchone()[0])


def workers(bench: Bench) -> Iterator[Row]:
    """Two workers against one: by the clock, and as it follows from processor seconds where others use the machine.

    The latter takes all that the parent does as serial, though it takes results up while the workers go on, and counts
    what each worker does for itself (starting, compiling) as it was measured with two of them.
    """
    one, two = bench.cold(bench.files, 1), bench.cold(bench.files, 2)
    yield Row(f"one worker, {bench.files} files", f"{one.seconds:.1f} s", "two workers", f"{two.seconds:.1f} s",
              one.seconds / two.seconds, "≥ 1.8")  # fmt: skip
    yield Row("  processor seconds of both", f"{one.processor:.1f} s", "two workers", f"{two.processor:.1f} s",
              one.processor / two.processor)  # fmt: skip
    yield Row(
        "  share of the machine that other programs took", f"{one.others:.0%}", "two workers", f"{two.others:.0%}"
    )
    apart = [(cost.own, cost.processor - cost.own) for cost in (one, two)]
    alone, shared = apart[0][0] + apart[0][1], apart[1][0] + apart[1][1] / 2
    yield Row("  the parent's own processor seconds, all taken as serial", f"{one.own:.1f} s", "two workers",
              f"{two.own:.1f} s", two.own / two.processor)  # fmt: skip
    yield Row("  speed-up that follows: parent + workers, parent + workers / 2", f"{alone:.1f} s", "two workers",
              f"{shared:.1f} s", alone / shared, "≥ 1.8")  # fmt: skip


def start(_: Bench) -> Iterator[Row]:
    """How long a command takes that does nothing."""
    command = [sys.executable, "-m", "evidence_check", "--help"]
    costs = [watch.run(command, ROOT) for _ in range(7)]
    seconds = min(cost.seconds for cost in costs)
    yield Row("evidence-check --help", f"{seconds * 1000:.0f} ms", "goal", "300 ms", seconds / 0.3, "≤ 1")


def _clock(what: str, ours: Cost, beside: str, theirs: Cost, goal: str = "") -> Row:
    return Row(what, f"{ours.seconds:.1f} s", beside, f"{theirs.seconds:.1f} s", ours.seconds / theirs.seconds, goal)


def _processor(what: str, ours: Cost, beside: str, theirs: Cost) -> Row:
    ratio = ours.processor / theirs.processor
    return Row(what, f"{ours.processor:.1f} s", beside, f"{theirs.processor:.1f} s", ratio)


SECTIONS = {
    "extraction": extraction, "converters": converters, "matching": matching, "memory": memory, "again": again,
    "workers": workers, "start": start,
}  # fmt: skip
