"""Reads one mixed folder with this program, with kreuzberg and with markitdown: time, memory, share of Chinese text.

The folder is made here from a fixed seed: for every copy, running text in Word, PDF, Excel and GBK text, whose Chinese
characters are all known, and the feature file of each format that the tests read, whose markers are known (headers,
automatic numbers, comments, text boxes; deleted and hidden text that is to stay out). Each reader runs in a process of
its own and gives text only; its processor seconds are the middle of ``--rounds``, after one round that does not count.
The rivals are optional and never installed by this program. Run it as

    python benchmarks/bench_folder.py [--copies 10] [--rounds 3] [--rival-python ~/rivals/bin/python] [--also FOLDER]

where the rivals may live in an environment of their own (pip install kreuzberg 'markitdown[all]') that
``--rival-python`` names. ``--also`` adds the files of a folder of yours; for these only the number of Chinese
characters is told.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import bench_documents as bench  # noqa: E402
import openpyxl  # noqa: E402

from tests.documents.features.table import FORMATS  # noqa: E402

KINDS = (".docx", ".pdf", ".xlsx", ".txt")
READERS = ("evidence_check", "kreuzberg", "markitdown")


@dataclass(frozen=True)
class Outcome:
    """What one reader made of the folder; ``texts`` has None for a file that it refused."""

    seconds: float
    start: float
    megabytes: float
    texts: dict[str, str | None]


def han(text: str | None) -> Counter[str]:
    """Return the Chinese characters of a text with how often each stands there."""
    return Counter(re.findall("[\u4e00-\u9fff]", text or ""))


def make_folder(folder: Path, copies: int) -> dict[str, str]:
    """Write the folder; return the names of its files of running text with all that stands in them."""
    known: dict[str, str] = {}
    for number in range(copies):
        rng = random.Random(number)
        plain = "\n".join(bench.sentence(rng) for _ in range(60))
        word, sheet = bench.make_docx(rng, 80, 30), bench.make_xlsx(rng, 1, 150)
        lines = bench.pdf_lines(rng, 40)
        rows = openpyxl.load_workbook(io.BytesIO(sheet)).active.iter_rows(values_only=True)
        files = {
            f"制度{number}.txt": (plain.encode("gb18030"), plain),
            f"规定{number}.docx": (word, bench.word_text(word)),
            f"办法{number}.pdf": (bench.make_pdf(lines), "\n".join(lines)),
            f"台账{number}.xlsx": (sheet, "\n".join(str(value) for row in rows for value in row if value)),
        }
        for name, (data, text) in files.items():
            (folder / name).write_bytes(data)
            known[name] = text
        for one in FORMATS:
            (folder / f"{number}-{Path(one.path).name}").write_bytes(one.build())
    return known


def run(reader: str, folder: Path, rounds: int, python: str) -> Outcome | None:
    """Return what a reader made of the folder, None where it is not installed."""
    command = [python, str(ROOT / "benchmarks" / "folder_worker.py"), reader, str(folder), str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT)
    if done.returncode == 3:
        return None
    if done.returncode:
        raise SystemExit(f"{reader} failed:\n{done.stderr[-2000:]}")
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


def shares(outcome: Outcome, known: dict[str, str]) -> tuple[float, float]:
    """Return the share of the known Chinese characters that came back, and how many came beyond, as a share too."""
    there = came = both = 0
    for name, text in known.items():
        truth, found = han(text), han(outcome.texts[name])
        there, came, both = there + truth.total(), came + found.total(), both + (truth & found).total()
    return both / there, (came - both) / there


def features(outcome: Outcome, copy: int = 0) -> dict[str, tuple[int, int]]:
    """Return for each format how many features are right (there, or left out), and how many there are."""
    found: dict[str, tuple[int, int]] = {}
    for one in FORMATS:
        text = re.sub(r"\W", "", outcome.texts[f"{copy}-{Path(one.path).name}"] or "")
        asked = [e for e in one.expected.values() if e.marker and e.state != "lost"]
        right = sum((re.sub(r"\W", "", e.marker) in text) == (e.state != "out") for e in asked) if text else 0
        found[one.name] = right, len(asked)
    return found


def main() -> int:
    """Print the two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=10, help="files of each kind (default 10)")
    parser.add_argument("--rounds", type=int, default=3, help="times that each reader reads the folder (default 3)")
    parser.add_argument("--rival-python", default=sys.executable, help="the Python that has the rivals installed")
    parser.add_argument("--also", type=Path, help="a folder whose files are read as well")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        known = make_folder(folder, max(1, given.copies))
        if given.also:
            shutil.copytree(given.also, folder / "also")
        outcomes: dict[str, Outcome] = {}
        for reader in READERS:
            python = sys.executable if reader == "evidence_check" else given.rival_python
            outcome = run(reader, folder, max(1, given.rounds), python)
            if outcome is None:
                print(f"{reader} is not installed for {python}: left out")
            else:
                outcomes[reader] = outcome
    _print(outcomes, known)
    return 0


def _print(outcomes: dict[str, Outcome], known: dict[str, str]) -> None:
    ours = outcomes["evidence_check"]
    print(f"\n{len(ours.texts)} files; Han: share of the known Chinese characters; extra: what came beyond them")
    heads = ("cpu s", "ratio", "start s", "MB", "refused", "Han", "extra", "Han in all")
    print(f"{'reader':<16}" + "".join(f"{head:>11}" for head in heads))
    for reader, outcome in outcomes.items():
        share, extra = shares(outcome, known)
        refused = sum(text is None for text in outcome.texts.values())
        total = sum(han(text).total() for text in outcome.texts.values())
        fields = (
            f"{outcome.seconds:.2f}", f"{outcome.seconds / ours.seconds:.2f}", f"{outcome.start:.2f}",
            f"{outcome.megabytes:.0f}", str(refused), f"{share:.1%}", f"{extra:.1%}", f"{total:,}",
        )  # fmt: skip
        print(f"{reader:<16}" + "".join(f"{text:>11}" for text in fields))
    print(f"\n{'Han by kind':<16}" + "".join(f"{kind:>11}" for kind in KINDS))
    for reader, outcome in outcomes.items():
        parts = ({n: t for n, t in known.items() if n.endswith(kind)} for kind in KINDS)
        print(f"{reader:<16}" + "".join(f"{shares(outcome, part)[0]:>11.1%}" for part in parts))
    print(f"\n{'features right':<26}" + "".join(f"{reader:>16}" for reader in outcomes))
    tables = {reader: features(outcome) for reader, outcome in outcomes.items()}
    for one in FORMATS:
        fields = (f"{right} of {count}" for right, count in (table[one.name] for table in tables.values()))
        print(f"{one.name:<26}" + "".join(f"{text:>16}" for text in fields))


if __name__ == "__main__":
    raise SystemExit(main())
