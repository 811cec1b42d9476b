"""Turns recognised pictures of pages into the pages and tables that a PDF with text gives, so that both read alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from evidence_check.documents import ocr, reasons
from evidence_check.documents.base import Reading
from evidence_check.documents.readers.pdf_columns import Piece, find_regions, rows_of
from evidence_check.documents.readers.pdf_margins import PageItems, place_items
from evidence_check.documents.readers.pdf_page import Line, Page, Shapes
from evidence_check.documents.readers.pdf_unruled import as_table

DPI = 150
_POINTS = 72 / DPI


@dataclass(slots=True)
class Recogniser:
    """Reads the scanned pages of one file and remembers how sure each was."""

    pages: dict[int, int] = field(default_factory=dict)
    left_out: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    unusable: str = ""

    def read(self, picture: Any, number: int) -> PageItems | None:
        """Return page ``number`` (from 1) as it was recognised, None where it was not read."""
        if len(self.pages) >= ocr.MAX_PAGES or not ocr.take_page():
            self.left_out.append(number)
            return None
        try:
            found = ocr.recognise(picture)
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except ImportError as error:  # installed, and will not start on this machine
            self.broken.append(number)
            self.unusable = f"{type(error).__name__}: {error}"[:120]
            return None
        except Exception:  # onnxruntime raises kinds of its own where memory runs out
            self.broken.append(number)
            return None
        entry = _placed(found, number)
        self.pages[number] = found.confidence if found.lines else 100
        return entry

    def finish(self, reading: Reading, total: int) -> None:
        """Mark the blocks that were recognised, and say in the notes what is uncertain or was left out."""
        for block in reading.blocks:
            block.ocr = block.locator.page in self.pages and block.kind not in ("comment", "property")
        weights = dict.fromkeys(self.pages, 0)
        for block in reading.blocks:
            if block.ocr and block.locator.page is not None:
                weights[block.locator.page] += len(block.text)
        weight = sum(weights.values())
        if weight:
            confidence = sum(self.pages[number] * share for number, share in weights.items()) / weight
            reading.marks["ocr_confidence"] = round(confidence)
            reading.marks["ocr_pages"] = len(self.pages)
        low = {number: sure for number, sure in self.pages.items() if sure < ocr.LOW}
        if low:
            reading.notes.append(reasons.ocr_uncertain(sorted(low), min(low.values())))
        if self.left_out:
            reading.notes.append(reasons.ocr_left_out(self.left_out, len(self.pages), total))
        if self.broken:
            broken = reasons.ocr_unusable(self.unusable) if self.unusable else reasons.ocr_broken(self.broken)
            reading.notes.append(broken)

    @property
    def unread(self) -> list[int]:
        """The pages that were not recognised."""
        return sorted([*self.left_out, *self.broken])


def _placed(found: ocr.Recognised, number: int) -> PageItems:
    """Return recognised lines as lines of a page, in points, with the tables that stand in their columns."""
    page = Page(number, found.width * _POINTS, found.height * _POINTS, shapes=Shapes(image_share=1.0))
    usual = _usual_height([line.top - line.bottom for line in found.lines])
    for at, piece in enumerate(found.lines):
        tall = piece.top - piece.bottom
        size = usual if 0.72 * usual <= tall <= 1.35 * usual else tall  # boxes of one size of letters differ by a fifth
        page.lines.append(
            Line(
                piece.text, at, at + 1, piece.left * _POINTS, piece.right * _POINTS, piece.bottom * _POINTS,
                piece.top * _POINTS, round(0.85 * size * _POINTS, 1),
            )
        )  # fmt: skip
    pieces = [Piece(line.text, line.left, line.right, line.bottom, line.top) for line in page.lines]
    tables = [as_table(region, page.lines) for region in find_regions(rows_of(pieces), page.width)]
    return place_items(page, [table for table in tables if table is not None])


def _usual_height(heights: list[float]) -> float:
    return sorted(heights)[len(heights) // 2] if heights else 1.0
