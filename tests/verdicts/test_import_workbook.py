"""An assessor's verdicts come back whatever was done to the workbook."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import office
import pytest
from import_hands import (
    HANDS,
    NINE,
    TEN,
    YAML,
    as_given,
    brought,
    delete_the_keys,
    filled,
    hide_and_filter,
    insert_columns,
    insert_rows,
    rename_sheets,
    sort,
    verdicts,
)
from scored_samples import real
from workbook_hands import CLAUSES, fill, keys, row_of, stored

from evidence_check.verdicts.bring import bring

# --- whatever was done to it ----------------------------------------------------------------------------------------


def test_verdicts_reasons_names_and_days_come_back_and_nothing_else_changes(fresh: bytes, config: Path) -> None:
    done = brought(filled(fresh), config)
    assert done.written and not done.problems and [change.action for change in done.changes] == ["new"] * 3
    as_given(verdicts(config))
    lines = config.read_text(encoding="utf-8").splitlines()
    kept = [line.replace("verdicts: {}", "verdicts:") for line in YAML.splitlines()]
    assert [line for line in lines if not line.startswith("  2022")] == kept


def test_importing_twice_changes_nothing(fresh: bytes, config: Path) -> None:
    brought(filled(fresh), config)
    before = config.read_bytes()
    again = brought(filled(fresh), config)
    assert not again.written and {change.action for change in again.changes} == {"unchanged"}
    assert config.read_bytes() == before


@pytest.mark.parametrize("hand", HANDS, ids=lambda hand: hand.__name__)
def test_verdicts_come_back_whatever_was_done_to_the_workbook(hand: Any, fresh: bytes, config: Path) -> None:
    book = filled(fresh)
    hand(book)
    done = brought(book, config)
    assert [problem.line() for problem in done.problems] == []
    as_given(verdicts(config))


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_verdicts_come_back_after_libreoffice_has_saved_the_workbook(kind: str, fresh: bytes, config: Path) -> None:
    paths = []
    for number, hand in enumerate((None, sort, insert_columns, rename_sheets, hide_and_filter)):
        book = filled(fresh)
        if hand:
            hand(book)
        paths.append(stored(book, config.parent / f"typed{number}.xlsx"))
    saved = office.saved(*paths, kind=kind)
    if kind != "xlsx":
        saved += office.saved(*saved)  # and back again
    for path in saved:
        config.write_text(YAML, encoding="utf-8")
        assert not bring(path, config, real()).problems
        as_given(verdicts(config))


def open_document(book: Any) -> bytes:
    """Return a workbook's values as an OpenDocument spreadsheet, written by hand: where there is no LibreOffice."""
    sheets = []
    for sheet in book.worksheets:
        rows = []
        for row in sheet.iter_rows():
            cells = (
                "<table:table-cell/>"
                if cell.value is None
                else f'<table:table-cell office:value-type="date" office:date-value="{cell.value:%Y-%m-%d}"/>'
                if isinstance(cell.value, date)
                else '<table:table-cell office:value-type="string">'
                + "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell.value).split("\n"))
                + "</table:table-cell>"
                for cell in row
            )
            rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
        sheets.append(f"<table:table table:name={quoteattr(sheet.title)}>{''.join(rows)}</table:table>")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = f"<office:document-content {spaces}><office:body><office:spreadsheet>{''.join(sheets)}"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", content + "</office:spreadsheet></office:body></office:document-content>")
    return target.getvalue()


@pytest.mark.parametrize("hand", [None, sort, insert_rows, delete_the_keys])
def test_verdicts_come_back_from_an_opendocument_spreadsheet(hand: Any, fresh: bytes, config: Path) -> None:
    book = filled(fresh)
    if hand:
        hand(book)
    path = config.parent / "gaps.ods"
    path.write_bytes(open_document(book))
    assert [problem.line() for problem in bring(path, config, real()).problems] == []
    as_given(verdicts(config))


def test_a_cell_of_an_opendocument_spreadsheet_is_named_as_it_stands_there(fresh: bytes, config: Path) -> None:
    book = filled(fresh)
    insert_rows(book)
    fill(book[CLAUSES], NINE, verdict="大概可以")
    path = config.parent / "gaps.ods"
    path.write_bytes(open_document(book))
    (problem,) = bring(path, config, real()).problems
    row, column = row_of(book[CLAUSES], NINE), keys(book[CLAUSES])["verdict"]
    assert (problem.sheet, problem.row, problem.cell) == (CLAUSES, row, book[CLAUSES].cell(row, column).coordinate)


def test_a_day_that_lost_its_format_is_still_that_day(fresh: bytes, config: Path) -> None:
    book = filled(fresh)
    fill(book[CLAUSES], NINE, date=46346)
    fill(book[CLAUSES], TEN, date=datetime(2026, 11, 5, 13, 45))
    brought(book, config)
    assert (verdicts(config)[NINE].date, verdicts(config)[TEN].date) == ("2026-11-20", "2026-11-05")


def test_without_the_hidden_sheet_verdicts_come_back_without_fingerprints_and_it_is_said(
    fresh: bytes, config: Path
) -> None:
    book = filled(fresh)
    book.remove(book["_evidence_check"])
    done = brought(book, config)
    assert done.written and "隐藏表" in done.remarks[0].line()
    assert {given.evidence for given in verdicts(config).values()} == {None}
