"""Rows hold long sequences packed and give them back as they were."""

from __future__ import annotations

import pytest

from evidence_check.model import Bilingual, Finding, Locator
from evidence_check.rows import Gathered, Rows, rows


def _finding(number: int) -> Finding:
    name = "制度\udce4.docx" if number == 70 else f"制度{number}.docx"  # half a character, as undecodable names have
    return Finding(name, "unsigned", "批准", Locator(paragraph=number), Bilingual("无签字", "unsigned"))


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 200])
def test_values_come_back_in_their_order(length: int) -> None:
    values = [_finding(number) for number in range(length)]
    packed = rows(Finding, values)
    assert list(packed) == values == list(packed[:])
    assert len(packed) == length
    assert packed == tuple(values)
    assert [packed[at] for at in range(-length, length)] == values * 2


def test_a_place_beyond_the_end_is_an_error() -> None:
    packed = rows(Finding, [_finding(1)])
    for place in (1, -2):
        with pytest.raises(IndexError):
            packed[place]


def test_other_values_are_not_equal() -> None:
    packed = rows(Finding, [_finding(1), _finding(2)])
    assert packed != (_finding(1), _finding(3))
    assert packed != (_finding(1),)
    assert packed != "xx"


def test_rows_are_made_of_their_blocks_again() -> None:
    gathered: Gathered[Finding] = Gathered(Finding)
    for number in range(100):
        gathered.add(_finding(number))
    packed = gathered.rows()
    assert Rows(Finding, packed.blocks, len(packed)) == packed
    assert rows(Finding, packed) is packed


def test_packed_lines_take_a_fraction_of_their_room() -> None:
    packed = rows(Finding, (_finding(number) for number in range(1000)))
    assert sum(map(len, packed.blocks)) < 100 * len(packed)
