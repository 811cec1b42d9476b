"""Names are matched with care: the same counts, the nearly same is shown, another person's is neither."""

import pytest

from evidence_check.names import near_miss, same_name


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("王建国", "王建囯"),
        ("王建国", "王健国"),
        ("顾清", "顾青"),
        ("王建国", "Wang Jianguo"),
        ("王建国", "Jianguo WANG"),
        ("王建国", "Wang J. G."),
        ("欧阳文静", "Ouyang Wenjing"),
        ("曾毅", "Zeng Yi"),
        ("吕强", "Lv Qiang"),
        ("Wei Zhang", "Zhang Wei"),
        ("Katherine Lee", "Katharine Lee"),
        ("Zhang Wei", "张伟"),
    ],
)
def test_what_may_be_meant_for_a_name_is_a_near_miss(name: str, other: str) -> None:
    assert near_miss(name, other) and not same_name(name, other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("王强", "王刚"),
        ("王建国", "李建华"),
        ("王建国", "王建"),
        ("王建国", "Wang"),
        ("王建国", "Wang Jun"),
        ("王建国", "仓储部"),
        ("Wei Zhang", "Wei Zhao"),
        ("王建国", ""),
    ],
)
def test_another_name_is_no_near_miss(name: str, other: str) -> None:
    assert not near_miss(name, other)


@pytest.mark.parametrize(("name", "other"), [("王建国", "王 建 国"), ("李伟", "李　伟"), ("Li Wei", "LI WEI")])
def test_the_same_name_is_no_near_miss(name: str, other: str) -> None:
    assert same_name(name, other) and not near_miss(name, other)
