"""The lexicon's patterns find what is said in open classes, and stay silent on what only looks alike."""

import re

import pytest

from evidence_check import registry
from evidence_check.matching.cues import is_pattern
from evidence_check.text import normal

FOR = {
    "post_in_charge": [
        "仓储组负责，组长关岳松总管。",
        "档案由综合部行政岗登记保管。",
        "归口部门：总务课（文控）",
        "來客事務歸警衛室主管。",
        "The logistics department is responsible for the archive.",
        "Responsibility for the register lies with the security manager.",
    ],
    "post_does": [
        "安全岗每天开门锁门、排班、带队巡查、报修",
        "仓管员于当日下班前核对库存",
        "课长收到通知后，逐项确认并签名。",
        "The shift supervisor checks the seal log before leaving.",
    ],
    "within_period": ["放行之日起十五日内交齐", "3个工作日内归档", "T+1 上传", "within five working days of release"],
    "regularly": ["每季度抽看一次", "一年不少于2次", "半年至少2次", "at least twice a year", "reviewed annually"],
    "kept_for_years": ["货物出库后放五年", "保存期限为3年", "長期保存，不銷毀", "are retained for at least five years"],
    "filed_papers": [
        "签到、讲义由安全岗整理，年末移交综合部档案柜",
        "巡查表按月装订存档",
        "Visitor logs are archived in the gatehouse",
    ],
    "time_span": ["錄影留九十天", "存滿3個月", "kept for thirty days", "90 calendar days"],
    "checked_regularly": [
        "每半年对合作承运商遵守安全约定的情况开展一次抽查",
        "外包车队的安全状况由物流课稽核，一年至少两次",
        "Partners' security is reviewed at least yearly.",
        "Every two years the carrier's yard is visited.",
    ],
    "clock_time": [
        "进厂：09:25",
        "上午十点二十进的门",
        "四点半走的",
        "皮卡6点45到",
        "out 10.50 am",
        "Drove off 3:09 PM",
    ],
    "calendar_date": ["2024-05-08", "離職日 112/05/16", "8月7日", "6/12/24", "3 June 2023", "二〇二四年十月一日"],
    "chinese_plate": ["粤B·D12047，白色", "來的是皮卡，苏E3N778"],
    "iso_container_number": ["验了CBHU5567883一个柜", "MSCU 735190-2", "HLXU 614 220-9"],
    "declaration_number": ["出口单 222920240000618825 等", "MRN 24DE485112345678B1"],
}
AGAINST = {
    "post_in_charge": [
        "本办法自发布之日起施行。",
        "货物到港后三天没动的写进晨会清单",
        "管制区域入口张贴标识",
        "The van is parked in front.",
    ],
    "post_does": ["本公司位于江苏省连云港市。", "为加强管理，特制定本办法。", "The office is closed on Sundays."],
    "within_period": ["公司成立于2015年", "共有三个仓库", "The warehouse has two doors."],
    "regularly": ["2023年新建仓库一座", "第一次会议", "The yearbook of the company"],
    "kept_for_years": ["公司已经营五年", "货物存放于A区", "The store opened five years ago."],
    "filed_papers": ["文件编号：QP-01", "The logo is blue."],
    "time_span": ["厂区有三道门", "The first day of the drill", "本年度"],
    "checked_regularly": [
        "公司应当与合作方建立长期关系，每年召开一次供应商大会。",
        "检查表存放于门卫室。",
        "The annual dinner is held in May.",
    ],
    "clock_time": ["比例为1:100", "十点检查法", "七点检查", "版本 2.10", "The ratio is 1:5."],
    "calendar_date": ["每月10日前", "版本 3.2.1 的说明", "共12个月", "第十二条", "and/or 24/7"],
    "chinese_plate": ["京东", "苏州", "川A"],
    "iso_container_number": ["SKU12345", "ISO 17712", "CTPAT 2023"],
    "declaration_number": ["电话 13800138000", "91320594MA1ABCDE5X"],
}


def _patterns(concept: str) -> list[re.Pattern[str]]:
    return [re.compile(form[1:-1]) for form in registry.load().concepts[concept] if is_pattern(form)]


@pytest.mark.parametrize(("concept", "text"), [(key, text) for key, texts in FOR.items() for text in texts])
def test_a_pattern_finds(concept: str, text: str) -> None:
    assert any(pattern.search(normal(text)) for pattern in _patterns(concept))


@pytest.mark.parametrize(("concept", "text"), [(key, text) for key, texts in AGAINST.items() for text in texts])
def test_a_pattern_stays_silent(concept: str, text: str) -> None:
    assert not any(pattern.search(normal(text)) for pattern in _patterns(concept))


def test_no_pattern_takes_long_on_a_hostile_line() -> None:
    lines = ["部" * 3000, "负责，" * 1500, "每" * 3000, "manager " * 600, "within " * 600, "记录" * 2000]
    for concept in FOR:
        for pattern in _patterns(concept):
            for line in lines:  # bounded gaps: the work grows with the line, not with its square or worse
                assert sum(1 for _ in pattern.finditer(line)) <= len(line)
