"""The scanner finds cues where their terms stand together, and nowhere else."""

from evidence_check.matching.cues import parse
from evidence_check.matching.scanner import Scanner
from evidence_check.text import normal


def scan(cue: str, text: str, context: str = "") -> bool:
    scanner = Scanner([parse(cue, {})])
    form = normal(text)
    above = scanner.hits(normal(context)).terms
    return bool(scanner.sightings(form, scanner.hits(form), above))


def test_all_terms_must_stand_in_the_passage() -> None:
    assert scan("访客 & 登记|签到", "访客须在门卫处登记")
    assert not scan("访客 & 登记|签到", "访客须佩戴胸牌")


def test_a_heading_may_supply_a_term_but_not_all_of_them() -> None:
    assert scan("访客 & 登记", "进厂前登记姓名与证件", context="访客管理")
    assert not scan("访客", "进厂前登记姓名与证件", context="访客管理")


def test_latin_words_match_from_their_beginning_only() -> None:
    assert scan("log", "Logbook at the gate")
    assert not scan("log", "the catalog of parts")
    assert scan("log$", "the visitor log is kept")
    assert not scan("log$", "logistics department")


def test_terms_far_apart_are_no_cue() -> None:
    assert not scan("访客 & 登记", "访客" + "甲" * 400 + "登记")


def test_a_latin_word_beside_hanzi_is_a_word() -> None:
    assert scan("erp", "公司ERP系统")
