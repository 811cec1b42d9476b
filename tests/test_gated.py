"""A gate keeps a search from being made only where it would find nothing."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence_check.data import read_yaml
from evidence_check.gated import Gated, _needles, gates_of
from evidence_check.needles import folded
from evidence_check.records import dates
from evidence_check.resources import standards_dir


@pytest.mark.parametrize(
    ("pattern", "gates"),
    [
        ("年", ["年"]),
        ("(?:年|永久|长期)保存", ["保", "存", "年永长"]),
        (r"\d+(?:个|整)*(?:日|天)", ["天日"]),
        ("[日号]?", []),
        ("访客|[^。]", []),
        ("(?<!年)月(?=日)", ["月"]),
        (r"(?:_{2,}|【\s*】)", ["_【"]),
    ],
)
def test_what_an_expression_cannot_do_without(pattern: str, gates: list[str]) -> None:
    assert sorted("".join(sorted(gate)) for gate in gates_of(re.compile(pattern))) == gates


@pytest.mark.parametrize("text", ["MAY", "ſept", "K", "k", "\u212a", "MIT", "mıt", "mİt"])
def test_letters_whose_case_is_ignored_are_let_pass_in_every_form(text: str) -> None:
    for pattern in (re.compile("may|sept|k", re.IGNORECASE), re.compile("(?i)mit")):
        assert bool(Gated([pattern]).possible(text)) or not pattern.search(text)


_PATTERNS = [
    *dates._PATTERNS,
    *(re.compile(p[1:-1]) for c in read_yaml(standards_dir() / "lexicon" / "patterns.yaml", "lexicon")["concepts"]
      for p in [f"/{one}/" for one in c["patterns"]]),
]  # fmt: skip


_GATED = Gated(_PATTERNS)


@pytest.mark.parametrize(
    ("pattern", "needles"),
    [
        ("访客登记", ["访客登记"]),
        ("(?:员工|人员)培训", ["人员培训", "员工培训"]),
        ("(?:员工|人员)(?:的)?培训", ["人员培训", "人员的培训", "员工培训", "员工的培训"]),
        (r"\d{1,2}月[^。]*日", ["0月"]),
        (r"第\d+号", ["第0"]),
        (r"[一二三四五]{1,3}月", ["一月"]),
        (r"(?:保存|留存).{0,8}(?:年限|期限)", ["保存", "留存"]),
        (r"(?:ab)+c?", ["ab"]),
        (r"(?<!\d)20\d\d(?=年)", ["0000"]),
        ("a|[^。]b", []),
        ("(?i)may", []),
        ("(?i)五月", ["一月"]),
        (r"(\w)\1", []),
        ("x*y?", []),
        ("[^年]月", []),
    ],
)
def test_the_pieces_that_an_expression_cannot_do_without(pattern: str, needles: list[str]) -> None:
    assert sorted(_needles(re.compile(pattern)) or ()) == needles


def test_no_digit_is_left_out_of_folding() -> None:
    digits = "".join(char for char in map(chr, range(sys.maxunicode + 1)) if re.match(r"\d", char))
    assert set(folded(digits, set(digits))) == {"0"}


def test_half_a_character_opens_everything() -> None:
    patterns = [re.compile(f"{one}{one}x") for one in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"]
    assert Gated(patterns).possible("甲甲x") == patterns[:1]
    assert Gated(patterns).possible("甲甲x\ud800") == patterns


@settings(deadline=None, max_examples=300)
@given(
    st.from_regex(re.compile("|".join(p.pattern for p in _PATTERNS[::3] if not p.flags & re.IGNORECASE))) | st.text()
)
def test_no_match_is_lost_in_texts_that_match(text: str) -> None:
    possible = _GATED.possible(text)
    assert not [p.pattern for p in _PATTERNS if p not in possible and p.search(text)]


@settings(deadline=None)
@given(
    st.text(
        st.sampled_from(
            "2024年度3月5日号每季半次至少定期检查存档 a within days by Mar. may/-由部长负责保 ſK令和元民国"
        ),
        max_size=30,
    )
)
def test_no_match_is_lost(text: str) -> None:
    possible = _GATED.possible(text)
    assert not [p.pattern for p in _PATTERNS if p not in possible and p.search(text)]


def test_sentences_of_the_lexicons_own_examples_pass() -> None:
    said = ["仓储组负责", "记录保存三年", "每半年一次", "within 3 days", "the supervisor checks", "kept for five years"]
    assert all(any(p.search(text) for p in _GATED.possible(text)) for text in said)
