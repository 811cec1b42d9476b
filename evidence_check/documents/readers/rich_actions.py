"""What the control words of RTF do to the state of reading: fonts, hidden and deleted text, paragraphs, cells, rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from evidence_check.documents.base import Reading, add_mark
from evidence_check.documents.readers import rich_words
from evidence_check.documents.readers.rich_story import CellRule, Group, Look


class State(Protocol):
    """The state of reading one file, as far as control words change it; ``rich_text`` keeps it."""

    reading: Reading
    tables: rich_words.Tables
    group: Group
    encoding: str
    passed: int
    rules: dict[bool, list[CellRule]]
    rule: CellRule

    def show(self, text: str) -> None:
        """Add text to the paragraph."""


def _unicode(state: State, number: int | None) -> None:
    if number is not None and -0x8000 <= number < 0x10000:
        state.show(chr(number & 0xFFFF))
        state.passed = state.group.fallback


def _font(state: State, number: int | None) -> None:
    font = state.tables.fonts.get(number or 0, rich_words.Font())
    state.group.encoding, state.group.symbols = font.encoding, font.symbols


def _plain(state: State, _: int | None) -> None:
    group = state.group
    group.encoding = group.symbols = ""
    group.hidden = group.deleted = group.bold = False
    group.size = None


def _pard(state: State, _: int | None) -> None:
    state.group.look = Look()


def _par(state: State, _: int | None) -> None:
    state.group.story.end_paragraph(state.group.look)


def _style(state: State, number: int | None) -> None:
    style = state.tables.styles.get(number or 0, rich_words.Style())
    state.group.look = replace(state.group.look, level=style.level, title=style.title)


def _outline(state: State, number: int | None) -> None:
    level = (number or 0) + 1
    state.group.look = replace(state.group.look, level=level if level <= 9 else None)


def _hide(state: State, number: int | None) -> None:
    state.group.hidden = number != 0
    add_mark(state.reading.marks, "hidden_runs", state.group.hidden)


def _delete(state: State, number: int | None) -> None:
    state.group.deleted = number != 0
    add_mark(state.reading.marks, "deletions", state.group.deleted)


def _insert(state: State, number: int | None) -> None:
    add_mark(state.reading.marks, "insertions", number != 0)


def _bold(state: State, number: int | None) -> None:
    state.group.bold = number != 0


def _size(state: State, number: int | None) -> None:
    state.group.size = number / 2 if number and 0 < number < 2000 else None


def _in_table(state: State, number: int | None) -> None:
    state.group.look = replace(state.group.look, depth=1 if number is None else min(max(number, 0), 20))


def _cell(state: State, _: int | None) -> None:
    state.group.story.end_cell(1)


def _row(state: State, _: int | None) -> None:
    state.group.story.end_row(1, state.rules[False])


def _nested_cell(state: State, _: int | None) -> None:
    state.group.story.end_cell(max(state.group.look.depth, 2))


def _nested_row(state: State, _: int | None) -> None:
    state.group.story.end_row(max(state.group.look.depth, 2), state.rules[True])


def _define_row(state: State, _: int | None) -> None:
    state.rules[state.group.name == "nesttableprops"] = []
    state.rule = CellRule(0)


def _define_cell(state: State, number: int | None) -> None:
    state.rule.right = number or 0
    state.rules[state.group.name == "nesttableprops"].append(state.rule)
    state.rule = CellRule(0)


def _go_on_beside(state: State, _: int | None) -> None:
    state.rule.beside = True


def _go_on_above(state: State, _: int | None) -> None:
    state.rule.above = True


def _code_page(state: State, number: int | None) -> None:
    state.encoding = rich_words.code_page(number or 1252)


def _fallback(state: State, number: int | None) -> None:
    state.group.fallback = min(max(number if number is not None else 1, 0), 100)


def _centre(state: State, _: int | None) -> None:
    state.group.look = replace(state.group.look, centred=True)


ACTIONS: dict[str, Callable[[State, int | None], None]] = {
    "u": _unicode, "uc": _fallback, "f": _font, "plain": _plain, "pard": _pard,
    "par": _par, "sect": _par, "page": _par, "s": _style, "v": _hide,
    "outlinelevel": _outline, "deleted": _delete, "revised": _insert, "b": _bold,
    "fs": _size, "qc": _centre, "intbl": _in_table, "itap": _in_table,
    "cell": _cell, "row": _row, "nestcell": _nested_cell, "nestrow": _nested_row,
    "trowd": _define_row, "cellx": _define_cell, "clmrg": _go_on_beside,
    "clvmrg": _go_on_above, "ansicpg": _code_page,
}  # fmt: skip
