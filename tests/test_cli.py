"""The commands as a user meets them: what they print, write and return, and plain words for what they can't use."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.dossier_builder import VISITORS, configuration, policy, visitor_log


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "evidence_check", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = tmp_path / "恒锐"
    policy(folder / "访客.docx", "外来人员进出管理办法", VISITORS)
    visitor_log(folder / "登记.xlsx")
    configuration(folder / "enterprise.yaml")
    return folder


def test_scan_writes_both_reports_beside_and_says_where(dossier: Path, tmp_path: Path) -> None:
    done = run("scan", dossier, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    out = tmp_path / "恒锐-report"
    assert (out / "report.html").is_file()
    assert str(out / "report.html") in done.stdout.replace("\n", "")
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["schema"] == "evidence-check/report/1"
    assert len(report["clauses"]) == 62
    assert {d["path"] for d in report["documents"]} == {"访客.docx", "登记.xlsx"}


def test_a_second_scan_does_not_read_the_first_ones_report(dossier: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("scan", dossier, "-o", dossier / "报告", cwd=tmp_path).returncode == 0
    report = json.loads((dossier / "报告" / "report.json").read_text(encoding="utf-8"))
    assert {d["path"] for d in report["documents"]} == {"访客.docx", "登记.xlsx"}


def test_fail_on_gap_returns_one_and_still_writes_the_report(dossier: Path, tmp_path: Path) -> None:
    done = run("scan", dossier, "-o", "r", "--fail-on-gap", cwd=tmp_path)
    assert done.returncode == 1
    assert (tmp_path / "r" / "report.html").is_file()


def test_without_enterprise_yaml_the_name_comes_from_the_documents_and_is_said(dossier: Path, tmp_path: Path) -> None:
    (dossier / "enterprise.yaml").unlink()
    owned = [("适用范围", "本办法适用于苏州恒锐机电有限公司。"), *VISITORS]
    policy(dossier / "访客.docx", "苏州恒锐机电有限公司外来人员进出管理办法", owned)
    done = run("scan", dossier, "-o", "r", "--standard", "2022-common", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "r" / "report.json").read_text(encoding="utf-8"))
    assert report["enterprise"]["name"]["zh"] == "苏州恒锐机电有限公司"
    assert "苏州恒锐机电有限公司" in (tmp_path / "r" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("prepare", "arguments", "said"),
    [
        (None, ["scan", "没有这个文件夹"], "没有这个文件夹"),
        ("mkdir", ["scan", "空"], "空"),
        ("dossier", ["scan", "恒锐", "--standard", "2022-nonsense"], "2022-nonsense"),
        ("dossier", ["scan", "恒锐", "--standard", "2022-common", "--standard", "2018-advanced-common"], "2018"),
        ("dossier", ["scan", "恒锐", "--as-of", "31.10.2026"], "31.10.2026"),
        ("broken", ["scan", "恒锐"], "enterprise.yaml:3"),
        (None, ["read", "nothing.docx"], "nothing.docx"),
        (None, ["clauses", "2022-common/999"], "2022-common/999"),
        (None, ["score", "--standard", "2018-advanced-common", "--verdicts", "no.json"], "no.json"),
        (None, ["evaluate", "nowhere"], "nowhere"),
        (None, ["scan"], "dossier"),
    ],
)
def test_unusable_input_is_one_plain_sentence_and_exit_code_two(
    dossier: Path, tmp_path: Path, prepare: str | None, arguments: list[str], said: str
) -> None:
    if prepare == "mkdir":
        (tmp_path / "空").mkdir()
    if prepare == "broken":
        (dossier / "enterprise.yaml").write_text("name: {zh: 甲}\nstandards: [2022-common]\nas_off: 2026\n", "utf-8")
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_read_shows_a_file_and_writes_its_passages(dossier: Path, tmp_path: Path) -> None:
    done = run("read", dossier / "访客.docx", "--json", tmp_path / "d.json", cwd=tmp_path)
    assert done.returncode == 0
    content = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))
    assert content["status"] == "ok"
    assert any("身份证" in passage["text"] for passage in content["passages"])
    assert content["control"]["number"] == "AD-07"


def test_registry_export_has_every_standard_and_clause(tmp_path: Path) -> None:
    assert run("registry", "export", "--json", "r.json", cwd=tmp_path).returncode == 0
    content = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert sum(len(s["clauses"]) for s in content["standards"]) == 373
    assert {"standards", "requirements", "crosswalk", "repairs"} <= set(content)


def test_clauses_can_be_read_by_id_and_by_word(tmp_path: Path) -> None:
    shown = run("clauses", "2022-common/44", cwd=tmp_path).stdout
    assert "封条" in shown and "17712" in shown
    whole = shown.replace("│", "").replace("\n", "").replace(" ", "")
    assert "已装货集装箱使用的封条符合或者超出现行PASISO17712高度安全封条标准" in whole  # nothing is cut off in a pipe
    assert "2022-common/44" in run("clauses", "封条", cwd=tmp_path).stdout


def test_score_alone_follows_the_2018_rules(tmp_path: Path) -> None:
    verdicts = {"2018-advanced-common/3": "basically_met"}
    (tmp_path / "v.json").write_text(json.dumps(verdicts), encoding="utf-8")
    arguments = ["score", "--standard", "2018-advanced-common", "--verdicts", "v.json", "--assume", "met"]
    assert run(*arguments, "--json", "s.json", cwd=tmp_path).returncode == 0
    result = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert (result["total"], result["passed"]) == (99, True)


def test_init_proposes_an_enterprise_yaml_and_never_overwrites_one(dossier: Path, tmp_path: Path) -> None:
    (dossier / "enterprise.yaml").unlink()
    owned = [("适用范围", "本办法适用于苏州恒锐机电有限公司。"), *VISITORS]
    policy(dossier / "访客.docx", "苏州恒锐机电有限公司外来人员进出管理办法", owned)
    assert run("init", dossier, cwd=tmp_path).returncode == 0
    assert "苏州恒锐机电有限公司" in (dossier / "enterprise.yaml").read_text(encoding="utf-8")
    assert run("scan", dossier, "-o", "r", cwd=tmp_path).returncode == 0
    again = run("init", dossier, cwd=tmp_path)
    assert again.returncode == 2
    assert "Traceback" not in again.stderr


def test_every_command_has_help_with_an_example(tmp_path: Path) -> None:
    for command in (
        ["scan"],
        ["init"],
        ["demo"],
        ["read"],
        ["clauses"],
        ["score"],
        ["evaluate"],
        ["registry", "export"],
        ["registry", "pages"],
    ):
        done = run(*command, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert "evidence-check" in done.stdout and "example" in done.stdout


def test_the_assessors_way_round_from_scan_to_workbook_and_back(dossier: Path, tmp_path: Path) -> None:
    import openpyxl

    assert run("scan", dossier, "-o", "r", cwd=tmp_path).returncode == 0
    assert sorted(path.name for path in (tmp_path / "r").iterdir()) == [
        "gaps.xlsx", "report.docx", "report.html", "report.json",
    ]  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "r" / "gaps.xlsx")
    sheet = book["条款 Clauses"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(r for r in range(3, 80) if sheet.cell(r, columns["ec:id"]).value == "2022-common/41")
    sheet.cell(row, columns["ec:verdict"]).value = "达标"
    sheet.cell(row, columns["ec:reason"]).value = "门卫室看过登记簿"
    book.save(tmp_path / "已填.xlsx")
    config = dossier / "enterprise.yaml"
    done = run("import", "已填.xlsx", "--enterprise", config, cwd=tmp_path)
    assert done.returncode == 0 and "新增 new  2022-common/41  — → 达标 Met" in done.stdout, done.stderr
    assert "门卫室看过登记簿" in config.read_text(encoding="utf-8")
    again = run("import", "已填.xlsx", "--enterprise", config, cwd=tmp_path)
    assert again.returncode == 0 and "nothing to change" in again.stderr
    (dossier / "登记.xlsx").unlink()
    (tmp_path / "old.json").write_bytes((tmp_path / "r" / "report.json").read_bytes())
    done = run("scan", dossier, "-o", "r", cwd=tmp_path)
    assert "依据已变、请复核的评审人结论 1 个：2022-common/41" in done.stdout
    compared = run("diff", "old.json", "r/report.json", "--json", "d.json", cwd=tmp_path)
    assert compared.returncode == 0 and "文件不在了：登记.xlsx" in compared.stdout
    content = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))
    assert content["schema"] == "evidence-check/diff/1" and content["files"]["removed"] == ["登记.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "nothing.xlsx", "--enterprise", "恒锐/enterprise.yaml"], "nothing.xlsx"),
        (["import", "恒锐/登记.xlsx", "--enterprise", "恒锐/enterprise.yaml"], "no table of verdicts"),
        (["import", "恒锐/登记.xlsx", "--enterprise", "nothing.yaml"], "nothing.yaml"),
        (["diff", "no.json", "no.json"], "no.json"),
        (["diff", "恒锐/enterprise.yaml", "恒锐/enterprise.yaml"], "not JSON"),
        (["scan", "恒锐", "--since", "no.json"], "no.json"),
        (["scan", "恒锐", "--template", "恒锐/登记.xlsx"], "模板"),
        (["template", "恒锐/访客.docx"], "nothing written"),
    ],
)
def test_unusable_workbooks_reports_and_templates_are_one_plain_sentence(
    dossier: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr and done.stdout == ""
    assert not (tmp_path / "恒锐-report").exists() and dossier.is_dir()


def test_a_template_is_handed_out_and_taken_back(dossier: Path, tmp_path: Path) -> None:
    import docx

    assert run("template", "模板.docx", cwd=tmp_path).returncode == 0
    document = docx.Document(str(tmp_path / "模板.docx"))
    document.paragraphs[0].text = "某某关务咨询 致 {{ enterprise.name }}"
    document.save(str(tmp_path / "模板.docx"))
    done = run("scan", dossier, "-o", "r", "--template", "模板.docx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (
        docx.Document(str(tmp_path / "r" / "report.docx")).paragraphs[0].text == "某某关务咨询 致 苏州恒锐机电有限公司"
    )
