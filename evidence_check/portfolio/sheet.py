"""Writes the overview of a portfolio as a sheet: one row per client, to sort and to filter."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from evidence_check.model import Bilingual
from evidence_check.portfolio.survey import Client
from evidence_check.report.visible import one_line
from evidence_check.report.write import write_whole

_COLUMNS = (
    ("client", 28), ("enterprise", 34), ("stage", 20), ("certification", 18), ("blockers", 12), ("missing", 10),
    ("partial", 10), ("unreadable", 12), ("review", 12), ("unread", 14), ("files", 10), ("score", 10), ("day", 14),
    ("standards", 34), ("error", 60),
)  # fmt: skip
_WHEN = datetime(2000, 1, 1)  # the file says nothing of when it was written: the same lines are the same bytes


def write(clients: Sequence[Client], path: Path, text: Callable[[str], Bilingual], lang: str) -> Path:
    """Write the sheet, whole or not at all. ``text`` gives the fixed words.

    Raises:
        EvidenceCheckError: the file can't be written or is open in another program.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": _said(text("title"), lang), "created": _WHEN})
    page = book.add_worksheet(_said(text("sheet"), lang))
    head, plain = book.add_format({"bold": True, "text_wrap": True, "bottom": 1}), book.add_format({"text_wrap": True})
    for column, (key, width) in enumerate(_COLUMNS):
        page.set_column(column, column, width)
        page.write_string(0, column, _said(text(f"column_{key}"), lang), head)
    for row, client in enumerate(clients, 1):
        for column, value in enumerate(_values(client, text, lang)):
            if isinstance(value, int):
                page.write_number(row, column, value, plain)
            elif value:
                page.write_string(row, column, one_line(value), plain)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(clients), 1), len(_COLUMNS) - 1)
    book.close()
    return write_whole(path, buffer.getvalue())


def _values(client: Client, text: Callable[[str], Bilingual], lang: str) -> tuple[str | int | None, ...]:
    """Return a client's row, in the order of the columns; figures stay empty where there is no report."""
    certification = _said(text(f"certification_{client.certification}"), lang) if client.certification else None
    figures = (client.blockers, client.missing, client.partial, client.unreadable, client.review, client.unread)
    known = client.stage != "failed"
    return (
        client.path,
        client.name.zh or client.name.en,
        _said(text(f"stage_{client.stage}"), lang),
        certification,
        *(figure if known else None for figure in figures),
        client.files if known else None,
        client.total,
        client.day,
        ", ".join(client.standards),
        client.error,
    )


def _said(value: Bilingual, lang: str) -> str:
    first, second = (value.zh, value.en) if lang == "zh" else (value.en, value.zh)
    return first or second or ""
