"""Trainings count for who held the post on the day; a name that is nearly one's is shown and not counted."""

from dataclasses import replace

from evidence_check.coverage import Dossier, Judgement, judge_requirement
from evidence_check.model import Enterprise, Examined, Holder, Locator, Quote, RecordEvent
from evidence_check.period import period_of
from evidence_check.standing import standings
from tests.builders import enterprise, examined, match, requirement

WANTED = requirement("s/1#log", "record", years="each", persons=("customs_manager",), per_year=2)
RENEWAL = enterprise(certification="renewal", certified_since="2024-01")


def judge(owner: Enterprise, *attended: tuple[str, str]) -> Judgement:
    files: list[Examined] = [
        examined(f"{day} {name}", "record", dates=(day,), people=(name,)) for day, name in attended
    ]
    dossier = Dossier({f.document.path: f for f in files}, standings(files, owner), owner, period_of(owner))
    return judge_requirement(WANTED, [match("s/1#log", f.document.path) for f in files], dossier)


def turns(*holders: Holder) -> Enterprise:
    return enterprise(certification="renewal", certified_since="2024-01", holders={"customs_manager": holders})


def test_each_holder_counts_for_his_own_time() -> None:
    owner = turns(Holder("陆婷", None, "2024-12"), Holder("顾清", "2025-01"))
    days = [("2024-03-01", "陆婷"), ("2024-09-01", "陆婷"), ("2025-03-01", "顾清"), ("2025-09-01", "顾清")]
    result = judge(owner, *days).result
    assert result.coverage == "present"
    assert result.persons == {"陆婷": {"2024": 2}, "顾清": {"2025": 2}}


def test_trainings_after_leaving_the_post_do_not_count() -> None:
    owner = turns(Holder("陆婷", None, "2024-12"), Holder("顾清", "2025-01"))
    days = [("2024-03-01", "陆婷"), ("2024-09-01", "陆婷"), ("2025-03-01", "陆婷"), ("2025-09-01", "陆婷")]
    result = judge(owner, *days).result
    assert result.missing == ("顾清 2025（0/2）",)


def test_two_who_follow_each_other_in_a_year_share_its_count() -> None:
    owner = turns(Holder("陆婷", None, "2025-06-30"), Holder("顾清", "2025-07-01"))
    days = [("2024-03-01", "陆婷"), ("2024-09-01", "陆婷"), ("2025-03-01", "陆婷"), ("2025-09-01", "顾清")]
    assert judge(owner, *days).result.coverage == "present"


def test_a_near_miss_is_shown_and_not_counted() -> None:
    owner = enterprise(certification="renewal", certified_since="2025-01", people={"customs_manager": "王建国"})
    judged = judge(owner, ("2025-03-01", "王建国"), ("2025-09-01", "王建囯"))
    assert judged.doubtful and judged.result.coverage == "partial"
    (missing,) = judged.result.missing
    assert missing.startswith("王建国 2025（1/2") and "王建囯" in missing


def test_another_person_is_no_near_miss() -> None:
    owner = enterprise(certification="renewal", certified_since="2025-01", people={"customs_manager": "王建国"})
    judged = judge(owner, ("2025-03-01", "王建国"), ("2025-09-01", "李志明"))
    assert not judged.doubtful and judged.result.missing == ("王建国 2025（1/2）",)


def test_who_signed_on_a_sheet_of_its_own_attended_the_course_of_that_day() -> None:
    """The list of courses says what was taught, the sheet beside it who came: one occasion, by its day."""
    days = (("2024-03-15", "课程", ()), ("2024-03-15", "签到", ("陆婷",)), ("2024-04-01", "签到", ("陆婷",)))
    events = tuple(
        RecordEvent("a", day, who, sheet, Quote("a", Locator(sheet=sheet, cell=day), sheet), entry=True)
        for day, sheet, who in days
    )
    file = replace(examined("a", "record"), events=events)
    owner = turns(Holder("陆婷", None, "2024-12"))
    dossier = Dossier({"a": file}, standings([file], owner), owner, period_of(owner))
    found = replace(match("s/1#log", "a"), role="record", places=frozenset({events[0].quote.locator}))
    assert judge_requirement(WANTED, [found], dossier).result.persons == {"陆婷": {"2024": 1}}


def test_what_is_dated_by_its_sheet_speaks_for_that_sheet_alone() -> None:
    """The sign-in sheet of one lesson says nothing of a lesson that stands in the plan beside it."""
    rows = (("2024-03-15", "plan", True), ("2024-06-01", "lesson", False))
    events = tuple(
        RecordEvent("a", day, ("陆婷",), sheet, Quote("a", Locator(sheet=sheet, cell=day), sheet), entry=entry)
        for day, sheet, entry in rows
    )
    file = replace(examined("a", "record"), events=events)
    owner = turns(Holder("陆婷", None, "2024-12"))
    dossier = Dossier({"a": file}, standings([file], owner), owner, period_of(owner))
    found = replace(match("s/1#log", "a"), role="record", places=frozenset({events[0].quote.locator}))
    assert judge_requirement(WANTED, [found], dossier).result.persons == {"陆婷": {"2024": 1}}
