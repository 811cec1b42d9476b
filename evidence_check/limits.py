"""What one file may cost, by its kind: seconds, memory, disk. Data and pure functions; the workers set the limits.

The kind is told by the first bytes where they say enough, else by the name's ending; a wrong guess costs patience only.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from evidence_check.documents import ocr, office
from evidence_check.intake import without_waiting

MEGABYTE = 2**20
GIGABYTE = 2**30


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file of one kind may cost.

    ``seconds`` are for any file, ``seconds_per_megabyte`` come on top; ``scans`` marks kinds that may hold pictures of
    pages, ``old`` those that may go through LibreOffice: these get the time that takes. ``memory`` is in bytes of
    address space beyond what the worker holds already.
    """

    seconds: float = 60.0
    seconds_per_megabyte: float = 3.0
    memory: int = 2 * GIGABYTE
    scans: bool = False
    old: bool = False


KINDS: dict[str, Limits] = {
    "text": Limits(seconds=60, seconds_per_megabyte=6, memory=2 * GIGABYTE),
    "office": Limits(seconds=60, seconds_per_megabyte=6, memory=2 * GIGABYTE, scans=True, old=True),
    "old office": Limits(seconds=60, seconds_per_megabyte=3, memory=2 * GIGABYTE, scans=True, old=True),
    "pdf": Limits(seconds=60, seconds_per_megabyte=3, memory=2 * GIGABYTE, scans=True),
    "picture": Limits(seconds=30, seconds_per_megabyte=1, memory=3 * GIGABYTE, scans=True),
    "mail": Limits(seconds=60, seconds_per_megabyte=3, memory=2 * GIGABYTE, scans=True, old=True),
    "archive": Limits(seconds=180, seconds_per_megabyte=6, memory=3 * GIGABYTE, scans=True, old=True),
    "other": Limits(seconds=60, seconds_per_megabyte=1, memory=1 * GIGABYTE, scans=True, old=True),
}
"""Kind → limits. A worker holds up to 0.5 GB with 30,000 paragraphs, 0.65 GB with 200,000 rows
(``benchmarks/bench_memory.py``), and 0.7 GB while it recognises a page."""

MAX_DISK = 600 * MEGABYTE
"""Bytes that a worker or a program that it starts (unrar, LibreOffice) may write to one file."""

_OCR_SPACE = 2 * GIGABYTE  # address space that the engine maps
_BYTES_PER_SCAN = 15_000  # no scanned page is smaller
_HEAD = 8

_BY_MAGIC = (
    (b"%PDF", "pdf"), (b"\xff\xd8\xff", "picture"), (b"\x89PNG", "picture"), (b"GIF8", "picture"), (b"BM", "picture"),
    (b"II*\0", "picture"), (b"MM\0*", "picture"), (b"7z\xbc\xaf", "archive"), (b"Rar!", "archive"),
    (b"\x1f\x8b", "archive"), (b"BZh", "archive"), (b"\xfd7zXZ", "archive"),
)  # fmt: skip
_BY_ENDING = {
    ending: kind
    for kind, endings in {
        "text": "txt md csv tsv tab html htm xhtml xml rtf json",
        "office": "docx docm dotx xlsx xlsm xlsb pptx pptm odt ods odp ofd epub",
        "old office": "doc dot xls ppt pps wps wpt et ett dps dpt pages numbers key",
        "picture": "webp tif tiff bmp jpg jpeg png gif",
        "mail": "eml msg mht mhtml",
        "archive": "zip tar tgz tbz txz gz bz2 xz 7z rar",
        "pdf": "pdf",
    }.items()
    for ending in endings.split()
}


def kind_of(head: bytes, name: str) -> str:
    """Return the kind of a file by its first bytes, else by its name; "other" for what neither tells."""
    for magic, kind in _BY_MAGIC:
        if head.startswith(magic):
            return kind
    named = _BY_ENDING.get(name.rpartition(".")[2].lower() if "." in name else "", "other")
    if head.startswith(b"PK"):
        return "office" if named == "office" else "archive"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "mail" if named == "mail" else "old office"
    return named


def limits_of(path: Path) -> Limits:
    """Return the limits of a file; one that can't be opened has those of "other"."""
    try:
        with open(path, "rb", opener=without_waiting) as stream:
            head = stream.read(_HEAD) or b""
    except OSError:
        head = b""
    return KINDS[kind_of(head, path.name)]


def patience(limits: Limits, size: int) -> float:
    """Return the seconds that a file of this many bytes may take."""
    seconds = limits.seconds + limits.seconds_per_megabyte * size / MEGABYTE
    if limits.scans and ocr.available():
        seconds += ocr.SECONDS_PER_PAGE * min(ocr.MAX_PAGES, 1 + size // _BYTES_PER_SCAN)
    if limits.old and office.program() is not None:
        seconds += office.SECONDS_IN_ALL
    return seconds


def bound_worker(workers: int) -> None:
    """Set what holds for a worker's whole life: the size of files it writes, no core dumps, its share of the cores."""
    ocr.use_threads((os.cpu_count() or 1) // max(1, workers))
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_DISK, MAX_DISK))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def bound_memory(path: Path) -> None:
    """Set how much memory this process may take for its next file, where the system can (Linux)."""
    if sys.platform != "linux":
        return
    import resource

    more = limits_of(path).memory + (_OCR_SPACE if ocr.available() else 0)
    held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = held + more
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
