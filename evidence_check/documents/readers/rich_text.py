"""Reads .rtf through striprtf; rows of tables come apart again at its cell marks."""

from __future__ import annotations

import re
from collections.abc import Callable

from striprtf.striprtf import rtf_to_text as _rtf_to_text

from evidence_check.documents import reasons
from evidence_check.documents.base import Block, Reading, Unreadable
from evidence_check.documents.tables import GridCell, lay_out
from evidence_check.model import Locator

rtf_to_text: Callable[..., str] = _rtf_to_text  # the library has no types
_PICTURE = re.compile(rb"[0-9a-fA-F\s]{4000,}")
_TITLE = re.compile(rb"\\title\s+([^\\{}]{2,200})\}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the text as blocks.

    Raises:
        Unreadable: not RTF after all.
    """
    del name, file_format
    lean = _PICTURE.sub(b"", data)
    try:
        text = rtf_to_text(lean.decode("latin-1"), errors="ignore")
    except (UnicodeError, ValueError, IndexError, LookupError, RecursionError, AttributeError) as error:
        raise Unreadable("failed", reasons.DAMAGED) from error
    reading = Reading()
    grid: list[list[GridCell]] = []
    table = 0
    for line in [*text.split("\n"), ""]:
        clean = _CONTROL.sub("", line).strip()
        if clean.endswith("|") and len(clean) > 1:
            grid.append(
                [GridCell(col, cell.strip().replace("\t", " ")) for col, cell in enumerate(clean[:-1].split("|"))]
            )
            continue
        for row in lay_out(grid, table + 1) if grid else ():
            table = max(table, row.table)
            _add(reading, Block(row.text, "row", cells=row.cells, table=row.table, header_row=row.kind == "header"))
        grid = []
        if clean:
            _add(reading, Block(clean))
    titled = _TITLE.search(data[:8192])
    if titled:
        reading.title = titled[1].decode("ascii", errors="ignore").strip() or None
    return reading


def _add(reading: Reading, block: Block) -> None:
    block.locator = Locator(paragraph=len(reading.blocks) + 1)
    reading.blocks.append(block)
