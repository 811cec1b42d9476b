"""``clauses`` and ``registry``: reading and exporting the standards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evidence_check.commands.shared import app, show, tell, write_json

registry_app = typer.Typer(help="标准登记库 / The clause registry.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(registry_app, name="registry")


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
    write_json(target, to_json(loaded))
    tell(f"已写出 / written: {target}")
    if oscal:
        from evidence_check.registry.oscal import write

        for path in write(loaded, oscal):
            tell(f"已写出 / written: {path}")


@registry_app.command("pages", epilog="例 / example: evidence-check registry pages docs/standards")
def registry_pages(
    folder: Annotated[Path, typer.Argument(help="写到哪个文件夹 / the folder to write to")],
) -> None:
    """写出阅读页：每个标准一页 Markdown / Write the reading pages, one Markdown page per standard."""
    from evidence_check import registry
    from evidence_check.registry.pages import write

    for path in write(registry.load(), folder):
        tell(f"已写出 / written: {path}")


@app.command(epilog="例 / example: evidence-check clauses 2022-common/44 2018-advanced-common/28")
def clauses(
    ids: Annotated[list[str] | None, typer.Argument(help="条款或标准编号，或检索词 / ids or words to look for")] = None,
) -> None:
    """阅读条款：双语原文、要求、在其他标准中的位置 / Read clauses: both languages, what they want, where else."""
    from evidence_check import registry
    from evidence_check.show import clause_lines

    show(clause_lines(registry.load(), ids or []))
