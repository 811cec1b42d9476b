"""``scan``, ``demo`` and ``init``: what is done with a whole dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence_check.commands.shared import (
    CacheFile,
    Jobs,
    Lang,
    NoCache,
    app,
    enterprise_of,
    interruptible,
    keeping_of,
    progress_bar,
    show,
    tell,
)
from evidence_check.errors import ExitCode

if TYPE_CHECKING:
    from evidence_check.cache import Keeping
    from evidence_check.memo import Outputs
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
    jobs: Jobs = None,
    cluster: Annotated[str | None, typer.Option("--cluster", help="Dask 调度器 / scheduler, tcp://…")] = None,
    no_cache: NoCache = False,
    cache: CacheFile = None,
) -> None:
    """读取文件夹，逐条核对，写出 report.html 和 report.json / Read a folder and write the gap report."""
    given, named = enterprise_of(dossier, enterprise, standard, as_of)
    target = out or Path.cwd() / f"{dossier.resolve().name}-report"
    means = _Means(jobs, cluster, keeping_of(no_cache, cache))
    assessment = _scan(dossier, given, named, target, lang, means)
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
    _scan(demo_dir(), given, named, out, lang, _Means(jobs, None, keeping_of(False, None)))


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
    keeping = keeping_of(no_cache, cache)
    with interruptible(keeping), progress_bar() as progress:
        day = as_of or date.today().isoformat()
        path, proposal = initialise(dossier, day, jobs, progress, keeping, remarks)
    for remark in remarks:
        tell(remark)
    tell(f"已写出 / written: {path}")
    for answer in proposal.unknown:
        tell(f"  ? {answer.key}: {both(answer.question)}")


@dataclass(frozen=True)
class _Means:
    """What a scan works with: how many processes here, or which cluster, and what is kept for the next time."""

    jobs: int | None
    cluster: str | None
    keeping: Keeping


def _scan(dossier: Path, enterprise: Enterprise, named: bool, out: Path, lang: Lang, means: _Means) -> Assessment:
    from evidence_check import registry
    from evidence_check.executors import choose
    from evidence_check.report.terminal import summary
    from evidence_check.scan import scan as run

    loaded: Registry = registry.load()
    remarks: list[str] = []
    written: list[Path] = []

    def finish(assessment: Assessment, outputs: Outputs) -> None:
        how = (lang.value, str(dossier.resolve()))
        lying = outputs.lying(out, how)
        if lying is None:
            from evidence_check.report.write import write

            lying = write(assessment, loaded, out, lang.value, dossier)
            outputs.note(out, how, lying)
        written[:] = lying

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
        )
    for remark in remarks:
        tell(remark)
    show(summary(assessment, loaded, lang.value, written))
    return assessment
