"""Repacks an Office file so that it is the same bytes for the same content: fixed order, fixed times."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

_TIME = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
_PIECE = 2**18


def repacked(package: bytes | Path, edit: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """Return a zip package with its parts in a fixed order, without the time of writing in it.

    ``edit`` may change an XML part; it is given its name and its content in pieces, no tag of which is cut.
    """
    target = io.BytesIO()
    given = package if isinstance(package, Path) else io.BytesIO(package)
    with zipfile.ZipFile(given) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            part = zipfile.ZipInfo(name, _TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            with source.open(name) as old, made.open(part, "w") as new:
                for piece in _pieces(old):
                    new.write(edit(name, piece) if edit else piece)
    return target.getvalue()


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """Yield the content of a part in pieces that end before a tag begins, where there are any."""
    rest = b""
    while read := part.read(_PIECE):
        read = rest + read
        end = read.rfind(b"<") if read.rfind(b"<") > 0 else len(read)
        yield read[:end]
        rest = read[end:]
    yield rest
