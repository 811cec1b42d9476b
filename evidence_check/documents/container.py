"""Opens zip containers and XML parts that may have been built to hurt: bounded reads, no entities, no network."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Final

from lxml import etree

from evidence_check.documents import reasons
from evidence_check.documents.base import Unreadable

MAX_PART: Final = 96 * 2**20
"""Bytes that one part may unpack to. The largest real document part seen has 24 MB."""

MAX_TOTAL: Final = 300 * 2**20
MAX_RATIO: Final = 400
"""Repetitive tables reach about 100; the limit of the method, which bombs sit at, is 1,032."""

RATIO_FLOOR: Final = 16 * 2**20
MAX_ENTRIES: Final = 20_000

_ENTITY: Final = (b"<!ENTITY", "<!ENTITY".encode("utf-16-le"), "<!ENTITY".encode("utf-16-be"))
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/presentationml/main", b"http://schemas.openxmlformats.org/presentationml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip


class Package:
    """A zip container (docx, xlsx, odt, ofd …) whose parts are read with limits on size, ratio and total."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
            raise Unreadable("failed", reasons.DAMAGED) from error
        infos = self._zip.infolist()
        if len(infos) > MAX_ENTRIES:
            raise Unreadable("too_large", reasons.TOO_LARGE)
        self._infos = {info.filename.lstrip("/"): info for info in infos}
        self._folded = {name.lower(): name for name in self._infos}
        self._spent = 0
        self.recovered = False

    @property
    def names(self) -> tuple[str, ...]:
        """Part names in the order of the central directory."""
        return tuple(self._infos)

    def has(self, name: str) -> bool:
        """Tell whether the part exists, whatever the case of its letters."""
        return name.lower() in self._folded

    def read(self, name: str) -> bytes | None:
        """Return a part's bytes, or None where there is no such part.

        Raises:
            Unreadable: the part is encrypted, damaged, or unpacks beyond the limits.
        """
        real = self._folded.get(name.lower())
        if real is None:
            return None
        info = self._infos[real]
        if info.flag_bits & 1:
            raise Unreadable("encrypted", reasons.ENCRYPTED)
        try:
            data = read_bounded(self._zip, info, MAX_PART)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise Unreadable("failed", reasons.DAMAGED) from error
        self._spent += len(data)
        if self._spent > MAX_TOTAL:
            raise Unreadable("too_large", reasons.TOO_LARGE)
        return data

    def xml(self, name: str) -> etree._Element | None:
        """Return a part's root element, or None where the part is missing, empty or no XML at all.

        A part that is not well-formed is read as far as it goes and ``recovered`` is set.
        """
        data = self.read(name)
        if not data or not data.strip():
            return None
        root, whole = parse_xml(data)
        self.recovered = self.recovered or not whole
        return root

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """Return the relationships of ``part`` ("" = the package): id → (type's last word, target part, external)."""
        folder, _, base = part.rpartition("/")
        rels = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        root = self.xml(rels)
        found: dict[str, tuple[str, str, bool]] = {}
        for rel in root if root is not None else ():
            if not isinstance(rel.tag, str):
                continue
            target = rel.get("Target") or ""
            external = rel.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[rel.get("Id") or ""] = ((rel.get("Type") or "").rpartition("/")[2], target, external)
        return found


def read_bounded(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """Return an entry's bytes, never trusting the size that its header claims.

    Raises:
        Unreadable: it unpacks to more than ``limit`` bytes, or at the ratio of a bomb.
    """
    if info.file_size > limit or (info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * info.compress_size):
        raise Unreadable("too_large", reasons.TOO_LARGE)
    chunks: list[bytes] = []
    size = 0
    with archive.open(info) as stream:
        while chunk := stream.read(1 << 20):
            size += len(chunk)
            if size > limit or (size > RATIO_FLOOR and size > MAX_RATIO * max(info.compress_size, 1)):
                raise Unreadable("too_large", reasons.TOO_LARGE)
            chunks.append(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def parse_xml(data: bytes) -> tuple[etree._Element | None, bool]:
    """Return the root element and whether the XML was well-formed; nothing is resolved or fetched.

    Raises:
        Unreadable: it declares entities.
    """
    if any(mark in data for mark in _ENTITY):  # no office program writes a DTD: this was built to harm
        raise Unreadable("failed", reasons.DAMAGED)
    if b"purl.oclc.org/ooxml" in data[:8192]:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    try:
        return etree.fromstring(data, _parser(recover=False)), True
    except (etree.XMLSyntaxError, ValueError):
        pass
    try:
        return etree.fromstring(data, _parser(recover=True)), False
    except (etree.XMLSyntaxError, ValueError):
        return None, False


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=recover,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
