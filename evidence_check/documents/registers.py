"""Tells a register (a header over rows of like values) from a form (labels down its side): both may be two columns.

Only the cells decide: what each column holds below its first row, and whether that row could name it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from evidence_check.data import read_yaml
from evidence_check.resources import standards_dir

MAX_LOOK = 30
"""Rows below a supposed header that are looked at."""

_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    r"^(?:(?:19|20)?\d\d\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?(?:\s*[（(]?(?:周|星期|礼拜)?[一二三四五六日天][)）]?)?"
    r"(?:\s*\d{1,2}[:：时]\d{0,2}分?)?$|^(?:19|20)\d\d\s*年?(?:\s*[-/.]?\d{1,2}月?)?$|^\d{1,2}月(?:份)?$"
    r"|^[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}[日号])?$|^(?:周|星期|礼拜)[一二三四五六日天]$"
    r"|^\d{1,2}[:：时]\d{0,2}分?$|^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?\.?$"
    rf"|^\d{{1,2}}[\s-]*{_MONTH}\.?(?:[\s,-]*\d{{2,4}})?$"
    rf"|^{_MONTH}\.?\s*\d{{0,2}}(?:[\s,]*\d{{4}})?$",
    re.I,
)
_NUMBER = re.compile(
    r"^[\s¥￥$€<>≤≥±+\-]*\d[\d,.\s]*(?:元|万元|个|次|人|小时|分钟|千克|公斤|吨|米|件|箱|台|套|份|kg|pcs|%|％|h)?$|^[①-⑳]$"
)
_CODE = re.compile(r"^(?=.*\d)[A-Za-z0-9\u4e00-\u9fff]{0,8}[-/#.]?[A-Za-z]{0,6}[-/]?\d[\dA-Za-z/-]*(?:号|#)?$")
_TICK = re.compile(r"^[√×✓✔☑☐□■✗○●/\\-]+$")


@dataclass(frozen=True, slots=True)
class _Kinds:
    date: re.Pattern[str]
    number: re.Pattern[str]


@lru_cache(maxsize=1)
def _kinds() -> _Kinds:
    words = read_yaml(standards_dir() / "documents" / "control.yaml", "control")["column_kinds"]
    return _Kinds(*(_pattern(words[name]) for name in ("date", "number")))


def _pattern(words: list[str]) -> re.Pattern[str]:
    latin = "|".join(re.escape(word) for word in words if word.isascii())
    return re.compile(
        "|".join([*(re.escape(word) for word in words if not word.isascii()), rf"(?<![a-z])(?:{latin})(?![a-z])"]), re.I
    )


def kind_of(text: str) -> str:
    """Return what a cell holds: date, number, code, tick, or words."""
    text = " ".join(text.split())
    for name, pattern in (("date", _DATE), ("number", _NUMBER), ("tick", _TICK), ("code", _CODE)):
        if pattern.match(text):
            return name
    return "words"


def is_register(header: Sequence[str], below: Sequence[Sequence[str]], is_label: Callable[[str], bool]) -> bool:
    """Tell whether ``header`` names the columns of the rows below it (each as long; "" where a cell is blank).

    ``is_label`` knows the words that label fields and columns. The header's own cells must be words.
    """
    if len(header) < 2 or not below or any(kind_of(text) != "words" for text in header):
        return False
    first = [row[0] for row in below if row[0]]
    if not first or any(is_label(text) for text in first):
        return False  # labels down the first column: a form
    kinds = [_one_kind([row[at] for row in below if row[at]]) for at in range(len(header))]
    if kinds[0] not in (None, "words"):
        named = _kinds().date if kinds[0] == "date" else _kinds().number
        return named.search(header[0]) is not None or any(is_label(text) for text in header[1:])
    others = [text for row in below for text in row[1:] if text]
    if any(is_label(text) for text in others):
        return False
    if all(is_label(text) for text in header):
        return True
    valued = any(kind not in (None, "words") for kind in kinds[1:])
    if len(below) >= 2 and valued:  # words, then figures below a word that names them
        return True
    repeated = len(below) >= 3 and len({row[1] for row in below}) <= len(below) // 2
    return repeated and is_label(header[0])


def _one_kind(texts: list[str]) -> str | None:
    """Return the kind that all the texts share, None where they differ or there are none."""
    kinds = {kind_of(text) for text in texts}
    if kinds == {"number", "code"}:
        return "code"
    return kinds.pop() if len(kinds) == 1 else None


def rows_below(filled: Sequence[Sequence[tuple[int, str]]], index: int, columns: Sequence[int]) -> list[list[str]]:
    """Return the texts of the rows below ``index`` that stay within ``columns``; a blank or lone row ends them."""
    found: list[list[str]] = []
    at = index + 1
    if at < len(filled) and not filled[at]:  # one blank row may stand between a header and its table
        at += 1
    for row in filled[at : at + MAX_LOOK]:
        cells = dict(row)
        lone = len(cells) == 1 and columns[0] not in cells
        if not cells or lone or not set(cells) <= set(columns):
            break
        found.append([cells.get(col, "").strip() for col in columns])
    return found
