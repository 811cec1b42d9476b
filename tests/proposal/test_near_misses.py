"""What looks like a fact about the enterprise and is none: others' papers, samples, rules, wishes, denied events."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.proposal.conftest import Proposing
from tests.proposal.dossiers import FACTORY, memo, text


def own_papers(root: Path) -> None:
    memo(root / "访客.docx", "访客管理制度", "访客应登记。", header=FACTORY)
    memo(root / "封条.docx", "封条管理制度", "封条应登记。", header=FACTORY)
    memo(root / "门禁.docx", "门禁管理制度", "员工应佩戴工牌。", header=FACTORY)


def test_a_partners_licence_says_nothing_of_the_enterprise(tmp_path: Path, proposed: Proposing) -> None:
    own_papers(tmp_path)
    text(
        tmp_path / "执照.txt",
        "营业执照",
        "名称：宁波远洋物流有限公司",
        "法定代表人：孙浩",
        "经营范围：货物运输；代理报关；生产纸箱",
    )
    text(tmp_path / "b.txt", "AEO认证企业证书", "企业名称：宁波远洋物流有限公司", "发证日期：2021年3月1日")
    answers = proposed(tmp_path).answers
    assert answers["name.zh"].value == FACTORY
    assert answers["people.legal_representative"].value is None
    assert answers["businesses"].value == ()
    assert answers["profile.producer"].value is None
    assert answers["certification"].value is None


def test_another_companys_policy_names_nobody_here(tmp_path: Path, proposed: Proposing) -> None:
    own_papers(tmp_path)
    memo(
        tmp_path / "x.docx",
        "关务职责分工制度",
        "由副总经理赵立新分管关务。任命钱进为关务部经理。本公司从事加工贸易业务。",
        header="昆山大华电子有限公司",
    )
    answers = proposed(tmp_path).answers
    assert answers["people.customs_executive"].value is None
    assert answers["people.customs_manager"].value is None
    assert answers["businesses"].value == ()


@pytest.mark.parametrize("title", ["任命书（样本）", "任命书模板", "任命书填写示例", "Appointment letter - sample"])
def test_a_sample_form_appoints_nobody(title: str, tmp_path: Path, proposed: Proposing) -> None:
    own_papers(tmp_path)
    memo(tmp_path / "x.docx", title, "兹任命张伟为负责关务的副总经理。", header=FACTORY)
    assert proposed(tmp_path).answers["people.customs_executive"].value is None


def test_a_draft_and_a_superseded_paper_appoint_nobody(tmp_path: Path, proposed: Proposing) -> None:
    own_papers(tmp_path)
    memo(tmp_path / "a.docx", "任命书（征求意见稿）", "兹任命张伟为关务部经理。", header=FACTORY)
    memo(tmp_path / "作废" / "b.docx", "任命书", "兹任命刘洋为关务部经理。", header=FACTORY)
    assert proposed(tmp_path).answers["people.customs_manager"].value is None


def test_a_contracts_other_party_is_a_partner_and_its_head_not_ours(tmp_path: Path, proposed: Proposing) -> None:
    own_papers(tmp_path)
    text(
        tmp_path / "c.txt",
        "委托代理报关合同",
        f"甲方：{FACTORY}",
        "法定代表人：陈国强",
        "乙方：上海申通报关有限公司",
        "法定代表人：孙浩",
        "乙方为甲方提供代理报关服务。",
    )
    answers = proposed(tmp_path).answers
    assert answers["partners"].value == ("上海申通报关有限公司",)
    assert answers["people.legal_representative"].value == "陈国强"
    assert answers["businesses"].value == ()


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("涉及集装箱运输的企业应当建立检查制度。", "profile.containers"),
        ("本公司如使用集装箱运输，应进行七点检查。", "profile.containers"),
        ("公司不得使用未经检查的集装箱。", "profile.containers"),
        ("我公司本年度未发生集装箱异常，没有集装箱被盗。", "profile.containers"),
        ("我公司委托的宁波远洋物流有限公司从事集装箱运输。", "profile.containers"),
        ("公司是否从事特殊物品进出口？", "profile.special_items"),
        ("我公司计划于明年开展动植物进口业务。", "profile.animals_plants"),
        ("我公司高度重视安全生产。", "profile.producer"),
        ("公司货物运输均由第三方物流公司承担。", "profile.transport"),
        ("运输公司使用集装箱装运。", "profile.containers"),
    ],
)
def test_rules_conditions_and_events_are_no_facts(sentence: str, key: str, tmp_path: Path, proposed: Proposing) -> None:
    own_papers(tmp_path)
    memo(tmp_path / "x.docx", "管理规定", sentence, header=FACTORY)
    assert proposed(tmp_path).answers[key].value is None


@pytest.mark.parametrize(
    "sentence",
    [
        "本公司委托报关行代理报关。",
        "公司应选择信誉良好的报关企业。",
        "我公司不从事加工贸易业务。",
        "公司员工收发快递须登记。",
        "货物运输委托物流公司承运。",
    ],
)
def test_to_use_a_service_is_not_to_offer_it(sentence: str, tmp_path: Path, proposed: Proposing) -> None:
    own_papers(tmp_path)
    memo(tmp_path / "x.docx", "业务说明", sentence, header=FACTORY)
    assert proposed(tmp_path).answers["businesses"].value == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "公司计划于2027年3月通过海关高级认证。",
        "公司于2021年5月通过ISO 9001质量管理体系认证。",
        "公司于2016年8月被认定为一般认证企业。",
        "2024年6月组织了AEO认证培训。",
    ],
)
def test_other_certificates_and_wishes_do_not_make_a_renewal(
    sentence: str, tmp_path: Path, proposed: Proposing
) -> None:
    own_papers(tmp_path)
    memo(tmp_path / "x.docx", "公司概况", sentence, header=FACTORY)
    answers = proposed(tmp_path).answers
    assert answers["certified_since"].value is None and answers["certification"].value is None
