"""Writes a file so that it holds either what it held before or all of what it should."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from evidence_check.errors import EvidenceCheckError

HINT = "Choose another folder with -o. 请用 -o 另选一个可以写入的文件夹。"


def write_whole(path: Path, content: str | bytes, keep_mode: bool = False) -> Path:
    """Write ``content`` (text as UTF-8) so that ``path`` holds either what it held before or all of it.

    ``keep_mode`` leaves the permissions of a file that is there already as they are.

    Raises:
        EvidenceCheckError: the file can't be written or replaced.
    """
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if keep_mode and path.exists() else 0o644 & ~_umask()
        Path(temporary).chmod(mode)  # mkstemp makes files that only the owner may read
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        hint = f"Close it if it is open in another program, or: {HINT}"
        raise EvidenceCheckError(f"{path}: can't be written ({error.strerror})", hint) from error
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
