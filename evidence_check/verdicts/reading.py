"""Reads an assessor's verdicts out of ``gaps.xlsx``, however it was sorted, filtered, renamed or saved again."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence_check.errors import EvidenceCheckError
from evidence_check.model import AssessorVerdict, Bilingual, Verdict
from evidence_check.reasons import say
from evidence_check.scoring.words import nearest, parse_verdict
from evidence_check.verdicts.other_formats import SUFFIXES, as_workbook
from evidence_check.verdicts.problems import Problem
from evidence_check.verdicts.state import State, state_of
from evidence_check.verdicts.tables import FIELDS, Table, is_head, tables
from evidence_check.verdicts.values import CellError, day_of, id_of, text_of

_ID = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9.-]*")
_MOST_BYTES = 400 * 1024 * 1024  # unpacked; a workbook of ours on the largest dossier has a tenth of that
_HINT = (
    "Give the gaps.xlsx that evidence-check scan wrote, saved as .xlsx, .ods or .xls. "
    "请给出 scan 写出的 gaps.xlsx（可另存为 .xlsx、.ods、.xls）。"
)

Options = Mapping[str, tuple[Verdict, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its verdict; None where the verdict is left blank. ``place`` names sheet and cell for people."""

    id: str
    given: AssessorVerdict | None
    sheet: str
    row: int
    cells: Mapping[str, str]

    @property
    def place(self) -> str:
        """Where the verdict stands."""
        return f"「{self.sheet}」{self.cells['verdict']}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook says: its rows, what can't be taken, what is only remarked on, and what it was made from."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    state: State | None


def read(path: Path, options: Options) -> Reading:
    """Return what a workbook says.

    Args:
        path: the workbook.
        options: clause or item id → the verdicts that may be given there.

    Raises:
        EvidenceCheckError: the file can't be opened, or holds no table of verdicts.
    """
    book = open_book(path)
    found = [table for table in tables(book) if not _is_state(table)]
    if not found:
        raise EvidenceCheckError(f"{path}: 没有找到评审人结论的表 / it has no table of verdicts", _HINT)
    rows: list[Row] = []
    problems: list[Problem] = []
    remarks: list[Problem] = []
    for table in found:
        problems += _merged(table)
        for row in _data_rows(table):
            _take(_Reader(table, row, book.epoch, options), rows, problems, remarks)
    return Reading(tuple(rows), tuple(problems), tuple(remarks), state_of(book))


def open_book(path: Path, in_passing: bool = False) -> Any:
    """Return the workbook, with formulas as formulas; ``in_passing`` its rows can only be gone through, one by one.

    Values of a workbook that was saved in another format (.ods, .xls) stand in the same cells.

    Raises:
        EvidenceCheckError: it is missing, protected by a password, of another format, or far too large.
    """
    import openpyxl
    from python_calamine import PasswordError

    try:
        other = path.suffix.lower() in SUFFIXES
        if _unpacked(path, other) > _MOST_BYTES:
            raise EvidenceCheckError(f"{path}: 工作簿过大 / the workbook is far too large", _HINT)
        return as_workbook(path) if other else openpyxl.load_workbook(path, read_only=in_passing, keep_links=False)
    except EvidenceCheckError:
        raise
    except FileNotFoundError as error:
        raise EvidenceCheckError(f"找不到文件 / no such file: {path}", "Check the path. 请检查路径。") from error
    except OSError as error:
        raise EvidenceCheckError(f"{path}: 无法打开 / can't be opened ({error.strerror})", _HINT) from error
    except (zipfile.BadZipFile, PasswordError) as error:
        message = f"{path}: 不是 .xlsx，或设有密码 / it is no .xlsx, or protected by a password"
        raise EvidenceCheckError(message, _HINT) from error
    except Exception as error:  # openpyxl lets anything through that a damaged file provokes
        raise EvidenceCheckError(f"{path}: 工作簿已损坏 / the workbook is damaged ({error})"[:300], _HINT) from error


def _unpacked(path: Path, other: bool) -> int:
    """Return how many bytes a workbook has unpacked; one of a format that is no ZIP (.xls) is what it is."""
    if other and not zipfile.is_zipfile(path):
        return path.stat().st_size
    with zipfile.ZipFile(path) as package:
        return sum(part.file_size for part in package.infolist())


def _is_state(table: Table) -> bool:
    return str(table.sheet.title).startswith("_")


def _data_rows(table: Table) -> Iterator[int]:
    """Yield the rows of a table below its head, which is the first row unless that holds an id already."""
    for number, row in enumerate(table.rows()):
        cell = table.cell(row, "id")
        held = str(cell.value) if cell is not None else ""
        if (number or not table.headed or _ID.fullmatch(id_of(held))) and not is_head(held):
            yield row


def _merged(table: Table) -> Iterator[Problem]:
    """Yield merged cells over what people fill in: only their first cell holds a value."""
    for merged in table.sheet.merged_cells.ranges:
        across = any(merged.min_col <= table.columns.get(key, 0) <= merged.max_col for key in FIELDS)
        if across and merged.max_row > table.above and merged.size["rows"] > 1:
            text = say("import_merged", range=str(merged.coord))
            yield Problem(table.sheet.title, merged.min_row, str(merged.coord), text)


def _take(reader: _Reader, rows: list[Row], problems: list[Problem], remarks: list[Problem]) -> None:
    row = reader.read()
    if row is not None and not reader.problems:
        rows.append(row)
    problems += reader.problems
    remarks += reader.remarks


class _Reader:
    """Reads one row and collects what is wrong with it."""

    def __init__(self, table: Table, row: int, epoch: Any, options: Options) -> None:
        self._table, self._row, self._epoch, self._options = table, row, epoch, options
        self.problems: list[Problem] = []
        self.remarks: list[Problem] = []

    def read(self) -> Row | None:
        """Return the row; None where it is no clause's, or can't be taken."""
        texts = {key: self._text(key) for key in FIELDS}
        each, filled = id_of(texts["id"] or ""), any(texts[key] for key in FIELDS if key != "id")
        if each not in self._options:
            if texts["verdict"] or (each and filled and _ID.fullmatch(each)):
                self._refuse("id", self._unknown(each))
            elif not filled:
                self.problems.clear()  # somebody's own row
            return None
        verdict = self._verdict(each, texts["verdict"] or "")
        if verdict is None:
            if texts["reason"] and not self.problems:
                self.remarks.append(self._problem("reason", say("import_reason_alone", id=each)))
            return Row(each, None, self._table.sheet.title, self._row, self._addresses())
        day = self._day(texts["date"] or "")
        given = AssessorVerdict(verdict, texts["reason"] or None, texts["assessor"] or None, day)
        return Row(each, given, self._table.sheet.title, self._row, self._addresses())

    def _text(self, key: str) -> str | None:
        try:
            return text_of(self._table.cell(self._row, key))
        except CellError as error:
            self._refuse(key, error.text)
            return None

    def _verdict(self, each: str, text: str) -> Verdict | None:
        if not text:
            return None
        offered = self._options[each]
        words = "、".join(offered_word(option) for option in offered)
        verdict = parse_verdict(text)
        if verdict is None:
            self._refuse("verdict", say("import_no_verdict", value=text[:40], options=words))
        elif verdict not in offered:
            self._refuse("verdict", say("import_not_offered", id=each, value=text[:40], options=words))
        return verdict

    def _day(self, text: str) -> str | None:
        try:
            return day_of(text, self._epoch)
        except CellError as error:
            self._refuse("date", error.text)
            return None

    def _unknown(self, each: str) -> Bilingual:
        if not each:
            return say("import_no_id")
        guess = nearest(each, self._options)
        return say("import_unknown_id", id=each[:60], guess=guess, guess_zh=guess.replace(", did you mean", "，是否为"))

    def _refuse(self, key: str, text: Bilingual) -> None:
        self.problems.append(self._problem(key, text))

    def _problem(self, key: str, text: Bilingual) -> Problem:
        return Problem(self._table.sheet.title, self._row, self._addresses().get(key), text)

    def _addresses(self) -> dict[str, str]:
        from openpyxl.utils import get_column_letter

        return {key: f"{get_column_letter(column)}{self._row}" for key, column in self._table.columns.items()}


def offered_word(verdict: Verdict) -> str:
    """Return a verdict as the drop-downs show it."""
    from evidence_check.report import wording

    word = wording.word("verdict", verdict)
    return f"{word.zh} {word.en}"
