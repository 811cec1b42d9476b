"""Makes sense of a grid of cells: which rows are titles, which name columns, which are forms of label and value.

Word tables, sheets, PDF tables and CSV files all come here, so that a training record reads the same in each.
"""

from __future__ import annotations

from collections.abc import Sequence

from evidence_check.documents.grid import ColumnNames, GridCell, GridRow, Line, Row, RowKind, SheetRow
from evidence_check.documents.table_header import alternates, header_depth
from evidence_check.documents.table_words import (
    bare_label,
    ends_in_colon,
    is_data,
    is_header_word,
    is_label,
    is_wordy,
    opens_record,
)
from evidence_check.model import Cell

__all__ = ["GridCell", "Row", "RowKind", "lay_out"]


def lay_out(
    grid: Sequence[Sequence[GridCell] | SheetRow], table: int = 1, marked: frozenset[int] = frozenset()
) -> list[Row]:
    """Return the rows of one or more stacked tables with their columns named.

    ``grid`` holds the cells of each row, blank ones included where the format has them; ``marked`` are rows that the
    format itself declares as header rows. ``table`` is the number of the first table; a new header starts the next.
    """
    filled: list[Line] = [row if isinstance(row, SheetRow) else GridRow(row) for row in grid]
    width = max((row.reach for row in filled), default=0)
    rows: list[Row] = []
    names = ColumnNames({})
    named = False
    number = table
    index = 0
    while index < len(filled):
        row = filled[index]
        if not row.size:
            index += 1
            continue
        if named and row.size > 1 and index not in marked and opens_record(row.first):
            rows.append(Row(index, "row", row.named(names), number, row.text, row.ref))  # as most rows of a ledger
            index += 1
            continue
        depth = header_depth(filled, index, width, bool(names), marked)
        if depth:
            number += bool(names)
            heads = filled[index : index + depth]
            names = _column_names(heads)
            named = bool(names)
            rows.extend(
                Row(index + at, "header", _plain(head), number, head.text, head.ref)
                for at, head in enumerate(heads)
                if len(head)
            )
            index += depth
            continue
        if len(row) == 1 and _is_title(row.cells[0], names, width):
            rows.append(Row(index, "title", _plain(row), number, row.text, row.ref))
        else:
            cells = _form_cells(row, names) or row.named(names)
            rows.append(Row(index, "row", cells, number, row.text, row.ref))
        index += 1
    return rows


def _plain(row: Line) -> tuple[Cell, ...]:
    return tuple([Cell("", cell.text, cell.ref) for cell in row.cells])


def _is_title(cell: GridCell, names: ColumnNames, width: int) -> bool:
    """A lone cell is a title or remark, unless it is the only filled cell of a ledger row (a serial number)."""
    if width == 1:
        return not names
    if cell.width < width and (is_header_word(cell.text) or ends_in_colon(cell.text)):
        return False  # a form's label whose value is blank
    return not (is_data(cell.text) and names) and not (names and cell.col > 0 and cell.width < width)


def _form_cells(row: Line, names: ColumnNames) -> tuple[Cell, ...] | None:
    """Return the cells of a label/value row, each value named by its label; None where the row is no form row.

    A label whose value is blank stays as a cell of its own. Under a header a row must be a form beyond doubt.
    """
    if names and not is_label(row.first):
        return None
    cells = row.cells
    if names:
        colons = all(ends_in_colon(cell.text) for cell in cells[0::2])
        if not alternates(cells) or (len(cells) >= 0.8 * len(names) and not colons):
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
        label = bare_label(cell.text) if named else ""
        result.append(Cell("", cell.text, cell.ref))
    return tuple(result) if found else None


def _labels_even_cells(cells: list[GridCell]) -> bool:
    """Tell whether a row without header reads as pairs: two cells, or label words only where labels would stand."""
    first, second = cells[0::2], cells[1::2]
    if not all(is_wordy(cell.text) for cell in first):
        return False
    return len(cells) == 2 or (any(is_label(c.text) for c in first) and not any(is_label(c.text) for c in second))


def _column_names(header: Sequence[Line]) -> ColumnNames:
    """Return column → name; a name under a merged cell is "parent child"."""
    names: dict[int, str] = {}
    for row in header:
        for cell in row.cells:
            text = " ".join(cell.text.split())
            for col in range(cell.col, cell.col + min(cell.width, 256)):
                names[col] = f"{names[col]} {text}" if col in names and names[col] != text else text
    return ColumnNames(names)
