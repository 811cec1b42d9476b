"""What a file says: documents of passages, each with its place.

Passages, places and cells are named tuples: a long ledger has half a million of them, and these are made in a quarter
of the time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from evidence_check.model.words import Bilingual, PassageKind, Status


class Locator(NamedTuple):
    """Where a passage stands. Pages, paragraphs, slides and lines count from 1; what does not apply is None.

    ``chapter`` names the headings above it, for a reader; ``ocr`` marks words that were recognised in a picture.
    """

    page: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    cell: str | None = None
    slide: int | None = None
    line: int | None = None
    box: tuple[float, float, float, float] | None = None
    chapter: str | None = None
    ocr: bool = False


class Cell(NamedTuple):
    """One filled cell of a table row; ``column`` is the text of its header ("" where there is none)."""

    column: str
    text: str
    ref: str | None = None


class Passage(NamedTuple):
    """A paragraph, heading or table row as it was read. Quotes are literal substrings of ``text``.

    A row's ``text`` is its non-empty cells joined by tabs. ``heading_path`` holds the headings above it, outermost
    first. ``table`` numbers the table a row belongs to, per document; ``header_row`` marks rows that name columns.
    """

    index: int  # type: ignore[assignment]  # hides the method of tuples that nobody asks of a passage
    text: str
    kind: PassageKind
    locator: Locator
    heading_path: tuple[str, ...] = ()
    level: int | None = None
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    header_row: bool = False
    hidden: bool = False
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """The document control block (文件编号 版本 生效日期 编制 审核 批准): field name → (value, passage index).

    Names: number, version, effective_date, issued_date, prepared_by, reviewed_by, approved_by, issued_by. A label
    whose value is blank is kept with the value "".
    """

    fields: dict[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One file (or archive member) as it was read. ``reason`` says in words why the status is not ``ok``.

    ``language`` is zh, en, mixed, other or None. ``marks`` counts what a reader must not take for text in force:
    tracked insertions and deletions, comments. ``properties`` holds the file's own metadata (author, created …).
    """

    path: str
    sha256: str
    size: int
    format: str
    status: Status
    reason: Bilingual | None = None
    title: str | None = None
    language: str | None = None
    pages: int | None = None
    ocr: bool = False
    passages: tuple[Passage, ...] = ()
    control: Control = field(default_factory=Control)
    marks: dict[str, int] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    members: tuple[str, ...] = ()
