"""Finds the client folders below a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from evidence_check.errors import EvidenceCheckError

_CONFIGURATION = "enterprise.yaml"
_DEPTH = 4  # folders below the given one in which an enterprise.yaml is looked for


def client_folders(folder: Path, out: Path) -> list[Path]:
    """Return the client folders below ``folder``, by name; the outputs in ``out`` are none.

    A folder with an enterprise.yaml is a client. One without is a client as well, unless there are clients below it:
    then it only groups them, and each of its folders is looked at in turn, so that none is left out silently.

    Raises:
        EvidenceCheckError: the folder is missing, no folder, can't be opened, or holds no folder.
    """
    if not folder.is_dir():
        raise EvidenceCheckError(f"找不到文件夹 / no such folder: {folder}", "Check the path. 请检查路径。")
    own = out.resolve()
    try:
        found = list(_clients(folder, own))
    except OSError as error:
        raise EvidenceCheckError(f"无法打开文件夹 / can't open the folder: {error.filename}") from error
    if not found:
        raise EvidenceCheckError(
            f"其中没有客户文件夹 / it holds no client folders: {folder}",
            "Give the folder that holds one folder per client. 请给出每个客户各有一个文件夹的上级文件夹。",
        )
    return found


def _clients(folder: Path, own: Path) -> Iterator[Path]:
    for below in _folders(folder):
        if below.resolve() == own:
            continue
        if not (below / _CONFIGURATION).is_file() and _groups(below, _DEPTH):
            yield from _clients(below, own)
        else:
            yield below


def _groups(folder: Path, depth: int) -> bool:
    """Return whether a folder with an enterprise.yaml lies below; what can't be opened groups nothing."""
    try:
        below = _folders(folder)
    except OSError:
        return False
    return any((one / _CONFIGURATION).is_file() for one in below) or (
        depth > 1 and any(_groups(one, depth - 1) for one in below)
    )


def _folders(folder: Path) -> list[Path]:
    """Return the folders in a folder, by name; links and hidden ones left out."""
    with os.scandir(folder) as entries:
        names = [e.name for e in entries if e.is_dir(follow_symlinks=False) and not e.name.startswith(".")]
    return [folder / name for name in sorted(names)]
