"""``scan``, ``demo`` and ``init``: what is done with a whole dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence_check.commands.shared import (
    CacheFile,
    Cluster,
    Jobs,
    Lang,
    NoCache,
    app,
    enterprise_of,
    interruptible,
    keeping_of,
    local,
    progress_bar,
    show,
    tell,
)
from evidence_check.errors import ExitCode

if TYPE_CHECKING:
    from evidence_check.cache import Keeping
    from evidence_check.memo import Outputs
    from evidence_check.model import Assessment, Enterprise, Registry
    from evidence_check.report.written import Written


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
    cluster: Cluster = None,
    no_cache: NoCache = False,
    cache: CacheFile = None,
) -> None:
    """读取文件夹，逐条核对，写出报告、工作簿和 Word 报告 / Read a folder; write report, workbook and Word report."""
    _check_first(since, template)
    dossier = local(dossier)
    given, named = enterprise_of(dossier, enterprise, standard, as_of)
    target = out or Path.cwd() / f"{dossier.resolve().name}-report"
    with keeping_of(no_cache, cache) as keeping:
        means = _Means(jobs, cluster, keeping)
        assessment = _scan(dossier, given, named, target, means, _Wanted(lang, since, template))
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
    with keeping_of(False, None) as keeping:
        _scan(demo_dir(), given, named, out, _Means(jobs, None, keeping), _Wanted(lang))


@app.command(epilog="例 / example: evidence-check init D:\\客户\\恒锐")
def init(
    dossier: Annotated[Path, typer.Argument(help="材料文件夹 / the folder with the files")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="评估日期 / day to judge at, YYYY-MM-DD")] = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
    cache: CacheFile = None,
) -> None:
    """根据材料写出 enterprise.yaml，供人工核对 / Propose an enterprise.yaml from the documents, for you to correct."""
    from evidence_check.enterprise import check_day
    from evidence_check.proposal import initialise
    from evidence_check.show import both

    if as_of is not None:
        check_day(as_of)
    remarks: list[str] = []
    dossier = local(dossier)
    with keeping_of(no_cache, cache) as keeping, interruptible(keeping), progress_bar() as progress:
        day = as_of or date.today().isoformat()
        path, proposal = initialise(dossier, day, jobs, progress, keeping, remarks)
    for remark in remarks:
        tell(remark)
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


@dataclass(frozen=True)
class _Wanted:
    """What the outputs are to be: the language shown first, an earlier report to compare with, a Word template."""

    lang: Lang
    since: Path | None = None
    template: Path | None = None


@dataclass(frozen=True)
class _Means:
    """What a scan works with: how many processes here, or which cluster, and what is kept for the next time."""

    jobs: int | None
    cluster: str | None
    keeping: Keeping


def _load_writers() -> None:
    from evidence_check.report.write import prepare

    prepare()


def _scan(dossier: Path, enterprise: Enterprise, named: bool, out: Path, means: _Means, wanted: _Wanted) -> Assessment:
    from evidence_check import registry
    from evidence_check.executors import choose
    from evidence_check.report.terminal import summary
    from evidence_check.scan import scan as run
    from evidence_check.show import both

    loaded: Registry = registry.load()
    remarks: list[str] = []
    written: list[Written] = []

    def finish(assessment: Assessment, outputs: Outputs) -> None:
        from evidence_check.report.written import Written

        how = (wanted.lang.value, str(dossier.resolve()), str(wanted.since), str(wanted.template))
        lying = outputs.lying(out, how) if wanted.since is None and wanted.template is None else None
        if lying is not None:
            written.append(Written(tuple(lying), None))
            return
        from evidence_check.report.write import write

        said = lambda text: tell(both(text))  # noqa: E731
        written.append(write(assessment, loaded, out, wanted.lang.value, dossier, wanted.since, wanted.template, said))
        outputs.note(out, how, list(written[0].paths))

    with (
        interruptible(means.keeping),
        progress_bar() as progress,
        choose(means.jobs, means.cluster) as executor,
    ):
        assessment = run(
            dossier,
            enterprise,
            loaded,
            out=out,
            progress=progress,
            named=named,
            executor=executor,
            keeping=means.keeping,
            remarks=remarks,
            finish=finish,
            meanwhile=_load_writers,
        )
    for remark in remarks:
        tell(remark)
    show(summary(assessment, loaded, wanted.lang.value, written[0].paths, written[0].changes))
    return assessment
