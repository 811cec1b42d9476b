"""Reads the enumerations of a text (现有一厂、二厂、外租仓库; Sites: Plant 1, Plant 2) to be held against registers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence_check.matching.roles import Judged
from evidence_check.model import Document, Listing, Quote
from evidence_check.text import normal, quote_around

_MOST, _ITEMS, _ITEM, _LEAST = 40, 80, 48, 2
_QUOTED, _ABOUT = 160, 400
_BREAK = re.compile(
    r"[、,，;；|\n。]|(?<!\d)/|/(?!\d)|(?<![\d.])\d{1,2}[.、)）]\s|\s(?=\d{1,2}\s+\S)|\s和\s|\sand\s|├|└|│"
)
_LABEL = re.compile(r"^.{0,40}[:：]\s*(?=\S)|^(?:.{0,30}(?:现有|设有|下设|包括|共有|如下|分为|设))(?=\S)")
_NUMBER = re.compile(r"^\s*(?:\d{1,3}|[（(]?[一二三四五六七八九十]+[)）]?)[.、\s]+(?=\S)")


def listings(document: Document, judged: Judged) -> tuple[Listing, ...]:
    """Return what a document enumerates: the parts of each paragraph that stand between separators."""
    if judged.role.name == "superseded" or judged.marks & {"template", "draft", "copy"}:
        return ()
    return tuple(_all(document))[:_MOST]


def _all(document: Document) -> Iterator[Listing]:
    about = normal(f"{document.title or ''} {document.path}")
    whole = normal(" ".join(p.text for p in document.passages[:12] if p.kind != "row"))[:_ABOUT]
    for passage in document.passages:
        if passage.kind in ("row", "comment", "property", "header", "footer"):
            continue
        parts = [_item(part) for part in _BREAK.split(passage.text)]
        items = [part for part in parts if 1 < len(part) <= _ITEM]
        if _LEAST <= len(items) <= _ITEMS:
            place = passage.text.find(items[0])
            quote = Quote(document.path, passage.locator, quote_around(passage.text, max(place, 0), place + 1, _QUOTED))
            yield Listing(f"{about} {whole} {normal(passage.text)[:_ABOUT]}", tuple(items), quote)


def _item(part: str) -> str:
    return _NUMBER.sub("", _LABEL.sub("", part.strip())).strip(" .。")
