"""Reads which edition of which rule a file is (number or name, version, date), and what it says to replace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from evidence_check.data import read_yaml
from evidence_check.matching.roles import Judged
from evidence_check.model import Document, Passage, Quote, Statement
from evidence_check.records.dates import find, year_in
from evidence_check.records.floors import rules_something
from evidence_check.records.intervals import number
from evidence_check.resources import standards_dir
from evidence_check.text import literal_span, normal, quote_around

_FRONT, _LINE, _QUOTED = 4, 200, 120  # passages at the head, characters of them that are read, of a quote
_CHART = re.compile(r"组织(?:架构|机构|结构)图?|organi[sz]ation(?:al)? chart|org chart")
_NAMELESS = re.compile(
    r"[\W_]+|\d+|版本|版次|修订|(?:新|旧|最新|现行)版?$|版$|(?<![a-z])(?:rev|version|ver|v|new|old|final|issue)(?![a-z])"
)


@lru_cache(maxsize=1)
def _params() -> dict[str, Any]:
    content = read_yaml(standards_dir() / "findings.yaml", "findings")
    found: dict[str, Any] = next(rule["params"] for rule in content["rules"] if rule["id"] == "superseded-beside")
    return found


@lru_cache(maxsize=16)
def _compiled(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _params()[name])


def statements(document: Document, judged: Judged) -> Iterator[Statement]:
    """Yield ``edition`` (subject: number or name; value: version|date|state) and ``replaces`` (subject: a name)."""
    stem = normal(PurePosixPath(document.path).stem)
    title = normal(document.title or "")
    chart = bool(_CHART.search(f"{title} {stem}"))
    if not (chart or rules_something(document, judged)) or any(p.search(f"{title} {stem}") for p in _compiled("annex")):
        return
    told = [p for p in document.passages if p.kind not in ("comment", "property") and p.text.strip()]
    if not told:
        return
    front = " ".join(normal(p.text)[:_LINE] for p in told[:_FRONT])
    controlled = any(p.search(normal(document.path) + " " + front) for p in _compiled("controlled"))
    value = f"{_version(document, stem, front)}|{_dated(document, stem, front)}|{'controlled' if controlled else ''}"
    quote = _place(document, told)
    for name in dict.fromkeys((_number(document, front), _plain(title), _plain(stem))):
        if len(name) >= 4 and not (name == _plain(title) and _is_masthead(title)):
            yield Statement("edition", name, value, quote)
    for passage in told:
        text = normal(passage.text)
        for pattern in _compiled("replaces"):
            for match in pattern.finditer(text):
                start, end = literal_span(passage.text, *match.span())
                words = Quote(document.path, passage.locator, quote_around(passage.text, start, end, _QUOTED))
                yield Statement("replaces", _plain(match["name"]), "", words)


def _is_masthead(title: str) -> bool:
    """Whether a title is a line of names or a company's: many papers of a house bear it."""
    return title.endswith(("公司", "文件")) or "总经理" in title or "general manager" in title


def _place(document: Document, told: list[Passage]) -> Quote:
    for passage in told[:_FRONT]:
        text = normal(passage.text)
        match = next((m for p in _compiled("version") if (m := p.search(text))), None)
        dated = find(passage.text)
        if match or dated:
            span = literal_span(passage.text, *match.span()) if match else (dated[0].start, dated[0].end)
            return Quote(document.path, passage.locator, quote_around(passage.text, *span, _QUOTED))
    return Quote(document.path, told[0].locator, quote_around(told[0].text, 0, 1, _QUOTED))


def _number(document: Document, front: str) -> str:
    stated = normal(document.control.fields.get("number", ("", 0))[0])
    text = stated or front[:_LINE].replace(" ", "-")
    match = next((m for p in _compiled("number") if (m := p.search(text))), None)
    return match[0] if match else ""


def _version(document: Document, stem: str, front: str) -> str:
    stated = normal(document.control.fields.get("version", ("", 0))[0])
    for text in (f"版本:{stated}" if stated else "", front, stem):
        for pattern in _compiled("version"):
            if match := pattern.search(text):
                written = match["v"].lstrip("v")
                return (
                    str(int(number(written)))
                    if number(written) and not written.isdigit() and "." not in written
                    else written
                )
    return ""


def _dated(document: Document, stem: str, front: str) -> str:
    for name in ("effective_date", "issued_date"):
        dates = find(document.control.fields.get(name, ("", 0))[0])
        if dates:
            return dates[0].iso
    days = [d.iso for d in find(front)]
    return (days or [year_in(stem) or ""])[0]


def _plain(name: str) -> str:
    text = normal(name)
    for dated in reversed(find(text)):
        text = text[: dated.start] + " " + text[dated.end :]
    for pattern in _compiled("version"):
        text = pattern.sub(" ", text)
    return _NAMELESS.sub("", text)
