"""What a policy promises is read with its figure, its act and its subject; what only looks like a promise is not."""

import pytest

from evidence_check.matching.roles import Judged
from evidence_check.matching.units import Reading
from evidence_check.matching.vocabulary import Vocabulary
from evidence_check.model import Bilingual, Promise, Registry, Role
from evidence_check.records.promises import promises
from tests.builders import requirement, text_document
from tests.findings.trial import gates

AUDIT = requirement(
    "s/1#audit",
    "record",
    title=Bilingual("内部审计档案", "internal audit"),
    topic=("内部审计|internal audit",),
    frequency="yearly",
)
TRAINING = requirement(
    "s/2#training",
    "record",
    title=Bilingual("海关法规培训记录", "customs training"),
    topic=("海关 & 培训", "customs & train"),
    frequency="twice_a_year",
    per_year=2,
    persons=("customs_manager",),
)
DATA = requirement(
    "s/3#data", title=Bilingual("数据保存", "data retention"), topic=("系统数据|erp data",), retention_years=3
)
ACCESS = requirement(
    "s/4#access", "record", title=Bilingual("离职权限取消记录", "cancelled access"), topic=("离职|leaver",)
)
WANTED = (AUDIT, TRAINING, DATA, ACCESS)
VOCABULARY = Vocabulary(Registry((), (), WANTED, (), (), {}, {}, {}, ""))


def read(text: str, role: str = "written_system", *marks: str) -> tuple[Promise, ...]:
    document = text_document("a.docx", "管理规定", *text.split("\n"))
    judged = Judged(Role(role, Bilingual("r", "r"), True), frozenset(marks))  # type: ignore[arg-type]
    return promises(Reading(document, VOCABULARY, gates()), VOCABULARY, judged)


@pytest.mark.parametrize(
    ("text", "requirement", "value"),
    [
        ("内审组每季度对进出口业务进行一次内部审计。", "s/1#audit", 4),
        ("内部审计每年至少开展两次。", "s/1#audit", 2),
        ("内部审计按年度进行。", "s/1#audit", 1),
        ("内部审计每两年一次。", "s/1#audit", 0.5),
        ("每三个月由内审组开展内部审计。", "s/1#audit", 4),
        ("公司每年组织海关法规培训1-2次。", "s/2#training", 1),
        ("关务部每半年组织一次海关法规培训，并留存签到表。", "s/2#training", 2),
        ("An internal audit is conducted at least twice a year.", "s/1#audit", 2),
        ("Customs training sessions take place quarterly.", "s/2#training", 4),
        ("An internal audit is held every six months.", "s/1#audit", 2),
        ("系统数据保存期限不少于五年。", "s/3#data", 5),
        ("ERP data shall be kept for at least three years.", "s/3#data", 3),
        ("系统数据至少保存18个月。", "s/3#data", 1.5),
        ("员工离职后24小时内注销其系统账号。", "s/4#access", 24),
        ("The access of a leaver is revoked within 8 hours.", "s/4#access", 8),
        ("员工离职当日注销其门禁权限。", "s/4#access", 24),
    ],
)
def test_a_promise_is_read_with_its_figure(text: str, requirement: str, value: float) -> None:
    (found,) = read(text)
    assert (found.requirement, round(found.value, 2)) == (requirement, value)
    assert found.quote.text and found.quote.text in text


@pytest.mark.parametrize(
    "text",
    [
        "内部审计部门每季度向总经理汇报一次。",
        "每年制定内部审计计划。",
        "内部审计报告每年归档一次。",
        "内部审计由内审组负责。每季度召开安全例会一次。",
        "关务人员每年海关法规培训不少于8学时。",
        "新员工每年参加一次海关法规培训。",
        "每天进行内部审计抽查。",
        "系统数据的操作日志保存六个月。",
        "培训签到表保存三年。",
        "员工离职应提前30日书面申请。",
        "内部审计每半年或者每年开展。",
    ],
)
def test_what_only_looks_like_a_promise_is_passed_over(text: str) -> None:
    assert not [p for p in read(text) if p.unit != "hours"]


@pytest.mark.parametrize(
    ("role", "mark"), [("record", ""), ("decoy", ""), ("superseded", ""), ("written_system", "draft")]
)
def test_only_a_policy_in_force_promises(role: str, mark: str) -> None:
    assert not read("内部审计每年一次。", role, *([mark] if mark else []))


def test_what_the_clause_asks_stands_beside_the_promise() -> None:
    (found,) = read("公司每年组织一次海关法规培训。")
    assert (found.value, found.asked, found.act) == (1, 2, "training")


def test_the_broader_cues_of_headings_count_where_the_sentence_holds_them_whole() -> None:
    record = requirement(
        "s/9#log", "record", title=Bilingual("围墙检查记录", "fence checks"), headings=("围墙 & 检查",)
    )
    vocabulary = Vocabulary(Registry((), (), (record,), (), (), {}, {}, {}, ""))
    document = text_document("a.docx", "规定", "行政部每月检查围墙一次。", "消防设施和围墙每月检查。")
    judged = Judged(Role("written_system", Bilingual("r", "r"), True), frozenset())
    (found,) = promises(Reading(document, vocabulary, gates()), vocabulary, judged)
    assert (found.requirement, found.value) == ("s/9#log", 12)


def test_a_plan_is_no_doing_that_can_be_counted() -> None:
    record = requirement("s/9#plan", "record", title=Bilingual("培训计划", "training plan"), topic=("海关法规 & 培训",))
    vocabulary = Vocabulary(Registry((), (), (record,), (), (), {}, {}, {}, ""))
    document = text_document("a.docx", "规定", "每年组织两次海关法规培训。")
    judged = Judged(Role("written_system", Bilingual("r", "r"), True), frozenset())
    assert not promises(Reading(document, vocabulary, gates()), vocabulary, judged)
