"""``scan``, ``demo`` and ``init``: what is done with a whole dossier."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence_check.commands.shared import Jobs, Lang, app, default_jobs, enterprise_of, progress_bar, show, tell
from evidence_check.errors import ExitCode

if TYPE_CHECKING:
    from evidence_check.model import Assessment, Enterprise, Registry


@app.command(epilog="例 / example: evidence-check scan D:\\客户\\恒锐 -o 报告 --standard 2022-common")
def scan(
    dossier: Annotated[Path, typer.Argument(help="材料文件夹 / the folder with the files")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="报告文件夹 / folder for the report")] = None,
    enterprise: Annotated[Path | None, typer.Option("--enterprise", help="企业说明 / enterprise.yaml")] = None,
    standard: Annotated[list[str] | None, typer.Option("--standard", help="标准编号，可重复 / standard id")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="评估日期 / day to judge at, YYYY-MM-DD")] = None,
    lang: Annotated[Lang, typer.Option("--lang", help="报告首选语言 / language shown first")] = Lang.zh,
    fail_on_gap: Annotated[bool, typer.Option("--fail-on-gap", help="有缺口时退出码为 1 / exit 1 on gaps")] = False,
    since: Annotated[
        Path | None,
        typer.Option("--since", help="与哪份较早的 report.json 比较 / earlier report.json to compare with"),
    ] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="本机构的 Word 模板 / a Word template of your own")
    ] = None,
    jobs: Jobs = None,
) -> None:
    """读取文件夹，逐条核对，写出报告、工作簿和 Word 报告 / Read a folder; write report, workbook and Word report."""
    _check_first(since, template)
    given, named = enterprise_of(dossier, enterprise, standard, as_of)
    target = out or Path.cwd() / f"{dossier.resolve().name}-report"
    assessment = _scan(dossier, given, named, target, lang, jobs, since, template)
    if fail_on_gap and any(c.coverage in ("partial", "missing", "unreadable") for c in assessment.clauses):
        raise typer.Exit(ExitCode.GAPS)


@app.command(epilog="例 / example: evidence-check demo -o my-report")
def demo(
    out: Annotated[Path, typer.Option("-o", "--out", help="报告文件夹 / folder for the report")] = Path("demo-report"),
    lang: Annotated[Lang, typer.Option("--lang", help="报告首选语言 / language shown first")] = Lang.zh,
    jobs: Jobs = None,
) -> None:
    """用随附的示例企业演示 / Run the main job on the sample enterprise that ships with the package."""
    from evidence_check.resources import demo_dir

    given, named = enterprise_of(demo_dir(), None, None, None)
    _scan(demo_dir(), given, named, out, lang, jobs)


@app.command(epilog="例 / example: evidence-check init D:\\客户\\恒锐")
def init(
    dossier: Annotated[Path, typer.Argument(help="材料文件夹 / the folder with the files")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="评估日期 / day to judge at, YYYY-MM-DD")] = None,
    jobs: Jobs = None,
) -> None:
    """根据材料写出 enterprise.yaml，供人工核对 / Propose an enterprise.yaml from the documents, for you to correct."""
    from evidence_check.enterprise import check_day
    from evidence_check.proposal import initialise
    from evidence_check.show import both

    if as_of is not None:
        check_day(as_of)
    with progress_bar() as progress:
        path, proposal = initialise(
            dossier, as_of or date.today().isoformat(), jobs or default_jobs(), progress.advance
        )
    tell(f"已写出 / written: {path}")
    for answer in proposal.unknown:
        tell(f"  ? {answer.key}: {both(answer.question)}")


def _check_first(since: Path | None, template: Path | None) -> None:
    """Refuse what can't be used before a long scan rather than after it."""
    if since is not None:
        from evidence_check.differences import read_report

        read_report(since)
    if template is not None:
        from evidence_check.report import word

        word.check(template)


def _scan(
    dossier: Path,
    enterprise: Enterprise,
    named: bool,
    out: Path,
    lang: Lang,
    jobs: int | None,
    since: Path | None = None,
    template: Path | None = None,
) -> Assessment:
    from evidence_check import registry
    from evidence_check.report.terminal import summary
    from evidence_check.report.write import write
    from evidence_check.scan import scan as run
    from evidence_check.show import both

    loaded: Registry = registry.load()
    with progress_bar() as progress:
        assessment = run(dossier, enterprise, loaded, jobs or default_jobs(), out, progress.advance, named)
    written = write(assessment, loaded, out, lang.value, dossier, since, template, lambda text: tell(both(text)))
    show(summary(assessment, loaded, lang.value, written.paths, written.changes))
    return assessment
