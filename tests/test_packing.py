"""What is packed comes back as it was, whatever its texts hold; what was spoilt or is something else is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_check.model import Bilingual, Document, Locator, Match, Passage, Quote
from evidence_check.packing import Unpackable, pack, pack_small, unpack

texts = st.text(st.characters(codec=None), max_size=12)  # half characters among them
locators = st.builds(
    Locator,
    page=st.none() | st.integers(1, 10**6),
    sheet=st.none() | texts,
    **{name: st.none() | st.integers(0, 10**6) for name in ("paragraph", "slide", "line")},
    box=st.none() | st.tuples(*[st.floats(0, 9e4) for _ in range(4)]),
)
matches = st.builds(
    Match,
    requirement=texts,
    file=texts,
    role=st.sampled_from(["record", "decoy"]),
    score=st.floats(0, 1),
    quote=st.builds(Quote, file=texts, locator=locators, text=texts),
    elements=st.dictionaries(texts, st.builds(Quote, file=texts, locator=locators, text=texts), max_size=3),
    refused=st.none() | st.builds(Bilingual, zh=st.none() | texts, en=st.none() | texts),
    places=st.none() | st.frozensets(locators, max_size=3),
)


@given(matches)
def test_a_match_comes_back_as_it_was(match: Match) -> None:
    assert unpack(Match, pack(match)) == match
    assert unpack(Match, pack_small(match)) == match


def test_a_document_comes_back_as_it_was() -> None:
    passage = Passage(0, "访客登记\ud83d", "row", Locator(cell="B2"), ("一、", "二、"), header_row=True)
    document = Document("a/\udcff.txt", "0" * 64, 3, "txt", "ok", passages=(passage,), marks={"comments": 2})
    assert unpack(Document, pack_small(document)) == document
    named = replace(document, path="a.txt", passages=(passage._replace(text="访客登记"),))
    assert unpack(Document, pack_small(named)) == named


@given(matches, st.data())
def test_one_spoilt_byte_is_noticed(match: Match, data: st.DataObject) -> None:
    packed = bytearray(data.draw(st.sampled_from([pack, pack_small]))(match))
    at = data.draw(st.integers(0, len(packed) - 1))
    packed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unpackable):
        unpack(Match, bytes(packed))


@pytest.mark.parametrize("other", [b"", b"m", pack(Locator()), pack_small([1, 2]), pack("x")[:-1]])
def test_anything_else_is_refused(other: bytes) -> None:
    with pytest.raises(Unpackable):
        unpack(Match, other)
