"""What a file says: documents of passages, each with its place.

Passages, places and cells are named tuples: a long ledger has half a million of them, and these are made in a quarter
of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import concat
from typing import NamedTuple, SupportsIndex, overload

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


class RowCells(Sequence[Cell]):
    """The cells of a plain row, made when somebody first looks at them; equal to a tuple of the same cells.

    A ledger may hold a million cells, which would take most of the memory that reading it takes. What they are made of
    is there anyway: the row's text, and what all rows of its shape share. ``kept`` says that they stay once they are
    made, as they should but in the longest ledgers: an examination looks at each row some fifty times.
    """

    __slots__ = ("_cells", "_columns", "_kept", "_letters", "_number", "_text")

    def __init__(
        self, columns: Sequence[str], letters: Sequence[str], number: str, text: str, kept: bool = True
    ) -> None:
        """Take the columns' names and letters, the row's number, and its cells' texts joined by tabs."""
        self._columns, self._letters, self._number, self._text = columns, letters, number, text
        self._kept = kept
        self._cells: tuple[Cell, ...] | None = None

    def _made(self) -> tuple[Cell, ...]:
        known = _made.get(id(self))
        if known is not None and known[0] is self:
            return known[1]
        refs = map(concat, self._letters, repeat(self._number))
        cells = tuple(map(_NEW, repeat(Cell), zip(self._columns, self._text.split("\t"), refs, strict=True)))
        if self._kept:
            self._cells = cells
        else:
            if len(_made) >= _MOST_MADE:
                _made.clear()
            _made[id(self)] = self, cells
        return cells

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._cells or self._made())

    def __len__(self) -> int:
        return len(self._letters)

    @overload
    def __getitem__(self, at: SupportsIndex) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> Cell | tuple[Cell, ...]:
        return (self._cells or self._made())[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | RowCells) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


_MOST_MADE = 4096
_made: dict[int, tuple[RowCells, tuple[Cell, ...]]] = {}
"""The cells of the rows looked at last that do not keep theirs: most steps ask for those of each row several times."""

_NEW = tuple.__new__
"""Makes a NamedTuple of its fields, without the detour through Python."""


class Passage(NamedTuple):
    """A paragraph, heading or table row as it was read. Quotes are literal substrings of ``text``.

    A row's ``text`` is its non-empty cells joined by tabs. ``heading_path`` holds the headings above it, outermost
    first. ``table`` numbers the table a row belongs to, per document; ``header_row`` marks rows that name columns.
    ``cells`` may be ``RowCells``, which is as good as a tuple.
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
