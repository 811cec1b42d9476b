"""Lists the files of a dossier in a fixed order, leaving out what the program itself wrote or is told by."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from evidence_check.errors import EvidenceCheckError
from evidence_check.own import is_own

_SYSTEM_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # no client ever put these there
_CONFIGURATION = ("enterprise.yaml", "labels.json")
_BESIDE_FILES = frozenset({*_CONFIGURATION, "README.md", "files"})

_URL = re.compile(r"\w{2,}:/")  # a drive has one letter


def dossier_root(dossier: Path) -> Path:
    """Return the folder that holds the evidence: ``files/`` where only enterprise.yaml and its like lie beside it.

    A client's own folder named ``files`` among others is just one of its folders; then the dossier itself is returned.

    Raises:
        EvidenceCheckError: the dossier is missing, no folder, or can't be opened.
    """
    if not dossier.exists():
        if _URL.match(str(dossier)):
            raise EvidenceCheckError(
                f"不能直接读取网络地址 / addresses can't be read directly: {dossier}",
                "Mount it as a folder, for --cluster under the same path everywhere. 请先挂载为各处路径一致的文件夹。",
            )
        raise EvidenceCheckError(f"找不到文件夹 / no such folder: {dossier}", "Check the path. 请检查路径。")
    if not dossier.is_dir():
        raise EvidenceCheckError(
            f"不是文件夹 / not a folder: {dossier}", "Give the folder that holds the files. 请给出存放材料的文件夹。"
        )
    inner = dossier / "files"
    if not inner.is_dir() or not (dossier / "enterprise.yaml").is_file():
        return dossier
    return dossier if {path.name for path in dossier.iterdir()} - _BESIDE_FILES else inner


def files(dossier: Path, out: Path | None = None) -> list[Path]:
    """Return the files of a dossier, sorted by their path below it; outputs of earlier runs are left out.

    What can't be read as a file is in the list as well, so that it gets its line: a folder without permission, a link
    to a folder (which is not entered, so that a loop cannot be), a dangling link, a pipe.

    Raises:
        EvidenceCheckError: nothing is there, or the dossier itself can't be listed.
    """
    root = dossier_root(dossier)
    own = out.resolve() if out and not _holds(out.resolve(), root.resolve()) else None
    found = [
        path
        for path in _below(root)
        if not (own and _is_below(path, own))
        and not (path.parent in (root, dossier) and path.name in _CONFIGURATION)
        and not is_own(path)
    ]
    if not found:
        raise EvidenceCheckError(
            f"文件夹是空的 / the folder holds no files: {dossier}", "Put the dossier's files into it. 请放入材料。"
        )
    return sorted(found, key=lambda path: os.fsencode(path.relative_to(root).as_posix()))


def relative(path: Path, root: Path) -> str:
    """Return a file's path below the dossier's root, with ``/``, as text that can be written anywhere.

    Names that an old machine wrote in GBK or Big5 come out as they were meant; what nothing can read as "\ufffd".
    """
    name = path.relative_to(root).as_posix()
    try:
        name.encode()
        return name
    except UnicodeEncodeError:
        pass
    try:
        raw = os.fsencode(name)
    except UnicodeEncodeError:  # half a character, as Windows allows
        return name.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    from evidence_check.documents.encoding import name_encoding  # reading code, which few names ask for

    return raw.decode(name_encoding([raw]), "replace")


def named(paths: Iterable[Path], root: Path) -> list[tuple[Path, str]]:
    """Return files with their paths below the dossier, each path once: two names may come out alike."""
    found: list[tuple[Path, str]] = []
    taken: set[str] = set()
    for path in paths:
        name = distinct = relative(path, root)
        number = 2
        while distinct in taken:
            distinct, number = f"{name} ({number})", number + 1
        taken.add(distinct)
        found.append((path, distinct))
    return found


def _below(root: Path) -> Iterator[Path]:
    closed: list[Path] = []

    def note(error: OSError) -> None:
        if Path(error.filename) == root:
            raise EvidenceCheckError(f"无法打开文件夹 / can't open the folder: {error.filename}") from error
        closed.append(Path(error.filename))

    for folder, subfolders, names in os.walk(root, onerror=note):
        for name in subfolders:
            path = Path(folder) / name
            if path.is_symlink():
                yield path
        for name in names:
            if name not in _SYSTEM_FILES:
                yield Path(folder) / name
    yield from closed


def _holds(folder: Path, other: Path) -> bool:
    """Return whether a folder is another or one of its parents: then its reports alone are left out, not all in it."""
    return folder == other or folder in other.parents


def _is_below(path: Path, folder: Path) -> bool:
    parent = path.parent.resolve()  # the path itself may be a link that leads to itself
    return folder == parent or folder in parent.parents
