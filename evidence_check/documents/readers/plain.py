"""Reads .txt, .md, .csv and .tsv in whatever encoding they were saved."""

from __future__ import annotations

import csv
import io
import re

from evidence_check.documents import reasons
from evidence_check.documents.base import MAX_BLOCKS, MAX_ROWS, Block, Reading, add_mark
from evidence_check.documents.encoding import decode
from evidence_check.documents.grid import RowMaker
from evidence_check.documents.lines import join_wrapped
from evidence_check.documents.tables import lay_out
from evidence_check.model import Locator

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|`([^`]+)`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_LIST = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_DELIMITERS = ",\t;|"


def read(data: bytes, name: str, file_format: str) -> Reading:
    """Return the text as blocks with line numbers; a table's rows have cells."""
    text, encoding = decode(data)
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    reading = Reading(properties={"encoding": encoding})
    lines = text.split("\n")
    if file_format == "csv":
        _add_csv(text, "\t" if name.lower().endswith((".tsv", ".tab")) else None, reading)
    elif file_format == "md":
        add_markdown(lines, reading)
    elif (delimiter := _table_delimiter(lines)) is not None:
        _add_csv(text, delimiter, reading)
    else:
        add_lines(lines, reading)
    return reading


def add_lines(lines: list[str], reading: Reading) -> None:
    """Add plain text: one paragraph per line, or per run of lines where an editor wrapped them."""
    for index, text in join_wrapped(lines)[:MAX_BLOCKS]:
        raw = lines[index]
        lead = len(raw) - len(raw.lstrip(" \u3000"))
        centred = lead >= 8 or raw.startswith("\u3000" * 4)
        reading.blocks.append(Block(text, locator=Locator(line=index + 1), centred=centred))


def _table_delimiter(lines: list[str]) -> str | None:
    """Return the delimiter of a text file that is a table throughout (an exported log), None otherwise."""
    filled = [line for line in lines[:200] if line.strip()]
    if len(filled) < 3:
        return None
    for delimiter in "\t|":
        counts = {line.count(delimiter) for line in filled}
        if len(counts) == 1 and min(counts) >= 1:
            return delimiter
    return None


def _add_csv(text: str, delimiter: str | None, reading: Reading) -> None:
    delimiter = delimiter or _sniff_delimiter(text)
    csv.field_size_limit(10_000_000)
    rows: list[list[str]] = []
    numbers: list[int] = []
    source = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        for row in source:
            if len(rows) >= MAX_ROWS:
                add_mark(reading.marks, "rows_left_out")
                continue
            rows.append(row)
            numbers.append(source.line_num)
    except csv.Error:
        reading.notes.append(reasons.RECOVERED)
    if reading.marks.get("rows_left_out"):
        reading.notes.append(reasons.ROWS_LEFT_OUT)
    _add_rows(rows, numbers, reading, 1)


def _sniff_delimiter(text: str) -> str:
    """Return the delimiter that splits the first lines most evenly."""
    head = [line for line in text.split("\n")[:50] if line.strip()]

    def fit(delimiter: str) -> tuple[float, int]:
        counts = [len(row) for row in csv.reader(head, delimiter=delimiter)]
        usual = max(set(counts), key=counts.count) if counts else 1
        return (counts.count(usual) / len(counts) if usual > 1 else 0.0, usual)

    try:
        best = max(_DELIMITERS, key=fit)
    except csv.Error:
        return ","
    return best if fit(best)[0] > 0 else ","


def _add_rows(rows: list[list[str]], numbers: list[int], reading: Reading, table: int) -> int:
    maker = RowMaker(len(rows))
    grid = [maker.row([value.strip() for value in row[:1024]], at) for at, row in enumerate(rows, 1)]
    for row in lay_out(grid, table):
        table = max(table, row.table)
        place = Locator(line=numbers[row.index], cell=row.ref)
        if row.kind == "title":
            reading.blocks.append(Block(row.text, locator=place))
        else:
            reading.blocks.append(
                Block(row.text, "row", place, cells=row.cells, table=row.table, header_row=row.kind == "header")
            )
    return table


def add_markdown(lines: list[str], reading: Reading) -> None:
    """Add Markdown: headings, paragraphs joined, list items apart, tables as rows; the marks themselves left out."""
    table = 0
    open_block: Block | None = None
    at = 0
    while at < len(lines):
        line = lines[at]
        text = line.strip()
        heading = _HEADING.match(text)
        if not text or _RULE.match(text) or text.startswith(("```", "~~~")):
            open_block = None
        elif heading:
            open_block = None
            reading.blocks.append(Block(_plain(heading[2]), locator=Locator(line=at + 1), level=len(heading[1])))
        elif "|" in text and at + 1 < len(lines) and _TABLE_RULE.match(lines[at + 1]) and "-" in lines[at + 1]:
            open_block = None
            at, table = _add_markdown_table(lines, at, reading, table)
            continue
        elif open_block is not None and not _LIST.match(line) and not text.startswith(">"):
            open_block.text = f"{open_block.text}\n{_plain(text)}"
        else:
            open_block = Block(_plain(text.lstrip("> ")), locator=Locator(line=at + 1))
            open_block.bold = bool(re.fullmatch(r"(\*\*|__).+\1", text))
            reading.blocks.append(open_block)
        at += 1


def _add_markdown_table(lines: list[str], at: int, reading: Reading, table: int) -> tuple[int, int]:
    rows: list[list[str]] = []
    numbers: list[int] = []
    while at < len(lines) and "|" in lines[at] and lines[at].strip():
        if not _TABLE_RULE.match(lines[at]):
            cells = re.split(r"(?<!\\)\|", lines[at].strip().strip("|"))
            rows.append([_plain(cell.strip().replace("\\|", "|").replace("<br>", "\n")) for cell in cells])
            numbers.append(at + 1)
        at += 1
    return at, _add_rows(rows, numbers, reading, table + 1)


def _plain(text: str) -> str:
    return _LINK.sub(r"\1", _EMPHASIS.sub(lambda m: m[2] or m[3], text))
