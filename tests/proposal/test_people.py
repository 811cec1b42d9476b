"""Who holds which post: how appointments are worded, and words that only look like a name."""

from __future__ import annotations

import pytest

from evidence_check.proposal import Observer
from evidence_check.proposal.persons import persons
from tests.builders import text_document


def posts(observer: Observer, sentence: str) -> set[tuple[str, str]]:
    seen = observer.observe(text_document("任命书.docx", "任命书", sentence)).seen
    return {(one.key.removeprefix("people."), one.value) for one in seen if one.key.startswith("people.")}


EXECUTIVE, MANAGER, SECURITY, LEGAL = (
    "customs_executive",
    "customs_manager",
    "security_executive",
    "legal_representative",
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("兹任命张三同志为负责关务的副总经理，自即日起生效。", {(EXECUTIVE, "张三")}),
        ("由副总经理李四分管关务、财务工作。", {(EXECUTIVE, "李四")}),
        ("公司由常务副总经理吴刚（分管关务）牵头。", {(EXECUTIVE, "吴刚")}),
        ("张伟，副总经理，分管关务及贸易安全", {(EXECUTIVE, "张伟"), (SECURITY, "张伟")}),
        ("任命陈立为公司副总经理，负责关务和贸易安全工作；任命周敏为关务部经理。",
         {(EXECUTIVE, "陈立"), (SECURITY, "陈立"), (MANAGER, "周敏")}),
        ("贸易安全由副总经理孙悦分管，关务经理为郑爽。", {(SECURITY, "孙悦"), (MANAGER, "郑爽")}),
        ("公司法定代表人为王建国。", {(LEGAL, "王建国")}),
        ("法定代表人（签字）：欧阳文静", {(LEGAL, "欧阳文静")}),
        ("聘任 Michael Braun 先生为副总经理，负责公司关务及贸易安全。",
         {(EXECUTIVE, "Michael Braun"), (SECURITY, "Michael Braun")}),
        ("公司设立AEO领导小组，组长：张明远（总经理），副组长：李强（副总经理，分管关务）。", {(EXECUTIVE, "李强")}),
        ("董事长兼总经理赵国栋系公司法定代表人。", {(LEGAL, "赵国栋")}),
        ("董事长沈明（法定代表人）→ 总经理林翰 → 副总经理顾清", {(LEGAL, "沈明")}),
        ("管理部协理邵东分管贸易安全，统筹门禁与警卫。", {(SECURITY, "邵东")}),
        ("本人陆婷，任关务课长，自2025年1月至今未受刑事处罚。", {(MANAGER, "陆婷")}),
        ("任命書：茲任命陳國強先生擔任關務部經理。", {(MANAGER, "陈国强")}),
        ("Mr. John Smith is hereby appointed as Vice President responsible for customs affairs.",
         {(EXECUTIVE, "John Smith")}),
        ("We appoint Zhang San as Deputy General Manager in charge of trade security.", {(SECURITY, "Zhang San")}),
        ("The Customs Manager is Ms. Li Na.", {(MANAGER, "Li Na")}),
        ("The Managing Director, Mr. Karl Weber, is responsible for customs.", {(EXECUTIVE, "Karl Weber")}),
        ("Legal Representative: Hans Müller", {(LEGAL, "Hans Müller")}),
    ],
)  # fmt: skip
def test_appointments_in_many_words(sentence: str, expected: set[tuple[str, str]], observer: Observer) -> None:
    assert posts(observer, sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "关务工作由关务部负责。",
        "复核员请假时由关务课长代看，制单人不得复核自己做的单。",
        "由安全部经理负责贸易安全。",
        "由高管负责关务。",
        "由于管理需要，公司应明确关务负责人。",
        "关务主管单位：宁波海关",
        "关务负责人：待定",
        "法定代表人授权委托书",
        "关务负责人：李明、王强",
        "由张三和李四负责关务",
        "张三负责审核关务部经理提交的资料。",
        "副总经理李四负责审批关务合同。",
        "聘任王芳女士担任关务部副经理。",
        "免去王五关务部经理职务。",
        "由副总经理分管安全生产。",
        "Customs Manager: Shanghai Office",
        "The Customs Department is responsible for customs.",
        "Mr. Peter Hall, former Customs Manager, left the company.",
    ],
)
def test_departments_verbs_deputies_and_pairs_name_nobody(sentence: str, observer: Observer) -> None:
    assert posts(observer, sentence) == set()


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("张 三", "张三"),
        ("李四副总经理", "李四"),
        ("副总经理 李四", "李四"),
        ("王小明（总经理）", "王小明"),
        ("Ms. Wang Fang", "Wang Fang"),
        ("Zhang San, General Manager", "Zhang San"),
    ],
)
def test_a_value_is_freed_of_titles(value: str, name: str) -> None:
    assert persons().whole(value) == name


@pytest.mark.parametrize(
    "value",
    [
        "关务部",
        "安全部",
        "王总",
        "李经理",
        "陈工",
        "高管",
        "总经理",
        "张三、李四",
        "/",
        "同上",
        "Customs Manager",
        "Li",
        "单证组",
        "方案",
    ],
)
def test_departments_posts_and_half_names_are_no_persons(value: str) -> None:
    assert persons().whole(value) is None


def test_one_person_in_two_scripts_is_one_person() -> None:
    assert persons().same("张三", "Zhang San") and persons().same("欧阳文静", "Wenjing OUYANG")
    assert not persons().same("张三", "Li Si")
