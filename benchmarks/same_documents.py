"""Tells whether a change to the readers changed anything that they read: every document of many files, to the byte.

Reads every file of ``corpora/``, of the folders given, the feature file of each format, and the files that the other
benchmarks make; writes one line for each document with the digest of all its fields. Text recognition is left out: it
is slow, and no reader's affair. Run it before and after a change, as

    python benchmarks/same_documents.py /tmp/before [FOLDER ...]
    python benchmarks/same_documents.py /tmp/after --beside /tmp/before [FOLDER ...]

With ``--beside`` it names the documents that differ, and ends with 1 if there are any. ``--whole`` writes all fields
instead of digests, to be compared with diff.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import bench_documents  # noqa: E402
import dossiers  # noqa: E402

from evidence_check.documents import ocr  # noqa: E402
from evidence_check.model import Document  # noqa: E402
from evidence_check.unpack import documents_of  # noqa: E402
from tests.documents.features.table import FORMATS  # noqa: E402

_MADE = 120  # files of the made dossier
_WHEN = ("created", "modified")  # of which files made here bear the second
_LARGEST = 8_000_000  # bytes of a file of a folder; the hostile ones that are larger take minutes


def files(folders: list[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of everything to be read."""
    for folder in [ROOT / "corpora", *folders]:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.stat().st_size <= _LARGEST:
                yield str(path.relative_to(folder.parent)), path.read_bytes()
    for one in FORMATS:
        yield f"features/{Path(one.path).name}", one.build()
    for case in bench_documents.CASES:
        if data := case.make(random.Random(20_26)):
            yield f"{case.name}/{case.path}", data
    with tempfile.TemporaryDirectory() as name:
        dossiers.make(Path(name), _MADE, 7, 1.0)
        for path in sorted(Path(name).rglob("*")):
            if path.is_file():
                yield f"made/{path.relative_to(name)}", path.read_bytes()


def fields(document: Document) -> str:
    """Return all that a document says, a passage a line; not its digest and size, as zips made here bear the time."""
    head = document.__class__.__slots__  # type: ignore[attr-defined]
    values = {name: getattr(document, name) for name in head if name not in ("passages", "sha256", "size")}
    for name in ("marks", "properties"):
        values[name] = sorted((key, value[:10] if key in _WHEN else value) for key, value in values[name].items())
    return "\n".join([repr(values), *map(repr, document.passages)])


def lines(folders: list[Path], whole: bool) -> Iterator[str]:
    """Yield a line for each document that is read."""
    for name, data in files(folders):
        for document in documents_of(data, name):
            text = fields(document)
            shown = text if whole else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            yield f"{document.path}\t{document.status}\t{len(document.passages)}\t{shown}"


def main() -> int:
    """Write the lines, and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path, help="file to write")
    parser.add_argument("folders", type=Path, nargs="*", help="more folders to read")
    parser.add_argument("--beside", type=Path, help="what was written before the change")
    parser.add_argument("--whole", action="store_true", help="all fields instead of digests")
    given = parser.parse_args()
    ocr.available = lambda: False  # type: ignore[assignment]
    found = list(lines(given.folders, given.whole))
    given.out.write_text("\n".join(found), encoding="utf-8", errors="surrogateescape")
    print(f"{len(found)} documents")
    if given.beside is None:
        return 0
    before = set(given.beside.read_text(encoding="utf-8", errors="surrogateescape").split("\n"))
    now = set("\n".join(found).split("\n"))
    for line in sorted(before - now):
        print("before:", line[:200])
    for line in sorted(now - before):
        print("now:   ", line[:200])
    return int(before != now)


if __name__ == "__main__":
    raise SystemExit(main())
