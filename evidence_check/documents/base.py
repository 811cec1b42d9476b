"""What every reader gives back: blocks of text with their place and looks, or a clean failure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from evidence_check.model import Bilingual, Cell, Locator, PassageKind, Status

MAX_BLOCKS = 400_000
"""More paragraphs and rows than this are left out, and said so: no real file comes near it."""

MAX_ROWS = 200_000
"""Rows read per file; what is left out is counted in ``marks["rows_left_out"]``."""


NOWHERE = Locator()
"""The place of what stands nowhere in particular."""


@dataclass(slots=True)
class Block:
    """One paragraph or table row with what its format says about its looks.

    ``level`` is a heading level that the format itself states; ``bold``, ``size`` (points) and ``centred`` help to
    find headings where it states none. ``toc`` marks lines of a table of contents, ``title`` the title style.
    ``context`` holds headings that stand above this block in every case, e.g. the name of its sheet. ``ocr`` marks
    text that was recognised in a picture.
    """

    text: str
    kind: PassageKind = "paragraph"
    locator: Locator = NOWHERE
    level: int | None = None
    bold: bool = False
    size: float | None = None
    centred: bool = False
    title: bool = False
    toc: bool = False
    cells: tuple[Cell, ...] = ()
    table: int | None = None
    header_row: bool = False
    hidden: bool = False
    context: tuple[str, ...] = ()
    ocr: bool = False


@dataclass(slots=True)
class Reading:
    """A file as one reader understood it. ``notes`` say what could not be read although the rest could."""

    blocks: list[Block] = field(default_factory=list)
    pages: int | None = None
    title: str | None = None
    marks: dict[str, int] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    notes: list[Bilingual] = field(default_factory=list)
    members: tuple[str, ...] = ()


class Unreadable(Exception):  # noqa: N818 - the state of a file, also handed on as a value
    """A file that can't be read: its status and the reason, with a next step, in both languages."""

    def __init__(self, status: Status, reason: Bilingual) -> None:
        super().__init__(reason.en)
        self.status: Status = status
        self.reason = reason


Reader = Callable[[bytes, str, str], Reading]
"""Takes the bytes, the bare file name and the sniffed format; raises Unreadable."""


def add_mark(marks: dict[str, int], name: str, count: int = 1) -> None:
    """Raise the counter ``name``; a counter that never rises does not exist."""
    if count:
        marks[name] = marks.get(name, 0) + count


def join_notes(notes: Sequence[Bilingual]) -> Bilingual | None:
    """Return several remarks as one, each said once."""
    if not notes:
        return None
    unique = list(dict.fromkeys(notes))
    return Bilingual(zh="".join(n.zh or "" for n in unique), en=" ".join(n.en or "" for n in unique))
