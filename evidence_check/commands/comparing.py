"""``diff``: what two reports on the same dossier say differently, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evidence_check.commands.shared import Lang, app, show, tell, write_json


@app.command(epilog="例 / example: evidence-check diff 10月/report.json 11月/report.json --json 变化.json")
def diff(
    old: Annotated[Path, typer.Argument(help="较早的 report.json / the earlier report.json")],
    new: Annotated[Path, typer.Argument(help="较新的 report.json / the later report.json")],
    target: Annotated[Path | None, typer.Option("--json", help="写出 JSON / write JSON")] = None,
    lang: Annotated[Lang, typer.Option("--lang", help="语言 / language")] = Lang.zh,
) -> None:
    """比较两份报告：补齐、退步、新增、变化及原因 / Compare two reports: closed, regressed, new, changed, and why."""
    from evidence_check.differences import compare, read_report, to_json
    from evidence_check.differences.show import difference_lines

    earlier, later = read_report(old), read_report(new)
    found = compare(earlier, later)
    if found.old.name != found.new.name:
        tell(f"注意：两份报告的企业名称不同 / note: the reports name different enterprises: {old}, {new}")
    if target:
        write_json(target, to_json(found))
    show(difference_lines(found, lang.value))
