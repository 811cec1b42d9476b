"""Writes files so that each holds either what it held before or all of what it should."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from evidence_check.errors import EvidenceCheckError

_BUFFER = 2**18

HINT = "Choose another folder with -o. 请用 -o 另选一个可以写入的文件夹。"


def write_whole(path: Path, content: str | bytes, keep_mode: bool = False) -> Path:
    """Write ``content`` (text as UTF-8) so that ``path`` holds either what it held before or all of it.

    ``keep_mode`` leaves the permissions of a file that is there already as they are.

    Raises:
        EvidenceCheckError: the file can't be written or replaced.
    """
    with Staged(path, [content], keep_mode) as staged:
        staged.place()
    return path


class Staged:
    """A file that is written in full beside its place, and put there when everything that belongs to it is.

    As a context it leaves nothing behind that was not put in its place.
    """

    def __init__(self, path: Path, content: Iterable[str | bytes], keep_mode: bool = False) -> None:
        """Write ``content``, piece by piece (text as UTF-8).

        Raises:
            EvidenceCheckError: there is no writing in the folder of ``path``.
        """
        self.path, self._keep_mode = path, keep_mode
        self._temporary: Path | None = None
        try:
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
            self._temporary = Path(name)
            with os.fdopen(handle, "wb", buffering=_BUFFER) as file:
                for piece in content:
                    file.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            self._drop()
            raise self._failed(error) from error
        except BaseException:
            self._drop()
            raise

    def place(self) -> None:
        """Put the file in its place.

        Raises:
            EvidenceCheckError: what is there can't be replaced.
        """
        assert self._temporary is not None, "placed already"
        try:
            keeps = self._keep_mode and self.path.exists()
            mode = self.path.stat().st_mode & 0o777 if keeps else 0o644 & ~_umask()
            self._temporary.chmod(mode)  # mkstemp makes files that only the owner may read
            self._temporary.replace(self.path)
        except OSError as error:
            raise self._failed(error) from error
        self._temporary = None

    def _failed(self, error: OSError) -> EvidenceCheckError:
        hint = f"Close it if it is open in another program, or: {HINT}"
        return EvidenceCheckError(f"{self.path}: can't be written ({error.strerror})", hint)

    def _drop(self) -> None:
        if self._temporary is not None:
            self._temporary.unlink(missing_ok=True)

    def __enter__(self) -> Staged:
        return self

    def __exit__(self, *_: object) -> None:
        self._drop()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
