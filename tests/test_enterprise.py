"""``enterprise.yaml``: what is read from it, which years count, and how its mistakes are named."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from evidence_check.data import DataError
from evidence_check.enterprise import check_day, check_standards, default, load, period, to_json, years_wanted
from evidence_check.model import AssessorVerdict, Bilingual, Holder, Standard

CONTRACT = """\
name: {zh: 厦门某某机电有限公司, en: null}
other_names: [某某电机厂]
partners: []
standards: [2022-common, 2022-specific]
businesses: [processing_trade]   # and more
certification: renewal
certified_since: 2023-05
as_of: 2026-10-31
people: {legal_representative: 张三, customs_executive: null, customs_manager: null, security_executive: null}
profile: {producer: yes, containers: no, transport: null, special_items: 是, animals_plants: "no",
          inspected_goods: 未知}
facts: {largest_penalty_cny: 0, debt_ratios: {2024: 0.5}}
verdicts:
  2022-common/9: {verdict: 基本达标, reason: 现场已看}
  2022-common/item-5: met
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "enterprise.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def standard(identifier: str, edition: str, level: str | None = None) -> Standard:
    return Standard(identifier, edition, level, Bilingual(identifier), (), (), ())


KNOWN = [
    standard("2022-common", "2022"),
    standard("2022-specific", "2022"),
    standard("2018-advanced-common", "2018", "advanced"),
    standard("2018-general-common", "2018", "general"),
]


# --- reading --------------------------------------------------------------------------------------------------


def test_the_contracts_file_is_read_whole(tmp_path: Path) -> None:
    enterprise = load(written(tmp_path, CONTRACT))
    assert enterprise.name == Bilingual("厦门某某机电有限公司", None)
    assert enterprise.standards == ("2022-common", "2022-specific")
    assert (enterprise.certification, enterprise.certified_since, enterprise.as_of) == (
        "renewal", "2023-05", "2026-10-31",
    )  # fmt: skip
    assert enterprise.people["legal_representative"] == "张三"
    assert enterprise.profile == {
        "producer": True, "containers": False, "transport": None, "special_items": True, "animals_plants": False,
        "inspected_goods": None, "technical_standards": None, "special_supervision_zone": None,
    }  # fmt: skip
    assert enterprise.facts["debt_ratios"] == {2024: 0.5}
    assert enterprise.verdicts == {
        "2022-common/9": AssessorVerdict("basically_met", "现场已看"),
        "2022-common/item-5": AssessorVerdict("met"),
    }


TURNS = """
name: 厦门某某机电有限公司
people:
  customs_manager:
  - {name: 李四, from: 2025-04}
  - {name: 张三, to: 2025-03}
  legal_representative: 王五
"""


def test_a_post_may_list_who_held_it_in_turn(tmp_path: Path) -> None:
    enterprise = load(written(tmp_path, TURNS), as_of="2026-10-31")
    assert enterprise.holders == {"customs_manager": (Holder("张三", None, "2025-03"), Holder("李四", "2025-04"))}
    assert enterprise.people["customs_manager"] == "李四"
    assert enterprise.people["legal_representative"] == "王五"


@pytest.mark.parametrize(("day", "holder"), [("2025-03-31", "张三"), ("2025-04-01", "李四"), ("2024-01-01", "张三")])
def test_the_holder_of_a_post_is_who_holds_it_on_the_day_of_the_review(tmp_path: Path, day: str, holder: str) -> None:
    assert load(written(tmp_path, TURNS), as_of=day).people["customs_manager"] == holder


@pytest.mark.parametrize(
    "entry",
    [
        "{from: 2025-04}",
        "{name: 李四, from: soon}",
        "{name: 李四, from: 2025-04, to: 2024-01}",
        "{name: 李四, since: 2025-04}",
    ],
)
def test_a_wrong_turn_is_named_with_its_line(tmp_path: Path, entry: str) -> None:
    with pytest.raises(DataError, match=r":5: people\.customs_manager"):
        load(
            written(tmp_path, f"\nname: 厦门某某机电有限公司\npeople:\n  customs_manager:\n  - {entry}\n"),
            as_of="2026-10-31",
        )


def test_only_the_name_is_needed(tmp_path: Path) -> None:
    enterprise = load(written(tmp_path, "name: 厦门某某机电有限公司\n"), as_of="2026-10-31")
    assert enterprise == default("厦门某某机电有限公司", "2026-10-31")
    assert enterprise.standards == ("2022-common", "2022-specific")


def test_keys_left_blank_are_not_given(tmp_path: Path) -> None:
    blank = "name: Acme Ltd\npartners:\nstandards:\nbusinesses:\npeople:\nprofile:\nfacts:\nverdicts:\nas_of:\n"
    assert load(written(tmp_path, blank), as_of="2026-10-31") == default("Acme Ltd", "2026-10-31")


def test_the_files_own_day_wins_over_the_callers_default(tmp_path: Path) -> None:
    assert load(written(tmp_path, "name: A\nas_of: 2025-01-31\n"), as_of="2026-10-31").as_of == "2025-01-31"


def test_certified_since_alone_makes_a_renewal(tmp_path: Path) -> None:
    path = written(tmp_path, "name: A\nas_of: 2026-10-31\ncertified_since: 2024-02\n")
    assert load(path).certification == "renewal"


def test_the_json_can_be_read_again(tmp_path: Path) -> None:
    import yaml

    first = load(written(tmp_path, CONTRACT))
    text = yaml.safe_dump(to_json(first), allow_unicode=True)
    assert load(written(tmp_path, text)) == first


# --- years ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "as_of", "years", "first_day"),
    [
        ("2023-05", "2026-10-31", ("2023", "2024", "2025"), "2023-05-01"),
        ("2023-12-15", "2026-01-02", ("2023", "2024", "2025"), "2023-12-15"),
        ("2025-11", "2026-10-31", ("2025",), "2025-11-01"),
        ("2026-02", "2026-10-31", (), "2025-11-01"),
        (None, "2026-10-31", (), "2025-11-01"),
        (None, "2025-02-28", (), "2024-02-29"),
        (None, "2024-02-29", (), "2023-03-01"),
        (None, "2026-12-31", (), "2026-01-01"),
    ],
)
def test_the_years_that_count(since: str | None, as_of: str, years: tuple[str, ...], first_day: str) -> None:
    first = default("A", as_of)
    enterprise = replace(first, certification="renewal", certified_since=since) if since else first
    assert years_wanted(enterprise) == years
    assert period(enterprise) == (first_day, as_of)


# --- mistakes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text", "words"),
    [
        (2, "name: A\ncertifcation: first\n", "unknown key, did you mean 'certification'"),
        (2, "name: A\ncertification: firts\n", "expected first or renewal, did you mean 'first'"),
        (3, "name: A\nbusinesses:\n- processing_trad\n", "did you mean 'processing_trade'"),
        (2, "name: A\nstandards: 2022-common\n", "expected a list of standard ids"),
        (2, "name: A\nstandards: []\n", "expected a list of standard ids"),
        (2, "name: A\nstandards: [2022-common, 2022-common]\n", "expected a list of standard ids"),
        (2, "name: A\nas_of: 31.10.2026\n", "expected YYYY-MM-DD"),
        (2, "name: A\nas_of: 2026-02-30\n", "no such day"),
        (2, "name: A\nas_of: 2206-10-31\n", "not a plausible year"),
        (3, "name: A\nas_of: 2026-10-31\ncertified_since: 2027-01\n", "later than as_of"),
        (3, "name: A\nas_of: 2026-10-31\ncertified_since: 2023\n", "expected YYYY-MM"),
        (2, "name: A\ncertification: renewal\nas_of: 2026-10-31\n", "a renewal needs certified_since"),
        (3, "name: A\ncertification: first\ncertified_since: 2023-05\n", "a first certification has no"),
        (3, "name: A\nprofile:\n  containers: many\n", "expected yes, no or null"),
        (3, "name: A\nprofile:\n  container: yes\n", "unknown key, did you mean 'containers'"),
        (2, "name: A\npeople: {ceo: 张三}\n", "unknown key"),
        (2, "name: A\npeople: {customs_manager: [张三]}\n", "one holder, for example"),
        (3, "name: A\nverdicts:\n  2022-common/9: good\n", "found 'good', expected met"),
        (4, "name: A\nverdicts:\n  2022-common/9:\n    verdct: met\n", "unknown key, did you mean 'verdict'"),
        (3, "name: A\nverdicts:\n  2022-common/9: {reason: x}\n", "verdict is missing"),
        (3, "name: A\nverdicts:\n  Klausel 9: met\n", "expected a clause or item id"),
        (1, "as_of: 2026-10-31\n", "name is missing"),
        (1, "nmae: A\n", "unknown key, did you mean 'name'"),
        (1, "name: {zh: ' ', en: null}\n", "name is blank"),
        (1, "name: {cn: A}\n", "unknown key"),
        (1, "- name\n", "a list of 'key: value'"),
        (3, "name: A\nfacts: {}\nname: B\n", "given twice"),
        (2, "name: A\nfacts: [\n", ""),
        (1, "name: A\n", "the day to judge at is missing"),
    ],
)
def test_every_mistake_is_named_by_file_and_line(tmp_path: Path, line: int, text: str, words: str) -> None:
    path = written(tmp_path, text)
    day = None if "day to judge" in words else "2026-10-31"
    with pytest.raises(DataError) as caught:
        load(path, as_of=day)
    place = re.escape(f"{path}:{line}:") if words else re.escape(str(path))
    assert re.match(place, caught.value.message), caught.value.message
    assert words in caught.value.message
    assert caught.value.exit_code == 2


def test_messages_say_it_in_chinese_too_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        load(written(tmp_path, "name: A\ncertification: maybe\nas_of: yesterday\n"))
    assert "应为first（首次认证）或 renewal（复核）（另有 1 处）" in caught.value.message
    assert "请改正这一行后重试" in (caught.value.hint or "")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        load(tmp_path / "enterprise.yaml")


# --- standards ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standards", "line", "words"),
    [
        ("[2022-common, 2022-specifc]", 3, "did you mean '2022-specific'"),
        ("[2022-common, 2018-advanced-common]", 3, "different editions"),
        ("[2018-general-common, 2018-advanced-common]", 3, "different levels"),
    ],
)
def test_standards_that_do_not_exist_or_do_not_go_together_are_refused(
    tmp_path: Path, standards: str, line: int, words: str
) -> None:
    path = written(tmp_path, f"name: A\nas_of: 2026-10-31\nstandards: {standards}\n")
    with pytest.raises(DataError) as caught:
        check_standards(load(path), KNOWN, path)
    assert caught.value.message.startswith(f"{path}:{line}:")
    assert words in caught.value.message


def test_standards_of_one_edition_and_level_pass() -> None:
    check_standards(default("A", "2026-10-31"), KNOWN)
    check_standards(default("A", "2026-10-31", ["2018-general-common"]), KNOWN)


def test_standards_from_an_option_are_refused_without_a_line() -> None:
    with pytest.raises(DataError) as caught:
        check_standards(default("A", "2026-10-31", ["2030-common"]), KNOWN)
    assert caught.value.message.startswith("standards: there is no standard '2030-common'")


@pytest.mark.parametrize("text", ["2026-02-30", "20261031", "2026-W01-1", "tomorrow", "1026-01-01"])
def test_a_day_given_as_an_option_is_checked(text: str) -> None:
    with pytest.raises(DataError):
        check_day(text)
    check_day("2026-10-31")
