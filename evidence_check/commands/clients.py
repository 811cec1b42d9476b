"""``portfolio``: what is done with many dossiers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence_check.commands.shared import (
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
    tell,
)

if TYPE_CHECKING:
    from evidence_check.memo import Outputs
    from evidence_check.model import Assessment


@app.command(epilog="例 / example: evidence-check portfolio D:\\客户 -o 总览")
def portfolio(
    folder: Annotated[Path, typer.Argument(help="每个客户一个子文件夹 / a folder with one folder per client")],
    out: Annotated[Path, typer.Option("-o", "--out", help="报告文件夹 / for the reports")] = Path("portfolio-report"),
    as_of: Annotated[str | None, typer.Option("--as-of", help="评估日期 / day to judge at, YYYY-MM-DD")] = None,
    lang: Annotated[Lang, typer.Option("--lang", help="首选语言 / language shown first")] = Lang.zh,
    jobs: Jobs = None,
    cluster: Cluster = None,
    no_cache: NoCache = False,
) -> None:
    """扫描下面每个客户，写出一页总览和一张表 / Scan every client below; write one overview page and sheet."""
    from evidence_check import registry
    from evidence_check.executors import choose
    from evidence_check.portfolio import survey, write
    from evidence_check.portfolio.clients import client_folders
    from evidence_check.portfolio.survey import Means

    loaded = registry.load()
    folder = local(folder)
    folders = client_folders(folder, out)
    remarks: list[str] = []

    def report(client: Path, assessment: Assessment, outputs: Outputs) -> Path:
        from evidence_check.report.write import write as write_report

        target = out / client.relative_to(folder)
        how = (lang.value, str(client.resolve()))
        paths = outputs.lying(target, how)
        if paths is None:
            paths = list(write_report(assessment, loaded, target, lang.value, client).paths)
            outputs.note(target, how, paths)
        return paths[0]

    with (
        keeping_of(no_cache, None) as keeping,
        interruptible(keeping),
        progress_bar() as progress,
        choose(jobs, cluster) as executor,
    ):
        means = Means(loaded, executor, keeping, report, out, progress, remarks)
        clients = survey(folders, folder, lambda client: enterprise_of(client, None, None, as_of), means)
    for remark in remarks:
        tell(remark)
    for client in clients:
        if client.error:
            tell(f"{client.path}: {client.error}")
    for path in write(clients, out, lang.value):
        typer.echo(path)
