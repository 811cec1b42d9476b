"""One person may be written in two ways; who counts him sees to it that nobody else is meant."""

import pytest

from evidence_check.spellings import holds, other_spelling
from tests.builders import enterprise
from tests.test_persons import judge


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Dr. Henrik Dallmann", "H. Dallmann"),
        ("王建国", "Wang Jianguo"),
        ("罗志强 (Henry Lo)", "Henry Lo"),
        ("Lo Chi Keung", "LO Chi Keung, Henry"),
        ("Park Min-jun", "Min Jun Park"),
        ("John P. Smith", "John Smith"),
        ("王建国", "王建国先生"),
    ],
)
def test_titles_order_initials_and_script_are_one_name(name: str, other: str) -> None:
    assert other_spelling(name, other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("王建国", "王建囯"),
        ("王建国", "Wang J. G."),
        ("John Smith", "Jane Smith"),
        ("Lo Chi Keung", "Mr Lo"),
        ("王强", "王刚"),
    ],
)
def test_a_slip_or_a_surname_is_not(name: str, other: str) -> None:
    assert not other_spelling(name, other)


def test_a_name_in_two_scripts_gives_either() -> None:
    assert holds("罗志强 (Henry Lo)", "罗志强") and not holds("罗志强", "Henry Lo")


def test_another_spelling_counts_and_a_person_should_look() -> None:
    owner = enterprise(
        certification="renewal", certified_since="2025-01", people={"customs_manager": "Dr. Henrik Dallmann"}
    )
    judged = judge(owner, ("2025-03-01", "H. Dallmann"), ("2025-09-01", "Henrik Dallmann"))
    assert judged.result.coverage == "present" and judged.doubtful


def test_initials_that_two_may_bear_do_not_count() -> None:
    owner = enterprise(
        certification="renewal", certified_since="2025-01", people={"customs_manager": "Henrik Dallmann"}
    )
    judged = judge(owner, ("2025-03-01", "H. Dallmann"), ("2025-09-01", "Hans Dallmann"))
    assert judged.result.persons == {"Henrik Dallmann": {"2025": 0}}
