"""Tells how much memory a worker takes for very large files: peak resident size after each, in a process of its own.

Each file is larger than any that a dossier should hold (30,000 paragraphs, 200,000 rows, 1,000 pages, 10 MB of
text). With ``--examine`` the worker does all that a scan does with a file, and starts with the registry loaded, as
workers do.
Run it, on Linux, as

    python benchmarks/bench_memory.py [--examine] [--only docx xlsx pdf tables csv txt]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

STANDARDS = ("2022-common", "2022-specific")
"""What is asked for with ``--examine``: a manufacturer's standards, as in the demo."""

KINDS = ("docx", "xlsx", "pdf", "tables", "csv", "txt")


def make(kind: str) -> tuple[str, bytes]:
    """Return the name and bytes of a very large file."""
    import bench_documents as bench  # not in the workers: its libraries would count

    rng = random.Random(kind)
    match kind:
        case "docx":
            return "a.docx", bench.make_docx(rng, 30_000, 8_000)
        case "xlsx":
            return "a.xlsx", bench.make_xlsx(rng, 4, 50_000)
        case "pdf":
            return "a.pdf", bench.make_pdf(bench.pdf_lines(rng, 19_000))
        case "tables":
            return "b.pdf", bench.make_pdf_tables(rng, 40_000)
        case "csv":
            rows = (f"2025-03-{n % 28 + 1:02d},张三{n},设备维修" for n in range(120_000))
            return "a.csv", "\n".join(["日期,姓名,事由", *rows]).encode()
        case _:
            return "a.txt", "\n".join(bench.sentence(rng) for _ in range(60_000)).encode()


def work(path: str, examine: bool, answer: Connection) -> None:
    """Read one file, or all that a scan does with it; answer with the peak in megabytes before and after."""
    from folder_worker import peak

    from evidence_check import documents, registry
    from evidence_check.examining import Examination
    from evidence_check.executors import processes
    from evidence_check.executors.base import Task
    from evidence_check.executors.work import work as study

    job = Examination.of(registry.load(), STANDARDS) if examine else None
    if job:
        processes._start(job, 1)  # as a worker of a scan begins
    before = peak()
    if job:
        study(job, [Task(path, Path(path).name, Path(path).stat().st_size)])
    else:
        documents.read(Path(path).read_bytes(), path)
    answer.send((before, peak()))


def main() -> int:
    """Print the peak for each kind of file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examine", action="store_true", help="match and look for findings as a scan does")
    parser.add_argument("--only", nargs="+", choices=KINDS, default=KINDS, help="kinds of files")
    given = parser.parse_args()
    print(f"{'file':<8}{'kB':>8}{'MB before':>11}{'MB peak':>9}   (target: 500)")
    context = get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        for kind in given.only:
            name, data = make(kind)
            path = Path(folder) / name
            path.write_bytes(data)
            here, there = context.Pipe()
            process = context.Process(target=work, args=(str(path), given.examine, there))
            process.start()
            before, peak = here.recv()
            process.join()
            print(f"{kind:<8}{len(data) / 1000:>8.0f}{before:>11.0f}{peak:>9.0f}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
