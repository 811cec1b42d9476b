"""Two characters that happen to stand side by side are no word."""

import pytest

from evidence_check.matching import words
from evidence_check.matching.scanner import Sighting
from evidence_check.matching.words import are_words


@pytest.mark.parametrize(
    ("text", "word", "real"),
    [
        ("门卫保安核对证件", "保安", True),
        ("货主动态清单", "主动", False),
        ("进出口业务", "出口", True),
        ("访客登记簿", "登记", True),
    ],
)
def test_a_run_across_two_words_is_told_from_a_word(text: str, word: str, real: bool) -> None:
    at = text.index(word)
    assert are_words(text, Sighting(0, at, at + 2, False, ((at, at + 2),))) is real


def test_latin_terms_and_longer_ones_are_not_questioned() -> None:
    assert are_words("it部门确保安全", Sighting(0, 0, 2, False, ((0, 2), (4, 8))))


@pytest.mark.parametrize(
    "text", ["确保安全，货主动态清单。进出口业务", "门卫室保安24小时值守;访客不得单独进入库区", "ａ货主·主动"]
)
def test_looking_words_up_first_says_what_segmenting_the_whole_text_says(text: str) -> None:
    borders = {at for _, *ends in words._tokenizer().tokenize(text, HMM=False) for at in ends}
    for start in (at for at, char in enumerate(text[:-1]) if not char.isascii()):
        assert words._is_chance(text, start) is (start + 1 in borders and start not in borders), text[start : start + 2]


def test_no_word_of_the_dictionary_is_longer_than_is_looked_for() -> None:
    assert max(len(word) for word, count in words._tokenizer().FREQ.items() if count) <= words._LONGEST
