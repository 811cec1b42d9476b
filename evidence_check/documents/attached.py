"""Finds the files inside documents: the 附件 behind an icon, whole files that are part of a text, those of a PDF."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

import olefile

from evidence_check.documents.base import Unreadable
from evidence_check.documents.container import Package
from evidence_check.documents.encoding import name_encoding
from evidence_check.documents.sniff import sniff

FORMATS = frozenset({"docx", "xlsx", "xlsb", "pptx"})

_EMBEDDED = re.compile(r"^(?:(?:word|xl|ppt)/embeddings/[^/]+|word/[^/]*chunk[^/]*)$", re.I)
_DIRECTORY = 2**17  # bytes at the end of a zip in which its names stand, of most files all
_MOST = 200
_NATIVE = "\x01Ole10Native"
_NO_FILES = frozenset({"equation native", "mathtype"})  # formulas are objects as well
_WHOLE = frozenset({"doc", "xls", "ppt", "msg"})


def may_hold_files(data: bytes, file_format: str) -> bool:
    """Tell quickly whether a file may have others inside: zips and PDFs name them in the open."""
    if file_format == "pdf":
        return b"/EmbeddedFile" in data
    return file_format in FORMATS and (b"/embeddings/" in data or b"chunk" in data[-_DIRECTORY:].lower())


def is_attached(part: str) -> bool:
    """Tell whether a part of a package is a file that ``attached_files`` yields; altChunks are told by their names."""
    return _EMBEDDED.match(part) is not None


def attached_files(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of each file inside; the tables behind charts are none.

    Raises:
        Unreadable: the package is damaged or unpacks beyond the limits.
    """
    if data[:1024].find(b"%PDF") >= 0:
        from evidence_check.documents.readers.pdf_attached import pdf_attachments  # no other format needs pdfium

        yield from pdf_attachments(data)
        return
    package = Package(data)
    charts = _behind_charts(package)
    names = [name for name in package.names if is_attached(name) and name.lower() not in charts]
    for part in names[:_MOST]:
        content = package.read(part)
        if not content:
            continue
        base = part.rpartition("/")[2]
        found = _inside_object(content, base) if content.startswith(olefile.MAGIC) else (base, content)
        if found is not None:
            yield found


def _behind_charts(package: Package) -> set[str]:
    found: set[str] = set()
    for name in package.names:
        if re.match(r"(?:word|xl|ppt)/charts/[^/]+\.xml$", name, re.I):
            try:
                found |= {target.lower() for _, target, _ in package.relations(name).values()}
            except Unreadable:
                continue
    return found


def _inside_object(data: bytes, name: str) -> tuple[str, bytes] | None:
    """Return the file that an OLE object wraps, the object itself where it is a document, None for formulas."""
    stem = name.rpartition(".")[0] or name
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {entry[-1].lower(): entry for entry in ole.listdir() if len(entry) == 1}
            if _NO_FILES & streams.keys():
                return None
            if _NATIVE.lower() in streams:
                return _packaged(ole.openstream(streams[_NATIVE.lower()]).read(), stem)
            for stream in ("package", "contents"):
                if stream in streams:
                    content = ole.openstream(streams[stream]).read()
                    return f"{stem}.{sniff(content, '')}", content
    except Exception:  # olefile raises many kinds on damaged input; the object is handed on and refused by its reader
        return name, data
    kind = sniff(data, name)
    return (f"{stem}.{kind}", data) if kind in _WHOLE else (name, data)


def _packaged(stream: bytes, stem: str) -> tuple[str, bytes] | None:
    """Return name and content of a file that Windows' packager wrapped: size, type, label, path, …, size, content."""
    try:
        label, at = _text(stream, 6)
        _, at = _text(stream, at)
        (temporary,) = struct.unpack_from("<I", stream, at + 4)
        at += 8 + temporary
        (size,) = struct.unpack_from("<I", stream, at)
    except (struct.error, ValueError):
        return (f"{stem}.{sniff(stream[4:], '')}", stream[4:]) if len(stream) > 4 else None
    return label or stem, stream[at + 4 : at + 4 + size]


def _text(stream: bytes, start: int) -> tuple[str, int]:
    end = stream.index(b"\0", start)
    raw = stream[start:end]
    return raw.decode(name_encoding([raw]), "replace").rpartition("\\")[2].strip(), end + 1
