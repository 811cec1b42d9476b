"""Reads single cells as people and office programs leave them: texts with stray spaces, days in many forms."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from evidence_check.model import Bilingual
from evidence_check.reasons import say
from evidence_check.report.visible import visible

_STRAY = "\ufeff\u200b\u200c\u200d\u2060\u00a0\u3000 \t\r\n"
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$|(\d{4})(\d{2})(\d{2})$")
_SERIAL = range(20_000, 80_000)  # days since 1899 of 1954 to 2119: a day whose format got lost


class CellError(ValueError):
    """A cell that can't be taken, with the words for it."""

    def __init__(self, text: Bilingual) -> None:
        super().__init__(text.en)
        self.text = text


def text_of(cell: Any) -> str:
    """Return what a cell of openpyxl holds as text; nothing where it is empty.

    Raises:
        CellError: a formula, or an error value such as #N/A.
    """
    if cell is None or cell.value is None:
        return ""
    if cell.data_type == "f":
        raise CellError(say("import_formula"))
    if cell.data_type == "e":
        raise CellError(say("import_error", value=str(cell.value)))
    value = cell.value
    if isinstance(value, datetime | date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return visible(str(value).replace("\r\n", "\n").replace("\r", "\n")).strip(_STRAY)


def id_of(text: str) -> str:
    """Return a clause id as it should be written."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def day_of(text: str, epoch: datetime) -> str | None:
    """Return a day (ISO) from what a person wrote; None where nothing is written.

    Args:
        text: the cell's text.
        epoch: day 0 of the workbook's calendar, for a day that lost its format and shows as a number.

    Raises:
        CellError: it is no day.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    try:
        if plain.isdigit() and int(plain) in _SERIAL:
            from openpyxl.utils.datetime import from_excel

            return str(from_excel(int(plain), epoch).date().isoformat())
        match = _DAY.match(plain.partition(" 00:00")[0])
        if match:
            year, month, day = (int(part) for part in match.groups() if part)
            return date(year, month, day).isoformat()
    except ValueError:
        pass
    raise CellError(say("import_no_day", value=text[:40]))
