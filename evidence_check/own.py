"""Recognises what the program itself wrote, so that a report lying in a dossier is never read as evidence."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO

_MARKS = (b'"schema": "evidence-check/report/', b'name="generator" content="evidence-check')
_TEXTS = (".html", ".json")
_HEAD = 4096  # bytes in which a page or a data file of ours names itself

_OFFICE = (".xlsx", ".docx")
_OFFICE_MARKS = (b"evidence-check/workbook/", b"evidence-check/word/")
_PROPERTIES = "docProps/core.xml"
_MOST_PARTS = 2000  # a larger directory is no workbook of ours, and slow to read
_LONGEST = 64 * 1024  # bytes of the properties
_END = b"PK\x05\x06"


def is_own(path: Path) -> bool:
    """Return whether a file is a report, a workbook or a Word report of ours, also after an office program saved it."""
    suffix = path.suffix.lower()
    try:
        if not stat.S_ISREG(path.lstat().st_mode):  # a pipe would never end
            return False
        if suffix in _TEXTS:
            with path.open("rb") as stream:
                head = stream.read(_HEAD)
            return any(mark in head for mark in _MARKS)
        return suffix in _OFFICE and any(mark in _properties(path) for mark in _OFFICE_MARKS)
    except (OSError, zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, RuntimeError):
        return False


def _properties(path: Path) -> bytes:
    """Return what an office file says about itself, where the office programs keep it on saving."""
    with path.open("rb") as file:
        if _parts(file) > _MOST_PARTS:
            return b""
        with zipfile.ZipFile(file) as package:
            if _PROPERTIES not in package.namelist():
                return b""
            with package.open(_PROPERTIES) as stream:
                return stream.read(_LONGEST)


def _parts(stream: IO[bytes]) -> int:
    """Return how many parts a zip file claims to have, without reading its directory."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    at = tail.rfind(_END)
    return struct.unpack("<H", tail[at + 10 : at + 12])[0] if 0 <= at <= len(tail) - 12 else _MOST_PARTS + 1
