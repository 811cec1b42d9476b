"""What a finding says of a file is heeded: a paper on another subject under a fitting title counts for nothing."""

from __future__ import annotations

import io

import openpyxl
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


REGISTERS = {
    "访客登记表": [
        ("姓名", "单位", "事由", "接待人", "离开时间"),
        ("王五", "绿源蔬菜", "食堂送菜", "李四", "10:20"),
        ("赵六", "宏达维修", "宿舍维修", "李四", "11:05"),
        ("孙七", "快运物流", "提货", "周八", "15:40"),
    ],
    "钥匙台账": [
        ("编号", "位置", "保管", "日期"),
        ("K1", "仓库", "张三", "2024-03-01"),
        ("K2", "食堂", "李四", "2024-03-01"),
        ("K3", "宿舍", "王五", "2024-03-01"),
        ("K4", "档案室", "赵六", "2024-03-02"),
        ("K5", "成品库", "钱七", "2024-03-02"),
    ],
    "监控点位表": [
        ("编号", "位置", "状态"),
        *((f"C{n}", place, "正常") for n, place in enumerate(("大门", "食堂门口", "宿舍楼", "月台", "围墙东"))),
    ],
    "Visitor log": [
        ("Name", "Company", "Reason", "Seen by", "Date"),
        ("A. Brown", "Fresh Foods", "canteen delivery", "Lee", "2024-03-01"),
        ("C. Davis", "Bean Service", "coffee machine repair", "Lee", "2024-03-02"),
        ("E. Fox", "Fast Freight", "pick up of cargo", "Wong", "2024-03-03"),
        ("G. Hall", "Quick Trucks", "delivery of parts", "Wong", "2024-03-03"),
        ("I. Jones", "Audit House", "year-end count", "Chan", "2024-03-04"),
    ],
}


@pytest.mark.parametrize("title", REGISTERS)
def test_a_register_that_names_a_canteen_among_its_places_is_none_on_canteens(examiner: Examiner, title: str) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for cells in [(title,), *REGISTERS[title]]:
        book.active.append(cells)
    book.save(out)
    assert examiner.examine(out.getvalue(), f"{title}.xlsx").role.name == "record"


def test_a_drill_that_empties_the_dormitory_is_no_paper_on_dormitories(examiner: Examiner) -> None:
    lines = [
        "应急演练记录",
        "2024年6月3日，危机处置演练：仓库火警。",
        "警报响后，宿舍、食堂和车间人员沿绿色通道走到南门空地。",
        "保安清点人数，少一人，五分钟后在食堂后厨找到。",
        "仓管员切断电源，货物无损失，单证箱由关务带出。",
        "总结：广播听不清，改进措施是加装喇叭。",
    ]
    assert examiner.examine("\n".join(lines).encode(), "应急演练记录.txt").role.name != "decoy"
