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


@pytest.mark.parametrize("english", [True, None])
def test_the_words_of_the_file_are_each_there_once_and_lead_somewhere_else(english: bool | None) -> None:
    words = read_yaml(standards_dir() / "house_words.yaml", "house_words")["words"]
    chosen = [entry for entry in words if entry.get("english") == english]
    pairs = [(normal(house), normal(entry["common"])) for entry in chosen for house in entry["house"]]
    houses = [house for house, _ in pairs]
    assert len(houses) > 400
    assert sorted({house for house in houses if houses.count(house) > 1}) == []
    assert [(house, common) for house, common in pairs if house in common] == []
    assert [house for house in houses if len(house) < 2] == []


def test_common_words_are_left_alone() -> None:
    for text in ("员工应当佩戴工牌", "访客在门卫处登记", "内部审计每年一次", "visitors sign in at the gate"):
        assert house_words().fold(normal(text)) is None


def test_a_house_word_that_stands_in_a_longer_word_by_chance_is_left_alone() -> None:
    folding = Folding({"新人": "新员工", "登记本": "台账"}, keep=("更新人", "登记本人"))
    assert folding.fold("及时更新人员名单，登记本人姓名") is None
    folded = folding.fold("新人在登记本上签字")
    assert folded is not None and folded.text == "新员工在台账上签字"


@pytest.mark.parametrize(
    "text",
    [
        "及时更新人员名单",
        "登记本人姓名",
        "卸货车间的门",
        "提供方便",
        "审批文件由总经理签发",
        "符合约定的条件",
        "文件柜号为三",
        "离职员工的门卡",
        "收集卡片",
    ],
)
def test_chance_runs_of_the_file_are_kept(text: str) -> None:
    kept = {word for word in read_yaml(standards_dir() / "house_words.yaml", "house_words")["keep"] if word in text}
    folded = house_words().fold(normal(text))
    assert kept
    assert folded is None or all(not (s <= text.index(k) < e) for k in kept for s, e in folded.origins)


@pytest.mark.parametrize(
    ("register", "said", "common"),
    [
        ("Japanese parent", "退职者的社员卡由总务课返却", "离职员工"),
        ("Taiwan parent", "新进同仁须签署保密切结书", "保密协议"),
        ("Hong Kong", "吉柜到厂后由看更员验柜", "集装箱检查"),
        ("internet company", "新同学入职前先做背调", "新员工"),
        ("official style", "外来人员由保卫处登记", "安保部"),
        ("private factory", "陌生面孔先拦住再问清楚", "可疑人员"),
        ("Korean parent", "协力社须提交秘密维持协议", "保密协议"),
        ("European parent", "单证录入按四眼原则", "复核"),
        ("C-TPAT wording", "供应链安保与安全意识教育", "贸易安全"),
        ("freight forwarder", "提柜前查空柜并拍封号码", "封条号"),
        ("warehouse", "中转仓发现单上没有的货", "不明货物"),
    ],
)
def test_each_register_is_read(register: str, said: str, common: str) -> None:
    folded = house_words().fold(normal(said))
    assert folded is not None, register
    assert common in folded.text


ENGLISH = Folding(
    {"owner": "负责人"},
    english={"lorry": "truck", "caller": "visitor", "toolbox talk": "training"},
    keep=("caller id",),
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("the lorry waits", "the truck waits"),
        ("two lorries wait", "two trucks wait"),
        ("callers at the gate", "visitors at the gate"),
        ("toolbox talks on mondays", "trainings on mondays"),
    ],
)
def test_english_house_words_are_read_in_english_text(text: str, read: str) -> None:
    folded = ENGLISH.fold(text)
    assert folded is not None and folded.text == read


@pytest.mark.parametrize("text", ["the owner of the key", "glory", "callery", "caller id is shown", "toolboxes"])
def test_english_text_keeps_what_is_no_whole_house_word(text: str) -> None:
    assert ENGLISH.fold(text) is None


def test_english_house_words_are_read_beside_hanzi_too() -> None:
    folded = ENGLISH.fold("访客 visitor: callers 由owner接待")
    assert folded is not None and folded.text == "访客 visitor: visitors 由负责人接待"


@pytest.mark.parametrize(
    ("said", "common"),
    [
        ("Callers sign the book at the gatehouse and wear a lanyard.", "visitors"),
        ("The haulier parks the lorry at bay 4.", "carrier"),
        ("Leavers hand in the swipe card on the last day.", "departing employees"),
        ("New starters attend an induction; toolbox talks are weekly.", "training"),
        ("Repeat errors lead to a written warning.", "disciplinary action"),
        ("Note the number plate and the seal no. before stuffing.", "license plate"),
        ("Four-eyes principle before the customs entry is filed.", "double check"),
        ("The clearing agent receives the papers.", "customs broker"),
        ("Applicants with convictions are not taken on.", "criminal records"),
    ],
)
def test_english_registers_are_read(said: str, common: str) -> None:
    folded = house_words().fold(normal(said))
    assert folded is not None and common in folded.text


@pytest.mark.parametrize(
    "said",
    [
        "Caller ID is shown on the phone.",
        "FOB Shanghai, freight prepaid.",
        "Tick the box and pass it on.",
        "Guest wifi is separate.",
        "The tag line of the brand.",
    ],
)
def test_english_words_with_another_sense_are_left_alone(said: str) -> None:
    assert house_words().fold(normal(said)) is None
