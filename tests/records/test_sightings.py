"""Slips in names, and accounts made of names."""

import pytest

from evidence_check.names import is_account_of, named_in, slip_of
from evidence_check.records.named import is_person


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("赵强", "赵墙"),
        ("李静怡", "李静宜"),
        ("欧阳海燕", "欧阳海艳"),
        ("Frank Hoffmann", "Frank Hofmann"),
        ("Ma Lihua", "Ma Lihau"),
    ],
)
def test_a_slip_is_seen(name: str, other: str) -> None:
    assert slip_of(name, other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("王建国", "王建军"),
        ("赵强", "趙強"),
        ("Gang Wu", "Wu Gang"),
        ("Frank Hoffmann", "F. Hoffmann"),
        ("李军", "李军伟"),
    ],
)
def test_another_person_or_another_spelling_is_no_slip(name: str, other: str) -> None:
    assert not slip_of(name, other)


@pytest.mark.parametrize(
    ("account", "name"), [("btang", "Tang Bo"), ("pswu", "吴佩珊"), ("bo.tang", "Tang Bo"), ("lqin", "秦岚")]
)
def test_an_account_is_known_by_the_name_it_is_made_of(account: str, name: str) -> None:
    assert is_account_of(account, name)
    assert not is_account_of(account, "Chen Li")


def test_a_name_is_found_with_initials() -> None:
    assert named_in("Jens Braun", "disable access for j. braun")
    assert not named_in("Jens Braun", "disable access for k. brown")


@pytest.mark.parametrize("word", ["安全", "封条", "关务", "成品", "Customs Department", "Seal Log"])
def test_an_ordinary_word_is_no_person(word: str) -> None:
    assert not is_person(word)
