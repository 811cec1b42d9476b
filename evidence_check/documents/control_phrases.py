"""Completes the control block from what a document says in a sentence or by its form, without a label.

自2022年4月1日起施行 · （2022年4月1日发布，同日施行） · 〔2024〕12号 · "WI-AD-12 第2版" in a page header ·
a date alone at the end.
"""

from __future__ import annotations

import datetime
import re

from evidence_check.documents.dates import find_dates
from evidence_check.model import Passage

_Fields = dict[str, tuple[str, int]]

_ISSUE_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,10}\s*[〔［\[【（(]\s*20\d\d\s*[〕］\]】）)]\s*(?:第\s*)?\d{1,4}\s*号"
)
_BARE_CODE = re.compile(
    r"(?<![A-Za-z0-9/-])(?=[A-Z0-9/-]*\d)[A-Z]{1,8}(?:[-/][A-Z]{1,8}){0,3}[-/]\d{1,6}(?:[-/][A-Z0-9]{1,6}){0,3}(?![A-Za-z0-9-])"
)
_BARE_VERSION = re.compile(
    r"第\s*[\d一二三四五六七八九十]{1,3}\s*版(?!本)|(?<![A-Za-z])v(?:er(?:sion)?)?\.?\s*\d+(?:\.\d+)*|(?<![A-Za-z0-9/])[A-Z]/\d{1,2}(?![\d/])",
    re.I,
)
_FORCE = r"(?:施行|实施|执行|生效|试行|启用|實施|執行|啟用)"
_THEN_FORCE = re.compile(rf"\s*(?:日?起|之日起)?\s*(?:开始)?(?:正式)?{_FORCE}(?!的《)")
_THEN_ISSUED = re.compile(r"\s*(?:发布|颁布|印发|公布|签发|下发|发文|制定|制订|修订|通过|發佈|頒布|公佈|修訂)")
_BEFORE_FORCE = re.compile(
    r"(?:effective|in force|takes? effect|comes? into (?:force|effect))\s*(?:as of|from|on|since)?[\s:]*$", re.I
)
_BEFORE_ISSUED = re.compile(r"(?:issued|released|published|adopted)\s*(?:on)?[\s:]*$", re.I)
_SAME_DAY = re.compile(rf"(?:同日|当日|即日|自?(?:发布|颁布|公布|签发|印发|批准|下发|發佈|頒布)之日)起?{_FORCE}")
_NEXT_DAY = re.compile(rf"次日起?{_FORCE}")
_SHORT = 80


def add_phrases(found: _Fields, places: list[Passage]) -> None:
    """Add to ``found`` (field → value, passage index) what labels left open; ``places`` come best first."""
    for passage in places:
        text = passage.text
        if len(text) <= 60 and (issue := _ISSUE_NUMBER.search(text)):
            _add(found, "number", issue[0], passage)
        _add_dates(found, passage)
    _add_bare(found, places)
    _add_closing_date(found, places)
    issued = found.get("issued_date", ("",))[0]
    for passage in places if issued else ():
        if _SAME_DAY.search(passage.text):
            _add(found, "effective_date", issued, passage)
        elif len(issued) == 10 and _NEXT_DAY.search(passage.text):
            following = datetime.date.fromisoformat(issued) + datetime.timedelta(days=1)
            _add(found, "effective_date", following.isoformat(), passage)


def _add(found: _Fields, name: str, value: str, passage: Passage) -> None:
    if not found.get(name, ("",))[0]:
        found[name] = (value, passage.index)


def _add_dates(found: _Fields, passage: Passage) -> None:
    """Add a date that the words beside it make the date of issue or of effect."""
    text = passage.text
    if len(text) > 400 or passage.cells:
        return
    for iso, (start, end) in find_dates(text):
        if _THEN_FORCE.match(text, end) or _BEFORE_FORCE.search(text[:start]):
            _add(found, "effective_date", iso, passage)
            continue
        cited = len(text) > _SHORT or "》" in text[:start]  # the date of a law that is cited
        if not cited and (_THEN_ISSUED.match(text, end) or _BEFORE_ISSUED.search(text[:start])):
            _add(found, "issued_date", iso, passage)


def _add_bare(found: _Fields, places: list[Passage]) -> None:
    """Take a code (WI-AD-12) and a version (第2版, v1.1) that stand unlabelled in a page header or side by side."""
    body = min((p.index for p in places if p.kind not in ("header", "footer")), default=0)
    known = {found[name][1] for name in ("version", "effective_date", "issued_date") if found.get(name, ("",))[0]}
    for passage in places:
        margin = passage.kind in ("header", "footer")
        if passage.cells and not margin:
            continue
        if len(passage.text) > 90 or not (margin or passage.index in known or passage.index - body < 3):
            continue
        code, version = _BARE_CODE.search(passage.text), _BARE_VERSION.search(passage.text)
        if code and (margin or passage.index in known or version):
            _add(found, "number", code[0], passage)
        if version and (margin or code):
            _add(found, "version", version[0], passage)


def _add_closing_date(found: _Fields, places: list[Passage]) -> None:
    """Take a date that stands alone at the end (落款日期) or on the cover as the date of issue."""
    body = [p for p in places if p.kind in ("paragraph", "heading", "textbox") and not p.cells]
    for passage in [*body[-4:][::-1], *body[:8]]:
        dates = list(find_dates(passage.text)) if len(passage.text) <= 30 else []
        if dates:
            iso, (start, end) = dates[0]
            if not (passage.text[:start] + passage.text[end:]).strip(" \u3000()（）"):
                _add(found, "issued_date", iso, passage)
                return
