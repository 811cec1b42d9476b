"""A small registry made by hand: two standards of the 2018 shape, one of another level, and a piece of 2022."""

from __future__ import annotations

import pytest

from evidence_check.model import Bilingual, Category, Clause, Item, Registry, SourceRef, Standard, Verdict

FOUR: tuple[Verdict, ...] = ("met", "basically_met", "not_met", "not_applicable")
THREE: tuple[Verdict, ...] = ("met", "basically_met", "not_met")
COMPLIANCE: tuple[Verdict, ...] = ("met", "not_met", "not_applicable")
TWO: tuple[Verdict, ...] = ("met", "not_met")

ItemPlan = tuple[str, str, int, str | None]  # number, title, sub-clauses (0: the item is its own clause), decided_by


def standard(
    identifier: str,
    edition: str,
    level: str | None,
    plan: dict[str | None, tuple[tuple[Verdict, ...], list[ItemPlan]]],
    first_clause: int | None = None,
) -> Standard:
    """Build a standard: category kind → (options, items). With ``first_clause`` clauses run on as in 2022."""
    items: list[Item] = []
    clauses: list[Clause] = []
    categories: list[Category] = []
    running = first_clause
    for number, (kind, (options, entries)) in enumerate(plan.items(), 1):
        categories.append(Category(str(number), kind, Bilingual(kind), options, None))  # type: ignore[arg-type]
        for no, title, subs, decided in entries:
            item_id = f"{identifier}/item-{no}" if running is not None else f"{identifier}/{no}"
            ids = [item_id] if not subs else [f"{item_id}.{n}" for n in range(1, subs + 1)]
            if running is not None:
                ids = [f"{identifier}/{running + n}" for n in range(max(subs, 1))]
                running += len(ids)
            category = str(number) if kind else None
            items.append(Item(item_id, no, Bilingual(title), category, kind, None, None, (), tuple(ids)))
            clauses += [
                Clause(
                    id=each,
                    standard=identifier,
                    no=each.split("/")[1],
                    item=item_id,
                    category=category,
                    category_kind=kind,
                    text=Bilingual(title),
                    display=Bilingual(title, title),
                    display_source={},
                    verdict_options=options,
                    points=None,
                    polarity="required",
                    decided_by=decided or "documents",  # type: ignore[arg-type]
                    source=(SourceRef("seed.txt", 1),),
                )
                for each in ids
            ]
    return Standard(identifier, edition, level, Bilingual(identifier), tuple(categories), tuple(items), tuple(clauses))


def registry_of(*standards: Standard) -> Registry:
    return Registry((), standards, (), (), (), {}, {}, {}, "by-hand")


def plain(numbers: range, title: str = "项") -> list[ItemPlan]:
    return [(str(n), f"{title}{n}", 0, None) for n in numbers]


COMMON = standard(
    "2018-advanced-common", "2018", "advanced",
    {
        "internal_control": (FOUR, [("1", "业务培训", 2, None), ("6", "内审制度", 3, None), *plain(range(101, 107))]),
        "finance": (THREE, [("12", "会计信息", 0, None), ("13", "综合财务状况", 0, "customs")]),
        "compliance": (
            COMPLIANCE,
            [
                ("14", "人员守法", 0, "customs"),
                ("18", "申报规范", 0, "other_standard"),
                ("19", "传输规范", 0, "other_standard"),
            ],
        ),
        "trade_security": (FOUR, [("21", "场所安全", 2, None), ("28", "集装箱安全", 0, None), *plain(range(201, 207))]),
    },
)  # fmt: skip
TRADER = standard(
    "2018-advanced-trader", "2018", "advanced",
    {
        "internal_control": (FOUR, plain(range(1, 4), "收发货人")),
        "compliance": (COMPLIANCE, [("8", "申报 规范", 3, "customs")]),
        "trade_security": (FOUR, plain(range(10, 12), "收发货人")),
    },
)  # fmt: skip
BROKER = standard(
    "2018-advanced-broker", "2018", "advanced",
    {"compliance": (COMPLIANCE, [("8", "申报规范", 0, "customs"), ("9", "传输规范", 0, "customs")])},
)  # fmt: skip
PLATFORM = standard(
    "2018-advanced-platform", "2018", "advanced", {"internal_control": (FOUR, plain(range(1, 3), "平台"))}
)
GENERAL = standard(
    "2018-general-common", "2018", "general",
    {"internal_control": (FOUR, plain(range(1, 5))), "trade_security": (FOUR, plain(range(21, 26)))},
)  # fmt: skip
COMMON_2022 = standard(
    "2022-common", "2022", None,
    {
        "internal_control": (FOUR, [("4", "内部审计和改进", 3, None)]),
        "finance": (THREE, [("5", "财务状况", 2, None)]),
        "compliance": (TWO, [("6", "遵守法律法规", 4, "customs"), ("7", "进出口记录", 0, "customs")]),
    },
    first_clause=10,
)  # fmt: skip
SPECIFIC_2022 = standard("2022-specific", "2022", None, {None: (FOUR, [("1", "加工贸易", 0, None)])}, first_clause=1)


@pytest.fixture
def registry() -> Registry:
    return registry_of(COMMON, TRADER, BROKER, PLATFORM, GENERAL, COMMON_2022, SPECIFIC_2022)
