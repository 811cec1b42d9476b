"""Reads old office formats that nothing here reads (.wps .et .dps, Word 6, Excel 95) as LibreOffice converts them."""

from __future__ import annotations

import importlib
import re
from typing import cast

from evidence_check.documents import office, reasons
from evidence_check.documents.base import Reader, Reading, Unreadable, add_mark
from evidence_check.documents.lines import HAN
from evidence_check.documents.sniff import sniff

_READERS = {"docx": "word", "xlsx": "sheets", "pptx": "slides"}
_FAMILIES = {
    "docx": ("wps", "wpt", "doc", "dot", "pages", "wpd"),
    "xlsx": ("et", "ett", "xls", "xlt", "wks", "xlr", "numbers"),
    "pptx": ("dps", "dpt", "ppt", "pps", "pot", "key"),
}
_TARGETS = {ending: target for target, endings in _FAMILIES.items() for ending in endings}
_OF_FORMAT = {"doc": "doc", "xls": "xls", "ppt": "ppt", "wps": "wps"}


_PLAIN = re.compile(rf"[\s!-~{HAN}\u2010-\u203f\u3000-\u30ff\uac00-\ud7a3\uff01-\uff5e\u0370-\u04ff]")
_LEAST_PLAIN = 0.7


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the document as LibreOffice understands it, marked as converted.

    Raises:
        Unreadable: LibreOffice is not found, takes too long, or can't make anything of the file.
    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in _TARGETS:
        ending = _OF_FORMAT.get(file_format, "doc")
    first = _TARGETS[ending]
    for target in (first, *(other for other in _READERS if other != first and file_format == "ole")):
        converted = office.convert(data, ending, target)
        if converted is not None and sniff(converted, f"document.{target}") == target:
            module = importlib.import_module(f"evidence_check.documents.readers.{_READERS[target]}")
            reading = cast(Reader, module.read)(converted, f"document.{target}", target)
            if _is_garbage(reading):
                break
            add_mark(reading.marks, "converted")
            return reading
    raise Unreadable("unsupported", reasons.OFFICE_FAILED)


def _is_garbage(reading: Reading) -> bool:
    """Tell whether the text is none: LibreOffice takes bytes of an unknown kind for letters, and must not be quoted."""
    text = "".join(block.text for block in reading.blocks)
    return len(_PLAIN.findall(text)) < _LEAST_PLAIN * len(text)
