"""Reads which departments an organisation chart or roster has, and which ones policies make responsible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from evidence_check.matching.roles import Judged
from evidence_check.model import Document, Passage, Quote, Statement
from evidence_check.records.floors import rules_something
from evidence_check.records.named import is_person
from evidence_check.text import literal_span, normal, quote_around

_SHOWN = 120  # characters of a quote
_CHART_LINE = 30  # characters of a piece of a chart; longer ones are prose
_BREAK = re.compile(
    r"[、,，;；。:：/|\n\t()（）\[\]→—–├└│┌─\-]+|\s(?=\d{1,2}\s)|(?<=\d)\s|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])|\s{2,}"
)


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=4096)
def _is_column(column: str, pattern: str) -> bool:
    return bool(_compiled(pattern).fullmatch(normal(column)))


def statements(document: Document, judged: Judged, words: dict[str, Any]) -> Iterator[Statement]:
    """Yield ``department`` (value chart or roster) and ``department_cited``.

    ``words`` is the part ``departments`` of statements.yaml.
    """
    is_chart = bool(_compiled(words["chart"]).search(normal(f"{document.title or ''} {document.path}")))
    rules = not is_chart and rules_something(document, judged)
    for passage in document.passages:
        if passage.kind in ("comment", "property"):
            continue
        for cell in passage.cells if not passage.header_row else ():
            if _is_column(cell.column, words["column"]):
                yield _said(document, passage, "department", normal(cell.text), "chart" if is_chart else "roster")
        if not is_chart and not rules:
            continue
        text = normal(passage.text)
        if is_chart:
            for part, at in _parts(passage):
                if any(map(str.isdigit, part)) or is_person(part):
                    continue
                yield _said(document, passage, "department", normal(part), "chart", (at, at + 1))
        elif rules and passage.kind not in ("header", "footer"):
            for pattern in words["cited"]:
                for match in _compiled(pattern).finditer(text):
                    if not _compiled(words["none"]).search(match["name"].strip()):
                        yield _said(document, passage, "department_cited", match["name"], "", match.span("name"))


def _parts(passage: Passage) -> list[tuple[str, int]]:
    """Return the short pieces of a line of a chart between its separators: any of them may be a department."""
    found: list[tuple[str, int]] = []
    at = 0
    for part in _BREAK.split(passage.text):
        place = passage.text.find(part, at)
        at = max(place, at)
        plain = part.strip()
        if 1 < len(plain) <= _CHART_LINE:
            found.append((plain, max(place, 0)))
            latin = re.search(r"[A-Za-z][A-Za-z &.]{1,40}$", plain)
            if latin and latin.start():  # 关务部 Customs
                found += [(latin[0].strip(), max(place, 0)), (plain[: latin.start()].strip(), max(place, 0))]
    return [pair for pair in found if len(pair[0]) > 1]


def _said(
    document: Document, passage: Passage, kind: str, name: str, value: str, span: tuple[int, int] | None = None
) -> Statement:
    start, end = literal_span(passage.text, *span) if span and span[1] - span[0] > 1 else span or (0, 1)
    quote = Quote(document.path, passage.locator, quote_around(passage.text, start, end, _SHOWN))
    return Statement("department" if kind == "department" else "department_cited", name, value, quote)
