"""Has LibreOffice, where it is found, turn an old office file into one that is read here, without macros or network.

It runs in a folder of its own that is removed afterwards, within a time limit, and ends with all its children, even
where the process that asked for it is killed (``office_guard``). The client's file name never reaches it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

from evidence_check.documents import office_guard, reasons
from evidence_check.documents.base import Unreadable

SECONDS = 60.0
"""For one file; a few pages take 2 to 5 s, of which 1 to 2 s are the start of the program."""

SECONDS_IN_ALL = 120.0
"""For all members of one archive together."""

MAX_RESULT = 100 * 2**20

_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),  # links are never updated
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),  # what still asks for the network ends at a closed door
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_KEPT = ("PATH", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "LANG", "LC_ALL")

_budget: list[float] = []


@lru_cache(maxsize=1)
def program() -> str | None:
    """Return the path of LibreOffice's program, None where this machine has none."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """Bound the time of all conversions inside the block together."""
    _budget.append(seconds)
    try:
        yield
    finally:
        _budget.pop()


def convert(data: bytes, ending: str, target: str) -> bytes | None:
    """Return a file as LibreOffice writes it in another format, None where it can't.

    Args:
        data: the file.
        ending: what its name should end with, e.g. "wps"; a hint for LibreOffice.
        target: the format to write, "docx", "xlsx" or "pptx".

    Raises:
        Unreadable: LibreOffice is not found ("unsupported") or takes too long ("timeout").
    """
    soffice = program()
    if soffice is None:
        raise Unreadable("unsupported", reasons.OLD_OFFICE)
    seconds = min(SECONDS, _budget[-1] if _budget else SECONDS)
    if seconds <= 0:
        raise Unreadable("timeout", reasons.OFFICE_SLOW)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="evidence-check-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document.{ending}"
        source.write_bytes(data)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        command = [
            soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--nodefault", "--nologo", "--convert-to", target, "--outdir", str(folder / "out"), str(source),
        ]  # fmt: skip
        code = _run(command, seconds, folder)
        if _budget:
            _budget[-1] -= time.monotonic() - begun
        if code == 124:
            raise Unreadable("timeout", reasons.OFFICE_SLOW)
        return _result(folder / "out" / f"document.{target}")


def _run(command: list[str], seconds: float, folder: Path) -> int:
    guard = [sys.executable, "-I", "-S", office_guard.__file__, str(seconds), str(folder), *command]
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment |= {name: str(folder) for name in ("HOME", "TMPDIR", "TEMP", "TMP", "XDG_RUNTIME_DIR")}
    environment["SAL_USE_VCLPLUGIN"] = "svp"
    process = subprocess.Popen(
        guard, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, env=environment
    )
    try:
        return process.wait(seconds + 10)
    except subprocess.TimeoutExpired:
        return 124
    finally:
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()  # the guard ends what is left
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)


def _result(path: Path) -> bytes | None:
    try:
        if path.stat().st_size > MAX_RESULT:
            raise Unreadable("too_large", reasons.TOO_LARGE)
        return path.read_bytes() or None
    except FileNotFoundError:
        return None


def _settings() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>\n"
    )
