"""Dates as people write them, and the numbers that only look like dates."""

import pytest

from evidence_check.records.dates import find, year_in


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2022/04/18", "2022-04-18"),
        ("2022.4.8", "2022-04-08"),
        ("2025 年 3 月 5 日", "2025-03-05"),
        ("二〇二三年四月十八日", "2023-04-18"),
        ("二零二四年十二月三十一日", "2024-12-31"),
        ("18 Apr 23", "2023-04-18"),
        ("March 5, 2025", "2025-03-05"),
        ("3rd September 2024", "2024-09-03"),
        ("15.03.2025", "2025-03-15"),
        ("20250305", "2025-03-05"),
        ("2025-03", "2025-03"),
        ("2025年11月", "2025-11"),
        ("2024年度", "2024"),
        ("05/03/2025", "2025"),  # March or May: only the year is sure
        ("２０２５年３月５日", "2025-03-05"),
    ],
)
def test_a_date_is_read_as_written(written: str, iso: str) -> None:
    assert [dated.iso for dated in find(written)] == [iso]


@pytest.mark.parametrize("text", ["版本1.2.3", "电话 02025031234", "2025-13-45", "合计 20259 件", "13/14/2025"])
def test_other_numbers_are_no_dates(text: str) -> None:
    assert find(text) == []


def test_a_month_and_day_need_the_year_of_their_context() -> None:
    assert find("4月18日") == []
    assert [dated.iso for dated in find("4月18日", year="2024")] == ["2024-04-18"]


def test_a_title_speaks_of_one_year_or_of_none() -> None:
    assert year_in("访客登记2025") == "2025"
    assert year_in("2024-2025年度对照") is None


def test_the_span_of_a_date_is_its_own() -> None:
    text = "培训日期：2025年3月5日，地点"
    (dated,) = find(text)
    assert text[dated.start : dated.end] == "2025年3月5日"
