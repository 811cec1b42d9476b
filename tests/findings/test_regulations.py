"""Repealed rules are cited in many ways; only a citation as a basis, after the repeal, is a fault."""

from datetime import date
from pathlib import Path

import pytest

from evidence_check.data import DataError, read_yaml
from evidence_check.findings.regulations import repealed_rules
from evidence_check.resources import standards_dir
from tests.findings.trial import kinds

CONTENT = read_yaml(standards_dir() / "regulations.yaml", "regulations")["rules"]


@pytest.mark.parametrize("rule", CONTENT, ids=[rule["id"] for rule in CONTENT])
def test_every_entry_has_a_real_day_a_way_to_find_it_and_a_successor(rule: dict[str, object]) -> None:
    assert date(2000, 1, 1) < date.fromisoformat(str(rule["repealed_on"])) <= date(2026, 11, 20)
    assert {"names", "decree", "announcement", "terms"} & set(rule)
    assert rule["replaced_by"]


def test_ids_are_unique_and_reasons_tell_the_rules_apart() -> None:
    assert len({rule["id"] for rule in CONTENT}) == len(CONTENT)
    assert len({rule.why for rule in repealed_rules()}) == len(repealed_rules())


def test_entries_kept_for_reference_raise_nothing() -> None:
    silent = {rule["id"] for rule in CONTENT if rule.get("remarked") is False}
    assert silent and not silent & {rule.id for rule in repealed_rules()}


@pytest.mark.parametrize(
    "citation",
    [
        "根据《中华人民共和国海关企业信用管理办法》，制定本制度。",
        "根据海关总署令第237号，制定本制度。",
        "依据海关总署第237号令制定。",
        "按照《海关企业信用管理办法》（总署令第237号）的要求管理。",
        "In accordance with Decree No. 237 of the General Administration of Customs.",
        "Based on GACC Order 237.",
    ],
)
@pytest.mark.parametrize(("dated", "stale"), [("2020-01-01", False), ("2021-10", False), ("2022-01-01", True)])
def test_a_decree_is_known_however_it_is_cited(citation: str, dated: str, stale: bool) -> None:
    example = {"text": citation, "control": {"effective_date": dated}}
    assert ("repealed_rule" in kinds(example)) is stale


@pytest.mark.parametrize(
    "citation",
    [
        "根据海关总署公告2018年第177号自查。",
        "编制依据：海关总署2018年第177号公告",
        "依据海关总署公告〔2018〕177号制定。",
        "according to GACC Announcement No. 177 of 2018",
        "pursuant to Announcement [2018] No. 177",
    ],
)
def test_an_announcement_is_known_however_it_is_cited(citation: str) -> None:
    assert "repealed_rule" in kinds({"text": citation, "control": {"effective_date": "2024-01-01"}})


@pytest.mark.parametrize(
    "text",
    [
        "依据公司〔2018〕177号文执行。",
        "根据海关总署令第2371号执行。",
        "根据海关总署公告2018年第17号执行。",
        "封条号 2018177 按照台账核对。",
        "依据《海关注册登记和备案企业信用管理办法》管理。",
        "本公司根据合同法务部的意见修改合同。",
        "公司前身于2010年被评为AA类企业。",
    ],
)
def test_other_numbers_and_history_are_left_alone(text: str) -> None:
    assert "repealed_rule" not in kinds({"text": text, "control": {"effective_date": "2024-01-01"}})


@pytest.mark.parametrize(
    ("head", "stale"),
    [
        ("根据《海关企业信用管理暂行办法》（2014年10月8日海关总署令第225号）制定本制度。", True),
        ("依据海关总署令第225号（2014年10月8日公布）制定。", True),
        ("根据《海关企业信用管理暂行办法》（2014年10月8日公布）制定。", True),
        ("Based on GACC Decree No. 225 of 8 October 2014.", True),
        ("执行海关总署2014年10月8日第225号令", True),
        ("2016年3月1日发布", False),
        ("《门卫制度》（2016年3月1日发布）", False),
        ("《海关企业信用管理暂行办法》（2014年10月8日公布）落实细则 2016年3月1日发布", False),
        ("依据海关总署令第225号（2014年10月8日）制定，2016年3月1日发布", False),
        ("2016年3月1日起按照执行", False),
    ],
)
def test_the_date_of_what_a_head_line_cites_is_not_the_papers_own(head: str, stale: bool) -> None:
    text = f"{head}\n\n本厂根据《海关企业信用管理暂行办法》管理单证。"
    example = {"title": "门卫制度", "plain": True, "control": {}, "text": text, "as_of": "2026-10-31"}
    assert ("repealed_rule" in kinds(example)) is stale


def test_a_mistake_in_the_file_is_named_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "regulations.yaml"
    broken.write_text('checked_on: "2026-11-20"\nrules:\n- id: a\n  title: {zh: 甲, en: a}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"regulations\.yaml:3"):
        read_yaml(broken, "regulations")
