"""Every gap stands in one department's list with what it lacks; what is served otherwise, or is no gap, in none."""

from __future__ import annotations

from dataclasses import replace

from report_samples import sample

from evidence_check.model import Assessment, Bilingual, Registry
from evidence_check.report.actions import Share, shares
from evidence_check.report.cards import GAPS
from evidence_check.report.grid import years
from evidence_check.report.lookup import Lookup
from evidence_check.report.tasks import Task


def number(task: Task) -> str:
    return (task.clause or "").rpartition("/")[2]


def lists(assessment: Assessment, registry: Registry) -> dict[str, Share]:
    return {share.department.id: share for share in shares(Lookup.of(assessment, registry))}


def test_each_gap_goes_to_the_owner_of_what_is_wanted() -> None:
    found = lists(*sample("2022", 16))
    # items of four clauses each: import and export documents, information system, internal audit, personnel
    assert {name: sorted({number(a) for a in share.tasks}, key=int) for name, share in found.items()} == {
        "customs": ["2", "3", "4"],
        "it": ["6", "8"],
        "hr": ["14", "15", "16"],
    }
    assert {a.clause for share in found.values() for a in share.tasks} == {
        r.id for r in sample("2022", 16)[0].clauses if r.coverage in ("partial", "missing", "unreadable")
    }


def test_the_worst_come_first_and_the_counts_add_up() -> None:
    assessment, registry = sample("2022", 60)
    found = lists(assessment, registry)
    for share in found.values():
        order = [GAPS.index(task.coverage) for task in share.tasks]
        assert order == sorted(order) and sum(share.counts.values()) == len(order)
        assert share.counts == {gap: sum(a.coverage == gap for a in share.tasks) for gap in share.counts}
    missing = [share.counts["missing"] for share in found.values()]
    assert missing == sorted(missing, reverse=True)
    assert found[""].department.name.zh == "部门待定"  # an item of one's own has no usual owner and is not lost


def test_what_a_requirement_lacks_is_named_in_both_languages() -> None:
    action = lists(*sample("2022", 16))["customs"].tasks
    partial = next(a for a in action if a.coverage == "partial" and number(a) == "2")
    assert [(m.zh, m.en) for m in partial.lacking] == [
        ("复核的内容", "What is checked"),
        ("责任追究", "Accountability"),
    ]


def test_only_what_its_item_fails_for_is_said_to_block() -> None:
    assessment, registry = sample("2018", 16)
    blocking = [a for share in lists(assessment, registry).values() for a in share.tasks if a.blocks]
    assert {number(a) for a in blocking} == {"4"} and {a.coverage for a in blocking} == {"missing"}


def test_an_alternative_that_another_one_serves_is_not_asked_for() -> None:
    assessment, registry = sample("2022", 16)
    first = next(r for r in assessment.clauses if r.coverage == "partial")
    served = replace(first.requirements[1], counts="required", coverage="present")
    changed = tuple(
        replace(r, requirements=(r.requirements[0], served)) if r.id == first.id else r for r in assessment.clauses
    )
    together = tuple(
        replace(r, any_of="either") if r.clause == first.id and r.kind != "onsite" else r for r in registry.requirements
    )
    alone = lists(replace(assessment, clauses=changed), registry)
    either = lists(replace(assessment, clauses=changed), replace(registry, requirements=together))

    def asked(found: dict[str, Share]) -> set[str]:
        return {a.anchor for share in found.values() for a in share.tasks if a.clause == first.id}

    assert asked(alone) == {f"{first.id}/checking"}
    assert asked(either) == {first.id}  # nothing single to supply: the clause as a whole is shown


def test_records_of_what_need_not_have_happened_are_neither_asked_for_nor_shown_as_a_gap() -> None:
    assessment, registry = sample("2022", 16)
    first = next(r for r in assessment.clauses if r.coverage == "partial")
    records = replace(first.requirements[1], counts="required", coverage="missing", years={"2025": "missing"})
    clauses = tuple(
        replace(r, requirements=(r.requirements[0], records)) if r.id == first.id else r for r in assessment.clauses
    )
    changed = replace(assessment, clauses=clauses)
    wanted = tuple(
        replace(r, occasion=Bilingual("发生时", "When it occurs")) if r.id == records.id else r
        for r in registry.requirements
    )
    for known, asked in ((registry, True), (replace(registry, requirements=wanted), False)):
        found = [a.key for share in lists(changed, known).values() for a in share.tasks]
        assert (records.id in found) == asked and first.requirements[0].id in found
        (row,) = (row for _, rows in years(Lookup.of(changed, known))[1] for row in rows if row.clause == first.id)
        assert row.support != asked


def test_a_dossier_without_gaps_has_no_lists() -> None:
    assessment, registry = sample("2022", 16)
    assert (
        lists(replace(assessment, clauses=tuple(r for r in assessment.clauses if r.coverage == "present")), registry)
        == {}
    )
