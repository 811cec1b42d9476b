"""Loaded by every Python process of a scan under test: refuses the network, and notes what is written where.

The folder is put on PYTHONPATH. ``EVIDENCE_CHECK_GUARD`` names the file that the notes are appended to.
"""

import os
import sys

_NOTES = os.open(os.environ["EVIDENCE_CHECK_GUARD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = (
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.utime",
)


def _note(kind: str, what: object) -> None:
    text = os.fsdecode(what) if isinstance(what, (str, bytes)) else repr(what)
    os.write(_NOTES, f"{kind}\t{text}\n".encode("utf-8", "surrogateescape"))


def _watch(event: str, arguments: tuple) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        if not isinstance(address, (str, bytes)):  # a socket of this machine's files is no network
            _note("network", address)
            raise PermissionError("no network in a scan")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        _note("network", arguments[0])
        raise PermissionError("no network in a scan")
    elif event == "open":
        path, _, flags = arguments
        if isinstance(path, (str, bytes)) and isinstance(flags, int) and flags & _WRITING:
            _note("write", path)
    elif event in _CHANGES:
        for path in arguments[:2]:
            if isinstance(path, (str, bytes)) and not (event == "os.mkdir" and os.path.isdir(path)):  # noqa: PTH112
                _note("write", path)
    elif event == "subprocess.Popen":
        _note("program", arguments[0])


sys.addaudithook(_watch)
