"""Which dates count: the year before a first application, every full year of a renewal."""

import pytest

from evidence_check.enterprise import default
from evidence_check.model import Enterprise
from evidence_check.period import falls_within, period_of


def enterprise(as_of: str, since: str | None = None) -> Enterprise:
    from dataclasses import replace

    one = default("甲公司", as_of, ("2022-common",))
    return replace(one, certification="renewal", certified_since=since) if since else one


def test_a_first_application_wants_the_last_twelve_months() -> None:
    (span,) = period_of(enterprise("2026-10-31")).spans
    assert span[1:] == ("2025-11-01", "2026-10-31")


def test_a_renewal_wants_each_year_from_certification_to_the_last_full_one() -> None:
    period = period_of(enterprise("2026-10-31", "2023-06"))
    assert period.years == ("2023", "2024", "2025")
    assert period.spans[0] == ("2023", "2023-06-01", "2023-12-31")


@pytest.mark.parametrize(
    ("iso", "inside"),
    [("2025-06-30", True), ("2025-06", True), ("2025", True), ("2024-12-31", False), ("2026", False)],
)
def test_a_date_without_day_or_month_may_lie_anywhere_in_it(iso: str, inside: bool) -> None:
    assert falls_within(iso, "2025-01-01", "2025-12-31") is inside
