"""What only the whole dossier can say: whose name it is, what day it is, what lies beside."""

from dataclasses import replace

import pytest

from evidence_check.findings.dossier import dossier_findings
from evidence_check.model import Bilingual, ClauseResult, Evidence, Examined, Finding, Locator, RequirementResult
from evidence_check.standing import standings
from tests.builders import enterprise, examined
from tests.findings.trial import examine, kinds

OTHER = "昆山大华电子股份有限公司"
STRAY = f"进入{OTHER}厂区的车辆应当登记。"


@pytest.mark.parametrize("name", ["partners", "other_names"])
def test_partners_and_former_names_are_not_strays(name: str) -> None:
    assert "wrong_company" in kinds(STRAY)
    assert "wrong_company" not in kinds(STRAY, enterprise(**{name: (OTHER,)}))


def test_a_short_form_of_the_own_name_is_no_other_company() -> None:
    assert "wrong_company" not in kinds("进入苏州恒锐机电股份有限公司厂区的车辆应当登记。")


def test_an_english_name_that_heads_the_own_documents_is_the_own_name() -> None:
    header = "苏州恒锐机电有限公司 Suzhou Hengrui Motor Co., Ltd."
    files = [examine({"path": f"{n}.docx", "title": f"制度{n}", "header": header}) for n in range(3)]
    found = dossier_findings(files, standings(files, enterprise()), enterprise(), ())
    assert "wrong_company" not in {finding.kind for finding in found}


def test_a_policy_of_another_company_draws_one_remark_and_no_strays() -> None:
    example = {"title": f"{OTHER}访客管理制度", "text": f"{STRAY}\n{OTHER}各部门负责落实。", "plain": True}
    files = [examine(example)]
    found = dossier_findings(files, standings(files, enterprise()), enterprise(), ())
    assert sum(finding.kind == "wrong_company" for finding in found) == 1


def test_a_carrier_named_in_the_first_lines_does_not_disown_a_policy() -> None:
    file = examine({"text": f"集装箱由{OTHER}承运。", "title": "运输管理制度", "plain": True})
    assert standings([file], enterprise())[file.document.path].foreign is None


def test_an_undated_policy_is_judged_by_the_day_of_the_review() -> None:
    text = "依据海关总署令第251号制定。"
    assert "repealed_rule" not in kinds({"text": text, "control": {"effective_date": ""}, "as_of": "2025-10-31"})
    assert "repealed_rule" in kinds({"text": text, "control": {"effective_date": ""}, "as_of": "2026-10-31"})


def test_a_date_is_in_the_future_only_as_seen_from_the_review() -> None:
    record = {"role": "record", "title": "登记簿", "columns": ["日期", "姓名"], "rows": [["2026-06-02", "李军"]]}
    assert "date_logic" not in kinds({**record, "as_of": "2026-10-31"})
    assert "date_logic" in kinds({**record, "as_of": "2026-05-31"})


def test_a_superseded_foreign_text_needs_no_translation() -> None:
    old = {"path": "v1.docx", "title": "Seal Policy", "language": "en", "control": {"version": "1.0"},
           "text": "Seals are kept in a locked cabinet by the warehouse supervisor at all times."}  # fmt: skip
    new = {**old, "path": "v2.docx", "control": {"version": "2.0"}}
    assert "foreign_language" not in kinds({**old, "beside": [new]})
    assert "foreign_language" in kinds({**new, "beside": [old]})


def test_a_foreign_text_draws_one_remark_however_long() -> None:
    text = "\n".join(f"Article {n}: seals are kept in a locked cabinet and counted every month." for n in range(40))
    files = [examine({"title": "Seal Policy", "language": "en", "text": text})]
    found = dossier_findings(files, standings(files, enterprise()), enterprise(), ())
    assert sum(finding.kind == "foreign_language" for finding in found) == 1


# --- gaps between records ------------------------------------------------------------------------------------------


def gap(files: list[Examined], years: dict[str, str], missing: tuple[str, ...] = ()) -> list[Finding]:
    proofs = tuple(Evidence(f.document.path, Locator(), f"{f.document.path} row", "record", 0.9) for f in files)
    result = RequirementResult(
        "s/1#audit",
        "record",
        Bilingual("内部审计", "audit"),
        "required",
        "partial",
        (),
        proofs,
        years,
        missing,  # type: ignore[arg-type]
    )
    clause = ClauseResult("s/1", "partial", 0.9, False, (result,), (), (), missing, Bilingual("", ""))
    found = dossier_findings(files, standings(files, enterprise()), enterprise(), [clause, replace(clause, id="t/1")])
    return [finding for finding in found if finding.kind == "coverage_gap"]


def test_a_gap_stands_on_the_record_before_it_and_is_told_once() -> None:
    files = [examined(f"{year}.docx", "record", dates=(f"{year}-05-01",)) for year in ("2022", "2023", "2025")]
    (finding,) = gap(files, {"2022": "present", "2023": "present", "2024": "missing", "2025": "present"})
    assert finding.file == "2023.docx"
    assert "2024" in (finding.why.zh or "") and "2024" in (finding.why.en or "")


def test_a_person_left_out_is_a_gap_too() -> None:
    files = [examined("签到.xlsx", "record", dates=("2025-05-01",))]
    (finding,) = gap(files, {"2025": "present"}, ("签名", "王强 2025（1/2）"))
    assert "王强 2025（1/2）" in (finding.why.zh or "")
    assert "签名" not in (finding.why.zh or "")


def test_years_without_any_record_are_missing_and_no_gap() -> None:
    files = [examined("2019.docx", "record", dates=("2019-05-01",))]
    assert gap(files, {"2023": "missing", "2024": "missing"}) == []


# --- the file and its state ------------------------------------------------------------------------------------------


def test_an_unread_file_is_named_with_its_reason() -> None:
    (finding,) = [f for f in _all({"status": "encrypted", "text": ""}) if f.kind == "unreadable"]
    assert finding.why == Bilingual("加密", "encrypted")


def test_an_older_version_quotes_its_own_title_and_names_the_newer() -> None:
    old = {"path": "旧.docx", "title": "封条办法", "control": {"version": "A/0"}}
    new = {"path": "新.docx", "title": "封条办法", "control": {"version": "B/0"}}
    (finding,) = [f for f in _all(old, new) if f.kind == "superseded"]
    assert finding.file == "旧.docx" and finding.quote == "封条办法" and "新.docx" in (finding.why.zh or "")


def _all(*examples: dict[str, object]) -> list[Finding]:
    files = [examine(one) for one in examples]
    return list(dossier_findings(files, standings(files, enterprise()), enterprise(), ()))
