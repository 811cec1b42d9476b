"""``import``: an assessor's verdicts from the workbook back into ``enterprise.yaml``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence_check.commands.shared import app, tell
from evidence_check.errors import EvidenceCheckError

if TYPE_CHECKING:
    from evidence_check.model import AssessorVerdict
    from evidence_check.verdicts.bring import Brought
    from evidence_check.verdicts.merge import Action

_SHOWN = 40
_ACTIONS: dict[Action, str] = {
    "new": "新增 new",
    "changed": "修改 changed",
    "withdrawn": "撤回 withdrawn",
    "unchanged": "未变 unchanged",
}


@app.command("import", epilog="例 / example: evidence-check import 报告/gaps.xlsx --enterprise 恒锐/enterprise.yaml")
def import_verdicts(
    workbook: Annotated[Path, typer.Argument(help="评审人填好的工作簿 / the workbook with verdicts, gaps.xlsx")],
    enterprise: Annotated[Path, typer.Option("--enterprise", help="写入哪个企业说明 / the enterprise.yaml")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说明会改什么 / only say what would change")] = False,
    same_enterprise: Annotated[
        bool, typer.Option("--same-enterprise", help="名称不同但确为同一企业 / same enterprise under another name")
    ] = False,
) -> None:
    """把评审人的结论和理由写回 enterprise.yaml / Bring the assessor's verdicts and reasons back."""
    from evidence_check import registry
    from evidence_check.verdicts.bring import bring

    done = bring(workbook, enterprise, registry.load(), write=not dry_run, same_enterprise=same_enterprise)
    for remark in done.remarks[:_SHOWN]:
        tell(f"提示 / note: {remark.line()}")
    if done.problems:
        _refuse(workbook, done)
    for change in done.changes:
        if change.action != "unchanged":
            typer.echo(f"{_ACTIONS[change.action]}  {change.id}  {_word(change.before)} → {_word(change.after)}")
    counts = Counter(change.action for change in done.changes)
    typer.echo("结论 / verdicts: " + " · ".join(f"{words} {counts[action]}" for action, words in _ACTIONS.items()))
    if done.written:
        tell(f"已写入 / written: {enterprise}")
    elif dry_run:
        tell("未写入（--dry-run） / nothing written (--dry-run)")
    else:
        tell(f"无需改动 / nothing to change: {enterprise}")


def _refuse(workbook: Path, done: Brought) -> None:
    for problem in done.problems[:_SHOWN]:
        tell(problem.line())
    rest = len(done.problems) - _SHOWN
    if rest > 0:
        tell(f"……另有 {rest} 处 / and {rest} more")
    raise EvidenceCheckError(
        f"{workbook}: {len(done.problems)} 处不能写回，未写入 / can't be taken: {len(done.problems)}, nothing written",
        "Correct these cells and import again. 请改正这些单元格后重新导入。",
    )


def _word(given: AssessorVerdict | None) -> str:
    from evidence_check.verdicts.reading import offered_word

    return offered_word(given.verdict) if given else "—"
