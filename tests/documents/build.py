"""Builds small files for the tests of the readers: raw Word XML, workbooks, PDFs, zips."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
from reportlab.lib.fonts import addMapping
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relations(targets: Mapping[str, str]) -> str:
    """Return a .rels part; ``targets`` maps target → last word of the relationship type."""
    rels = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>'


def docx(
    body: str, parts: Mapping[str, tuple[str, str]] | None = None, main: str = "word/document.xml", **extra: str | bytes
) -> bytes:
    """Return a .docx with this body. ``parts`` maps file name under word/ → (relationship kind, inner XML)."""
    roots = {"styles": "styles", "numbering": "numbering", "header": "hdr", "footer": "ftr", "footnotes": "footnotes",
             "endnotes": "endnotes", "comments": "comments"}  # fmt: skip
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(main, parts or {}),
        "_rels/.rels": relations({main: "officeDocument"}),
        main: f"<w:document {NS}><w:body>{body}</w:body></w:document>",
    }
    named: dict[str, str] = {}
    for name, (kind, inner) in (parts or {}).items():
        files[f"word/{name}"] = f"<w:{roots[kind]} {NS}>{inner}</w:{roots[kind]}>"
        named[name] = kind
    files[main.replace("word/", "word/_rels/") + ".rels"] = relations(named)
    files.update(extra)
    return zipped(files)


def _content_types(main: str, parts: Mapping[str, tuple[str, str]]) -> str:
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    kinds = {f"/{main}": "document.main", **{f"/word/{name}": kind for name, (kind, _) in parts.items()}}
    named = "".join(f'<Override PartName="{name}" ContentType="{base}{kind}+xml"/>' for name, kind in kinds.items())
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    named += f'<Override PartName="/docProps/core.xml" ContentType="{core}"/>'
    usual = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml",
             "mht": "message/rfc822", "png": "image/png"}  # fmt: skip
    defaults = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in usual.items())
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{defaults}{named}</Types>'


def p(text: str = "", props: str = "", run: str = "") -> str:
    """Return a Word paragraph of one run."""
    inner = f'<w:r>{f"<w:rPr>{run}</w:rPr>" if run else ""}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inner}</w:p>"


def tc(text: str, props: str = "") -> str:
    """Return a Word table cell; ``text`` may be ready XML."""
    return f"<w:tc>{f'<w:tcPr>{props}</w:tcPr>' if props else ''}{text if text.startswith('<') else p(text)}</w:tc>"


def tbl(*rows: Sequence[str]) -> str:
    """Return a Word table from rows of cell texts or ready <w:tc> XML."""
    made = "".join("<w:tr>" + "".join(c if c.startswith("<w:tc") else tc(c) for c in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{made}</w:tbl>"


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]], merges: Mapping[str, Sequence[str]] | None = None,
         hidden: Sequence[str] = ()) -> bytes:  # fmt: skip
    """Return a workbook with these rows per sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in (merges or {}).get(name, ()):
            sheet.merge_cells(area)
        if name in hidden:
            sheet.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def canvas() -> tuple[Canvas, io.BytesIO]:
    """Return a PDF canvas on A4 with a Chinese font set, and the buffer it writes to."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    for bold, italic in ((0, 0), (0, 1), (1, 0), (1, 1)):
        addMapping("STSong-Light", bold, italic, "STSong-Light")
    buffer = io.BytesIO()
    page = Canvas(buffer, pagesize=A4)
    page.setFont("STSong-Light", 12)
    return page, buffer


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE2 file of these streams, after [MS-CFB]; short ones are filled up to 4 kB with zeros."""
    data = b""
    chain: list[int] = []
    entries = [_entry("Root Entry", 5, child=1)]
    for at, (name, content) in enumerate(streams.items(), 1):
        content = content.ljust(4096, b"\0")
        start, count = len(chain), -(-len(content) // 512)
        chain += [*range(start + 1, start + count), 0xFFFFFFFE]
        data += content.ljust(512 * count, b"\0")
        entries.append(_entry(name, 2, right=at + 1 if at < len(streams) else None, start=start, size=len(content)))
    first = len(chain)
    data += b"".join(entries).ljust(512 * -(-len(entries) // 4), b"\0")
    chain += [*range(first + 1, first + -(-len(entries) // 4)), 0xFFFFFFFE]
    table = len(chain)
    chain.append(0xFFFFFFFD)
    assert len(chain) <= 128
    data += struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<16sHHHHH6x", b"", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", table)
    return head.ljust(512, b"\xff") + data


def _entry(
    name: str, kind: int, right: int | None = None, child: int | None = None, start: int = 0, size: int = 0
) -> bytes:
    none = 0xFFFFFFFF
    wide = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBB3I36xIQ", wide, len(wide), kind, 1, none, none if right is None else right,
        none if child is None else child, start if kind == 2 else 0xFFFFFFFE, size,
    )  # fmt: skip
