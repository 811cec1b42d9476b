"""What ``import`` can't take: the sheet, the row, the cell, and why, in words for the person who filled it in."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_check.model import Bilingual


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that can't be taken. ``cell`` is its address (``G14``); a whole row or sheet has none."""

    sheet: str
    row: int | None
    cell: str | None
    text: Bilingual

    def line(self) -> str:
        """Return the problem on one line, in both languages."""
        where = " ".join(part for part in (f"「{self.sheet}」" if self.sheet else "", self._place()) if part)
        said = " / ".join(side for side in (self.text.zh, self.text.en) if side)
        return f"{where}: {said}" if where else said

    def _place(self) -> str:
        row = f"第 {self.row} 行 row {self.row}" if self.row else ""
        return f"{row} {self.cell}".strip() if self.cell else row
