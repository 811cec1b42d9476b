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
    "years_3_plus": [
        "系统数据留满三年",
        "自结关起存5个会计年度",
        "retained for five (5) years",
        "kept 7 yrs",
        "保存36个月",
    ],
    "time_span": ["錄影留九十天", "存滿3個月", "kept for thirty days", "90 calendar days"],
    "checked_regularly": [
        "每半年对合作承运商遵守安全约定的情况开展一次抽查",
        "外包车队的安全状况由物流课稽核，一年至少两次",
        "Partners' security is reviewed at least yearly.",
        "Every two years the carrier's yard is visited.",
    ],
    "written_date": [
        "2023-05-03 完成",
        "Checked on 04.04.2023",
        "6月12日早班",
        "done 12 June",
        "113/05/08",
        "2023-11-08 13:30",
        "112/03/17(五)上午",
        "6月14号下班前",
        "于二〇二三年八月三日移交",
        "17.10.2023",
        "9 March 2023",
        "2024-05-08",
        "離職日 112/05/16",
        "8月7日",
        "6/12/24",
        "3 June 2023",
        "二〇二四年十月一日",
    ],
    "container_number": [
        "到空柜CSNU7712046",
        "TCLU 2219806",
        "unit MSKU 903441-7, door 6",
        "验了CBHU5567883一个柜",
        "MSCU 735190-2",
        "HLXU 614 220-9",
    ],
    "plate_number": [
        "干线车 鄂A·3D776 到站",
        "京A-88H21 21:07进站",
        "粤ZF·H32港",
        "粤B·D12047，白色",
        "來的是皮卡，苏E3N778",
    ],
    "in_and_out": [
        "04:35进，05:50出",
        "八点二十来，九点零五走",
        "入场10:15",
        "In 0945 / Out 1120",
        "came at 22:05 and left",
    ],
    "numbered_pass": ["阿军 37号牌", "绿马甲11号04:35发", "名札No.6 返却", "Badge 20418", "pass 12 back", "訪客證B-22"],
    "seen_by": ["老邵看的", "点检者：小川", "R. Delgado, Maintenance Lead", "checked on Monday by Mr. Fischer"],
    "document_numbered": [
        "报关单 222920240000451873",
        "合同 YT23-016",
        "Inv. 4471 / B/L EGLV0211",
        "MRN 24DE586600114432U1",
    ],
    "step_chain": [
        "收→扫→传→标→锁",
        "先停下来，再报给主管，改完让别人再看一遍",
        "Collect, sort, scan, number, shelve.",
    ],
    "pay_cut": ["谁做错扣谁五十", "错1票-2分", "季度奖清零", "two weeks unpaid"],
    "files_sampled": ["月底主管抽十袋", "随机抽30票", "pulls 20 import and 20 export files"],
    "counted_goods": ["领用两瓶", "冻存管 18支", "48 vials of plasma"],
    "standard_number": ["GB/T 3325—2017", "ASTM D4169", "JIS B 1521"],
    "manager_runs_area": ["刘总抓全面，周总管生产", "COO runs plants & trade", "Ms Tam looks after buying"],
    "function_in_charge": ["AEO资料归关务小徐管", "由财务和品管一起查", "Shipping dept compiles the file"],
    "clock_time": [
        "进厂：09:25",
        "上午十点二十进的门",
        "四点半走的",
        "皮卡6点45到",
        "out 10.50 am",
        "Drove off 3:09 PM",
    ],
    "customs_number": [
        "出口单 222920240000618825 等",
        "MRN 24DE485112345678B1",
        "手册C29083550012",
        "报关单222920240001183307",
        "Entry no. 231-4471902-8",
    ],
    "day_written": [
        "2024-05-08 王磊",
        "5月9号下午",
        "Reviewer P. Gomez 07/18",
        "12 Oct 2023, 0640 hrs",
        "二〇二三年三月十五日",
    ],
    "month_written": ["3月 海关新政", "Jan – valuation; Apr – seals"],
    "pieces_counted": ["家具散件312箱", "Wood toys, 1,200 sets", "毛豆 500g×20"],
    "documents_counted": ["去年一共报了23,418票", "Entries filed Jan–Dec: 41,205"],
    "order_number": ["WMZ-7790退回", "Order 5520: released", "预警#3307 面膜"],
    "waybill_number": ["HAWB 7718 scanned", "1Z-0917 clear", "运单EK5520项下货物"],
    "named_speaker": ["许经理讲的", "韩梅开讲", "3 Nov, by Mr. Fung", "Led by R. Alvarez"],
}
AGAINST = {
    "day_written": ["净重12.5公斤", "比例1/3", "every month of the year", "三年以上"],
    "month_written": ["保存12个月", "The margin is low"],
    "plate_number": ["苏州工厂", "京ABC公司", "皖南仓库", "京东", "苏州", "川A"],
    "container_number": ["ABCD1234567", "TGHU638147200", "SKU12345", "ISO 17712", "CTPAT 2023"],
    "customs_number": [
        "手册由关务保管",
        "电话13912345678",
        "entry forms are checked",
        "电话 13800138000",
        "91320594MA1ABCDE5X",
    ],
    "pieces_counted": ["每周3次", "第5件事以后", "2 lines running"],
    "documents_counted": ["五份报告", "3单位"],
    "order_number": ["order of the day", "订单由仓库申请"],
    "waybill_number": ["快件申报由专人操作", "the hawser"],
    "named_speaker": ["经理应当讲究卫生", "by email", "课长讲话后散会"],
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
    "years_3_plus": [
        "2023年新建仓库",
        "每三年复评一次",
        "第五年起",
        "保存两年",
        "二〇二三年",
        "kept for two years",
        "1 year",
    ],
    "time_span": ["厂区有三道门", "The first day of the drill", "本年度"],
    "checked_regularly": [
        "公司应当与合作方建立长期关系，每年召开一次供应商大会。",
        "检查表存放于门卫室。",
        "The annual dinner is held in May.",
    ],
    "written_date": [
        "版本2.1.3",
        "每年6月更新",
        "The index is 3.5.",
        "表单 2023-118-7",
        "第6月份",
        "version 3.10.1.4",
        "ratio 3/9",
        "Form HR-2023-11",
        "每月10日前",
        "版本 3.2.1 的说明",
        "共12个月",
        "第十二条",
        "and/or 24/7",
    ],
    "in_and_out": ["异常单QR-113-07：出口重量误植", "3点进行检查", "进入厂区须登记", "in and out of the gate"],
    "numbered_pass": ["身份证号3205", "车牌12345", "访客证共制作50张", "badges must be worn"],
    "seen_by": ["检查的时间", "看的是单证", "The building was completed in 1998."],
    "document_numbered": ["报关单应归档。", "The invoice shall be checked.", "the PO is kept for 5 years"],
    "step_chain": ["总经理→副总", "先生您好", "The guard checks the seal."],
    "pay_cut": ["扣除包装重量", "3-5分钟", "The pay office is closed."],
    "files_sampled": ["每票资料归档", "抽烟处", "Files are kept in two rooms."],
    "counted_goods": ["五个为什么", "三年以上", "ten years"],
    "standard_number": ["标准作业", "the standard is met"],
    "manager_runs_area": ["总经理管理规定", "The director signs the plan."],
    "function_in_charge": ["归档由专人负责", "The quality of goods"],
    "clock_time": ["比例为1:100", "十点检查法", "七点检查", "版本 2.10", "The ratio is 1:5."],
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
