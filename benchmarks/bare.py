"""Takes the bare text out of every file of a folder with the fastest libraries there are, and nothing else.

lxml for Word, pypdfium2 for PDF, calamine for Excel, the standard library for text and mails: no headings, no tables,
no places, no dates. What a scan costs is measured against this. Run it as

    python benchmarks/bare.py FOLDER WORKERS
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from email import message_from_bytes
from email.policy import default
from multiprocessing import get_context
from pathlib import Path

import pypdfium2
import python_calamine
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_HANDFUL = 8  # files handed over at once


def word(data: bytes) -> str:
    """Return all that stands in w:t."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(node.text or "" for node in root.iter(_W))


def pdf(data: bytes) -> str:
    """Return the text of all pages."""
    document = pypdfium2.PdfDocument(data)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def sheets(data: bytes) -> str:
    """Return the filled cells."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return "\t".join(str(value) for row in rows for value in row if value != "")


def text(data: bytes) -> str:
    """Return a text file's text."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def mail(data: bytes) -> str:
    """Return a mail's body."""
    body = message_from_bytes(data, policy=default).get_body(("plain",))
    return str(body.get_content()) if body else ""


EXTRACT: dict[str, Callable[[bytes], str]] = {
    ".docx": word, ".pdf": pdf, ".xlsx": sheets, ".txt": text, ".eml": mail,
}  # fmt: skip


def extract(path: Path) -> int:
    """Return how many characters a file holds."""
    return len(EXTRACT[path.suffix](path.read_bytes()))


def main() -> None:
    """Read every file of the folder and print the number of characters."""
    folder, workers = Path(sys.argv[1]), int(sys.argv[2])
    files = sorted((path for path in folder.rglob("*") if path.suffix in EXTRACT), key=lambda path: path.stat().st_size)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        print(len(files), sum(pool.map(extract, reversed(files), chunksize=_HANDFUL)))


if __name__ == "__main__":
    main()
