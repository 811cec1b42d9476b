"""``score`` and ``evaluate``: the arithmetic alone, and how well the program agrees with people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evidence_check.commands.shared import Assume, Jobs, app, progress_bar, show, write_json

if TYPE_CHECKING:
    from evidence_check.model import Enterprise


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
        write_json(target, scoring.to_json(result))
    show(score_lines(result))


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

        with progress_bar() as progress:
            return to_json(run(files, enterprise, loaded, jobs, None, progress), loaded)

    results = [measuring.evaluate_dossier(dossier, report_of, registry=loaded, texts=texts_of) for dossier in dossiers]
    if target:
        write_json(target, measuring.report(results))
    for result in results if len(results) > 1 else ():
        show(measuring.table(result))
    show(measuring.table(measuring.combine(results)))
