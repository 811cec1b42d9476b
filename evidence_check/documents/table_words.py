"""Tells from its words what a cell of a table is: a value, the label of a field, the name of a column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from evidence_check.data import read_yaml
from evidence_check.documents.lines import HAN
from evidence_check.resources import standards_dir

_DATA = re.compile(
    r"^[\s¥￥$€<>≤≥±+\-]*\d[\d,.:/\-年月日时分秒 %％~～至]*"
    r"(?:元|万元|个|次|人|天|小时|千克|公斤|吨|米|件|箱|台|套|页|份|名|年|月|岁|kg|pcs|%|％)?$"
    r"|^[√×✓✔☑☐□■/\\-]+$|^\d{4}-\d\d-\d\d"
)
_CODE = re.compile(r"\d{5,}|(?<![A-Za-z])[A-Za-z]{1,4}[-/]?\d{3,}|\d{4}-\d{3,}")
_SENTENCE = re.compile(r"[。；;！？]|[，,].*[，,]")
_HAN = re.compile(f"[{HAN}]")
_NUMERAL = "一二三四五六七八九十百零〇"
_TRAIL = re.compile(r"[\s:：*＊（(]+$")


@dataclass(frozen=True, slots=True)
class _Words:
    labels: re.Pattern[str]
    headers: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    content = read_yaml(standards_dir() / "documents" / "control.yaml", "control")
    ends = sorted(content["form_label_ends"], key=len, reverse=True)
    hanzi = "|".join(re.escape(end) for end in ends if not end.isascii())
    latin = "|".join(re.escape(end) for end in ends if end.isascii())
    return _Words(
        labels=re.compile(rf"(?:{hanzi}|(?<=[{HAN}])(?<![{_NUMERAL}])[号號]|(?<![A-Za-z])(?:{latin}))$", re.I),
        headers=frozenset(
            word.lower()
            for words in (content["column_headers"], *(field["labels"] for field in content["fields"].values()))
            for word in words
        ),
    )


@lru_cache(maxsize=8192)
def is_data(text: str) -> bool:
    """Tell whether a cell holds a number, a date or a tick rather than words."""
    return _DATA.match(text.strip()) is not None


@lru_cache(maxsize=8192)
def is_label(text: str) -> bool:
    """Tell whether a cell reads like the label of a form field or column."""
    bare = _TRAIL.sub("", text.strip())
    if text.strip().endswith((":", "：")) and 0 < len(bare) <= 30:
        return True
    bare = (
        re.sub(r"[（(][^（）()]{0,20}[）)]$", "", bare).replace(" ", "" if _HAN.search(bare) else " ").replace("\n", "")
    )
    limit = 14 if _HAN.search(bare) else 32
    return 0 < len(bare) <= limit and not is_data(bare) and _words().labels.search(bare) is not None


def is_header_word(text: str) -> bool:
    """Tell whether a cell is one of the known names of columns."""
    bare = _TRAIL.sub("", text.strip()).lower()
    return bare in _words().headers or bare.replace(" ", "").replace("\n", "") in _words().headers


def is_wordy(text: str) -> bool:
    """Tell whether a cell could name a column: short words, no number, no code, no sentence."""
    bare = text.strip()
    limit = 30 if _HAN.search(bare) else 60
    return (
        bool(bare)
        and len(bare) <= limit
        and not is_data(bare)
        and not _SENTENCE.search(bare)
        and not _CODE.search(bare)
    )


@lru_cache(maxsize=8192)
def opens_record(text: str) -> bool:
    """Tell whether the first cell of a row under a header begins an entry: a number or date, and no label."""
    return is_data(text) and not ends_in_colon(text)


def bare_label(text: str) -> str:
    """Return the text of a label without its colon, star or open bracket."""
    return _TRAIL.sub("", text.strip())


def ends_in_colon(text: str) -> bool:
    """Tell whether a cell says by a colon that its value follows."""
    return text.strip().endswith((":", "："))
