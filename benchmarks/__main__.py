"""Prints what a scan costs beside what it is measured against, a table of ratios taken in one run.

    python -m benchmarks                        200 files; memory at 100, 1,000 and 10,000: about 20 minutes on 2 cores
    python -m benchmarks --short                60 files; memory at 60 and 240: about 3 minutes
    python -m benchmarks --only memory --memory 100 1000
    python -m benchmarks --files 1000 --rounds 3 --only workers again

For the memory rows the files are a tenth as long as usual (--scale): what the judging process holds grows with the
number of files, not with their text, and 10,000 whole files take half an hour.

Seconds depend on the machine, ratios hardly do. Where other programs keep the machine busy, those of processor seconds
still hold, those by the clock do not: the rows under "workers" say how busy it was. Rivals are installed the first
time, each in an environment of its own below ~/.cache/evidence-check-benchmarks (or $EVIDENCE_CHECK_RIVALS).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from table import SECTIONS, Bench, Row  # noqa: E402


def line(row: Row) -> str:
    """Return a row as Markdown, so that the output can be put into docs/performance.md as it is."""
    ratio = "" if row.ratio is None else f"{row.ratio:.3f}" if row.ratio < 0.1 else f"{row.ratio:.2f}"
    return f"| {row.what} | {row.figure} | {row.beside} | {row.other} | {ratio} | {row.goal} |"


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=200, help="files of the dossier that most rows measure")
    parser.add_argument("--memory", type=int, nargs="+", default=[100, 1000, 10000], help="sizes for the memory rows")
    parser.add_argument("--scale", type=float, default=0.1, help="length of the files for the memory rows")
    parser.add_argument("--standard", default="2022-common", help="the standard to judge by: 1× requirements")
    parser.add_argument("--rounds", type=int, default=2, help="cold scans of which the quickest counts")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=list(SECTIONS), help="sections to measure")
    parser.add_argument("--short", action="store_true", help="60 files, memory at 60 and 240, one round")
    parser.add_argument("--work", type=Path, help="folder to work in, which stays (default: a temporary one)")
    given = parser.parse_args()
    if not hasattr(os, "wait4"):
        raise SystemExit("needs Linux or macOS")
    if given.short:
        given.files, given.memory, given.rounds = 60, [60, 240], 1
    print("| what | figure | beside | figure | ratio | goal |\n|---|---|---|---|---|---|", flush=True)
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as temporary:
        bench = Bench(
            given.work or Path(temporary), given.files, given.memory, given.standard, given.rounds, given.scale
        )
        bench.folder.mkdir(parents=True, exist_ok=True)
        bench.install()
        for name in given.only:
            for row in SECTIONS[name](bench):
                print(line(row), flush=True)
    print(f"\n{os.cpu_count()} processors, Python {sys.version.split()[0]}, {time.perf_counter() - begun:.0f} s in all")


if __name__ == "__main__":
    main()
