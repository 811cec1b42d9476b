"""Measures text recognition on pages drawn here: characters found, characters that were never there, time, memory.

    python benchmarks/bench_ocr.py [--pages 2] [--only clean seal] [--show]

``found`` is the share of the page's characters that were read in their order, literally (a comma for a full-width comma
is a wrong character), spaces left out; ``folded`` is the same after NFKC, as the matching compares; ``added`` the
characters read that do not stand there, per character of the page. ``× clean`` is the time against the clean page.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import statistics
import sys
import time
import unicodedata
from pathlib import Path

from PIL import Image
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import scanned_pages
from evidence_check import documents, registry
from evidence_check.documents import ocr


def texts(language: str, pages: int) -> list[list[str]]:
    """Return the lines of each page: clauses of the standard and, on the Chinese ones, a few lines of a register."""
    standard = next(s for s in registry.load().standards if s.id == "2022-common")
    clauses = [getattr(clause.display, language) or "" for clause in standard.clauses]
    rng = random.Random(7)
    room = scanned_pages.lines_per_page()
    found: list[list[str]] = []
    at = 0
    for _ in range(pages):
        lines: list[str] = scanned_pages.record_lines(rng, 4) if language == "zh" else []
        while len(lines) < room:
            lines += scanned_pages.wrapped([clauses[at % len(clauses)]])
            at += 1
        found.append(lines[:room])
    return found


def shares(lines: list[str], read: str) -> tuple[float, float, float]:
    """Return (found literally, found after NFKC, added), spaces left out."""
    wanted, got = "".join("".join(lines).split()), "".join(read.split())
    folded, got_folded = (unicodedata.normalize("NFKC", text) for text in (wanted, got))
    lost = Levenshtein.distance(wanted, got, weights=(0, 1, 1))
    lost_folded = Levenshtein.distance(folded, got_folded, weights=(0, 1, 1))
    added = Levenshtein.distance(folded, got_folded, weights=(1, 0, 1)) - Levenshtein.distance(
        folded, got_folded, weights=(0, 0, 1)
    )
    return 1 - lost / len(wanted), 1 - lost_folded / len(folded), max(0, added) / len(folded)


def png(picture: Image.Image) -> bytes:
    """Return the picture as a file."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def main() -> None:
    """Print one row per language and kind of page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--only", nargs="*", default=list(scanned_pages.KINDS))
    parser.add_argument("--show", action="store_true", help="print what was read")
    given = parser.parse_args()
    if not ocr.available() or scanned_pages.chinese_font() is None:
        raise SystemExit(f"needs {ocr.INSTALL} and a Chinese font (fonts-wqy-zenhei)")
    documents.read(png(scanned_pages.page(["热身"])), "warm.png")  # the models load once per worker
    print(f"{'':4}{'page':24}{'found':>8}{'folded':>8}{'added':>8}{'sure':>6}{'s/page':>8}{'× clean':>9}")
    for language in ("zh", "en"):
        clean = 0.0
        for kind in given.only:
            rows = []
            for lines in texts(language, given.pages):
                data = png(scanned_pages.KINDS[kind](scanned_pages.page(lines)))
                begun = time.perf_counter()
                found = documents.read(data, "page.png")
                seconds = time.perf_counter() - begun
                read = "".join(p.text for p in found.passages)
                rows.append((*shares(lines, read), found.marks.get("ocr_confidence", 0), seconds))
                if given.show:
                    print("\n".join(p.text for p in found.passages), file=sys.stderr)
            literal, folded, added, sure, seconds = (statistics.mean(column) for column in zip(*rows, strict=True))
            clean = clean or seconds
            print(
                f"{language:4}{kind:24}{literal:8.4f}{folded:8.4f}{added:8.4f}{sure:6.0f}{seconds:8.2f}"
                f"{seconds / clean:9.2f}", flush=True
            )  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {peak:.0f} MB")


if __name__ == "__main__":
    main()
