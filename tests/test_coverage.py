"""The contract's rules of coverage, one by one, on matches made by hand."""

from dataclasses import replace

from evidence_check.coverage import Dossier, judge_requirement
from evidence_check.model import Bilingual, Enterprise, Examined, Match, Requirement
from evidence_check.period import period_of
from evidence_check.standing import standings
from tests.builders import enterprise, examined, match, mention, requirement

RULE = requirement("s/1#rule", "written_system", "who", "how")
LOG = requirement("s/1#log", "record", years="each")


def judge(wanted: Requirement, files: list[Examined], matches: list[Match], owner: Enterprise | None = None):  # type: ignore[no-untyped-def]
    return whole(wanted, files, matches, owner).result


def whole(wanted: Requirement, files: list[Examined], matches: list[Match], owner: Enterprise | None = None):  # type: ignore[no-untyped-def]
    owner = owner or enterprise()
    dossier = Dossier({f.document.path: f for f in files}, standings(files, owner), owner, period_of(owner))
    return judge_requirement(wanted, matches, dossier)


def test_one_document_with_every_essential_element_is_present() -> None:
    assert judge(RULE, [examined("a")], [match("s/1#rule", "a", "who", "how")]).coverage == "present"


def test_several_documents_share_the_work() -> None:
    matches = [match("s/1#rule", "a", "who"), match("s/1#rule", "b", "how")]
    result = judge(RULE, [examined("a"), examined("b")], matches)
    assert result.coverage == "present"
    assert {e.file for e in result.evidence} == {"a", "b"}


def test_a_lacking_element_makes_it_partial_and_is_named() -> None:
    result = judge(RULE, [examined("a")], [match("s/1#rule", "a", "who")])
    assert (result.coverage, result.missing) == ("partial", ("how",))


def following(*ways: tuple[str, ...]) -> Requirement:
    """A rule with the elements who, how and what, of which what follows from others."""
    wanted = requirement("s/1#rule", "written_system", "who", "how", "what")
    *said, last = wanted.elements
    return replace(wanted, elements=(*said, replace(last, follows_from=ways)))


def test_what_follows_from_what_is_said_counts_with_its_quote_and_asks_for_a_look() -> None:
    files, found = [examined("a")], [match("s/1#rule", "a", "who", "how")]
    result = judge(following(("who", "how")), files, found)
    what = result.elements[-1]
    assert (result.coverage, what.coverage) == ("present", "present")
    assert [name.zh for name in what.follows_from] == ["who", "how"]
    assert {e.quote for e in what.evidence} <= {e.quote for e in result.evidence}
    assert whole(following(("who", "how")), files, found).doubtful


def test_nothing_follows_from_a_part_of_what_it_takes() -> None:
    result = judge(following(("who", "how")), [examined("a")], [match("s/1#rule", "a", "who")])
    assert (result.coverage, result.missing) == ("partial", ("how", "what"))


def test_what_a_document_says_itself_follows_from_nothing() -> None:
    files, found = [examined("a")], [match("s/1#rule", "a", "who", "how", "what")]
    assert judge(following(("who",)), files, found).elements[-1].follows_from == ()
    assert not whole(following(("who",)), files, found).doubtful


def defined() -> Requirement:
    """A rule with the elements who, how and what, of which the last makes it what it is."""
    wanted = requirement("s/1#rule", "written_system", "who", "how", "what")
    *said, last = wanted.elements
    return replace(wanted, elements=(*said, replace(last, defining=True)))


def test_what_lacks_the_defining_element_counts_for_nothing_and_is_told_why() -> None:
    found = whole(defined(), [examined("a")], [match("s/1#rule", "a", "who", "how")])
    assert found.result.coverage == "missing"
    assert not found.result.evidence
    assert [(r.file, r.reason.zh) for r in found.refused] == [("a", "看似相符，但没有：what")]


def test_the_defining_element_may_stand_in_another_document() -> None:
    files = [examined("a"), examined("b")]
    matches = [match("s/1#rule", "a", "who", "how"), match("s/1#rule", "b", "what")]
    assert judge(defined(), files, matches).coverage == "present"


def test_a_record_without_its_defining_element_is_no_such_record() -> None:
    wanted = requirement("s/1#log", "record", "partner", "security")
    partner, security = wanted.elements
    wanted = replace(wanted, elements=(partner, replace(security, defining=True)))
    files = [examined("a", "record", dates=("2024-05-01",))]
    assert judge(wanted, files, [match("s/1#log", "a", "partner")]).coverage == "missing"
    assert judge(wanted, files, [match("s/1#log", "a", "partner", "security")]).coverage != "missing"


def test_one_record_with_the_defining_element_does_not_speak_for_those_of_other_years() -> None:
    wanted = requirement("s/1#log", "record", "partner", "security")
    partner, security = wanted.elements
    wanted = replace(wanted, elements=(partner, replace(security, defining=True)))
    files = [examined("a", "record", dates=("2023-05-01",)), examined("b", "record", dates=("2024-05-01",))]
    found = whole(wanted, files, [match("s/1#log", "a", "partner"), match("s/1#log", "b", "partner", "security")])
    assert {e.file for e in found.result.evidence} == {"b"}
    assert [(r.file, r.reason.zh) for r in found.refused] == [("a", "看似相符，但没有：security")]


def test_a_title_alone_is_nothing() -> None:
    assert judge(RULE, [examined("a")], [match("s/1#rule", "a")]).coverage == "missing"


def test_what_is_refused_never_counts() -> None:
    refused = match("s/1#rule", "a", "who", "how", refused=Bilingual("自评", "self-assessment"))
    assert judge(RULE, [examined("a")], [refused]).coverage == "missing"


def test_a_superseded_version_never_counts() -> None:
    files = [examined("old", title="办法", version="A/1"), examined("new", title="办法", version="B/0")]
    matches = [match("s/1#rule", "old", "who", "how"), match("s/1#rule", "new", "who")]
    assert judge(RULE, files, matches).coverage == "partial"


def test_another_companys_policy_is_refused_and_with_own_adoption_partial() -> None:
    other = mention("昆山大华电子股份有限公司", 5)
    found = [match("s/1#rule", "a", "who", "how")]
    assert judge(RULE, [examined("a", mentions=(other,))], found).coverage == "missing"
    own = mention("苏州恒锐机电有限公司", 1, subject=False)
    assert judge(RULE, [examined("a", mentions=(other, own))], found).coverage == "partial"


def test_an_unread_file_that_is_likely_the_one_is_unreadable_not_missing() -> None:
    result = judge(RULE, [examined("a", status="encrypted")], [match("s/1#rule", "a")])
    assert result.coverage == "unreadable"


RENEWAL = enterprise(certification="renewal", certified_since="2023-05")


def test_each_year_of_a_renewal_wants_a_record() -> None:
    files = [examined("log", "record", dates=("2023-06-01", "2025-02-03"))]
    result = judge(LOG, files, [match("s/1#log", "log")], RENEWAL)
    assert result.years == {"2023": "present", "2024": "missing", "2025": "present"}
    assert (result.coverage, result.missing) == ("partial", ("2024",))


def test_the_running_year_is_not_judged() -> None:
    files = [examined("log", "record", dates=("2023-06-01", "2024-02-03", "2025-02-03"))]
    assert judge(LOG, files, [match("s/1#log", "log")], RENEWAL).coverage == "present"


def test_records_from_before_the_period_do_not_count() -> None:
    files = [examined("log", "record", dates=("2024-06-01",))]
    assert judge(LOG, files, [match("s/1#log", "log")]).coverage == "missing"


def test_each_named_person_is_counted_for_himself() -> None:
    wanted = requirement(
        "s/1#log", "record", years="each", persons=("customs_manager", "customs_executive"), per_year=2
    )
    owner = enterprise(people={"customs_manager": "陆婷", "customs_executive": "顾清"})
    files = [
        examined("t1", "record", dates=("2026-01-05",), people=("陆婷", "顾清")),
        examined("t2", "record", dates=("2026-06-05",), people=("陆婷",)),
    ]
    result = judge(wanted, files, [match("s/1#log", "t1"), match("s/1#log", "t2")], owner)
    assert result.coverage == "partial"
    assert len(result.missing) == 1 and result.missing[0].startswith("顾清")
    assert list((result.years or {}).values()) == ["partial"]  # a year that lacks someone is not shown as complete


def test_copies_of_one_event_do_not_count_twice() -> None:
    wanted = requirement("s/1#log", "record", years="each", persons=("customs_manager",), per_year=2)
    owner = enterprise(people={"customs_manager": "陆婷"})
    files = [examined(name, "record", dates=("2026-01-05",), people=("陆婷",)) for name in ("t1", "t1 copy")]
    result = judge(wanted, files, [match("s/1#log", "t1"), match("s/1#log", "t1 copy")], owner)
    assert result.coverage == "partial"
