"""What must not count: negations, plans, quotations; and what a title says of a document."""

import pytest

from evidence_check import registry
from evidence_check.matching.gates import Gates, compile_gates
from evidence_check.text import normal


@pytest.fixture(scope="module")
def gates() -> Gates:
    return compile_gates(registry.load())


@pytest.mark.parametrize(
    ("title", "role", "mark"),
    [
        ("访客管理办法", "written_system", None),
        ("访客管理制度（附登记表）", "written_system", None),
        ("访客管理办法执行情况检查记录", "record", None),
        ("手册平衡复核表（汇总）", "record", None),
        ("电子账册核销台账", "record", None),
        ("加工贸易手册管理规定", "written_system", None),
        ("员工手册", "written_system", None),
        ("Visitor Log 2025", "record", None),
        ("Seal Control Procedure", "written_system", None),
        ("AEO高级认证自评表", "decoy", "self_assessment"),
        ("2026年度培训计划", "record", "plan"),
        ("突发事件应急预案", "written_system", None),
        ("运输服务合同", "contract", None),
        ("2025年度审计报告", "certificate", None),
        ("封条管理办法（已作废）", "superseded", None),
        ("作废_封条管理办法", "superseded", None),
    ],
)
def test_a_title_tells_the_role(gates: Gates, title: str, role: str, mark: str | None) -> None:
    rule = gates.title_rule(title)
    assert rule is not None
    assert (rule.role, rule.mark) == (role, mark)


@pytest.mark.parametrize(
    ("sentence", "mood"),
    [
        ("公司尚未建立禁止类产品审查制度。", "negated"),
        ("目前没有书面的封条管理规定", "negated"),
        ("The procedure has not been established.", "negated"),
        ("三、发现：商检台账未见不合格品去向栏。", "negated"),
        ("抽查2024年记录，未见封条领用登记", "negated"),
        ("访客登记存在漏登", "negated"),
        ("档案室未指定专人", "negated"),
        ("电脑安全的课今年还没上过", "negated"),
        ("No log of visitors was kept in 2024.", "negated"),
        ("The seal register was not available.", "negated"),
        ("计划于明年上半年建立访客制度", "planned"),
        ("A visitor procedure is being drafted.", "planned"),
        ("保安负责核对证件", "normative"),
        ("Guards must check the badge.", "normative"),
        ("【公司名称】封条管理办法", "placeholders"),
    ],
)
def test_the_mood_of_a_sentence_is_told(gates: Gates, sentence: str, mood: str) -> None:
    assert mood in gates.moods(normal(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "审计组应制定年度审计计划并报总经理批准。",
        "未经许可人员不得进入仓库。",
        "Staff without a badge must not enter.",
        "检查中未见异常，记录存档。",
        "箱体未见破损、夹层。",
        "缺少签字的单据退回重填。",
        "资料不全的退回经办人补齐。",
    ],
)
def test_a_rule_is_not_taken_for_a_plan_or_a_gap(gates: Gates, sentence: str) -> None:
    assert not gates.moods(normal(sentence)) & {"negated", "planned"}


def test_the_standards_own_words_are_a_quotation_and_an_own_rule_is_not(gates: Gates) -> None:
    standard = "对单证存放区域和货物、物品装卸、仓储区域等实施受控进入管理，明确标识受控区域。"
    assert gates.quotation(normal(standard)) > 0.9
    assert gates.quotation(normal("档案室和成品仓加装刷卡门，门上贴红底白字的限制区标牌。")) < 0.2


@pytest.mark.parametrize(
    ("title", "role", "mark"),
    [
        ("来客登录手顺书", "written_system", None),
        ("门卫交接条例", "written_system", None),
        ("装柜作业标准书", "written_system", None),
        ("Seal Playbook", "written_system", None),
        ("封签领用底账", "record", None),
        ("巡更打卡导出", "record", None),
        ("教育履历", "record", None),
        ("Gate log export", "record", None),
        ("AEO高级认证宣贯材料", "decoy", "self_assessment"),
        ("海关法规培训课件", "decoy", "self_assessment"),
        ("高认条款对标清单", "decoy", "self_assessment"),
        ("AEO gap assessment", "decoy", "self_assessment"),
        ("访客登记簿（样张）", "decoy", "template"),
        ("访客办法_归档旧版", "superseded", None),
        ("门禁改造排期", "record", "plan"),
        ("security roadmap and backlog", "record", "plan"),
        ("关务周会记录", "record", "minutes"),
        ("海关法规宣贯签到表", "record", None),
        ("过期文件处理规定", "written_system", None),
    ],
)
def test_titles_of_other_registers_tell_the_role(gates: Gates, title: str, role: str, mark: str | None) -> None:
    rule = gates.title_rule(title)
    assert rule is not None
    assert (rule.role, rule.mark) == (role, mark)


@pytest.mark.parametrize(
    ("sentence", "mood"),
    [
        ("访客这块流程还没写，先凭经验。", "negated"),
        ("封条台账没建，靠口头说。", "negated"),
        ("备用机房尚无。", "negated"),
        ("Nothing in place for visitor passes.", "negated"),
        ("We have no key register.", "negated"),
        ("打算明年上人脸闸机", "planned"),
        ("周界报警已排期", "planned"),
        ("异地备份还在走流程", "planned"),
        ("门禁升级列入待办", "planned"),
        ("We intend to replace the fence; it is on the roadmap.", "planned"),
        ("讨论版，请提意见", "draft"),
    ],
)
def test_moods_of_other_registers_are_told(gates: Gates, sentence: str, mood: str) -> None:
    assert mood in gates.moods(normal(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "准备装货时先查柜体。",
        "未建档的供应商不得交易。",
        "每年下半年开展一次演练。",
        "列入计划的审计项目由稽核室实施。",
        "Contingency plans to respond to fire are tested yearly.",
        "Employees absent from training attend the next session.",
        "Considering the risk, seals are checked twice.",
    ],
)
def test_rules_of_other_registers_are_no_plans_or_gaps(gates: Gates, sentence: str) -> None:
    assert not gates.moods(normal(sentence)) & {"negated", "planned", "draft"}


@pytest.mark.parametrize(
    "row",
    [
        "综合速动比率\t待核数师确认",
        "录像保存天数\t待定\t",
        "Retention of recordings\tTBC",
        "Quick ratio\tawaiting the auditor",
    ],
)
def test_a_value_that_somebody_owes_is_no_value(gates: Gates, row: str) -> None:
    assert gates.owes(normal(row))


@pytest.mark.parametrize(
    "row",
    [
        "资产负债率\t43.3%\t负债/资产",
        "综合速动比率\t待核数师确认\t0.92",
        "录像保存天数\t90天",
        "待检区\t待检货物存放区，凭卡进入",
        "待定",
    ],
)
def test_a_row_that_says_something_owes_nothing(gates: Gates, row: str) -> None:
    assert not gates.owes(normal(row))
