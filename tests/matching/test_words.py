"""Two characters that happen to stand side by side are no word."""

from pathlib import Path
from typing import Any

import pytest

from evidence_check.cache import kept
from evidence_check.matching import words
from evidence_check.matching.dictionary import dictionary
from evidence_check.matching.scanner import Sighting
from evidence_check.matching.words import are_words
from evidence_check.resources import standards_dir


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


@pytest.fixture(scope="module")
def jieba() -> Any:
    """jieba itself, with its whole dictionary."""
    package = pytest.importorskip("jieba")
    package.setLogLevel("WARNING")
    tokenizer = package.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@pytest.mark.parametrize(
    "text", ["确保安全，货主动态清单。进出口业务", "门卫室保安24小时值守;访客不得单独进入库区", "ａ货主·主动"]
)
def test_looking_words_up_first_says_what_segmenting_the_whole_text_says(text: str, jieba: Any) -> None:
    borders = {at for _, *ends in jieba.tokenize(text, HMM=False) for at in ends}
    for start in (at for at, char in enumerate(text[:-1]) if not char.isascii()):
        assert words._is_chance(text, start) is (start + 1 in borders and start not in borders), text[start : start + 2]


def test_every_run_of_the_standards_is_cut_where_jieba_cuts_it(jieba: Any) -> None:
    runs = {
        run for path in sorted(standards_dir().rglob("*.yaml"))[::9] for run in words._RUN.findall(path.read_text())
    }
    runs |= {"AT&T公司与B超", "a1货主", "4S店c#部3", "㐀龥卡拉OK", "T型台T恤2台"}
    assert len(runs) > 1000
    for run in runs:
        assert words._borders(run) == {at for _, *ends in jieba.tokenize(run, HMM=False) for at in ends}, run


def test_a_dictionary_that_was_kept_is_the_one_that_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "folder", lambda: tmp_path)
    made, again = dictionary.__wrapped__(), dictionary.__wrapped__()
    assert len(list(tmp_path.iterdir())) == 1
    for run in ("确保安全货主动态清单", "卡拉OK与T恤"):
        assert made.borders(run) == again.borders(run)
