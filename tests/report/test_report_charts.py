"""The charts say what the figures beside them say; the styles made for a report can't be ended by its words."""

from __future__ import annotations

import re

import pytest
from hostile_samples import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from evidence_check.model import Bilingual
from evidence_check.report import charts, paper
from evidence_check.report.html import LEAVES


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 400)))
def test_a_bars_pieces_are_as_long_as_their_figures_and_touch(counts: dict[str, int]) -> None:
    pieces = charts.segments(counts)
    assert [(p.key, p.count) for p in pieces] == [(k, n) for k, n in counts.items() if n]
    at = 0.0
    for piece in pieces:
        assert piece.x == pytest.approx(at, abs=0.1)
        assert piece.width == pytest.approx(charts.WIDTH * piece.count / sum(counts.values()), abs=0.02)
        at += piece.width
    assert not pieces or at == pytest.approx(charts.WIDTH, abs=0.1)


def test_bars_of_one_table_share_a_scale() -> None:
    assert charts.segments({"a": 5}, 20)[0].width == charts.WIDTH / 4


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.none() | st.integers(0, 100))
def test_a_score_stands_between_its_ends(first: int, second: int, third: int, line: int | None) -> None:
    worst, now, best = sorted((first, second, third))
    scale = charts.scale(worst, best, now, line)
    assert 0 <= scale.worst <= scale.now <= scale.best <= charts.WIDTH
    assert scale.line is None or 0 <= scale.line <= charts.WIDTH


@pytest.mark.parametrize("payload", HOSTILE)
def test_a_company_name_stays_inside_its_css_string(payload: str) -> None:
    made = paper.css_string(payload)
    assert re.fullmatch(r'"(?:[\w ]|\\[0-9a-f]{6})*"', made)
    told = re.sub(r"\\([0-9a-f]{6})", lambda escaped: chr(int(escaped[1], 16)), made[1:-1])
    assert told == " ".join(paper.visible(payload).split())


def test_each_leaf_of_paper_is_headed_by_its_sections_in_every_language() -> None:
    style = paper.page_styles(LEAVES, Bilingual("公司", "Company"))
    for leaf in LEAVES:
        assert f"@page {leaf[0]}{{@top-right{{content:var(--{leaf[0]})}}}}" in style
        assert len(re.findall(rf"--{leaf[0]}:", style)) == 3
    assert '--score:"4 评分与依据"' in style and '--score:"4 Score and arithmetic"' in style
    assert '--company:"公司 Company"' in style


def test_the_rules_of_a_language_hold_without_scripting_too() -> None:
    style = """/* a */
html[data-lang=zh] i[lang=en], html[data-lang=en] b { display: none; }
p { x: y; }
html[data-lang=en]{--a:1}"""
    assert paper.scriptless(style).splitlines()[-2:] == [
        "html:has(#lang-zh:checked) i[lang=en], html:has(#lang-en:checked) b { display: none; }",
        "html:has(#lang-en:checked){--a:1}",
    ]


def test_a_sign_is_set_before_words_and_never_before_numbers() -> None:
    rules = paper.sign_styles()
    assert '.badge.no::before{content:"' in rules  # not fulfilled
    assert not re.search(r"\.grid[^,{]*\.no\b", rules)  # class "no" also marks the number of a clause
