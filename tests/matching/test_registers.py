"""Kinds of register are recognised whatever a house calls them, and what is only called alike is not."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from evidence_check import documents
from evidence_check.data import DataError
from evidence_check.examine import Examiner
from evidence_check.matching.cues import concept_literals
from evidence_check.registry import load
from evidence_check.registry.cuecheck import CueCheck
from evidence_check.registry.registers import with_registers
from tests.builders import requirement

DATA: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("registers.yaml").read_text("utf-8"))
KINDS: dict[str, Any] = DATA["kinds"]
POSITIVE = [(kind, line) for kind, entry in KINDS.items() for line in entry["registers"]]
NEGATIVE = [(kind, line) for kind, lines in DATA["others"].items() for line in lines]
STANDARDS = ("2018-advanced-common", "2018-advanced-trader", "2018-advanced-broker", "2022-common", "2022-specific")


@cache
def examiner() -> Examiner:
    return Examiner(load(), STANDARDS)


@cache
def served(line: str) -> frozenset[str]:
    """The records that a register shows something of, read from a workbook of four like rows."""
    title, columns, row = (part.strip() for part in line.split(" | "))
    names = [name.strip() for name in columns.split(",")]
    cells = [cell.strip() for cell in row.split(",")]
    book = openpyxl.Workbook()
    for values in ([title], names, *[cells[: len(names)]] * 4):
        book.active.append(values)
    data = io.BytesIO()
    book.save(data)
    name = re.sub(r'[/\\:*?"<>|]', "_", title)
    found = examiner().examine_document(documents.read(data.getvalue(), f"记录/{name}.xlsx"))
    return frozenset(m.requirement for m in found.matches if m.refused is None and not m.hint and m.elements)


@pytest.mark.parametrize(("kind", "line"), POSITIVE)
def test_a_register_serves_the_records_of_its_kind(kind: str, line: str) -> None:
    assert set(KINDS[kind]["serves"]) <= served(line)


@pytest.mark.parametrize(("kind", "line"), NEGATIVE)
def test_what_is_called_alike_serves_none_of_them(kind: str, line: str) -> None:
    assert not set(KINDS[kind]["serves"]) & served(line)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("registers: [{kind: k, serves: [s/1#none]}]", "is no record"),
        ("registers: [{kind: k, serves: [s/1#log], shows: {other: [a]}}]", "no.*element"),
        ("registers: [{kind: k, serves: [s/1#log], named: ['@nobody']}]", "unknown concept"),
    ],
)
def test_a_slip_in_the_file_is_told_with_its_place(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "registers.yaml").write_text(content, encoding="utf-8")
    log = requirement("s/1#log", "record", "who")
    with pytest.raises(DataError, match=said):
        with_registers([log], tmp_path, CueCheck(dict(concept_literals({}))))  # type: ignore[arg-type]


def test_what_a_column_shows_is_said_by_columns_alone(tmp_path: Path) -> None:
    content = (
        "registers: [{kind: k, serves: [s/1#log], named: [book], told: [row], shows: {who: [来]}, states: {who: [x]}}]"
    )
    (tmp_path / "registers.yaml").write_text(content, encoding="utf-8")
    (log,) = with_registers([requirement("s/1#log", "record", "who")], tmp_path, CueCheck({}))
    assert (log.registers, log.entries) == (("book",), ("row",))
    assert log.elements[0].columns == ("来",) and log.elements[0].cues == ("who", "x")
