"""Findings across files: what the workers make ready, and that the join misses nothing that pair by pair was found."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from evidence_check.examinations import InMemory
from evidence_check.findings import contradictions, left_out, practice, shelf
from evidence_check.findings.claims import claims_of
from evidence_check.findings.logs import logs_of
from evidence_check.findings.naming import same
from evidence_check.findings.practice_cases import without_record
from evidence_check.findings.sides import sides_of
from evidence_check.model import (
    Bilingual,
    Document,
    Duty,
    Entry,
    Examined,
    Finding,
    Listing,
    Locator,
    Quote,
    Register,
    Role,
    RoleName,
    Statement,
)
from evidence_check.names import slip_keys, slip_of
from evidence_check.standing import Standing
from tests.builders import enterprise

NOWHERE = Locator()


def register(about: str, columns: tuple[str, ...], *rows: tuple[str, ...]) -> Register:
    entries = tuple(
        Entry(cells, Locator(sheet="a", paragraph=at + 2), "\t".join(cells)) for at, cells in enumerate(rows)
    )
    return Register(about, columns, entries, "")


def file(path: str, role: RoleName = "record", **shown: Any) -> Examined:
    document = Document(path, path.ljust(64, "0"), 1, "xlsx", "ok", title=path.partition(".")[0])
    return Examined(document, Role(role, Bilingual(), True), (), (), (), (), **shown)


def duty(path: str, unit: str, value: float, text: str) -> Duty:
    from evidence_check.records.duties import acts_of, topics_of

    return Duty(unit, value, text, acts_of(text), topics_of(text), (), Quote(path, NOWHERE, text))  # type: ignore[arg-type]


def held(*files: Examined) -> tuple[InMemory, dict[str, Standing], shelf.Shelf]:
    together = InMemory(files)
    standing = {path: Standing() for path in together}
    return together, standing, shelf.Shelf(together, standing)


def practised(*files: Examined) -> list[str]:
    together, standing, logs = held(*files)
    return [found.quote for found in practice.find(together, standing, enterprise(), logs)]


LATE = register(
    "安全事件台账",
    ("事件", "发生时间", "报告时间"),
    ("封条不符", "2026-05-08 14:20", "2026-05-08 16:00"),
    ("短少", "2026-06-15 09:30", "2026-06-19 10:10"),
)
WITHIN = "安全事件应在24小时内报告贸易安全负责人。"


def test_duties_that_ask_the_same_are_answered_once_and_told_each() -> None:
    policies = [
        file(f"{name}.docx", "written_system", duties=(duty(f"{name}.docx", "within", 24.0, WITHIN),)) for name in "ab"
    ]
    assert practised(*policies, file("台账.xlsx", registers=(LATE,))) == [WITHIN, WITHIN]


def test_a_file_that_lays_down_a_duty_is_not_held_against_its_own_table() -> None:
    own = file("a.xlsx", registers=(LATE,), duties=(duty("a.xlsx", "within", 24.0, WITHIN),))
    assert practised(own) == []
    other = file("b.docx", "written_system", duties=(duty("b.docx", "within", 24.0, WITHIN),))
    assert practised(own, other) == [WITHIN]


def test_what_a_log_shows_is_read_by_the_worker() -> None:
    (log,) = logs_of([LATE])
    assert (log.spans[0].columns, len(log.spans[0].rows)) == ((1, 2), 2)
    assert log.days == (("2026-05-08", 0), ("2026-06-15", 1))
    assert not log.blanks


def test_a_claim_names_what_its_own_clause_does() -> None:
    (claim,) = claims_of([duty("a.docx", "every", 1.0, "监控录像应完好,工牌登记每月盘点一次。")])
    both = duty("a.docx", "every", 1.0, "监控录像应完好,工牌登记每月盘点一次。")
    assert set(claim.named) < set(both.topics)


CASES = register("进口报关单清单", ("报关单号", "商品"), *((f"BGD2026{n:04d}", "轴承") for n in range(10)))


@pytest.mark.parametrize(("kept", "missing"), [(10, 0), (8, 2), (3, 0)])
def test_cases_meet_their_records_by_numbers(kept: int, missing: int) -> None:
    """All there, some missing, and too many missing for the two to be of one thing."""
    rows = (("2026-01-01", f"BGD2026{n:04d}", "已复核") for n in range(kept))
    records = register("报关单复核记录", ("日期", "单号", "结果"), *rows)
    _, _, logs = held(file("清单.xlsx", registers=(CASES,)), file("复核.xlsx", registers=(records,)))
    topics = frozenset(logs[0].log.topics) | frozenset(logs[1].log.topics)
    acts = frozenset(logs[0].log.titled_acts if logs[0].file == "复核.xlsx" else logs[1].log.titled_acts)
    acts -= frozenset(logs[1].log.acts if logs[0].file == "复核.xlsx" else logs[0].log.acts)
    assert acts
    told = without_record(logs, range(len(logs)), acts, topics)
    assert (told is not None) is bool(missing)
    assert told is None or (told.what and f"BGD2026{kept:04d}" in (told.what.zh or ""))


def test_names_that_stand_anywhere_are_struck_out_as_pair_by_pair() -> None:
    names = ["一厂", "外租仓库(金陵东路)", "陈立", "王磊 (关务)", "Plant 2", "苏A12345", "恒达物流有限公司"]
    cells = ["一厂", "外租仓库", "租仓", "陈立", "陈立新", "plant 2b", "苏a12345", "恒达物流", "金陵东路", "物流"]
    for cell in cells:
        sought = left_out._Sought(names)
        sought.strike({cell})
        assert sought.names == {name for name in names if not same(name, cell)}, cell


def test_a_list_is_held_against_the_log_that_names_most_of_it() -> None:
    listing = Listing("厂区说明", ("一厂", "二厂", "外租仓库"), Quote("厂区.docx", NOWHERE, "一厂、二厂、外租仓库"))
    rows = (("2026-03-12", "一厂", "好"), ("2026-03-13", "二厂", "好"), ("2026-06-12", "一厂", "好"))
    rounds = file("巡检.xlsx", registers=(register("安防巡检记录", ("日期", "厂区", "结果"), *rows),))
    site = file("厂区.docx", "irrelevant", listings=(listing,))
    together, standing, logs = held(rounds, site)
    (found,) = left_out.find(together, standing, logs)
    assert "外租仓库" in (found.why.zh or "")
    named = file("库房.xlsx", registers=(register("库房台账", ("库房", "面积"), ("外租仓库", "20")),))
    together, standing, logs = held(rounds, site, named)
    assert not list(left_out.find(together, standing, logs))


def test_names_that_may_be_slips_share_a_key() -> None:
    """What is looked up by keys must not miss what comparing every pair would find."""
    names = ["赵强", "赵墙", "李静怡", "李静宜", "李怡静", "王建国", "王建军", "zhang weiming", "zhang weimin",
             "zhang wemiing", "li wei", "wei li", "zhao", "陈", "johanna schmidt", "johanna schmitt"]  # fmt: skip
    slips = [(a, b) for a, b in permutations(names, 2) if slip_of(a, b)]
    assert len(slips) >= 6
    assert all(slip_keys(a) & slip_keys(b) for a, b in slips)
    assert not slip_keys("王建国") & slip_keys("陈立新")


def test_only_files_that_state_such_a_thing_are_looked_into() -> None:
    said = Statement("form", "FM-01", "", Quote("a.xlsx", NOWHERE, "FM-01"))
    together = InMemory([file("a.xlsx", statements=(said,)), file("b.xlsx")])
    assert [path for path, _ in together.stating("form", "left")] == ["a.xlsx"]
    assert not list(together.stating("left"))


# --- papers that are disowned -----------------------------------------------------------------------------------------


def disowning(path: str) -> Finding:
    return Finding(path, "wrong_content", "q", NOWHERE, Bilingual("w", "w"), disowns=True)


def keeps(path: str, role: RoleName, months: str) -> Examined:
    said = Statement("kept", "video", months, Quote(path, NOWHERE, f"{path} {months}"))
    return file(path, role, statements=(said,))


@pytest.mark.parametrize(("role", "told"), [("written_system", 1), ("irrelevant", 1), ("decoy", 0), ("superseded", 0)])
@pytest.mark.parametrize("months", ["1", "12"])
def test_a_decoy_contradicts_nobody_and_is_contradicted_by_nobody(role: RoleName, told: int, months: str) -> None:
    files = InMemory([keeps("a.docx", role, months), keeps("b.docx", "written_system", "3")])
    found = list(contradictions.find(files, {path: Standing() for path in files}))
    assert len(found) == told


def test_a_disowned_paper_holds_no_records_and_a_form_stays_as_it_was() -> None:
    table = register("门卫巡查登记", ("日期", "巡查人"), ("2025-03-04", "甲"), ("2025-03-05", "乙"))
    held = file("门卫巡查登记.xlsx", registers=(table,))
    assert sides_of(held).logs and sides_of(held).acts
    disowned = replace(held, role=Role("decoy", Bilingual(), True), findings=(disowning(held.document.path),))
    assert not sides_of(disowned).logs and not sides_of(disowned).rhythms and not sides_of(disowned).acts
    form = replace(held, role=Role("decoy", Bilingual(), True), registers=())
    assert not sides_of(form).logs and sides_of(form).acts == sides_of(held).acts
