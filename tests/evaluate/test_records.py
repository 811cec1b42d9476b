"""Years of records and counts of trainings are measured where the labels give them."""

from typing import Any

from evidence_check.evaluate.observe import observe
from evidence_check.evaluate.summary import to_json

LABELS: dict[str, Any] = {
    "clauses": {"2018-advanced-common/1.1": {"coverage": "partial"}},
    "records": [
        {"clause": "2018-advanced-common/1.1", "kind": "海关业务培训", "years": {"2022": "present", "2023": "missing"}},
        {"clause": "2018-advanced-common/1.1", "person": "张三", "counts": {"2022": 2, "2023": 1}},
        {"clause": "2018-advanced-common/9", "kind": "操作日志", "years": {"2022": "present"}},
    ],
}


def report(**more: Any) -> dict[str, Any]:
    requirement = {"id": "x#y", "title": {"zh": "海关业务培训记录", "en": None}, "elements": [], **more}
    clause = {"id": "2018-advanced-common/1.1", "coverage": "partial", "requirements": [requirement]}
    return {"clauses": [clause], "documents": [], "findings": []}


def test_years_and_counts_that_agree_are_right() -> None:
    ours = report(years={"2022": "partial", "2023": "missing"}, persons={"张 三": {"2022": 2, "2023": 0}})
    figures = to_json(observe("d", LABELS, ours))["records"]
    assert figures["years"]["precision"] == 1.0
    assert figures["years"]["recall"] == 0.5  # clause 9 is not reported by year: found by the label, not by us
    assert figures["persons_exact"] == 0.5
    assert [(row["year"], row["ours"]) for row in figures["persons_wrong"]] == [("2023", 0)]


def test_a_person_who_is_not_counted_is_wrong_not_right_by_chance() -> None:
    figures = to_json(observe("d", LABELS, report()))["records"]
    assert figures["persons_exact"] == 0.0
    assert figures["years_right"] == 0.0
