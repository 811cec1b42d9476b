"""Tells which rows of a table name its columns, by the words in them and by what stands below."""

from __future__ import annotations

from collections.abc import Sequence

from evidence_check.documents.grid import GridCell, Line
from evidence_check.documents.registers import MAX_LOOK, is_register, kind_of, rows_below
from evidence_check.documents.table_words import ends_in_colon, is_data, is_header_word, is_label, is_wordy

_SESSIONS = 2  # columns of dates from which a table is one of sessions
_MARK = 8  # characters of a cell that marks somebody or something as done, absent or by whom
_MARKS_SHARE = 0.7  # share of the filled cells under the dates that are such


def header_depth(filled: Sequence[Line], index: int, width: int, named: bool, marked: frozenset[int]) -> int:
    """Return how many rows from ``index`` on form a header: 0, 1 or 2 (3 where merged cells say so)."""
    if index in marked:
        depth = 1
        while index + depth in marked and depth < 4:
            depth += 1
        return depth
    if named and is_data(filled[index].first):
        return 0
    cells = filled[index].cells
    if _names_sessions(filled, index):
        return 1
    below = _next_filled(filled, index)
    fresh = index == 0 or len(filled[index - 1]) < 2
    if not below or not (_heads(cells, below, width, named, fresh) or (not named and _names_register(filled, index))):
        return 0
    tall = max((cell.height for cell in cells), default=1)
    if 1 < tall <= 3 and any(cell.width > 1 for cell in cells) and all(is_wordy(c.text) for c in below):
        return tall
    if tall == 1 and any(cell.width > 1 for cell in cells) and _second_level(cells, below):
        return 2
    return 1


def _names_register(filled: Sequence[Line], index: int) -> bool:
    """Tell whether a row of plain cells names the columns of like values that follow: 日期 | 巡查人, 3月5日 | 甲."""
    cells = filled[index].cells
    texts = [cell.text.strip() for cell in cells]
    if not 2 <= len(cells) <= 12 or len(set(texts)) < len(texts) or not all(is_wordy(text) for text in texts):
        return False
    if any(map(ends_in_colon, texts)) or any(cell.width > 1 or cell.height > 1 for cell in cells):
        return False
    rows = [[(cell.col, cell.text) for cell in row.cells] for row in filled[index : index + MAX_LOOK + 2]]
    return is_register(texts, rows_below(rows, 0, [cell.col for cell in cells]), _names_field)


def _names_sessions(filled: Sequence[Line], index: int) -> bool:
    """Tell whether a row names days or months over marks: 姓名 | 3月6日 | 9月11日, 甲 | √ | 请假."""
    cells = filled[index].cells
    dated = {cell.col for cell in cells if kind_of(cell.text) == "date"}
    if len(dated) < _SESSIONS or not is_wordy(filled[index].first) or filled[index].cells[0].col in dated:
        return False
    below = filled[index + 1 : index + 1 + MAX_LOOK]
    marks = [cell.text.strip() for line in below for cell in line.cells if cell.col in dated]
    told = sum(kind_of(mark) in ("tick", "words") and len(mark) <= _MARK for mark in marks)
    return bool(marks) and told >= _MARKS_SHARE * len(marks)


def _names_field(text: str) -> bool:
    return is_label(text) or is_header_word(text)


def _next_filled(filled: Sequence[Line], index: int) -> list[GridCell]:
    """Return the row below; one blank row may stand between a header and its table."""
    for at in (index + 1, index + 2):
        if at < len(filled) and filled[at]:
            return filled[at].cells
    return []


def _second_level(cells: list[GridCell], below: list[GridCell]) -> bool:
    """Tell whether the row below names the columns under the merged cells of this one."""
    spans = [(c.col, c.col + c.width) for c in cells if c.width > 1]
    inside = [c for c in below if any(a <= c.col < b for a, b in spans)]
    return len(inside) >= 2 and len(inside) == len(below) and all(is_wordy(c.text) and c.width == 1 for c in below)


def _heads(cells: list[GridCell], below: list[GridCell], width: int, named: bool, fresh: bool) -> bool:
    texts = [cell.text for cell in cells]
    if len(cells) < 2 or not all(is_wordy(text) for text in texts) or _says_again(texts):
        return False
    words = sum(is_header_word(text) for text in texts)
    labels = sum(is_header_word(text) or is_label(text) for text in texts)
    if any(map(ends_in_colon, texts)):
        return False
    if len(cells) == 2 and width <= 2:
        return words == 2 or (len(below) == 2 and all(is_data(cell.text) for cell in below))
    if alternates(cells):
        return False
    covered = sum(min(cell.width, width) for cell in cells)
    below_labels = sum(is_label(cell.text) or is_header_word(cell.text) for cell in below)
    if named:  # a second table under the first needs clear words
        return labels >= max(2, len(cells) * (0.5 if fresh else 0.7)) and below_labels < max(2, len(below) * 0.6)
    if covered < width * 0.6 or len(cells) < 3:
        return labels == len(cells) and below_labels < len(below) and covered >= width * 0.5
    return labels * 2 >= len(cells) or below_labels * 2 < len(below) or not alternates(below)


def _says_again(texts: list[str]) -> bool:
    """Tell whether a row says the same too often for names of columns; 姓名 签名 姓名 签名, side by side, are names."""
    half = len(texts) // 2
    twice = len(texts) % 2 == 0 and texts[:half] == texts[half:] and len(set(texts[:half])) == half > 1
    return len(set(texts)) < len(texts) * 0.75 and not (twice and all(map(is_header_word, texts)))


def alternates(cells: list[GridCell]) -> bool:
    """Tell whether filled cells read label, value, label, value; a blank between two labels is a blank value."""
    end = 0
    after_label = False
    values = blanks = 0
    for cell in sorted(cells, key=lambda cell: cell.col):
        label = is_label(cell.text)
        if label == after_label and not (label and cell.col > end):
            return False
        blanks += label and after_label
        values += not label
        after_label, end = label, cell.col + cell.width
    return values + blanks > 0
