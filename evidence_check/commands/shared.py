"""What the commands share: the application, options, the enterprise of a run, progress and output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evidence_check.cache import Keeping
    from evidence_check.model import Enterprise
    from evidence_check.progress import ScanProgress


app = typer.Typer(
    name="evidence-check",
    help="海关高级认证材料逐条核对 / Checks a dossier for customs' AEO advanced certification, clause by clause.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


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
Cluster = Annotated[str | None, typer.Option("--cluster", help="Dask 调度器 / scheduler, tcp://…")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="不使用缓存，全部重读 / read everything anew")]
CacheFile = Annotated[Path | None, typer.Option("--cache", help="缓存文件的位置 / where to keep the cache")]


def enterprise_of(
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


def local(dossier: Path) -> Path:
    """Return a dossier as a folder of this machine; one at an address (s3://, sftp:// …) is fetched."""
    if ":" not in str(dossier)[2:]:  # nearly always; a drive's colon stands before
        return dossier
    from evidence_check.addresses import at_hand

    return at_hand(dossier)


@contextmanager
def keeping_of(no_cache: bool, file: Path | None) -> Iterator[Keeping]:
    """Give whether and where results are kept for the next run; a cache at an address is put back at the end."""
    from evidence_check.cache import Keeping

    if file is None or ":" not in str(file)[2:]:
        yield Keeping(on=not no_cache, file=file)
        return
    from evidence_check.addresses import cache_at_hand

    with cache_at_hand(file) as here:
        yield Keeping(on=not no_cache, file=here)


@contextmanager
def interruptible(keeping: Keeping) -> Iterator[None]:
    """Say at Ctrl-C what becomes of the work so far."""
    try:
        yield
    except KeyboardInterrupt:
        tell("已中断 / interrupted")
        if keeping.on:
            tell("已读的文件已保存，再次运行会接着做 / what was read is kept: run it again to go on from here")
        raise


def progress_bar() -> ScanProgress:
    """Return the progress of a long run: a bar on a terminal, silence in a pipe."""
    from evidence_check.progress import ScanProgress

    return ScanProgress()


def show(shown: object) -> None:
    """Print for a terminal; in a pipe running text keeps its lines whole and tables get room."""
    from rich.console import Console
    from rich.text import Text

    piped = not sys.stdout.isatty()
    console = Console(highlight=False, width=_PIPE_WIDTH if piped else None)
    console.print(shown, soft_wrap=piped and isinstance(shown, Text))


def tell(text: str) -> None:
    """Say something about the run, on stderr."""
    typer.echo(text, err=True)


def write_json(path: Path, content: object) -> None:
    """Write a JSON file, whole or not at all."""
    from evidence_check.report.whole import write_whole

    write_whole(path, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False) + "\n")
