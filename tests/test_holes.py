"""Where records stop, in words: years, people, places, the month after which a register is silent."""

from dataclasses import replace

from evidence_check.coverage import Dossier, judge_requirement
from evidence_check.holes import holes
from evidence_check.model import Enterprise, Locator, RequirementResult
from evidence_check.period import period_of
from evidence_check.standing import standings
from tests.builders import enterprise, examined, match, requirement


def renewal(**more: object) -> Enterprise:
    return enterprise(certification="renewal", certified_since="2022-05", as_of="2025-08-31", **more)


def judged(dates: tuple[str, ...], house: Enterprise, path: str = "访客.xlsx", **more: object) -> RequirementResult:
    files = {path: examined(path, "record", dates=dates)}
    dossier = Dossier(files, standings(files.values(), house), house, period_of(house))
    wanted = requirement("s/1#log", "record", **more)
    return judge_requirement(wanted, [match("s/1#log", path)], dossier).result


def told(result: RequirementResult) -> list[str]:
    return [hole.en or "" for hole in result.holes]


def months(first: str, count: int) -> tuple[str, ...]:
    start = int(first[:4]) * 12 + int(first[5:7]) - 1
    return tuple(f"{n // 12}-{n % 12 + 1:02d}-05" for n in range(start, start + count))


def test_years_without_a_record_are_named() -> None:
    result = judged(("2023-06-01",), renewal(), years="each")
    assert result.years == {"2022": "missing", "2023": "present", "2024": "missing"}
    assert told(result) == ["2022, 2024: none"]


def test_a_register_that_stops_is_told_with_its_last_month() -> None:
    assert told(judged(months("2022-05", 16), renewal(), years="sample")) == ["the log ends 2023-08"]


def test_a_register_that_begins_late_and_pauses_is_told() -> None:
    dates = (*months("2022-10", 9), *months("2024-01", 12))
    assert told(judged(dates, renewal(), years="sample")) == [
        "the log begins only in 2022-10",
        "nothing from 2023-07 to 2023-12",
    ]


def test_a_record_that_is_kept_now_and_then_has_no_end() -> None:
    assert told(judged(("2022-06-01", "2023-06-03", "2024-06-02"), renewal(), years="each")) == []


def test_people_who_lack_are_named_with_year_and_count() -> None:
    house = renewal(people={"customs_manager": "王强"})
    lacking = told(judged(("2022-06-01",), house, years="each", persons=("customs_manager",), per_year=2))
    assert "王强 2022（0/2）" in lacking


def test_a_site_that_no_entry_names_is_told_where_others_are() -> None:
    house = renewal(sites=("一厂", "二厂"))
    assert "二厂: none" in told(judged(("2023-06-01",), house, path="一厂巡检.xlsx", years="sample"))
    assert told(judged(("2023-06-01",), house, path="巡检.xlsx", years="sample")) == []


def test_months_are_those_of_the_records_by_year() -> None:
    result = judged(("2022-06-01", "2022-06-20", "2024-02-02"), renewal(), years="each")
    assert result.months == {"2022": ("2022-06",), "2023": (), "2024": ("2024-02",)}


def test_a_year_alone_is_told_and_is_no_month_of_a_register() -> None:
    house = renewal()
    assert holes(None, {"2022": ("2022",), "2023": (), "2024": ()}, (), period_of(house)) == ()


def test_a_passing_remark_in_another_register_is_no_record_of_a_year() -> None:
    house = renewal()
    files = {
        "审计报告.docx": examined("审计报告.docx", "record", dates=("2023-10-02",)),
        "花名册.xlsx": examined("花名册.xlsx", "record", dates=("2022-12-31",)),
    }
    dossier = Dossier(files, standings(files.values(), house), house, period_of(house))
    report, roster = (match("s/1#log", path) for path in files)
    aside = replace(roster, score=0.25, places=frozenset({Locator(sheet="2022年末")}))
    result = judge_requirement(
        requirement("s/1#log", "record", years="each"), [replace(report, score=0.6), aside], dossier
    )
    assert result.result.years == {"2022": "missing", "2023": "present", "2024": "missing"}
