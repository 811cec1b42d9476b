"""Wordings beyond the rules' own examples: each is remarked on, or rightly passed over."""

import pytest

from tests.findings.trial import Example, kinds

REMARKED: list[tuple[str, str | Example]] = [
    ("wrong_company", "本手册版权归宁波海达泵业有限公司所有，未经许可不得翻印。"),
    ("wrong_company", "各部门应按照宁波海达泵业有限公司《封条管理规定》执行。"),
    ("wrong_company", "进入宁波海达泵业有限公司厂区的车辆应当登记。"),
    ("wrong_company", "宁波海达泵业有限公司安全部负责检查。"),
    ("wrong_company", "Employees of Brightwell Pumps Ltd. must wear their badges."),
    ("placeholder", "本制度适用于xxx有限公司全体员工。"),
    ("placeholder", "为加强某某公司贸易安全，制定本程序。"),
    ("placeholder", "安全负责人：【姓名】，联系电话：【待填写】"),
    ("placeholder", "The procedure is owned by the [Department]."),
    ("placeholder", "本文件由＿＿＿＿部门负责解释。"),
    ("placeholder", "CCTV recordings are kept for at least ___ days."),
    ("placeholder", "This policy applies to <Company Name> and its subsidiaries."),
    ("placeholder", "保存期限为 XX 年。"),
    ("placeholder", "负责人：XXX，电话：XXXXXXXX"),
    ("placeholder", "本制度自    年   月   日起施行。"),
    ("placeholder", "生效日期：20××年×月×日"),
    ("planned_not_done", "公司拟在明年上半年引入集装箱七点检查表。"),
    ("planned_not_done", "钥匙管理制度正在起草中，预计2026年年底发布。"),
    ("planned_not_done", "目前暂未建立供应商年度评估机制。"),
    ("planned_not_done", "公司将于2027年3月建立商业伙伴评估制度。"),
    ("planned_not_done", "相关流程将在下一阶段逐步完善并形成书面制度。"),
    ("planned_not_done", "A written background check procedure is currently being drafted by HR."),
    ("planned_not_done", "We plan to introduce a seal register in 2027."),
    ("planned_not_done", "The CCTV system will be installed in Q2 2027."),
    ("planned_not_done", "内部审计制度有待建立。"),
    (
        "repealed_rule",
        {"text": "依据海关总署第237号令，结合公司实际制定。", "control": {"effective_date": "2024-01-01"}},
    ),
    (
        "repealed_rule",
        {"text": "根据《中华人民共和国海关企业信用管理暂行办法》制定。", "control": {"effective_date": "2024-01-01"}},
    ),
    (
        "repealed_rule",
        {
            "text": "编制依据：《海关认证企业标准》（海关总署公告〔2018〕177号）",
            "control": {"effective_date": "2024-01-01"},
        },
    ),
    ("repealed_rule", {"text": "根据《进出口关税条例》确定完税价格。", "control": {"effective_date": "2025-06-01"}}),
    ("repealed_rule", {"text": "公司按一般认证企业标准开展自查。", "control": {"effective_date": "2025-06-01"}}),
    (
        "repealed_rule",
        {
            "text": "In accordance with Customs Decree No. 237, the company keeps all records.",
            "control": {"effective_date": "2025-06-01"},
        },
    ),
]
PASSED_OVER: list[tuple[str, str | Example]] = [
    ("wrong_company", "公司使用SAP SE及用友网络科技股份有限公司的ERP系统。"),
    ("wrong_company", "集装箱在上海盛东国际集装箱码头有限公司提箱。"),
    ("wrong_company", "本公司系恒锐控股集团有限公司全资子公司。"),
    ("wrong_company", "门禁设备型号为杭州海康威视数字技术股份有限公司DS-K1T。"),
    ("wrong_company", "财务报表每年经江苏公信会计师事务所审计。"),
    ("wrong_company", "主要客户包括西门子（中国）有限公司。"),
    ("wrong_company", "公司投保于中国人民财产保险股份有限公司苏州分公司。"),
    ("wrong_company", "GPS监控平台为深圳北斗位置服务股份有限公司开发的“途安”系统。"),
    ("wrong_company", "Goods are shipped via Shanghai International Port Group Co., Ltd. terminals."),
    ("wrong_company", "The auditor is Harbour CPA Limited."),
    ("wrong_company", "危险废物交由江苏绿源环保科技有限公司处置。"),
    ("wrong_company", "食堂由苏州美味餐饮管理有限公司承包。"),
    ("placeholder", "（公司名称变更时，应当在30日内办理备案变更。）"),
    ("placeholder", "【注意】严禁烟火。"),
    ("placeholder", "日期格式统一为YYYY-MM-DD。"),
    ("placeholder", "编号由部门代码-20XX-流水号组成。"),
    ("placeholder", "封条号码由四位字母XXXX和七位数字组成。"),
    ("placeholder", "尺寸为120×80×60厘米。"),
    ("placeholder", "3×8小时轮班"),
    ("placeholder", "申请人签字：________ 部门经理签字：________"),
    ("placeholder", "本制度附件：①访客登记表②XX"),
    ("planned_not_done", "部门应当于每年一月制定年度培训计划。"),
    ("planned_not_done", "发现供应商未建立安全制度的，取消其资格。"),
    ("planned_not_done", "待集装箱封条验证无误后，方可放行。"),
    ("planned_not_done", "将检查结果登记于台账。"),
    ("planned_not_done", "计划员根据订单编制生产计划。"),
    ("planned_not_done", "预计到港时间由货代在三日前通知。"),
    ("planned_not_done", "尚未办结的手册由关务部建立台账跟踪。"),
    ("planned_not_done", "凡尚未签订保密协议的人员不得接触数据。"),
    ("planned_not_done", "A corrective action plan will be prepared by the department within ten days."),
    ("planned_not_done", "The list will be issued by the end of each month."),
    ("planned_not_done", "新系统上线前应当进行测试，测试方案由信息部编制。"),
    ("planned_not_done", "公司将建立健全贸易安全制度作为首要任务。"),
    ("planned_not_done", "审计结果将于次年1月形成书面报告。"),
    ("repealed_rule", {"text": "质量记录依据公司〔2018〕177号文执行。", "control": {"effective_date": "2024-01-01"}}),
    ("repealed_rule", {"text": "根据海关总署公告2022年第106号制定。", "control": {"effective_date": "2024-01-01"}}),
    (
        "repealed_rule",
        {
            "text": "根据《中华人民共和国关税法》《中华人民共和国民法典》制定。",
            "control": {"effective_date": "2025-01-01"},
        },
    ),
    (
        "repealed_rule",
        {
            "text": "2021年11月前，企业分为高级认证企业、一般认证企业，现已取消。",
            "control": {"effective_date": "2025-01-01"},
        },
    ),
    ("repealed_rule", {"text": "合同法务部负责审核合同。", "control": {"effective_date": "2025-01-01"}}),
    ("repealed_rule", {"text": "根据《反垄断法》及合同规定执行。", "control": {"effective_date": "2025-01-01"}}),
]


@pytest.mark.parametrize(("kind", "example"), REMARKED)
def test_another_wording_of_the_same_fault_is_remarked_on(kind: str, example: str | Example) -> None:
    assert kinds(example) == {kind}


@pytest.mark.parametrize(("kind", "example"), PASSED_OVER)
def test_a_sentence_that_only_looks_like_a_fault_is_passed_over(kind: str, example: str | Example) -> None:
    assert kind not in kinds(example)
