"""Writes the overview of a portfolio: a page to look at and a sheet to work with."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evidence_check import __version__
from evidence_check.data import read_yaml
from evidence_check.errors import EvidenceCheckError
from evidence_check.model import Bilingual
from evidence_check.portfolio import sheet
from evidence_check.portfolio.survey import Client, Stage
from evidence_check.report.visible import visible
from evidence_check.report.write import write_whole
from evidence_check.resources import templates_dir

STAGES: tuple[Stage, ...] = ("failed", "gathering", "mending", "ready")


def write(clients: Sequence[Client], out: Path, lang: str = "zh") -> list[Path]:
    """Write ``portfolio.html`` and ``portfolio.xlsx`` into ``out`` and return their paths.

    Args:
        clients: the lines, in the order in which they are shown.
        out: the folder, below which the clients' reports lie.
        lang: ``zh`` or ``en``, the language shown first; both are there.

    Raises:
        EvidenceCheckError: the folder can't be made or written to, or a file is open in another program.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "Choose another folder with -o. 请用 -o 另选一个可以写入的文件夹。"
        raise EvidenceCheckError(f"{out}: the folder can't be made ({error.strerror})", hint) from error
    page = write_whole(out / "portfolio.html", render(clients, out, lang))
    return [page, sheet.write(clients, out / "portfolio.xlsx", text, lang)]


def render(clients: Sequence[Client], out: Path, lang: str = "zh") -> str:
    """Return the page: offline, without scripts, every text from a client's folder escaped."""
    environment = Environment(
        loader=FileSystemLoader(templates_dir()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else "" if value is None else value,
    )
    environment.globals.update(say=lambda key: _both(text(key)), t=_both)
    stages = Counter(client.stage for client in clients)
    return environment.get_template("portfolio.html.j2").render(
        lang=lang,
        title=text("title"),
        version=__version__,
        clients=[(client, _address(client, out)) for client in clients],
        stages=[(stage, stages[stage]) for stage in STAGES if stages[stage]],
        days=sorted({client.day for client in clients if client.day}),
        style=Markup((templates_dir() / "report.css").read_text(encoding="utf-8")),  # ours, not a client's
    )


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = read_yaml(templates_dir() / "portfolio.yaml")
    return words


def text(key: str) -> Bilingual:
    """Return a fixed text of the overview."""
    return Bilingual(**_words()[key])


def _both(value: Bilingual) -> Any:
    zh, en = visible(value.zh or ""), visible(value.en or "")
    if zh and en and zh != en:
        return Markup('<i lang="zh">{}</i><i lang="en">{}</i>').format(zh, en)
    return Markup("{}").format(zh or en)


def _address(client: Client, out: Path) -> str | None:
    """Return the address of a client's report as seen from the overview."""
    if client.report is None:
        return None
    return quote(Path(os.path.relpath(client.report, out)).as_posix())
