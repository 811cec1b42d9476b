"""Normal form and the way back from it: a quote must be the document's own words, whatever matching did to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_check.text import literal_span, normal, offsets, quote_around, sentences

ODD = st.text(alphabet="訪客登記ＡＢ①ﬁé́ñ한글Cc-_/ 　\t\n\u00a0abc年月3。", max_size=40)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("訪 客 登 記", "访客登记"),
        ("ＥＲＰ 系统", "erp系统"),
        ("保存 3 年", "保存3年"),
        ("Sign-in  Sheet", "sign in sheet"),
        ("姓名\t部门", "姓名\t部门"),
        ("制\u3000度", "制度"),
    ],
)
def test_text_written_differently_has_one_normal_form(written: str, expected: str) -> None:
    assert normal(written) == expected


@given(ODD)
def test_the_slow_way_with_offsets_gives_the_same_text_as_the_fast_way(text: str) -> None:
    form, origin = offsets(text)
    assert form == normal(text)
    assert len(origin) == len(form) + 1
    assert list(origin) == sorted(origin)


@given(ODD, st.data())
def test_every_span_of_the_normal_form_leads_to_a_literal_piece_of_the_text(text: str, data: st.DataObject) -> None:
    form = normal(text)
    if not form:
        return
    start = data.draw(st.integers(0, len(form) - 1))
    end = data.draw(st.integers(start + 1, len(form)))
    first, last = literal_span(text, start, end)
    assert 0 <= first < last <= len(text)


def test_a_hit_in_traditional_spaced_text_leads_to_the_words_as_written() -> None:
    text = "凡 訪 客 進 廠，應於警衛室登記。"
    at = normal(text).index("访客")
    assert text[slice(*literal_span(text, at, at + 2))] == "訪 客"


def test_an_undecodable_name_is_taken_as_it_is() -> None:
    assert normal("访客\udce4登记") == "访客\ufffd登记"


@given(ODD)
def test_sentences_cover_the_text_without_gaps(text: str) -> None:
    spans = sentences(text)
    assert "".join(text[a:b] for a, b in spans) == text


def test_a_quote_is_the_sentence_around_the_hit_and_no_longer_than_asked() -> None:
    text = "第一句。保安核对证件后放行。第三句。"
    at = text.index("证件")
    assert quote_around(text, at, at + 2) == "保安核对证件后放行。"
    long = "甲" * 500 + "证件" + "乙" * 500
    assert len(quote_around(long, 500, 502, limit=100)) <= 100
    assert "证件" in quote_around(long, 500, 502, limit=100)
