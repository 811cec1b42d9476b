"""Repacks an Office file so that it is the same bytes for the same content: fixed order, fixed times."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

_TIME = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def repacked(package: bytes, edit: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """Return a zip package with its parts in a fixed order, without the time of writing in it.

    ``edit`` may change a part; it is given its name and content.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            part = zipfile.ZipInfo(name, _TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            content = source.read(name)
            made.writestr(part, edit(name, content) if edit else content)
    return target.getvalue()
