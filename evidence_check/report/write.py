"""Puts the report's files in place, each whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Assessment, Registry
from evidence_check.report import html, json, links
from evidence_check.walk import dossier_root


def write(
    assessment: Assessment, registry: Registry, out: Path, lang: str = "zh", dossier: Path | None = None
) -> list[Path]:
    """Write ``report.html`` and ``report.json`` into ``out`` (created where it lacks) and return their paths.

    Args:
        assessment: what the scan found.
        registry: the standards it was judged by.
        out: folder of the report.
        lang: ``zh`` or ``en``, the language that the HTML shows first.
        dossier: the folder that was scanned; with it, file names in the report lead to the files themselves.

    Raises:
        EvidenceCheckError: the folder can't be made or written to, or a report is open in another program.
    """
    base = links.base_of(dossier_root(dossier), out) if dossier else None
    texts = {
        "report.html": html.render(assessment, registry, lang, base),
        "report.json": json.dump(json.to_json(assessment, registry)),
    }
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EvidenceCheckError(f"{out}: the report folder can't be made ({error.strerror})", _HINT) from error
    return [write_whole(out / name, text) for name, text in texts.items()]


_HINT = "Choose another folder with -o. 请用 -o 另选一个可以写入的文件夹。"


def write_whole(path: Path, text: str | bytes) -> Path:
    """Write ``text`` (as UTF-8, where it is text) so that ``path`` holds either what it held before or all of it.

    Raises:
        EvidenceCheckError: the file can't be written or replaced.
    """
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8") if isinstance(text, str) else text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644 & ~_umask())  # mkstemp makes files that only the owner may read
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        hint = f"Close it if it is open in another program, or: {_HINT}"
        raise EvidenceCheckError(f"{path}: can't be written ({error.strerror})", hint) from error
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
