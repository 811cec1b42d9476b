"""What a finding says of a file is heeded: a paper on another subject under a fitting title counts for nothing."""

from __future__ import annotations

import pytest

from evidence_check import registry
from evidence_check.examine import Examiner

CARS = """运输工具安全管理制度
一、公司小车由行政部派车，用车申请提前一天交。
二、油卡由会计管，加油凭票报销，一车一卡。
三、违章罚款由驾驶人自己承担。
四、车子晚上停公司车棚，离车要锁门，钥匙挂门卫。
五、轮胎、刹车每季度保养一次，费用从行政费里出。
"""
CARGO = """运输工具安全管理制度
一、装运进出口货物的货车进厂，仓管员先看驾驶室、车厢和底盘，有夹带的不许装货。
二、油卡由会计管，轮胎、刹车每季度保养一次。
三、货车途中停车，司机不得离开；夜间停放在有围墙和看守的场地，离车要锁门、拔钥匙。
"""


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    return Examiner(registry.load(), ("2022-common",))


def test_a_paper_on_another_subject_is_a_decoy_and_none_of_its_matches_counts(examiner: Examiner) -> None:
    found = examiner.examine(CARS.encode(), "运输工具安全管理制度.txt")
    assert found.role.name == "decoy"
    assert found.matches
    assert all(match.refused for match in found.matches)


def test_a_paper_on_the_right_subject_counts_though_it_speaks_of_fuel_cards(examiner: Examiner) -> None:
    found = examiner.examine(CARGO.encode(), "运输工具安全管理制度.txt")
    assert found.role.name == "written_system"
    assert any(not match.refused and match.elements for match in found.matches)
