"""What is proposed for whole small dossiers: the right values with their quotes, and questions for the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence_check import documents, enterprise, walk
from evidence_check.model import Enterprise
from evidence_check.proposal import Proposal, render
from tests.proposal.conftest import Proposing
from tests.proposal.dossiers import BROKER, FACTORY, SUBSIDIARY, broker, factory, memo, subsidiary, text


def loaded(proposal: Proposal, folder: Path) -> Enterprise:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "enterprise.yaml"
    path.write_text(render(proposal), encoding="utf-8")
    return enterprise.load(path)


def test_a_factory_is_known_by_its_licence_appointments_and_statements(tmp_path: Path, proposed: Proposing) -> None:
    found = loaded(proposed(factory(tmp_path / "d")), tmp_path / "out")
    assert (found.name.zh, found.name.en) == (FACTORY, "Suzhou Hengrui Electromechanical Co., Ltd.")
    assert found.partners == ("宁波远洋物流有限公司", "无锡博达电子有限公司")
    assert found.businesses == ("processing_trade",)
    assert (found.certification, found.certified_since) == ("renewal", "2022-06")
    assert found.people == {
        "legal_representative": "陈国强",
        "customs_executive": "李志远",
        "customs_manager": "周敏",
        "security_executive": "李志远",
    }
    said = {key: value for key, value in found.profile.items() if value is not None}
    assert said == {"producer": True, "containers": False, "special_items": False}
    assert found.standards == enterprise.DEFAULT_STANDARDS


def test_a_broker_of_2018_is_judged_by_the_brokers_standard(tmp_path: Path, proposed: Proposing) -> None:
    found = loaded(proposed(broker(tmp_path / "d")), tmp_path / "out")
    assert found.name.zh == BROKER
    assert found.standards == ("2018-advanced-common", "2018-advanced-broker")
    assert found.businesses == ("customs_brokerage",)
    assert found.certification == "first"
    assert list(found.people.values()) == ["王海涛", "郑晓燕", "欧阳文静", "林峰"]
    assert found.profile["producer"] is False


def test_a_subsidiary_is_not_taken_for_its_parent(tmp_path: Path, proposed: Proposing) -> None:
    proposal = proposed(subsidiary(tmp_path / "d"))
    found = loaded(proposal, tmp_path / "out")
    assert (found.name.zh, found.name.en) == (None, SUBSIDIARY)
    assert found.people["customs_executive"] == "Thomas Keller"
    assert found.people["customs_manager"] == "Wang Fang"
    assert found.profile["producer"] is True
    assert found.profile["animals_plants"] is False
    assert found.other_names == ()
    assert "Brightwell Group Limited" in render(proposal)  # shown, for a person to decide


@pytest.mark.parametrize("build", [factory, broker, subsidiary])
def test_every_quote_stands_in_its_file_word_for_word(build: object, tmp_path: Path, proposed: Proposing) -> None:
    dossier = build(tmp_path / "d")  # type: ignore[operator]
    answers = proposed(dossier).answers.values()
    texts = {
        walk.relative(path, dossier): [p.text for p in documents.read(path.read_bytes(), path.name).passages]
        for path in walk.files(dossier)
    }
    quotes = [(s.quote.file, s.quote.text) for answer in answers for s in (*answer.sources, *answer.others)]
    assert len(quotes) > 5
    for file, quote in quotes:
        assert quote and any(quote in passage for passage in texts[file]), (file, quote)


def test_every_value_rests_on_a_quote_and_every_gap_asks_one_question(tmp_path: Path, proposed: Proposing) -> None:
    proposal = proposed(factory(tmp_path / "d"))
    for answer in proposal.answers.values():
        if answer.key not in ("standards", "as_of") and answer.value not in (None, ()):
            assert answer.sources, answer.key
    open_keys = [answer.key for answer in proposal.unknown]
    assert "profile.transport" in open_keys
    assert "people.customs_manager" not in open_keys
    written = render(proposal)
    for answer in proposal.unknown:
        assert answer.question and (answer.question.zh or "") in written and (answer.question.en or "") in written


def test_nothing_known_gives_a_file_that_loads_and_asks_everything(tmp_path: Path, proposed: Proposing) -> None:
    text(tmp_path / "客户甲" / "笔记.txt", "今天下雨，食堂供应面条。")
    proposal = proposed(tmp_path / "客户甲")
    found = loaded(proposal, tmp_path / "out")
    assert found.name.zh == "客户甲"
    assert set(found.people.values()) == {None} and set(found.profile.values()) == {None}
    assert found.businesses == () and found.partners == ()
    assert found.certification == "first"  # what a scan takes where nobody has said
    assert {f"profile.{key}" for key in enterprise.PROFILE} <= {answer.key for answer in proposal.unknown}


def test_documents_that_disagree_leave_the_value_open_and_are_both_shown(tmp_path: Path, proposed: Proposing) -> None:
    memo(tmp_path / "d" / "甲.docx", "任命书", "任命周敏为关务部经理。", header=FACTORY)
    memo(tmp_path / "d" / "乙.docx", "关务人员任命通知书", "任命徐磊担任关务部经理。", header=FACTORY)
    memo(tmp_path / "d" / "丙.docx", "情况说明", "我公司出口货物采用集装箱运输。", header=FACTORY)
    memo(tmp_path / "d" / "丁.docx", "补充情况说明", "我公司不使用集装箱。", header=FACTORY)
    proposal = proposed(tmp_path / "d")
    for key, said in (("people.customs_manager", {"周敏", "徐磊"}), ("profile.containers", {"yes", "no"})):
        answer = proposal.answers[key]
        assert answer.value is None and answer.open
        assert {other.value for other in answer.others} == said
    assert "任命周敏为关务部经理" in render(proposal) and "任命徐磊担任关务部经理" in render(proposal)


def test_two_companies_at_the_head_of_as_many_papers_are_not_guessed_between(
    tmp_path: Path, proposed: Proposing
) -> None:
    memo(tmp_path / "d" / "a.docx", "访客管理制度", "访客应登记。", header=FACTORY)
    memo(tmp_path / "d" / "b.docx", "车辆管理制度", "车辆应登记。", header="昆山大华电子有限公司")
    answer = proposed(tmp_path / "d").answers["name.zh"]
    assert answer.value == "d"
    assert {other.value for other in answer.others} == {FACTORY, "昆山大华电子有限公司"}


def test_a_renamed_company_goes_by_its_new_name(tmp_path: Path, proposed: Proposing) -> None:
    old, new = "苏州恒力电机厂有限公司", FACTORY
    memo(tmp_path / "d" / "a.docx", "访客管理制度", "访客应登记。", header=old)
    memo(tmp_path / "d" / "b.docx", "封条管理制度", "封条应登记。", header=old)
    memo(tmp_path / "d" / "c.docx", "企业名称变更通知", f"经核准，{old}更名为{new}。")
    found = loaded(proposed(tmp_path / "d"), tmp_path / "out")
    assert (found.name.zh, found.other_names) == (new, (old,))
