"""How much the sources hold: standards, categories, items, clauses."""

from __future__ import annotations

from collections import Counter

import pytest

from evidence_check.model import Registry

CLAUSES = {
    "2022-common": 62,
    "2022-specific": 34,
    "2018-advanced-common": 64,
    "2018-general-common": 58,
    "2018-advanced-trader": 46,
    "2018-general-trader": 29,
    "2018-advanced-broker": 27,
    "2018-general-broker": 18,
    "2018-advanced-platform": 22,
    "2018-general-platform": 13,
}
ITEMS = {
    "2022-common": 16,
    "2022-specific": 10,
    "2018-advanced-common": 31,
    "2018-general-common": 29,
    "2018-advanced-trader": 14,
    "2018-general-trader": 11,
    "2018-advanced-broker": 14,
    "2018-general-broker": 12,
    "2018-advanced-platform": 8,
    "2018-general-platform": 8,
}
GROUPS = {
    "2018-advanced-common": 17,
    "2018-general-common": 17,
    "2018-advanced-trader": 10,
    "2018-general-trader": 9,
    "2018-advanced-broker": 10,
    "2018-general-broker": 10,
    "2018-advanced-platform": 5,
    "2018-general-platform": 5,
}


def test_the_sources_hold_373_clauses(texts: Registry) -> None:
    assert {standard.id: len(standard.clauses) for standard in texts.standards} == CLAUSES
    assert sum(CLAUSES.values()) == 373


def test_items_and_groups_are_complete(texts: Registry) -> None:
    assert {standard.id: len(standard.items) for standard in texts.standards} == ITEMS
    groups = {s.id: len({item.group for item in s.items}) for s in texts.standards if s.edition == "2018"}
    assert groups == GROUPS


def test_every_clause_belongs_to_exactly_one_item(texts: Registry) -> None:
    for standard in texts.standards:
        listed = Counter(clause for item in standard.items for clause in item.clauses)
        assert set(listed) == {clause.id for clause in standard.clauses}
        assert set(listed.values()) == {1}


@pytest.mark.parametrize(
    ("standard", "numbers"),
    [
        ("2022-common", [str(n) for n in range(1, 63)]),
        ("2018-general-platform", ["1", "2", "3", "4.1", "4.2", "4.3", "5.1", "5.2", "6.1", "6.2", "7", "8.1", "8.2"]),
    ],
)
def test_clause_numbers_run_without_a_gap(texts: Registry, standard: str, numbers: list[str]) -> None:
    found = next(one for one in texts.standards if one.id == standard)
    assert [clause.no for clause in found.clauses] == numbers


def test_the_individual_standard_counts_clause_10_in_three_parts(texts: Registry) -> None:
    found = next(one for one in texts.standards if one.id == "2022-specific")
    expected = [str(n) for n in range(1, 10)] + ["10.1", "10.2", "10.3"] + [str(n) for n in range(11, 33)]
    assert [clause.no for clause in found.clauses] == expected


def test_item_ids_tell_items_from_clauses(texts: Registry) -> None:
    items = {item.id for standard in texts.standards for item in standard.items}
    assert {"2022-common/item-13", "2022-specific/item-4", "2018-advanced-common/4"} <= items
    assert not any(item.startswith("2018") and "item-" in item for item in items)
