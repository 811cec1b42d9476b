"""The rhythm of a register: which stretch a cell names, what is skipped, what is no hole."""

import pytest

from evidence_check.findings.idle_months import idle_months
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


@pytest.mark.parametrize(
    ("note", "named"),
    [
        ("2024年1月至3月停产检修", "2024-1 2024-2 2024-3"),
        ("2024年1-3月停产", "2024-1 2024-2 2024-3"),
        ("2024.1~3月停产", "2024-1 2024-2 2024-3"),
        ("2024-01 to 2024-03 shutdown", "2024-1 2024-2 2024-3"),
        ("2023年12月15日到2024年2月3日停产", "2023-12 2024-1 2024-2"),
        ("2023年十一月至1月停产", "2023-11 2023-12 2024-1"),
        ("十一月、十二月停产", "-11 -12"),
        ("closed for shutdown in february and august 2024", "2024-2 2024-8"),
        ("closed in february 2023 and august 2024", "2023-2 2024-8"),
        ("closed from nov. 2023 to jan 2024", "2023-11 2023-12 2024-1"),
        ("closed from nov to jan 2024", "2023-11 2023-12 2024-1"),
        ("plant holiday may to july 2024", "2024-5 2024-6 2024-7"),
        ("the plant may be closed", ""),
        ("2023年2月及8月停产", "2023-2 2023-8"),
        ("1、2月停产", "-1 -2"),
        ("2024年春节放假", "2024-1 2024-2"),
        ("停产3个月", ""),
    ],
)
def test_a_line_excuses_the_months_that_it_names(note: str, named: str) -> None:
    assert {f"{year}-{month}" for year, month in idle_months(note)} == set(named.split())


def test_a_line_excuses_no_other_year_and_all_of_a_range() -> None:
    rows = [*months("2023", 9, 10, 11, 12), *months("2024", 1, 3, 4, 5)]
    assert skipped(register("设施月检表", COLUMNS, rows, notes=("2023年2月及8月停产",))) == [("2024-02",)]
    assert skipped(register("设施月检表", COLUMNS, rows, notes=("2024年1月至3月停产检修",))) == []
    assert skipped(register("Monthly fence check", COLUMNS, rows, notes=("closed in february and august 2024",))) == []
