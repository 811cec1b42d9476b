"""Makes sense of a grid of cells: which rows are titles, which name columns, which are forms of label and value.

Word tables, sheets, PDF tables and CSV files all come here, so that a training record reads the same in each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from evidence_check.data import read_yaml
from evidence_check.documents.lines import HAN
from evidence_check.documents.registers import MAX_LOOK, is_register, rows_below
from evidence_check.model import Cell
from evidence_check.resources import standards_dir

RowKind = Literal["title", "header", "row"]


@dataclass(slots=True)
class GridCell:
    """A filled or blank cell at column ``col`` (from 0) that spans ``width`` columns and ``height`` rows."""

    col: int
    text: str
    width: int = 1
    height: int = 1
    ref: str | None = None


@dataclass(slots=True)
class Row:
    """What became of one row of the grid (``index`` = its place in the input); blank rows are left out."""

    index: int
    kind: RowKind
    cells: tuple[Cell, ...]
    table: int

    @property
    def text(self) -> str:
        """The row as a passage: its filled cells joined by tabs."""
        return "\t".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class _Words:
    labels: re.Pattern[str]
    headers: frozenset[str]


_DATA = re.compile(
    r"^[\s¥￥$€<>≤≥±+\-]*\d[\d,.:/\-年月日时分秒 %％~～至]*"
    r"(?:元|万元|个|次|人|天|小时|千克|公斤|吨|米|件|箱|台|套|页|份|名|年|月|岁|kg|pcs|%|％)?$"
    r"|^[√×✓✔☑☐□■/\\-]+$|^\d{4}-\d\d-\d\d"
)
_CODE = re.compile(r"\d{5,}|(?<![A-Za-z])[A-Za-z]{1,4}[-/]?\d{3,}|\d{4}-\d{3,}")
_SENTENCE = re.compile(r"[。；;！？]|[，,].*[，,]")
_HAN = re.compile(f"[{HAN}]")
_NUMERAL = "一二三四五六七八九十百零〇"
_TRAIL = re.compile(r"[\s:：*＊（(]+$")


@lru_cache(maxsize=1)
def _words() -> _Words:
    content = read_yaml(standards_dir() / "documents" / "control.yaml", "control")
    ends = sorted(content["form_label_ends"], key=len, reverse=True)
    hanzi = "|".join(re.escape(end) for end in ends if not end.isascii())
    latin = "|".join(re.escape(end) for end in ends if end.isascii())
    return _Words(
        labels=re.compile(rf"(?:{hanzi}|(?<=[{HAN}])(?<![{_NUMERAL}])[号號]|(?<![A-Za-z])(?:{latin}))$", re.I),
        headers=frozenset(
            word.lower()
            for words in (content["column_headers"], *(field["labels"] for field in content["fields"].values()))
            for word in words
        ),
    )


@lru_cache(maxsize=8192)
def is_data(text: str) -> bool:
    """Tell whether a cell holds a number, a date or a tick rather than words."""
    return _DATA.match(text.strip()) is not None


@lru_cache(maxsize=8192)
def is_label(text: str) -> bool:
    """Tell whether a cell reads like the label of a form field or column."""
    bare = _TRAIL.sub("", text.strip())
    if text.strip().endswith((":", "：")) and 0 < len(bare) <= 30:
        return True
    bare = (
        re.sub(r"[（(][^（）()]{0,20}[）)]$", "", bare).replace(" ", "" if _HAN.search(bare) else " ").replace("\n", "")
    )
    limit = 14 if _HAN.search(bare) else 32
    return 0 < len(bare) <= limit and not is_data(bare) and _words().labels.search(bare) is not None


def _is_header_word(text: str) -> bool:
    bare = _TRAIL.sub("", text.strip()).lower()
    return bare in _words().headers or bare.replace(" ", "").replace("\n", "") in _words().headers


def _wordy(text: str) -> bool:
    """Tell whether a cell could name a column: short words, no number, no code, no sentence."""
    bare = text.strip()
    limit = 30 if _HAN.search(bare) else 60
    return (
        bool(bare)
        and len(bare) <= limit
        and not is_data(bare)
        and not _SENTENCE.search(bare)
        and not _CODE.search(bare)
    )


def lay_out(grid: list[list[GridCell]], table: int = 1, marked: frozenset[int] = frozenset()) -> list[Row]:
    """Return the rows of one or more stacked tables with their columns named.

    ``grid`` holds the cells of each row, blank ones included where the format has them; ``marked`` are rows that the
    format itself declares as header rows. ``table`` is the number of the first table; a new header starts the next.
    """
    filled = [[cell for cell in row if not cell.text.isspace() and cell.text] for row in grid]
    width = max([row[-1].col + row[-1].width for row in filled if row], default=0)
    width = max([width, *(cell.col + cell.width for row in filled for cell in row if cell.width > 1)])
    rows: list[Row] = []
    names: dict[int, str] = {}
    number = table
    index = 0
    while index < len(grid):
        cells = filled[index]
        if not cells:
            index += 1
            continue
        depth = _header_depth(filled, index, width, bool(names), marked)
        if depth:
            number += bool(names)
            names = _column_names(filled[index : index + depth])
            heads = range(index, min(index + depth, len(filled)))
            rows.extend(Row(at, "header", _plain(filled[at]), number) for at in heads if filled[at])
            index += depth
            continue
        if len(cells) == 1 and _is_title(cells[0], names, width):
            rows.append(Row(index, "title", _plain(cells), number))
        elif (form := _form_cells(cells, names)) is not None:
            rows.append(Row(index, "row", form, number))
        else:
            name = names.get
            rows.append(
                Row(
                    index, "row",
                    tuple([
                        Cell(name(cell.col, ""), cell.text, cell.ref) if cell.width == 1 else _named(cell, names)
                        for cell in cells
                    ]), number,
                )
            )  # fmt: skip
        index += 1
    return rows


def _plain(cells: list[GridCell]) -> tuple[Cell, ...]:
    return tuple(Cell("", cell.text, cell.ref) for cell in cells)


def _named(cell: GridCell, names: dict[int, str]) -> Cell:
    column = names.get(cell.col)
    if column is None and names:
        spanned = (names.get(col) for col in range(cell.col, cell.col + min(cell.width, 64)))
        column = next((name for name in spanned if name), "")
    return Cell(column or "", cell.text, cell.ref)


def _is_title(cell: GridCell, names: dict[int, str], width: int) -> bool:
    """A lone cell is a title or remark, unless it is the only filled cell of a ledger row (a serial number)."""
    if width == 1:
        return not names
    if cell.width < width and (_is_header_word(cell.text) or cell.text.strip().endswith((":", "："))):
        return False  # a form's label whose value is blank
    return not (is_data(cell.text) and names) and not (names and cell.col > 0 and cell.width < width)


def _header_depth(filled: list[list[GridCell]], index: int, width: int, named: bool, marked: frozenset[int]) -> int:
    """Return how many rows from ``index`` on form a header: 0, 1 or 2 (3 where merged cells say so)."""
    cells = filled[index]
    if index in marked:
        depth = 1
        while index + depth in marked and depth < 4:
            depth += 1
        return depth
    if named and is_data(cells[0].text):
        return 0
    below = _next_filled(filled, index)
    fresh = index == 0 or len(filled[index - 1]) < 2
    if not below or not (_heads(cells, below, width, named, fresh) or (not named and _names_register(filled, index))):
        return 0
    tall = max((cell.height for cell in cells), default=1)
    if 1 < tall <= 3 and any(cell.width > 1 for cell in cells) and all(_wordy(c.text) for c in below):
        return tall
    if tall == 1 and any(cell.width > 1 for cell in cells) and _second_level(cells, below):
        return 2
    return 1


def _names_register(filled: list[list[GridCell]], index: int) -> bool:
    """Tell whether a row of plain cells names the columns of like values that follow: 日期 | 巡查人, 3月5日 | 甲."""
    cells = filled[index]
    texts = [cell.text.strip() for cell in cells]
    if not 2 <= len(cells) <= 12 or len(set(texts)) < len(texts) or not all(_wordy(text) for text in texts):
        return False
    if any(text.endswith((":", "：")) for text in texts) or any(cell.width > 1 or cell.height > 1 for cell in cells):
        return False
    rows = [[(cell.col, cell.text) for cell in row] for row in filled[index : index + MAX_LOOK + 2]]
    return is_register(texts, rows_below(rows, 0, [cell.col for cell in cells]), _names_field)


def _names_field(text: str) -> bool:
    return is_label(text) or _is_header_word(text)


def _next_filled(filled: list[list[GridCell]], index: int) -> list[GridCell]:
    """Return the row below; one blank row may stand between a header and its table."""
    for at in (index + 1, index + 2):
        if at < len(filled) and filled[at]:
            return filled[at]
    return []


def _second_level(cells: list[GridCell], below: list[GridCell]) -> bool:
    """Tell whether the row below names the columns under the merged cells of this one."""
    spans = [(c.col, c.col + c.width) for c in cells if c.width > 1]
    inside = [c for c in below if any(a <= c.col < b for a, b in spans)]
    return len(inside) >= 2 and len(inside) == len(below) and all(_wordy(c.text) and c.width == 1 for c in below)


def _heads(cells: list[GridCell], below: list[GridCell], width: int, named: bool, fresh: bool) -> bool:
    texts = [cell.text for cell in cells]
    if len(cells) < 2 or not all(_wordy(text) for text in texts) or len(set(texts)) < len(texts) * 0.75:
        return False
    words = sum(_is_header_word(text) for text in texts)
    labels = sum(_is_header_word(text) or is_label(text) for text in texts)
    if any(text.strip().endswith(("：", ":")) for text in texts):
        return False
    if len(cells) == 2 and width <= 2:
        return words == 2 or (len(below) == 2 and all(is_data(cell.text) for cell in below))
    if _alternates(cells):
        return False
    covered = sum(min(cell.width, width) for cell in cells)
    below_labels = sum(is_label(cell.text) or _is_header_word(cell.text) for cell in below)
    if named:  # a second table under the first needs clear words
        return labels >= max(2, len(cells) * (0.5 if fresh else 0.7)) and below_labels < max(2, len(below) * 0.6)
    if covered < width * 0.6 or len(cells) < 3:
        return labels == len(cells) and below_labels < len(below) and covered >= width * 0.5
    return labels * 2 >= len(cells) or below_labels * 2 < len(below) or not _alternates(below)


def _alternates(cells: list[GridCell]) -> bool:
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


def _form_cells(cells: list[GridCell], names: dict[int, str]) -> tuple[Cell, ...] | None:
    """Return the cells of a label/value row, each value named by its label; None where the row is no form row.

    A label whose value is blank stays as a cell of its own. Under a header a row must be a form beyond doubt.
    """
    if names:
        if not is_label(cells[0].text):
            return None
        colons = all(cell.text.strip().endswith(("：", ":")) for cell in cells[0::2])
        if not _alternates(cells) or (len(cells) >= 0.8 * len(names) and not colons):
            return None
    evens = not names and len(cells) % 2 == 0 and _labels_even_cells(cells)
    result: list[Cell] = []
    label, found = "", False
    for at, cell in enumerate(cells):
        if label and not is_label(cell.text):
            result.append(Cell(label, cell.text, cell.ref))
            label, found = "", True
            continue
        named = is_label(cell.text) or (evens and at % 2 == 0)
        label = _TRAIL.sub("", cell.text.strip()) if named else ""
        result.append(Cell("", cell.text, cell.ref))
    return tuple(result) if found else None


def _labels_even_cells(cells: list[GridCell]) -> bool:
    """Tell whether a row without header reads as pairs: two cells, or label words only where labels would stand."""
    first, second = cells[0::2], cells[1::2]
    if not all(_wordy(cell.text) for cell in first):
        return False
    return len(cells) == 2 or (any(is_label(c.text) for c in first) and not any(is_label(c.text) for c in second))


def _column_names(header: list[list[GridCell]]) -> dict[int, str]:
    """Return column → name; a name under a merged cell is "parent child"."""
    names: dict[int, str] = {}
    for cells in header:
        for cell in cells:
            text = " ".join(cell.text.split())
            for col in range(cell.col, cell.col + min(cell.width, 256)):
                names[col] = f"{names[col]} {text}" if col in names and names[col] != text else text
    return names
