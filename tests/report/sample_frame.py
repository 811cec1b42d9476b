"""Whose made-up dossier it is, by which made-up standard, and its score: the frame of the sample reports."""

from __future__ import annotations

from dataclasses import replace

from sample_texts import (
    CLAUSE_TEXTS,
    ITEM_TITLES,
)

from evidence_check.model import (
    AssessorVerdict,
    Bilingual,
    Category,
    Clause,
    ClauseResult,
    Closing,
    ConditionResult,
    Edition,
    Enterprise,
    Item,
    ItemScore,
    Score,
    SourceRef,
    Standard,
)


def clause(standard: str, number: str, index: int, kind: str | None) -> Clause:
    zh, en = CLAUSE_TEXTS[index % len(CLAUSE_TEXTS)]
    return Clause(
        id=f"{standard}/{number}",
        standard=standard,
        no=number,
        item=f"{standard}/item-{1 + index // 4}",
        category="一",
        category_kind=kind,
        text=Bilingual(zh, None),
        display=Bilingual(zh, en),
        display_source={"zh": "seed", "en": "project"},
        verdict_options=("met", "basically_met", "not_met"),
        points=None,
        polarity="required",
        decided_by="documents",
        source=(SourceRef("002.txt", 10 + index),),
    )


def standard(name: str, edition: str, clauses: int) -> Standard:
    kinds = ("internal_control", "finance", "compliance", "trade_security")
    per = max(1, (clauses + 3) // 4)
    made = tuple(clause(name, str(n + 1), n, kinds[min(n // per, 3)]) for n in range(clauses))
    items = tuple(
        Item(
            f"{name}/item-{n + 1}",
            str(n + 1),
            Bilingual(*ITEM_TITLES[n % len(ITEM_TITLES)]),
            "一",
            made[n * 4].category_kind,
            None,
            None,
            (),
            tuple(c.id for c in made[n * 4 : n * 4 + 4]),
        )
        for n in range((clauses + 3) // 4)
    )
    title = {
        "2022": ("海关高级认证企业标准（通用标准）", "Advanced certification, general standard (2022)"),
        "2018": ("海关认证企业标准（高级认证—通用标准）", "Advanced certification, general standard (2018)"),
    }
    category = Category(
        "一", "internal_control", Bilingual("内部控制标准", "Internal control"), ("met", "not_met"), None
    )
    return Standard(name, edition, "advanced", Bilingual(*title[edition]), (category,), items, made)


def edition(name: str) -> Edition:
    number = "公告2022年第106号" if name == "2022" else "公告2018年第177号"
    return Edition(
        id=name,
        title=Bilingual(f"{name} 年版认证标准", f"{name} certification standards"),
        issuer=Bilingual("中华人民共和国海关总署", "General Administration of Customs of China"),
        announcement=number,
        in_force_from="2022-10-28",
        in_force_to="2026-03-31",
        replaced_by=Bilingual("海关总署公告2026年第34号", "Announcement No. 34 of 2026"),
        verified_on="2026-11-20",
        sources=("002.txt",),
        standards=(f"{name}-common",),
    )


def enterprise(edition_name: str) -> Enterprise:
    return Enterprise(
        name=Bilingual("厦门海澄机电有限公司", "Xiamen Haicheng Electromechanical Co., Ltd."),
        other_names=(),
        partners=(),
        standards=(f"{edition_name}-common",),
        businesses=("processing_trade",),
        certification="renewal",
        certified_since="2023-04",
        as_of="2026-10-31",
        people={"legal_representative": "陈某"},
        profile={"producer": True, "containers": None},
        facts={"debt_ratio": float("nan"), "years": {2024: 0.5}},
        verdicts={f"{edition_name}-common/1": AssessorVerdict("met", "现场已看")},
    )


_BADNESS = ("other_standard", "not_applicable", "present", "onsite", "customs", "unreadable", "partial", "missing")


def score(edition_name: str, made: Standard, results: tuple[ClauseResult, ...]) -> Score:
    verdict = {"present": "met", "partial": "basically_met", "missing": "not_met", "not_applicable": "not_applicable"}
    if edition_name == "2022":
        worst = {
            i.id: max((r for r in results if r.id in i.clauses), key=lambda r: _BADNESS.index(r.coverage))
            for i in made.items
        }
        items = tuple(
            ItemScore(i.id, verdict.get(worst[i.id].coverage, "undetermined"), None, "documents")  # type: ignore[arg-type]
            for i in made.items
        )
        counts = {
            "internal_control": {"met": 3, "basically_met": 2, "not_met": 1},
            "finance": {"met": 1},
            "trade_security": {"undetermined": 4, "met": 8},
        }
        note = Bilingual("2022 年版没有公布通过条件。", "The 2022 edition prints no pass conditions.")
        return Score(
            (made.id,),
            None,
            None,
            None,
            None,
            (),
            items,
            counts,
            (note,),
            {"verdict": "met", "debt_ratio": {"2024": 0.52, "2025": 0.49}},
        )
    scored = [ItemScore(i.id, "met", 0, "documents", best=0, worst=0) for i in made.items]
    scored[0] = replace(scored[0], verdict="not_met", points=-2, worst=-2)
    scored[1] = replace(
        scored[1],
        verdict="basically_met",
        points=-1,
        basis="assessor",
        reason="评审人现场看过，记录基本完整",
        best=-1,
        worst=-1,
    )
    scored[2] = replace(scored[2], verdict="undetermined", points=None, worst=-2)
    conditions = (
        ConditionResult("no_not_met", False, (scored[0].id,)),
        ConditionResult(
            "basically_met_limit", None, (scored[1].id,), detail=Bilingual("内部控制 1 项", "Internal control 1")
        ),
        ConditionResult("total_95", True, ()),
        ConditionResult("basically_met_limit_together", True, (), gates=False),
    )
    first, second, waits = (each.id for each in scored[:3])
    closing = (
        Closing((first,), 99, False, ("basically_met_limit",), (waits,)),
        Closing((first, second), 100, True, (), (waits,)),
    )
    return Score((made.id,), 97, 99, 95, False, conditions, tuple(scored), {}, closing=closing)
