"""Makes addresses that lead only where they should: inside the report, or to a file of the dossier beside it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from evidence_check.model import Locator
from evidence_check.report.lookup import Lookup


def base_of(dossier: Path, out: Path) -> str | None:
    """Return the address of the dossier as seen from the report's folder (``../材料``, encoded), if there is one."""
    try:
        relative = os.path.relpath(dossier.resolve(), out.resolve())
    except ValueError:  # another drive of a Windows machine: no relative way there
        return None
    address = _encoded(relative.replace(os.sep, "/"))
    return address if address == ".." or address.startswith("../") else f"./{address}"


def file_address(path: str, lookup: Lookup, base: str | None, locator: Locator | None = None) -> str:
    """Return where a file's name leads: to the file itself, or to its line in the list of files.

    A file inside an archive leads to the archive. A page is added for PDF, which browsers open at it.
    """
    if base is None or path not in lookup.files:
        return file_anchor(path, lookup)
    real, inner = _outermost(path, lookup)
    page = f"#page={locator.page}" if locator and locator.page and not inner and real.lower().endswith(".pdf") else ""
    return f"{base}/{_encoded(real)}{page}"


def file_anchor(path: str, lookup: Lookup) -> str:
    """Return the address of a file's line in the list of files, or of the list for a file that is not in it."""
    number = lookup.files.number(path)
    return f"#file-{number}" if number else "#files"


def requirement_anchor(requirement: str) -> str:
    """Return the id of a requirement's place; its own ``#`` would end the address."""
    return requirement.replace("#", "/")


def _outermost(path: str, lookup: Lookup) -> tuple[str, bool]:
    parts = path.split("/")
    for end in range(1, len(parts)):
        ancestor = "/".join(parts[:end])
        if ancestor in lookup.files:
            return ancestor, True
    return path, False


def _encoded(path: str) -> str:
    """Return a path with everything percent-encoded but letters and digits, of any script, and ``- . _``."""
    return "".join(
        sign if sign == "/" or sign in "-._" or sign.isalnum() else quote(_bytes(sign), safe="") for sign in path
    )


def _bytes(sign: str) -> bytes:
    """Return a letter of a path as the file system has it; half a pair, which Windows allows in names, as it stands."""
    try:
        return os.fsencode(sign)
    except UnicodeEncodeError:
        return sign.encode("utf-8", "surrogatepass")
