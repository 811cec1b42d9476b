"""``read``: one file as the program reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evidence_check.commands.shared import app, show, write_json
from evidence_check.errors import EvidenceCheckError


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
        write_json(target, document_json(found))
    else:
        show(document_lines(found))
