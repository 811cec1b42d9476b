"""A house's own words are read as common ones, and lead back to the literal words."""

import pytest

from evidence_check.data import read_yaml
from evidence_check.matching.cues import parse
from evidence_check.matching.folding import Folding, house_words
from evidence_check.matching.scanner import Scanner
from evidence_check.resources import standards_dir
from evidence_check.text import normal

FOLDING = Folding({"监查": "审计", "来访者": "访客", "owner": "负责人", "情报安全": "信息安全"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每年实施内部监查1回", "监查"),
        ("监查", "监查"),
        ("由总务课负责监查的实施与来访者的登记", "监查"),
    ],
)
def test_a_house_word_leads_back_to_the_literal_words(text: str, found: str) -> None:
    folded = FOLDING.fold(text)
    assert folded is not None and "审计" in folded.text
    at = folded.text.index("审计")
    span = folded.back(at, at + 2)
    assert span is not None and text[slice(*span)] == found


def test_a_span_around_a_replaced_piece_covers_it_whole() -> None:
    folded = FOLDING.fold("年度内部监查报告书")
    assert folded is not None
    at = folded.text.index("内部审计报告")
    span = folded.back(at, at + 6)
    assert span is not None and "年度内部监查报告书"[slice(*span)] == "内部监查报告"


def test_what_was_not_replaced_is_not_found_twice() -> None:
    folded = FOLDING.fold("访客在监查时登记")
    assert folded is not None and folded.back(0, 2) is None


def test_a_latin_house_word_stands_alone() -> None:
    assert FOLDING.fold("ownership of goods") is None
    assert FOLDING.fold("owner:高霁") is not None


def test_a_scanner_finds_what_the_house_calls_otherwise() -> None:
    scanner = Scanner([parse("内部审计 & 每年", {})], FOLDING)
    text = "每年实施内部监查1回"
    (sighting,) = scanner.sightings(text, scanner.hits(text))
    assert text[sighting.start : sighting.end] == "每年实施内部监查"


def test_the_words_of_the_file_are_each_there_once_and_lead_somewhere_else() -> None:
    words = read_yaml(standards_dir() / "house_words.yaml", "house_words")["words"]
    pairs = [(normal(house), normal(entry["common"])) for entry in words for house in entry["house"]]
    houses = [house for house, _ in pairs]
    assert sorted({house for house in houses if houses.count(house) > 1}) == []
    assert [(house, common) for house, common in pairs if house in common] == []
    assert [house for house in houses if len(house) < 2] == []


def test_common_words_are_left_alone() -> None:
    for text in ("员工应当佩戴工牌", "访客在门卫处登记", "内部审计每年一次", "visitors sign in at the gate"):
        assert house_words().fold(normal(text)) is None
