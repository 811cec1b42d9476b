"""The scanner finds cues where their terms stand together, and nowhere else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from evidence_check.matching.compiled import Compiled, compiled
from evidence_check.matching.cues import parse
from evidence_check.matching.scanner import Scanner
from evidence_check.packing import pack, unpack
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


_WORDS = ["访客", "登记", "门卫", "陪同", "仓库", "检查", "报告", "主管"]
_CUES = st.lists(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3, unique=True), min_size=1, max_size=12)
_SOME = st.lists(st.sampled_from(_WORDS), max_size=4)


@settings(deadline=None)
@given(_CUES, _SOME, _SOME)
def test_whatever_pivots_and_plans_are_made_of_every_cue_that_stands_there_is_found(
    cues: list[list[str]], here: list[str], above: list[str]
) -> None:
    scanner = Scanner([parse(" & ".join(cue), {}) for cue in cues])
    text, context = "、".join(here), scanner.hits("、".join(above)).terms
    wanted = [
        (number, bool(set(cue) & set(above)))
        for number, cue in enumerate(cues)
        if set(cue) <= {*here, *above} and set(cue) & set(here)
    ]
    for _ in range(2):  # worked out, and remembered
        found = scanner.sightings(text, scanner.hits(text), context)
        assert [(sighting.cue, sighting.framed) for sighting in found] == wanted


def test_the_same_words_elsewhere_are_placed_anew() -> None:
    scanner = Scanner([parse("访客 & 登记", {})])
    spans = [scanner.sightings(text, scanner.hits(text))[0][1:3] for text in ("访客登记", "来的访客须先登记")]
    assert spans == [(0, 4), (2, 8)]
    far = "访客" + "甲" * 400 + "登记"
    assert not scanner.sightings(far, scanner.hits(far))


def test_what_was_compiled_comes_back_as_it_was() -> None:
    cues = ("访客|来客 & 登记", "visitor & sign(s|ed) in$", "登记", "/第\\d+号/")
    made = compiled([parse(cue, {}) for cue in cues])
    again = unpack(Compiled, pack(made))
    assert again == made
    text = "来客登记：第7号 visitors signed in"
    scanners = [Scanner(made), Scanner(again)]
    found = [scanner.sightings(text, scanner.hits(text)) for scanner in scanners]
    assert found[0] == found[1] and {sighting.cue for sighting in found[0]} == {0, 1, 2, 3}
