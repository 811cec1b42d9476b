"""``template``: the Word report's template, to make a firm's own from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evidence_check.commands.shared import app, tell
from evidence_check.errors import EvidenceCheckError


@app.command(epilog="例 / example: evidence-check template 模板.docx，改好后 / then: scan ... --template 模板.docx")
def template(
    target: Annotated[Path, typer.Argument(help="写到哪里 / where to, e.g. 模板.docx")],
) -> None:
    """写出 Word 报告的模板，供改成本机构的样式 / Write the Word report's template, to make your own from."""
    from evidence_check.report.whole import write_whole
    from evidence_check.report.word import own_template

    if target.exists():
        raise EvidenceCheckError(
            f"已有同名文件，未覆盖 / there is such a file already, nothing written: {target}",
            "Choose another name. 请换一个文件名。",
        )
    write_whole(target, own_template().read_bytes())
    tell(f"已写出 / written: {target}")
