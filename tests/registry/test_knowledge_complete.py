"""The knowledge is whole: every clause of every standard has something to look for, or someone else decides it."""

from __future__ import annotations

from collections import defaultdict

import pytest

from evidence_check.model import Clause, Registry, Requirement
from evidence_check.registry import gaps_in_knowledge, load

GENERAL = ("2018-general-common", "2018-general-trader", "2018-general-broker", "2018-general-platform")
EVERY_YEAR = {"1.2", "5.2", "5.3", "11"}  # the clauses of 2018-general-common that say 每年
TEXTS = ("written_system", "certificate", "contract")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


@pytest.fixture(scope="module")
def wishes(registry: Registry) -> dict[str, list[Requirement]]:
    by_clause: dict[str, list[Requirement]] = defaultdict(list)
    for requirement in registry.requirements:
        by_clause[requirement.clause].append(requirement)
    return by_clause


@pytest.fixture(scope="module")
def clauses(registry: Registry) -> dict[str, Clause]:
    return {clause.id: clause for standard in registry.standards for clause in standard.clauses}


def test_every_clause_that_documents_decide_has_a_requirement(registry: Registry) -> None:
    assert gaps_in_knowledge(registry) == ()


def test_every_clause_that_customs_or_a_visit_decides_says_what_about(
    clauses: dict[str, Clause], wishes: dict[str, list[Requirement]]
) -> None:
    silent = [one.id for one in clauses.values() if one.decided_by in ("customs", "onsite") and not wishes[one.id]]
    assert silent == []


def test_the_absence_of_something_lowers_every_clause_that_documents_decide(
    clauses: dict[str, Clause], wishes: dict[str, list[Requirement]]
) -> None:
    idle = [
        one.id
        for one in clauses.values()
        if one.decided_by == "documents" and not any(wish.counts == "required" for wish in wishes[one.id])
    ]
    assert idle == []


def test_a_title_alone_never_satisfies_a_required_text(registry: Registry) -> None:
    bare = [
        wish.id
        for wish in registry.requirements
        if wish.kind in TEXTS and wish.counts == "required" and not any(e.essential for e in wish.elements)
    ]
    assert bare == []


def test_only_clauses_that_say_so_want_a_record_each_year(
    clauses: dict[str, Clause], wishes: dict[str, list[Requirement]]
) -> None:
    yearly = {
        clause
        for clause in clauses
        if clause.startswith(GENERAL)
        for wish in wishes[clause]
        if wish.years == "each" and wish.counts == "required"
    }
    assert yearly == {clause for clause in clauses if clause.startswith(GENERAL) and "每年" in _text(clauses[clause])}
    assert {clause.split("/")[1] for clause in yearly if clause.startswith("2018-general-common")} == EVERY_YEAR


def test_the_guide_does_not_bind_the_general_standards(
    clauses: dict[str, Clause], wishes: dict[str, list[Requirement]]
) -> None:
    general = [wish for clause in clauses if clause.startswith(GENERAL) for wish in wishes[clause]]
    assert {wish.basis for wish in general} == {"derived"}
    assert all(ref.file.startswith("003") for wish in general for ref in wish.source)
    keys = {e.key for wish in general if wish.counts == "required" for e in wish.elements if e.essential}
    assert keys.isdisjoint({"department", "duties", "retention", "workflow"} - _own_words(wishes))


def _own_words(wishes: dict[str, list[Requirement]]) -> set[str]:
    """The keys that a clause names itself: 2018-general-platform/2 wants a risk department with its duties."""
    (risk,) = (wish for wish in wishes["2018-general-platform/2"] if wish.counts == "required")
    return {element.key for element in risk.elements if element.essential}


@pytest.mark.parametrize(
    ("clause", "decided_by"),
    [
        ("2018-advanced-broker/10.1", "onsite"),  # 配备人员驻守
        ("2018-advanced-broker/10.3", "onsite"),  # 照明
        ("2018-advanced-broker/10.4", "onsite"),  # 装配视频监控
        ("2018-general-broker/8.1", "onsite"),
        ("2018-advanced-trader/10.1", "onsite"),
        ("2018-advanced-trader/10.3", "onsite"),
        ("2018-advanced-trader/10.4", "onsite"),
        ("2018-advanced-trader/10.5", "onsite"),  # 仓储设施、隔离设施
        ("2018-general-trader/7.1", "onsite"),
        ("2018-general-common/22.2", "onsite"),  # 相应设施
        ("2018-advanced-broker/10.2", "documents"),  # 定期检查和修缮
        ("2018-advanced-broker/10.5", "documents"),  # 钥匙发放、回收登记管理
        ("2018-general-broker/8.2", "documents"),
        ("2018-general-broker/8.3", "documents"),
        ("2018-advanced-trader/10.2", "documents"),
        ("2018-advanced-trader/10.6", "documents"),
        ("2018-general-trader/7.2", "documents"),
        ("2018-general-trader/7.3", "documents"),
        ("2022-common/35", "documents"),  # 仅允许经授权的人员、车辆和货物进出
        ("2022-common/37", "documents"),  # 保存时限
    ],
)
def test_a_physical_state_is_seen_on_site_unless_a_rule_or_record_is_asked(
    clauses: dict[str, Clause], clause: str, decided_by: str
) -> None:
    assert clauses[clause].decided_by == decided_by


def _text(clause: Clause) -> str:
    return clause.text.zh or ""
