"""What a finding says of a file is heeded: a paper on another subject under a fitting title counts for nothing."""

from __future__ import annotations

import pytest

from evidence_check import registry
from evidence_check.examine import Examiner

CARS = """运输工具安全管理制度
一、公司小车由行政部派车，用车申请提前一天交。
二、油卡由会计管，加油凭票报销，一车一卡。
三、违章罚款由驾驶人自己承担。
四、车子晚上停公司车棚，钥匙挂门卫。
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


BOARDS = """双11大促BI看板使用培训签到表
时间：8月15日 14:00　讲师：数据产品部　地点：会议室
方小满：已开看板权限。
倪可：已开看板权限。
俞乐天：已开看板权限。
议程：看板入口、报表筛选、导出数据、答疑。
"""
SECRETS = """信息安全与看板使用培训签到表
时间：8月15日 14:00　讲师：信息部　地点：会议室
参加人：方小满、倪可、俞乐天，均已开看板权限。
议程：密码怎么设、钓鱼邮件怎么认、看板数据不得外传。
"""


@pytest.mark.parametrize(("text", "role"), [(BOARDS, "decoy"), (SECRETS, "record")])
def test_a_files_name_is_believed_only_if_the_papers_own_title_does_not_contradict_it(
    examiner: Examiner, text: str, role: str
) -> None:
    assert examiner.examine(text.encode(), "信息安全培训签到_202408.txt").role.name == role
