"""The rhythm of a register: which stretch a cell names, what is skipped, what is no hole."""

import pytest

from evidence_check.findings.logs import logs_of
from evidence_check.findings.rhythm import rhythms_of, stretch
from evidence_check.model import Entry, Locator, Register


@pytest.mark.parametrize(
    ("text", "year", "months", "name"),
    [
        ("2022Q3", "", 3, "2022-Q3"),
        ("2023年二季度", "", 3, "2023-Q2"),
        ("2023年第3季度", "", 3, "2023-Q3"),
        ("Q3 2024", "", 3, "2024-Q3"),
        ("三季度", "2024", 3, "2024-Q3"),
        ("2024上半年", "", 6, "2024-H1"),
        ("2024H2", "", 6, "2024-H2"),
        ("2023-08", "", 1, "2023-08"),
        ("8月", "2024", 1, "2024-08"),
        ("8月", "", 1, ""),
        ("2022Q3", "", 1, ""),
        ("2023-08", "", 3, ""),
        ("三季度", "", 3, ""),
        ("无", "2024", 3, ""),
    ],
)
def test_a_cell_names_a_stretch_of_one_length(text: str, year: str, months: int, name: str) -> None:
    assert stretch(text, year, months) == name


def register(about: str, columns: tuple[str, ...], rows: list[tuple[str, ...]], **more: object) -> Register:
    entries = tuple(Entry(row, Locator(paragraph=at), "\t".join(row)) for at, row in enumerate(rows))
    return Register(about, columns, entries, **{"year": "", **more})  # type: ignore[arg-type]


def skipped(*registers: Register) -> list[tuple[str, ...]]:
    return [rhythm.missing for rhythm in rhythms_of(registers, logs_of(registers))]


def months(year: str, *numbers: int) -> list[tuple[str, ...]]:
    return [(f"{year}-{n:02d}", f"{year}-{n:02d}-03", "√") for n in numbers]


COLUMNS = ("月份", "检查日", "门禁")


def test_the_beginning_and_the_end_of_a_register_are_no_holes() -> None:
    assert skipped(register("设施月检表", COLUMNS, months("2025", 4, 5, 6, 7, 8))) == []
    assert skipped(register("设施月检表", COLUMNS, months("2025", 4, 5, 7, 8))) == [("2025-06",)]


def test_a_sheet_a_year_is_one_register() -> None:
    one = register("设施月检表2024", COLUMNS, months("2024", 7, 8, 9, 10))
    other = register("设施月检表2025", COLUMNS, months("2025", 1, 2, 3, 4))
    assert skipped(one, other) == [("2024-11", "2024-12")]


def test_a_register_that_leaves_out_most_keeps_no_rhythm() -> None:
    assert skipped(register("设施月检表", COLUMNS, months("2025", 1, 3, 6, 9))) == []


def test_a_stretch_without_operation_is_no_hole() -> None:
    rows = [*months("2025", 1, 3, 4, 5), ("2025-02", "—", "春节放假")]
    assert skipped(register("设施月检表", COLUMNS, rows)) == []
    noted = register("设施月检表", COLUMNS, months("2025", 1, 3, 4, 5), notes=("2月停产,未检查",))
    assert skipped(noted) == []
    elsewhere = register("设施月检表", COLUMNS, months("2025", 1, 3, 4, 5), notes=("8月停产",))
    assert skipped(elsewhere) == [("2025-02",)]


def test_a_line_that_says_that_it_was_not_done_is_a_hole() -> None:
    rows = [*months("2025", 1, 3, 4, 5), ("2025-02", "—", "未检查")]
    assert skipped(register("设施月检表", COLUMNS, rows)) == [("2025-02",)]


def test_many_entries_a_month_are_another_kind_of_register() -> None:
    rows = [row for n in (1, 2, 4, 5, 6) for row in months("2025", n) * 4]
    assert skipped(register("货物检查登记", COLUMNS, rows)) == []


def test_what_was_cut_off_says_nothing() -> None:
    assert skipped(register("设施月检表", COLUMNS, months("2025", 4, 5, 7, 8), whole=False)) == []
