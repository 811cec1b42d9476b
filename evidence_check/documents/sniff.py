"""Says what a file is by its content: magic bytes, the names in a zip or OLE directory, or how its text looks."""

from __future__ import annotations

import io
import re
import struct
import zipfile

import olefile

from evidence_check.documents.encoding import plausible

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"MSCF", "cab"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"AT&TFORM", "djvu"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"\x1aE\xdf\xa3", "media"),
    (b"FLV\x01", "media"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"%!PS", "ps"),
    (b"AC10", "dwg"),
)

_ZIP_NAMES: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
    ("ofd.xml", "ofd"),
    ("meta-inf/container.xml", "epub"),
)

_ODF = {"text": "odt", "spreadsheet": "ods", "presentation": "odp", "graphics": "odg"}

_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("encryptedpackage", "encrypted"),
    ("worddocument", "doc"),
    ("workbook", "xls"),
    ("book", "xls"),
    ("powerpoint document", "ppt"),
    ("__properties_version1.0", "msg"),
    ("wpsdocument", "wps"),
    ("matost", "wps"),
    ("contents", "wps"),
)

_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|table|div|p)[\s>]", re.I)
_EXCEL_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_MAIL_HEADER = re.compile(
    rb"^(received|from|to|subject|date|message-id|mime-version|return-path|delivered-to|x-[\w-]+):\s", re.I | re.M
)


def sniff(data: bytes, name: str) -> str:
    """Return the format's short name, e.g. "docx"; "empty" for no bytes, "binary" for what nothing here knows.

    The file name only chooses between text formats, which nothing else can tell apart.
    """
    if not data.strip(b"\x00 \t\r\n"):
        return "empty"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06") or (data[:2] == b"PK" and _is_zip(data)):
        return _sniff_zip(data)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _sniff_ole(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for magic, found in _MAGIC:
        if data.startswith(magic) and not (found in ("bmp", "exe") and _looks_like_text(data)):
            return found
    if data[257:262] == b"ustar":
        return "tar"
    if data[:4] == b"RIFF":
        return "webp" if data[8:12] == b"WEBP" else "media"
    if data[4:8] == b"ftyp":
        return "heic" if data[8:12] in (b"heic", b"heix", b"mif1") else "media"
    if data[0] == 9 and data[1:2] in (b"\x00", b"\x02", b"\x04", b"\x08") and data[3:4] == b"\x00":
        return "xls"  # BIFF 2–5 without an OLE wrapper
    return _sniff_text(data, name)


def _is_zip(data: bytes) -> bool:
    return b"PK\x05\x06" in data[-66_000:]


def _sniff_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            names = {info.filename.lstrip("/").lower() for info in infos}
            for wanted, found in _ZIP_NAMES:
                if wanted in names:
                    return found
            if "mimetype" in names:
                info = next(i for i in infos if i.filename.lower() == "mimetype")
                with archive.open(info) as stream:
                    return _odf(stream.read(200).decode("latin-1"))
            if "[content_types].xml" in names:
                return _main_part(names)
            if "index/document.iwa" in names or "index.zip" in names:
                return "iwork"
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, struct.error):
        return "broken-ooxml" if b"[Content_Types].xml" in data[:4096] or b"word/" in data[:65_536] else "zip"
    return "zip"


def _odf(mimetype: str) -> str:
    kind = mimetype.rpartition("opendocument.")[2].split("-")[0].strip()
    if "epub" in mimetype:
        return "epub"
    return _ODF.get(kind, "zip") if "opendocument" in mimetype else "zip"


def _main_part(names: set[str]) -> str:
    """Return the format of an Office file whose main part has an unusual name."""
    for folder, found in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(name.startswith(folder) for name in names):
            return found
    return "docx" if any(name.endswith("document.xml") for name in names) else "zip"


def _sniff_ole(data: bytes) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(entry).lower() for entry in ole.listdir()}
    except Exception:  # olefile raises many kinds on damaged input, none of which says more
        return "broken-ole"
    for wanted, found in _OLE_STREAMS:
        if wanted in streams:
            return found
    return "ole"


def _looks_like_text(data: bytes) -> bool:
    head = data[:4096]
    return b"\x00" not in head and sum(b < 9 or 13 < b < 32 for b in head) <= len(head) // 100


def _sniff_text(data: bytes, name: str) -> str:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not utf16 and not _looks_like_text(data) and not plausible(data[:4096]):
        return "binary"
    head = data[:4096]
    if ending in ("eml", "mht", "mhtml") and _MAIL_HEADER.search(head):
        return "eml"
    top = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if len({name.lower() for name in _MAIL_HEADER.findall(top)}) >= 3:
        return "eml"
    plain = head.replace(b"\x00", b"") if utf16 else head
    if (
        plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<?xml")
        and _EXCEL_XML in plain
        and b"<html" not in plain
    ):
        return "xml-spreadsheet"  # before HTML, since it has a <Table> as well
    if ending not in ("txt", "md", "csv", "tsv") and (_HTML.search(plain) or ending in ("html", "htm", "xhtml")):
        return "html"
    if ending in ("htm", "html", "xhtml"):
        return "html"
    if ending in ("csv", "tsv", "tab"):
        return "csv"
    if ending in ("md", "markdown"):
        return "md"
    return "txt"
