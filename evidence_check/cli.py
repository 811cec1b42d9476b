"""The command line. Every command imports what it needs when it runs, so that ``--help`` is quick."""

from __future__ import annotations

import json
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evidence_check import __version__
from evidence_check.errors import EvidenceCheckError, ExitCode

if TYPE_CHECKING:
    from evidence_check.model import Assessment, Enterprise, Registry
    from evidence_check.progress import ScanProgress

app = typer.Typer(
    name="evidence-check",
    help="海关高级认证材料逐条核对 / Checks a dossier for customs' AEO advanced certification, clause by clause.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
registry_app = typer.Typer(help="标准登记库 / The clause registry.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(registry_app, name="registry")


class Lang(StrEnum):
    """The language that a report shows first."""

    zh = "zh"
    en = "en"


class Assume(StrEnum):
    """What to take for an item that nobody has judged."""

    met = "met"
    undetermined = "undetermined"


_PIPE_WIDTH = 160  # columns of a table that is written to a pipe or file

Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="并行进程数 / worker processes")]


@app.callback(invoke_without_command=True)
def _main(
    version: Annotated[bool, typer.Option("--version", help="显示版本 / show the version")] = False,
) -> None:
    if version:
        typer.echo(f"evidence-check {__version__}")
        raise typer.Exit


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
) -> None:
    """读取文件夹，逐条核对，写出 report.html 和 report.json / Read a folder and write the gap report."""
    given, named = _enterprise(dossier, enterprise, standard, as_of)
    target = out or Path.cwd() / f"{dossier.resolve().name}-report"
    assessment = _scan(dossier, given, named, target, lang, jobs)
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

    given, named = _enterprise(demo_dir(), None, None, None)
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
    with _progress() as progress:
        path, proposal = initialise(
            dossier, as_of or date.today().isoformat(), jobs or _default_jobs(), progress.advance
        )
    _say(f"已写出 / written: {path}")
    for answer in proposal.unknown:
        _say(f"  ? {answer.key}: {both(answer.question)}")


@app.command(epilog="例 / example: evidence-check read 制度/访客管理.docx --json 访客.json")
def read(
    file: Annotated[Path, typer.Argument(help="一份文件 / one file")],
    target: Annotated[Path | None, typer.Option("--json", help="写出 JSON / write JSON")] = None,
) -> None:
    """显示一份文件被读成什么 / Show one file as it was read: status, passages with locators, control block."""
    from evidence_check.show import document_json, document_lines

    if not file.is_file():
        raise EvidenceCheckError(f"找不到文件 / no such file: {file}", "Check the path. 请检查路径。")
    from evidence_check import documents

    try:
        found = documents.read(file.read_bytes(), file.name)
    except OSError as error:
        raise EvidenceCheckError(f"无法打开 / can't be opened: {file} ({error.strerror})") from error
    if target:
        _write_json(target, document_json(found))
    else:
        _print(document_lines(found))


@registry_app.command("export", epilog="例 / example: evidence-check registry export --json registry.json")
def registry_export(
    target: Annotated[Path, typer.Option("--json", help="写到哪里 / where to")],
    oscal: Annotated[
        Path | None, typer.Option("--oscal", help="另写 OSCAL：.json 文件或按版本分的文件夹 / a .json file or a folder")
    ] = None,
) -> None:
    """写出全部标准、条款、要求与对照 / Write every standard, clause, requirement and the crosswalk."""
    from evidence_check import registry
    from evidence_check.registry.export import to_json

    loaded = registry.load()
    _write_json(target, to_json(loaded))
    _say(f"已写出 / written: {target}")
    if oscal:
        from evidence_check.registry.oscal import write

        for path in write(loaded, oscal):
            _say(f"已写出 / written: {path}")


@registry_app.command("pages", epilog="例 / example: evidence-check registry pages docs/standards")
def registry_pages(
    folder: Annotated[Path, typer.Argument(help="写到哪个文件夹 / the folder to write to")],
) -> None:
    """写出阅读页：每个标准一页 Markdown / Write the reading pages, one Markdown page per standard."""
    from evidence_check import registry
    from evidence_check.registry.pages import write

    for path in write(registry.load(), folder):
        _say(f"已写出 / written: {path}")


@app.command(epilog="例 / example: evidence-check clauses 2022-common/44 2018-advanced-common/28")
def clauses(
    ids: Annotated[list[str] | None, typer.Argument(help="条款或标准编号，或检索词 / ids or words to look for")] = None,
) -> None:
    """阅读条款：双语原文、要求、在其他标准中的位置 / Read clauses: both languages, what they want, where else."""
    from evidence_check import registry
    from evidence_check.show import clause_lines

    _print(clause_lines(registry.load(), ids or []))


@app.command(epilog="例 / example: evidence-check score --standard 2018-advanced-common --verdicts v.json")
def score(
    standard: Annotated[list[str], typer.Option("--standard", help="标准编号，可重复 / standard id")],
    verdicts: Annotated[Path, typer.Option("--verdicts", help="条款或标准项 → 结论 / ids → verdicts")],
    assume: Annotated[Assume, typer.Option("--assume", help="其余如何处理 / for the rest")] = Assume.undetermined,
    target: Annotated[Path | None, typer.Option("--json", help="写出 JSON / write JSON")] = None,
) -> None:
    """只按赋分规则计算 / The scoring rules alone."""
    from evidence_check import registry, scoring
    from evidence_check.show import score_lines

    result = scoring.score_file(registry.load(), standard, verdicts, assume.value)
    if target:
        _write_json(target, scoring.to_json(result))
    _print(score_lines(result))


@app.command(epilog="例 / example: evidence-check evaluate corpora/manufacturer-2022 corpora/broker-2018")
def evaluate(
    dossiers: Annotated[list[Path], typer.Argument(help="含 files/ enterprise.yaml labels.json 的文件夹 / folders")],
    target: Annotated[Path | None, typer.Option("--json", help="写出 JSON / write JSON")] = None,
    jobs: Jobs = None,
) -> None:
    """与人工标注对照 / Compare with labelled dossiers: precision, recall, F1, confusions."""
    from evidence_check import evaluate as measuring
    from evidence_check import registry
    from evidence_check.evaluate.texts import texts_of

    loaded = registry.load()

    def report_of(files: Path, enterprise: Enterprise) -> dict[str, Any]:
        from evidence_check.report.json import to_json
        from evidence_check.scan import scan as run

        with _progress() as progress:
            return to_json(run(files, enterprise, loaded, jobs or _default_jobs(), None, progress.advance), loaded)

    results = [measuring.evaluate_dossier(dossier, report_of, registry=loaded, texts=texts_of) for dossier in dossiers]
    if target:
        _write_json(target, measuring.report(results))
    for result in results if len(results) > 1 else ():
        _print(measuring.table(result))
    _print(measuring.table(measuring.combine(results)))


# --- what the commands share ---------------------------------------------------------------------------------------


def _enterprise(
    dossier: Path, file: Path | None, standards: list[str] | None, as_of: str | None
) -> tuple[Enterprise, bool]:
    """Return the enterprise of a scan and whether somebody named it."""
    from dataclasses import replace

    from evidence_check import enterprise as enterprises
    from evidence_check import walk

    walk.dossier_root(dossier)
    beside = dossier / "enterprise.yaml"
    path = file or (beside if beside.is_file() else None)
    if as_of is not None:
        enterprises.check_day(as_of)
    if path is None:
        day = as_of or date.today().isoformat()
        chosen = tuple(standards) if standards else enterprises.DEFAULT_STANDARDS
        return enterprises.default(dossier.resolve().name, day, chosen), False
    given = enterprises.load(path, as_of or date.today().isoformat())
    if as_of:
        given = replace(given, as_of=as_of)
    return (replace(given, standards=tuple(standards)) if standards else given), True


def _scan(dossier: Path, enterprise: Enterprise, named: bool, out: Path, lang: Lang, jobs: int | None) -> Assessment:
    from evidence_check import registry
    from evidence_check.report.terminal import summary
    from evidence_check.report.write import write
    from evidence_check.scan import scan as run

    loaded: Registry = registry.load()
    with _progress() as progress:
        assessment = run(dossier, enterprise, loaded, jobs or _default_jobs(), out, progress.advance, named)
    written = write(assessment, loaded, out, lang.value, dossier)
    _print(summary(assessment, loaded, lang.value, written))
    return assessment


def _default_jobs() -> int:
    from evidence_check.workers import default_jobs

    return default_jobs()


def _progress() -> ScanProgress:
    from evidence_check.progress import ScanProgress

    return ScanProgress()


def _print(shown: object) -> None:
    """Print for a terminal; in a pipe running text keeps its lines whole and tables get room."""
    from rich.console import Console
    from rich.text import Text

    piped = not sys.stdout.isatty()
    console = Console(highlight=False, width=_PIPE_WIDTH if piped else None)
    console.print(shown, soft_wrap=piped and isinstance(shown, Text))


def _say(text: str) -> None:
    typer.echo(text, err=True)


def _write_json(path: Path, content: object) -> None:
    from evidence_check.report.write import write_whole

    write_whole(path, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False) + "\n")


def main() -> None:
    """Run the command line: unusable input is one plain sentence and exit code 2, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")  # a GBK console has no sign for everything that stands in a dossier
    try:
        app()
    except EvidenceCheckError as error:
        _say(error.message)
        if error.hint:
            _say(error.hint)
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        _say("已中断 / interrupted")
        raise SystemExit(ExitCode.INTERRUPTED) from None
