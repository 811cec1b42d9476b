"""Says where words come from: the file, where its name leads, the chapter, the page or cell."""

from __future__ import annotations

from dataclasses import dataclass

from evidence_check.model import Bilingual, Locator
from evidence_check.report import links, wording
from evidence_check.report.lookup import Lookup, place


@dataclass(frozen=True, slots=True)
class Source:
    """The place of a quote: file › chapter › page. ``ocr`` marks words that were recognised from a picture."""

    file: str
    address: str
    chapter: str
    place: Bilingual
    locator: Locator
    ocr: bool

    @property
    def where(self) -> Bilingual:
        """The chapter and the place in it, in words: 第三章 审计程序 › 第 3 页 第 12 段."""
        known = [each for each in (Bilingual(self.chapter, self.chapter), self.place) if each.zh]
        return wording.join(known, zh=" › ", en=" › ")


def source(file: str, locator: Locator, lookup: Lookup, base: str | None, ocr: bool = False) -> Source:
    """Return where ``locator`` of ``file`` is, with an address that leads there."""
    address = links.file_address(file, lookup, base, locator)
    return Source(file, address, _chapter(file, locator, lookup), place(locator), locator, ocr or locator.ocr)


def _chapter(file: str, locator: Locator, lookup: Lookup) -> str:
    """Return the headings above a quote without the document's own title, which says nothing beside the file's name."""
    line, chapter = lookup.files.get(file), locator.chapter or ""
    title = " ".join((line.title or "").split()) if line else ""
    return "" if chapter == title else chapter.removeprefix(f"{title} › ")
