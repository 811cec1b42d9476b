"""Makes any text fit to stand in a spreadsheet cell: plain, visible, within Excel's limit, and never a formula."""

from __future__ import annotations

from evidence_check.report import wording
from evidence_check.report.visible import visible

MAX_CELL = 32_767
"""Characters (UTF-16 units) that a cell may hold; Excel refuses a file with more."""

_RISKY = ("=", "+", "-", "@", "\t", "\n", "|", "%", "＝", "＋", "－", "＠")


def plain(text: str) -> str:
    """Return ``text`` as a cell holds it: no control characters, line feeds only, cut with a note where too long."""
    shown = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    if _units(shown) <= MAX_CELL:
        return shown
    note = wording.text("workbook_cut").zh or ""
    kept = shown[: MAX_CELL - len(note)]
    while _units(kept) + len(note) > MAX_CELL:  # characters outside the basic plane count twice
        kept = kept[: -max(1, (_units(kept) + len(note) - MAX_CELL) // 2)]
    return kept + note


def risky(text: str) -> bool:
    """Return whether a spreadsheet would take ``text`` for a formula once somebody edits the cell.

    Written as a string it is harmless; marked with a quote prefix it stays so when a person presses Enter in it.
    """
    return text.lstrip(" ").startswith(_RISKY)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
