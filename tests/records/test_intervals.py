"""How often, how long and how fast a text says, in the ways that houses write it."""

import pytest

from evidence_check.records.intervals import find
from evidence_check.text import normal


@pytest.mark.parametrize(
    ("text", "unit", "months"),
    [
        ("每两年开展一次内部审计", "every", 24),
        ("三年一次", "every", 36),
        ("每半年至少一次", "every", 6),
        ("每年不少于两次", "every", 6),
        ("每年3月、9月各组织一次", "every", 6),
        ("in the first and the third quarter of each year", "every", 6),
        ("as a rule every 36 months", "every", 36),
        ("every other year", "every", 24),
        ("twice a year", "every", 6),
        ("three times per year", "every", 4),
        ("單證保存二十四個月", "kept", 24),
        ("records are kept for at least two years", "kept", 24),
    ],
)
def test_a_figure_is_read_as_months(text: str, unit: str, months: float) -> None:
    found = [figure for figure in find(normal(text)) if figure.unit == unit]
    assert [round(figure.value, 2) for figure in found] == [months]


@pytest.mark.parametrize(
    ("text", "hours"), [("应在24小时内报告", 24), ("一周内培训", 168), ("within 30 days", 720), ("当日收回", 24)]
)
def test_a_time_limit_is_read_as_hours(text: str, hours: float) -> None:
    assert [round(figure.value) for figure in find(normal(text)) if figure.unit == "within"] == [hours]


def test_a_text_without_a_figure_gives_none() -> None:
    assert not find(normal("定期检查，及时整改。"))
