"""What the control words of RTF do to the state of reading: fonts, hidden and deleted text, paragraphs, cells, rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from evidence_check.documents.base import add_mark
from evidence_check.documents.readers import rich_words
from evidence_check.documents.readers.rich_story import CellRule, Look

if TYPE_CHECKING:
    from evidence_check.documents.readers.rich_text import Reader


def _unicode(reader: Reader, number: int | None) -> None:
    if number is not None and -0x8000 <= number < 0x10000:
        reader.show(chr(number & 0xFFFF))
        reader.passed = reader.group.fallback


def _font(reader: Reader, number: int | None) -> None:
    font = reader.tables.fonts.get(number or 0, rich_words.Font())
    reader.group.encoding, reader.group.symbols = font.encoding, font.symbols


def _plain(reader: Reader, _: int | None) -> None:
    group = reader.group
    group.encoding = group.symbols = ""
    group.hidden = group.deleted = group.bold = False
    group.size = None


def _pard(reader: Reader, _: int | None) -> None:
    reader.group.look = Look()


def _par(reader: Reader, _: int | None) -> None:
    reader.group.story.end_paragraph(reader.group.look)


def _style(reader: Reader, number: int | None) -> None:
    style = reader.tables.styles.get(number or 0, rich_words.Style())
    reader.group.look = replace(reader.group.look, level=style.level, title=style.title)


def _outline(reader: Reader, number: int | None) -> None:
    level = (number or 0) + 1
    reader.group.look = replace(reader.group.look, level=level if level <= 9 else None)


def _hide(reader: Reader, number: int | None) -> None:
    reader.group.hidden = number != 0
    add_mark(reader.reading.marks, "hidden_runs", reader.group.hidden)


def _delete(reader: Reader, number: int | None) -> None:
    reader.group.deleted = number != 0
    add_mark(reader.reading.marks, "deletions", reader.group.deleted)


def _insert(reader: Reader, number: int | None) -> None:
    add_mark(reader.reading.marks, "insertions", number != 0)


def _bold(reader: Reader, number: int | None) -> None:
    reader.group.bold = number != 0


def _size(reader: Reader, number: int | None) -> None:
    reader.group.size = number / 2 if number and 0 < number < 2000 else None


def _in_table(reader: Reader, number: int | None) -> None:
    reader.group.look = replace(reader.group.look, depth=1 if number is None else min(max(number, 0), 20))


def _cell(reader: Reader, _: int | None) -> None:
    reader.group.story.end_cell(1)


def _row(reader: Reader, _: int | None) -> None:
    reader.group.story.end_row(1, reader.rules[False])


def _nested_cell(reader: Reader, _: int | None) -> None:
    reader.group.story.end_cell(max(reader.group.look.depth, 2))


def _nested_row(reader: Reader, _: int | None) -> None:
    reader.group.story.end_row(max(reader.group.look.depth, 2), reader.rules[True])


def _define_row(reader: Reader, _: int | None) -> None:
    reader.rules[reader.group.name == "nesttableprops"] = []
    reader.rule = CellRule(0)


def _define_cell(reader: Reader, number: int | None) -> None:
    reader.rule.right = number or 0
    reader.rules[reader.group.name == "nesttableprops"].append(reader.rule)
    reader.rule = CellRule(0)


def _go_on_beside(reader: Reader, _: int | None) -> None:
    reader.rule.beside = True


def _go_on_above(reader: Reader, _: int | None) -> None:
    reader.rule.above = True


def _code_page(reader: Reader, number: int | None) -> None:
    reader.encoding = rich_words.code_page(number or 1252)


def _fallback(reader: Reader, number: int | None) -> None:
    reader.group.fallback = min(max(number if number is not None else 1, 0), 100)


def _centre(reader: Reader, _: int | None) -> None:
    reader.group.look = replace(reader.group.look, centred=True)


ACTIONS: dict[str, Callable[[Reader, int | None], None]] = {
    "u": _unicode, "uc": _fallback, "f": _font, "plain": _plain, "pard": _pard,
    "par": _par, "sect": _par, "page": _par, "s": _style, "v": _hide,
    "outlinelevel": _outline, "deleted": _delete, "revised": _insert, "b": _bold,
    "fs": _size, "qc": _centre, "intbl": _in_table, "itap": _in_table,
    "cell": _cell, "row": _row, "nestcell": _nested_cell, "nestrow": _nested_row,
    "trowd": _define_row, "cellx": _define_cell, "clmrg": _go_on_beside,
    "clvmrg": _go_on_above, "ansicpg": _code_page,
}  # fmt: skip
