"""A form that asks for a day and a name and was given neither is no record; one entry makes it one."""

from __future__ import annotations

import io

import openpyxl
import pytest

from evidence_check import documents, registry
from evidence_check.matching.gates import compile_gates
from evidence_check.matching.match import Matcher
from evidence_check.matching.unfilled import is_unfilled
from evidence_check.matching.vocabulary import Vocabulary

Rows = list[tuple[str | None, ...]]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    loaded = registry.load()
    return Matcher(Vocabulary(loaded, ("2022-common",)), compile_gates(loaded))


def unfilled(matcher: Matcher, rows: Rows) -> bool:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for cells in rows:
        book.active.append(cells)
    book.save(out)
    return is_unfilled(matcher.read(documents.read(out.getvalue(), "表.xlsx")))


PARTNER: Rows = [
    ("被检查单位：", None, "检查日期：", None),
    ("序号", "检查项", "符合/不符合", "说明"),
    ("1", "围墙与门岗", None, None),
    ("2", "封条管理", None, None),
    ("检查人签字：", None, "被检查方签字：", None),
]
LOADING: Rows = [
    ("监装记录表",),
    ("订单号", None, "柜号", None),
    ("日期", None, "开始/结束", None),
    ("空柜照片", "□", "满柜照片", "□"),
    ("监装员签名", None),
]
PATROL: Rows = [
    ("建筑物巡检表",),
    ("表号：FM-05", "巡检月份：____年__月", "巡检人：______"),
    ("序", "部位", "查看内容", "正常", "异常"),
    ("1", "围墙东段", "裂缝", None, None),
    ("2", "仓库门", "门扇、铰链", None, None),
]
KEYS: Rows = [("钥匙发放簿",), ("钥匙号", "门", "领用人", "领用日期", "归还日期")]
ENGLISH: Rows = [
    ("Container inspection sheet",),
    ("Date:", None, "Container:", None),
    ("Front wall", None, "Left side", None),
    ("Inspector signature", None),
]


def with_value(rows: Rows, row: int, column: int, value: str) -> Rows:
    filled = [list(cells) + [None] * (column + 1 - len(cells)) for cells in rows]
    filled[row][column] = value
    return [tuple(cells) for cells in filled]


@pytest.mark.parametrize("rows", [PARTNER, LOADING, PATROL, KEYS, ENGLISH])
def test_a_form_without_an_entry_is_unfilled(matcher: Matcher, rows: Rows) -> None:
    assert unfilled(matcher, rows)


@pytest.mark.parametrize(
    "rows",
    [
        with_value(PARTNER, 0, 3, "2024-05-06"),
        with_value(PARTNER, 2, 2, "√"),
        with_value(LOADING, 1, 1, "SO240117"),
        with_value(LOADING, 2, 3, "9:10"),
        with_value(LOADING, 2, 1, "8.3"),
        with_value(PATROL, 3, 3, "☑"),
        [*KEYS, ("K-01", "一号库", "王强", "2024年3月", "")],
        with_value(ENGLISH, 1, 1, "12 Mar 2024"),
        with_value(ENGLISH, 1, 1, "5 March"),
        [("2024年3月访客登记表",), ("来访日期", "姓名", "单位", "被访人"), ("3/5", "王五", "快运站", "李四")],
        [("集装箱检查表",), ("日期", "前壁", "地板", "检查人签名"), ("3月5日", "好", "好", "")],
        [("2024年3月5日演练签到表",), ("时间", "地点", "签名"), ("上午", "一楼", "")],
        with_value(LOADING, 4, 1, "张卫国"),
        [("钥匙领用单",), ("领用人：张三", None, "日期：3月5日", None)],
        with_value(PARTNER, 2, 2, "○"),
        [("员工名册",), ("姓名", "部门", "岗位"), ("王强", "关务部", "经理"), ("李娜", "仓储部", "仓管")],
        [("门岗须知",), ("来人先登记，再由被访部门的人到门口接，陪着进去，陪着出来，不许让来人一个人走动。",),
         ("外面的车只能停在门口右边第一排，司机不许离开车，货卸完以后由仓管员签字，门岗核对以后才能放行出厂。",),
         ("日期和姓名都要写清楚，字迹潦草的门岗有权要求重写，登记簿用完交行政部保管三年，不得自行处理掉。",)],
    ],
)  # fmt: skip
def test_one_entry_a_list_of_people_or_rules_are_not(matcher: Matcher, rows: Rows) -> None:
    assert not unfilled(matcher, rows)


def test_the_date_of_the_form_itself_is_no_entry(matcher: Matcher) -> None:
    control = ("主管部门", "物流课", "制订日", "2023年3月1日")
    assert unfilled(matcher, [LOADING[0], control, *LOADING[1:]])
