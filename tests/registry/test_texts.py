"""Each class of defect of the sources: the text comes out whole, and nothing else is changed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from evidence_check.model import Clause, Registry
from evidence_check.resources import standards_dir

Get = Callable[[str], Clause]


@pytest.mark.parametrize(
    ("clause_id", "text"),
    [
        # spaces that line wraps left inside words
        ("2022-common/10", "建立并执行对进出口活动的内部审计制度。"),
        ("2022-common/15", "企业法定代表人、主要负责人、财务负责人、关务负责人 1 年内未因故意犯罪受过刑事处罚。"),
        # punctuation as printed
        ("2022-common/26", "被海关责令限期改正, 但逾期不改正。"),
        # several clauses in one cell
        ("2022-common/35", "车辆、人员进出企业的出入口配备人员驻守。仅允许经正确识别和授权的人员、车辆和货物进出。"),
        ("2018-general-common/19.2", "上年度以及本年度1月至上月滞纳税款报关单率不超过5%。"),
        ("2018-advanced-broker/14.2", "运输工具存储：运输工具要停放在安全的区域，以防止未经许可的进入或者其他损害，"
         "有报告和解决未经许可擅自进入或者损害的程序。"),
        # shifted cells
        ("2018-advanced-common/4.5", "建立企业认证的书面或者电子资料的专门档案。"),
        ("2018-advanced-common/5", "建立进出口活动的流程管理制度。"),
        ("2018-general-common/10.3", "对违反信息安全管理造成损害的行为应当予以责任追究。"),
        ("2018-advanced-trader/6.2", "进出口活动主要环节在系统中能够实现流程检索、跟踪。"),
        ("2018-general-trader/6.4", "1年内进口商未列入海关总署进口食品不良记录名单。"),
        # an unnumbered requirement below an unnumbered preamble
        ("2018-general-trader/8", "在合同、协议或者其他书面资料中要求商业伙伴按照本认证标准优化和完善贸易安全管理。"),
        # a decimal that is no clause number, a two-digit number
        ("2018-advanced-common/21.10", "属于中国外贸出口先导指数样本企业的，"
         "1年内填报问卷及时率在90%以上、问卷答案与出口增速的吻合度在0.3以上的；"
         "属于进口货物使用去向调查样本企业、其他统计专项调查样本企业的，1年内填报问卷及时率和复核准确率在90%以上。"),
        # text as the source prints it, even where words were lost
        ("2018-advanced-common/10", "建立信息系统的管理制度,数据存储3年以上。"),
        # bullets
        ("2022-common/13", "企业应当提供财务状况相关证明，可选择以下任一方式： ◎ 提供会计师事务所审计报告。 "
         "◎ 企业的 ERP 系统已与海关对接的，提供资产负债表。"),
    ],
)  # fmt: skip
def test_chinese_text_is_the_sources_own(clause: Get, clause_id: str, text: str) -> None:
    assert clause(clause_id).text.zh == text


@pytest.mark.parametrize(
    ("clause_id", "beginning", "end"),
    [
        ("2022-common/3", "Establish and implement a system for review", "or entrustment of declaration."),
        ("2022-common/7", "Establish an information system", "can be mutually verified. ."),
        ("2022-common/9", "Establish and implement an information security", "to prevent information loss, and be "
         "responsible for violations of the information security management system that cause damage. pursue."),
        ("2022-common/28", "The declaration of tax-related elements", "is not standardized."),
        ("2022-common/34", "Enterprise business premises must have sufficient lighting, including the", "etc."),
        ("2022-common/35", "Personnel will be stationed", "vehicles and goods are allowed in and out."),
        ("2022-common/41", "Implement visitor entry", "controlled areas of the company."),
        ("2022-common/47", "The arriving goods and items", "or other confirmation measures shall be implemented."),
        ("2022-common/48", "In the event of overflowing", "must be taken."),
        ("2022-common/50", "a management system to ensure the integrity", "within its supply chain ."),
        ("2022-common/53", "Ensure that drivers", "goods, and items."),
        ("2022-specific/1", "Internally review", "documents and information."),
        ("2022-specific/10.1", "There is no customs administrative penalty exceeding RMB 10,000", "within one year."),
        ("2022-specific/30", "Establish and implement a system for reasonable review",
         "through the foreign trade comprehensive service platform. Monitoring of trade authenticity."),
    ],
)  # fmt: skip
def test_english_text_is_joined_and_numbered_again(clause: Get, clause_id: str, beginning: str, end: str) -> None:
    text = clause(clause_id).text.en or ""
    assert text.startswith(beginning)
    assert text.endswith(end)


def test_no_markup_and_no_number_is_left_in_any_text(texts: Registry) -> None:
    for standard in texts.standards:
        for one in standard.clauses:
            for text in (one.text.zh, one.text.en, one.display.zh, one.display.en):
                assert not re.search(r"</?p>|<b>|<ul|\*\*|\t|\s{2}|^[(（]\d+[)）]", text or ""), (one.id, text)


def test_every_text_is_found_again_at_its_lines(texts: Registry) -> None:
    """The words of each clause stand, spaces and markup aside, in the lines that it names."""
    lines = {path.name: path.read_text(encoding="utf-8").split("\n") for path in standards_dir().glob("*/source/*.txt")}
    for standard in texts.standards:
        for one in standard.clauses:
            printed = re.sub(r"<[^>]*>|\s", "", "".join(lines[ref.file][ref.line - 1] for ref in one.source))
            for text in (one.text.zh, one.text.en):
                if text is not None:
                    assert re.sub(r"\s", "", text) in printed, one.id


def test_a_language_that_the_sources_lack_is_null(texts: Registry) -> None:
    for standard in texts.standards:
        sides = {(one.text.zh is not None, one.text.en is not None) for one in standard.clauses}
        expected = {"2022-common": (True, True), "2022-specific": (False, True)}.get(standard.id, (True, False))
        assert sides == {expected}
