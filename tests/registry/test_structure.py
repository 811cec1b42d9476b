"""Options, points, groups, preambles, notes, polarity: what stands around the clauses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from evidence_check.model import Category, Clause, Item, Registry

FOUR = ("met", "basically_met", "not_met", "not_applicable")
THREE = ("met", "basically_met", "not_met")
STRICT = ("met", "not_met", "not_applicable")


def _categories(texts: Registry, standard: str) -> dict[str | None, Category]:
    return {one.no: one for s in texts.standards if s.id == standard for one in s.categories}


def _items(texts: Registry, standard: str) -> dict[str, Item]:
    return {one.no: one for s in texts.standards if s.id == standard for one in s.items}


@pytest.mark.parametrize(
    ("standard", "options"),
    [
        ("2018-advanced-common", {"一": FOUR, "二": THREE, "三": STRICT, "四": FOUR}),
        ("2018-general-common", {"一": FOUR, "二": THREE, "三": STRICT, "四": FOUR}),
        ("2018-advanced-trader", {"一": FOUR, "二": STRICT, "三": FOUR}),
        ("2018-general-trader", {"一": FOUR, "二": STRICT, "三": FOUR}),
        ("2018-advanced-broker", {"一": FOUR, "二": STRICT, "三": FOUR}),
        ("2018-general-broker", {"一": FOUR, "二": STRICT, "三": FOUR}),
        ("2018-advanced-platform", {"一": FOUR, "二": FOUR}),
        ("2018-general-platform", {"一": FOUR, "二": FOUR}),
        ("2022-common", {"一": FOUR, "二": THREE, "三": ("met", "not_met"), "四": FOUR}),
        ("2022-specific", {None: FOUR}),
    ],
)
def test_options_of_each_category(texts: Registry, standard: str, options: dict[str | None, tuple[str, ...]]) -> None:
    assert {no: one.verdict_options for no, one in _categories(texts, standard).items()} == options


def test_points_stand_in_2018_only(texts: Registry) -> None:
    values = {"met": 0, "basically_met": -1, "not_met": -2, "not_applicable": None}
    for standard in texts.standards:
        for category in standard.categories:
            if standard.edition == "2018":
                assert category.points == {option: values[option] for option in category.verdict_options}
            else:
                assert category.points is None


def test_kinds_of_categories_follow_their_titles(texts: Registry) -> None:
    kinds = [one.kind for one in _categories(texts, "2018-advanced-platform").values()]
    assert kinds == ["internal_control", "trade_security"]
    assert [one.kind for one in _categories(texts, "2022-common").values()] == [
        "internal_control",
        "finance",
        "compliance",
        "trade_security",
    ]
    assert _categories(texts, "2022-specific")[None].kind is None


def test_groups_cut_by_a_page_break_are_whole(texts: Registry) -> None:
    assert _items(texts, "2018-general-common")["13"].group == "(六) 遵守法律法规"
    assert _items(texts, "2018-advanced-broker")["11"].group == "(七) 商业伙伴安全控制措施"
    assert _items(texts, "2018-general-broker")["5"].group == "(四) 遵守法律法规"
    assert _items(texts, "2018-general-broker")["6"].group == "(五) 进出口业务规范"


def test_late_group_cells_are_moved_to_their_item(texts: Registry) -> None:
    for standard in ("2018-advanced-platform", "2018-general-platform"):
        items = _items(texts, standard)
        assert items["5"].group == items["6"].group == "(三) 信息系统控制"
        assert items["4"].group == "(二) 进出口业务控制"


def test_only_the_negative_list_is_prohibited(texts: Registry) -> None:
    prohibited = {one.id for standard in texts.standards for one in standard.clauses if one.polarity == "prohibited"}
    assert prohibited == {f"2022-common/{n}" for n in range(21, 30)}


def test_food_clause_belongs_to_food(texts: Registry, clause: Callable[[str], Clause]) -> None:
    assert clause("2022-specific/8").item == "4"
    items = _items(texts, "2022-specific")
    assert items["4"].business == "food"
    assert items["5"].clauses == ("2022-specific/9",)


def test_preambles_and_notes_are_not_clauses(texts: Registry) -> None:
    with_preamble = {f"{s.id}/{item.no}" for s in texts.standards for item in s.items if item.preamble is not None}
    assert {name for name in with_preamble if name.startswith("2022")} == {f"2022-common/{n}" for n in (9, 11, 13, 15)}
    assert {name for name in with_preamble if "trader" in name} == {
        *(f"2018-advanced-trader/{n}" for n in (10, 11, 13, 14)),
        *(f"2018-general-trader/{n}" for n in (7, 8, 10, 11)),
    }
    assert {name for name in with_preamble if "broker" in name} == {
        *(f"2018-advanced-broker/{n}" for n in (11, 12, 13, 14)),
        *(f"2018-general-broker/{n}" for n in (9, 10, 11, 12)),
    }
    note = _items(texts, "2022-common")["6"].notes[0]
    assert note.zh is not None and note.zh.startswith("上述（16）（17）所列行为经海关认定")
    assert any("95%情形的，该项标准为基本达标" in (n.zh or "") for n in _items(texts, "2022-common")["5"].notes)
    assert len(_items(texts, "2022-specific")["6"].notes) == 2


def test_who_decides_is_read_from_the_texts(texts: Registry) -> None:
    advanced = next(s for s in texts.standards if s.id == "2018-advanced-common")
    by = {}
    for one in advanced.clauses:
        by.setdefault(one.decided_by, []).append(one.no)
    assert by["customs"] == ["15", "17", "20.1", "20.2", *(f"21.{n}" for n in range(1, 12)), "22"]
    assert by["onsite"] == ["16"]
    assert by["other_standard"] == ["18", "19"]
    general = next(s for s in texts.standards if s.id == "2018-general-common")
    assert [one.no for one in general.clauses if one.decided_by == "other_standard"] == ["17", "18"]
